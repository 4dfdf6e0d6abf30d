//! Draws what stands above a pane. It leaves the header, the countdown and the keys in view.

use ratatui::layout::Rect;

use super::pen::Pen;
use super::{cells, facts, form, row_of, table};
use crate::console::body::{Line, Tone};
use crate::console::field::TextField;
use crate::console::overlay::{Choose, Confirm, Overlay, Prompt, Search};
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const HELP: Text = text!("帮助：此刻可用的操作", "Help: what works here now");
const PALETTE: Text = text!("命令", "Commands");
const CONFIRM: Text = text!("请确认", "Please confirm");
const LEAVE: Text = text!("Esc 取消", "Esc cancels");
/// Overlays of a sentence and a field are no wider than a sentence is read with ease.
const WIDEST: u16 = 76;

/// What lies below an overlay is seen from this width on.
const SLIVER: u16 = 8;

/// Draws it over an area.
pub(super) fn draw(pen: &mut Pen<'_>, area: Rect, overlay: &Overlay) {
    match overlay {
        Overlay::Help(search) => found(pen, area, HELP, search),
        Overlay::Palette(search) => found(pen, area, PALETTE, search),
        Overlay::Confirm(asked) => confirm(pen, area, asked),
        Overlay::Choose(choices) => choose(pen, area, choices),
        Overlay::Prompt(asked) => prompt(pen, area, asked),
        Overlay::Read(title, lines, down) => read(pen, area, title, lines, *down),
    }
}

/// A cleared frame in the middle of an area, with so many rows inside.
fn framed(pen: &mut Pen<'_>, area: Rect, rows: u16, widest: u16, title: &str) -> Rect {
    // A letter or two of what lies below would stand beside the frame like a mistake.
    let width = if area.width.saturating_sub(widest) < SLIVER {
        area.width
    } else {
        widest
    };
    let height = rows.saturating_add(2).min(area.height);
    let place = Rect::new(
        area.x + (area.width - width) / 2,
        area.y + (area.height - height) / 2,
        width,
        height,
    );
    clear_around(pen, place);
    pen.frame(place, title)
}

/// Clears a place, and what of a wide character would be left over at its edges.
fn clear_around(pen: &mut Pen<'_>, place: Rect) {
    for y in place.y..place.bottom() {
        pen.blank_wide_before((place.x, y));
    }
    pen.clear(place);
}

/// Help and palette: a search field, what is asked about, the rows found.
fn found(pen: &mut Pen<'_>, area: Rect, title: Text, search: &Search) {
    let title = title.in_lang(pen.lang);
    let inside = framed(pen, area, area.height, u16::MAX, title);
    let wide = inside.width;
    form::typed(pen, (inside.x, inside.y), wide, &search.text, true);
    let most = inside.height / 2;
    let about = facts::rows(pen, &search.about, wide, most);
    let mut down = 1;
    for row in &about {
        let Some(place) = row_of(inside, down) else {
            return;
        };
        pen.put_row((place.x, place.y), wide, row);
        down += 1;
    }
    let rest = inside.height.saturating_sub(down);
    table::draw(
        pen,
        Rect::new(inside.x, inside.y + down, wide, rest),
        &search.rows,
    );
}

/// Rows that are written one below the other into a frame.
struct Written {
    rows: Vec<cells::Row>,
    wide: u16,
}

impl Written {
    fn new(area: Rect) -> Self {
        Self {
            rows: Vec::new(),
            wide: area.width.min(WIDEST).saturating_sub(4),
        }
    }

    fn say(&mut self, words: &str, tone: Tone) {
        if !words.is_empty() {
            let words = [(Shown::new(words), tone)];
            self.rows
                .extend(cells::wrap(&words, self.wide, usize::from(u8::MAX)));
        }
    }

    fn blank(&mut self) {
        self.rows.push(cells::Row::new());
    }

    /// Draws the frame, the rows, and a field in the blank row left for it at `field`. The field and what
    /// stands below it stay in view when the text above is too long.
    fn draw(self, pen: &mut Pen<'_>, area: Rect, title: &str, field: (usize, &TextField)) {
        let tall = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let inside = framed(pen, area, tall, WIDEST, title);
        let over = self.rows.len().saturating_sub(usize::from(inside.height));
        let dropped = field.0.saturating_sub(over)..field.0;
        let kept = self
            .rows
            .iter()
            .enumerate()
            .filter(|(at, _)| !dropped.contains(at));
        for ((at, row), down) in kept.zip(0..) {
            let Some(place) = row_of(inside, down) else {
                return;
            };
            if at == field.0 {
                form::typed(pen, (place.x, place.y), place.width, field.1, true);
            } else {
                pen.put_row((place.x, place.y), place.width, row);
            }
        }
    }
}

fn confirm(pen: &mut Pen<'_>, area: Rect, asked: &Confirm) {
    let lang = pen.lang;
    let mut written = Written::new(area);
    written.say(asked.question.in_lang(lang), Tone::Plain);
    written.blank();
    let told = phrase!(
        "请键入 {word} 后按 Enter 确认",
        "Type {word}, then Enter, to confirm",
        word = asked.word
    );
    written.say(told.in_lang(lang), Tone::Strong);
    let field = written.rows.len();
    written.blank();
    written.say(LEAVE.in_lang(lang), Tone::Quiet);
    written.draw(
        pen,
        area,
        &format!("! {}", CONFIRM.in_lang(lang)),
        (field, &asked.text),
    );
}

fn prompt(pen: &mut Pen<'_>, area: Rect, asked: &Prompt) {
    let lang = pen.lang;
    let mut written = Written::new(area);
    written.say(asked.hint.in_lang(lang), Tone::Plain);
    let field = written.rows.len();
    written.blank();
    if let Some(error) = &asked.error {
        let said = error.told();
        written.say(&format!("!! {}", said.in_lang(lang)), Tone::Bad);
    }
    written.say(LEAVE.in_lang(lang), Tone::Quiet);
    written.draw(pen, area, asked.title.in_lang(lang), (field, &asked.text));
}

fn choose(pen: &mut Pen<'_>, area: Rect, choices: &Choose) {
    let rows = table::needs(&choices.rows);
    let title = choices.title.in_lang(pen.lang);
    let inside = framed(pen, area, rows, u16::MAX, title);
    table::draw(pen, inside, &choices.rows);
}

/// A text to read: it cannot be scrolled past its last rows.
fn read(pen: &mut Pen<'_>, area: Rect, title: &Phrase, lines: &[Line], down: u16) {
    let wide = area.width.saturating_sub(4);
    let enough = down.saturating_add(area.height);
    let rows = facts::rows(pen, lines, wide, enough);
    let tall = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let title = title.in_lang(pen.lang);
    let inside = framed(pen, area, tall, u16::MAX, title);
    let down = down.min(tall.saturating_sub(inside.height));
    for (row, y) in rows
        .iter()
        .skip(usize::from(down))
        .zip(inside.y..inside.bottom())
    {
        pen.put_row((inside.x, y), inside.width, row);
    }
}
