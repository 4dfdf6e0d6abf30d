//! What stands around every pane: header, countdown, menu, title, message and hints.
//!
//! The header is never left out and never covered: environment, county, operator and post are in every layout.

use ratatui::layout::Rect;

use super::pen::Pen;
use super::theme::Theme;
use super::{cells, hints};
use crate::console::body::{Run, Tone};
use crate::console::frame::Frame;
use crate::kernel::shown::Shown;
use crate::kernel::text::Text;
use crate::text;

const PRACTICE: Text = text!("演示", "DEMO");
/// A message takes as many rows as it needs, up to this many.
const TALLEST_MESSAGE: u16 = 3;
/// Stands at the left edge of every line of chrome of a demonstration.
const PRACTICE_EDGE: &str = "#";

/// Where everything stands.
pub(super) struct Parts {
    /// Header, countdown, menu, rule and title: a row each.
    top: [Rect; 5],
    /// The pane.
    pub body: Rect,
    /// Rule, and the message below it.
    rule: Rect,
    message: Rect,
    /// Keys.
    hints: Rect,
    rows: Vec<cells::Row>,
}

impl Parts {
    /// Where overlays may stand: over title and pane, never over who, where and until when.
    pub(super) fn above(&self) -> Rect {
        Rect {
            y: self.body.y.saturating_sub(1),
            height: self.body.height.saturating_add(1),
            ..self.body
        }
    }
}

/// Divides the screen.
pub(super) fn parts(pen: &Pen<'_>, frame: &Frame<'_>) -> Parts {
    let area = pen.area();
    let row = |y: u16| Rect::new(area.x, y.min(area.bottom()), area.width, 1);
    let rows = message(pen, frame);
    let tall = u16::try_from(rows.len()).unwrap_or(TALLEST_MESSAGE).max(1);
    let hints = area.bottom().saturating_sub(1);
    let message = hints.saturating_sub(tall);
    let rule = message.saturating_sub(1);
    let body = area.y.saturating_add(5);
    Parts {
        top: [0, 1, 2, 3, 4].map(|down| row(area.y.saturating_add(down))),
        body: Rect::new(
            area.x.saturating_add(1),
            body,
            area.width.saturating_sub(2),
            rule.saturating_sub(body),
        ),
        rule: row(rule),
        message: Rect::new(area.x, message, area.width, tall),
        hints: row(hints),
        rows,
    }
}

/// The message in rows, with the mark of its tone before it.
fn message(pen: &Pen<'_>, frame: &Frame<'_>) -> Vec<cells::Row> {
    let Some((tone, words)) = &frame.message else {
        return Vec::new();
    };
    let mark = pen.look.mark(*tone);
    let gap = if mark.is_empty() { "" } else { " " };
    let words = Shown::new(&format!("{mark}{gap}{}", words.in_lang(frame.lang)));
    let room = pen.area().width.saturating_sub(2);
    cells::wrap(&[(words, *tone)], room, usize::from(TALLEST_MESSAGE))
}

/// Draws it all.
pub(super) fn draw(pen: &mut Pen<'_>, parts: &Parts, frame: &Frame<'_>) {
    let [top, countdown, menu_row, rule_above, title_row] = parts.top;
    header(pen, top, &frame.header);
    deadlines(pen, countdown, frame);
    menu(pen, menu_row, &frame.menu);
    rule(pen, rule_above);
    title(pen, title_row, frame);
    rule(pen, parts.rule);
    for (y, row) in (parts.message.y..).zip(&parts.rows) {
        pen.put_row(
            (parts.message.x + 1, y),
            parts.message.width.saturating_sub(1),
            row,
        );
    }
    hints::bar(pen, parts.hints, &frame.hints);
    if pen.look.practice {
        let style = Theme::selected();
        for row in parts
            .top
            .iter()
            .chain([&parts.rule, &parts.message, &parts.hints])
        {
            for y in row.y..row.bottom() {
                pen.put((row.x, y), 1, PRACTICE_EDGE, style);
            }
        }
    }
}

/// A rule across the screen; a demonstration says on it what it is.
fn rule(pen: &mut Pen<'_>, row: Rect) {
    pen.rule(row);
    if pen.look.practice {
        let words = format!(" {} ", PRACTICE.in_lang(pen.lang));
        let style = pen.tone(Tone::Warning);
        let step = cells::width(&words).saturating_add(18);
        let mut x = row.x.saturating_add(4);
        while x.saturating_add(step) <= row.right() {
            pen.put((x, row.y), step, &words, style);
            x = x.saturating_add(step);
        }
    }
}

