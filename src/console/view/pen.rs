//! The pen: the few strokes everything is drawn with. Text reaches the screen only as [`Shown`], only here.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::cells::{self, Row};
use super::theme::{Look, Theme};
use crate::console::body::{Line, Run, Tone};
use crate::kernel::shown::Shown;
use crate::kernel::text::Lang;

/// What draws: a buffer, a look, a language, and where the caret has come to stand.
pub(super) struct Pen<'b> {
    buffer: &'b mut Buffer,
    /// How it draws.
    pub look: Look,
    /// In which language.
    pub lang: Lang,
    /// Where the terminal's own cursor goes; input methods open there.
    pub caret: Option<Position>,
}

impl<'b> Pen<'b> {
    /// A pen on a buffer.
    pub(super) fn new(buffer: &'b mut Buffer, look: Look, lang: Lang) -> Self {
        Self {
            buffer,
            look,
            lang,
            caret: None,
        }
    }

    /// The whole screen.
    pub(super) fn area(&self) -> Rect {
        *self.buffer.area()
    }

    /// The style of a tone.
    pub(super) fn tone(&self, tone: Tone) -> Style {
        self.look.theme.tone(tone)
    }

    /// The style of one of several that can be open: the open one is reversed.
    pub(super) fn opened(&self, open: bool) -> Style {
        if open {
            Theme::selected()
        } else {
            self.tone(Tone::Plain)
        }
    }

    /// Writes a text into `room` cells and says how many it took.
    pub(super) fn put(&mut self, at: (u16, u16), room: u16, text: &str, style: Style) -> u16 {
        let area = self.area();
        if !area.contains(Position::from(at)) {
            return 0;
        }
        let room = room.min(area.right().saturating_sub(at.0));
        let shown = cells::cut(text, room);
        let span = Span::styled(shown.as_str(), style);
        let (end, _) = self.buffer.set_span(at.0, at.1, &span, room);
        end.saturating_sub(at.0)
    }

    /// Writes a text against the right edge of `room` cells.
    pub(super) fn put_right(&mut self, at: (u16, u16), room: u16, text: &str, style: Style) {
        let shown = cells::cut(text, room);
        let text = shown.as_str();
        let free = room.saturating_sub(cells::width(text));
        let x = at.0.saturating_add(free);
        self.put((x, at.1), room.saturating_sub(free), text, style);
    }

    /// Writes a wrapped row.
    pub(super) fn put_row(&mut self, at: (u16, u16), room: u16, row: &Row) {
        let mut used: u16 = 0;
        for (text, tone) in row {
            let at = (at.0.saturating_add(used), at.1);
            let style = self.tone(*tone);
            used = used.saturating_add(self.put(at, room.saturating_sub(used), text, style));
        }
    }

    /// Lays a style over an area.
    pub(super) fn lay(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// Blanks an area.
    pub(super) fn clear(&mut self, area: Rect) {
        for position in area.intersection(self.area()).positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
            }
        }
    }

    /// Blanks the cell before a place if a wide character in it reaches into that place.
    pub(super) fn blank_wide_before(&mut self, (x, y): (u16, u16)) {
        let before = x.checked_sub(1).map(|x| Position::new(x, y));
        let cell = before.and_then(|before| self.buffer.cell_mut(before));
        if let Some(cell) = cell.filter(|cell| cell.cell_width() > 1) {
            cell.reset();
        }
    }

    /// A level line across an area's first row.
    pub(super) fn rule(&mut self, area: Rect) {
        let line = self.look.glyphs().level.repeat(usize::from(area.width));
        let style = self.tone(Tone::Quiet);
        self.put((area.x, area.y), area.width, &line, style);
    }

    /// An upright line down an area's first column.
    pub(super) fn upright(&mut self, area: Rect) {
        let (piece, style) = (self.look.glyphs().upright, self.tone(Tone::Quiet));
        for y in area.y..area.bottom() {
            self.put((area.x, y), 1, piece, style);
        }
    }

    /// A frame with a title; returns what is inside.
    pub(super) fn frame(&mut self, area: Rect, title: &str) -> Rect {
        if area.width < 6 || area.height < 3 {
            return area;
        }
        let [upper_left, upper_right, lower_left, lower_right] = self.look.glyphs().corners;
        let style = self.tone(Tone::Quiet);
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for y in [area.y, bottom] {
            self.rule(Rect::new(area.x, y, area.width, 1));
        }
        for x in [area.x, right] {
            self.upright(Rect::new(x, area.y, 1, area.height));
        }
        for (at, corner) in [
            ((area.x, area.y), upper_left),
            ((right, area.y), upper_right),
            ((area.x, bottom), lower_left),
            ((right, bottom), lower_right),
        ] {
            self.put(at, 1, corner, style);
        }
        if !title.is_empty() {
            let title = cells::cut(title, area.width.saturating_sub(6));
            let title = format!(" {title} ");
            let style = self.tone(Tone::Strong);
            self.put((area.x + 2, area.y), area.width - 4, &title, style);
        }
        Rect::new(area.x + 2, area.y + 1, area.width - 4, area.height - 2)
    }

    /// A run in this language, with the mark of its tone where its own words do not bring one.
    pub(super) fn run(&self, run: &Run) -> (Shown, Tone) {
        let words = run.words.in_lang(self.lang);
        let mark = self.look.mark(run.tone);
        if mark.is_empty()
            || words.as_str().is_empty()
            || words.as_str().ends_with(['!', '√', '！'])
        {
            return (words, run.tone);
        }
        (Shown::new(&format!("{words} {mark}")), run.tone)
    }

    /// A line in this language.
    pub(super) fn line(&self, line: &Line) -> Vec<(Shown, Tone)> {
        line.0.iter().map(|run| self.run(run)).collect()
    }
}
