//! A screen as plain text: what journeys and the simulator compare, and what a bug report quotes.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};

use super::theme::Look;
use crate::console::frame::Frame;

/// The screen as lines of text, without styles and without blanks at the ends of lines.
pub fn dump(frame: &Frame<'_>, look: Look, columns: u16, rows: u16) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    super::draw(frame, look, &mut buffer);
    text(&buffer)
}

/// Where the caret stands on the screen, column and row from nothing, if it stands anywhere.
pub fn caret(frame: &Frame<'_>, look: Look, columns: u16, rows: u16) -> Option<(u16, u16)> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    super::draw(frame, look, &mut buffer).map(|at| (at.x, at.y))
}

/// A buffer as lines of text; the cell that a wide character covers is not printed.
pub(super) fn text(buffer: &Buffer) -> String {
    let area = *buffer.area();
    let mut out = String::new();
    for y in area.y..area.bottom() {
        let mut line = String::new();
        let mut x = area.x;
        while let Some(cell) = buffer.cell(Position::new(x, y)) {
            line.push_str(cell.symbol());
            x = x.saturating_add(cell.cell_width().max(1));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