/// The countdown on its one row: closer together where room is scarce, and `~` where something is left out.
fn deadlines(pen: &mut Pen<'_>, row: Rect, frame: &Frame<'_>) {
    let room = row.width.saturating_sub(2);
    let wide = |runs: &[(Shown, Tone)]| -> u16 {
        runs.iter()
            .map(|(words, _)| cells::width(words.as_str()))
            .fold(0, u16::saturating_add)
    };
    let mut runs = pen.line(&frame.countdown);
    if wide(&runs) > room {
        for (words, tone) in &mut runs {
            if *tone == Tone::Quiet {
                *words = Shown::new(words.as_str().trim());
            }
        }
    }
    if wide(&runs) > room {
        while wide(&runs) >= room && runs.pop().is_some() {}
        runs.push((Shown::new("~"), Tone::Quiet));
    }
    let rows = cells::wrap(&runs, room, 1);
    if let Some(shown) = rows.first() {
        pen.put_row((row.x + 1, row.y), room, shown);
    }
}

/// The runs of the header, spread over the row; when they do not fit, the product's name goes first.
fn header(pen: &mut Pen<'_>, row: Rect, runs: &[Run]) {
    let room = row.width.saturating_sub(2);
    let mut texts: Vec<(Shown, Tone)> = runs
        .iter()
        .map(|run| (run.words.in_lang(pen.lang), run.tone))
        .filter(|(words, _)| !words.as_str().is_empty())
        .collect();
    let taken = |texts: &[(Shown, Tone)]| -> u16 {
        texts
            .iter()
            .map(|(words, _)| cells::width(words.as_str()))
            .sum()
    };
    let gaps = |texts: &[(Shown, Tone)]| u16::try_from(texts.len().saturating_sub(1)).unwrap_or(0);
    if texts.len() > 1 && taken(&texts).saturating_add(gaps(&texts)) > room {
        texts.remove(0);
    }
    shorten(&mut texts, room);
    let (mut free, mut left) = (room.saturating_sub(taken(&texts)), gaps(&texts));
    let mut x = row.x.saturating_add(1);
    for (words, tone) in &texts {
        let style = pen.tone(*tone);
        let used = pen.put(
            (x, row.y),
            row.right().saturating_sub(x),
            words.as_str(),
            style,
        );
        let gap = free.checked_div(left).unwrap_or(0);
        (free, left) = (free.saturating_sub(gap), left.saturating_sub(1));
        x = x.saturating_add(used).saturating_add(gap);
    }
}

/// Cuts the longest texts until all fit with a blank between them.
fn shorten(texts: &mut [(Shown, Tone)], room: u16) {
    loop {
        let needed = texts.iter().fold(0, |sum: u16, (words, _)| {
            sum.saturating_add(cells::width(words.as_str()))
                .saturating_add(1)
        });
        let longest = texts
            .iter_mut()
            .max_by_key(|(words, _)| cells::width(words.as_str()));
        let Some((words, _)) = longest else { return };
        let wide = cells::width(words.as_str());
        if needed <= room.saturating_add(1) || wide < 4 {
            return;
        }
        *words = cells::cut(words.as_str(), wide.saturating_sub(2));
    }
}

/// The panes that `g` reaches; the open one is reversed, and always in view.
fn menu(pen: &mut Pen<'_>, row: Rect, runs: &[Run]) {
    let room = row.width.saturating_sub(2);
    let texts: Vec<(String, bool)> = runs
        .iter()
        .map(|run| {
            let words = run.words.in_lang(pen.lang);
            (words.as_str().to_owned(), run.tone == Tone::Strong)
        })
        .collect();
    let step = |text: &str| cells::width(text).saturating_add(1);
    let open = texts.iter().position(|(_, open)| *open).unwrap_or(0);
    let before: u16 = texts
        .iter()
        .take(open + 1)
        .map(|(text, _)| step(text))
        .sum();
    let mut over = before.saturating_sub(room);
    let mut x = row.x.saturating_add(1);
    for (text, open) in &texts {
        if over > 0 {
            over = over.saturating_sub(step(text));
            continue;
        }
        let left = row.right().saturating_sub(x).saturating_sub(1);
        let style = pen.opened(*open);
        x = x
            .saturating_add(pen.put((x, row.y), left, text, style))
            .saturating_add(1);
    }
}

/// The pane's title, and what it says of itself beside it.
fn title(pen: &mut Pen<'_>, row: Rect, frame: &Frame<'_>) {
    let (title, beside) = &frame.title;
    let x = row.x.saturating_add(1);
    let room = row.width.saturating_sub(2);
    let strong = pen.tone(Tone::Strong);
    let used = pen
        .put((x, row.y), room, title.in_lang(frame.lang), strong)
        .saturating_add(2);
    let plain = pen.tone(Tone::Plain);
    let left = room.saturating_sub(used);
    pen.put(
        (x.saturating_add(used), row.y),
        left,
        beside.in_lang(frame.lang),
        plain,
    );
}
