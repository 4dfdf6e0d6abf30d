//! Draws a [`Frame`]. The only place that imports ratatui.
//!
//! A frame is drawn into a buffer, never straight to a terminal: [`Painter`] turns two buffers into the
//! bytes between them, [`dump`](dump::dump) prints one for tests. Nothing here remembers anything of a pane.

mod body;
mod cells;
mod changes;
mod chrome;
#[cfg(test)]
mod contrast;
pub mod dump;
mod facts;
mod form;
mod hints;
mod overlay;
mod painter;
mod pen;
mod stroke;
mod table;
mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use dump::{dump, dump_with_caret};
pub use painter::Painter;
pub use theme::{Look, Theme};

use super::body::Tone;
use super::frame::Frame;
use crate::kernel::shown::Shown;
use pen::Pen;

/// Draws a screen into a buffer; returns where the caret stands, if it stands anywhere.
pub fn draw(frame: &Frame<'_>, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let mut pen = Pen::new(buffer, look, frame.lang);
    if let Some(sentence) = &frame.too_small {
        alone(&mut pen, sentence.in_lang(frame.lang));
        return None;
    }
    let parts = chrome::parts(&pen, frame);
    chrome::draw(&mut pen, &parts, frame);
    body::draw(&mut pen, parts.body, &frame.body);
    if !frame.takes_text {
        pen.caret = None;
    }
    if let Some(overlay) = frame.overlay {
        pen.caret = None;
        overlay::draw(&mut pen, parts.above(), overlay);
    }
    if let Some(hints) = &frame.which_key {
        hints::which_key(&mut pen, parts.above(), hints);
    }
    pen.caret
}

/// One sentence, in the middle of the screen, and nothing else.
fn alone(pen: &mut Pen<'_>, sentence: &str) {
    let area = pen.area();
    let words = [(Shown::new(sentence), Tone::Strong)];
    let rows = cells::wrap(&words, area.width, usize::from(area.height));
    let tall = u16::try_from(rows.len()).unwrap_or(area.height);
    let top = area.y + area.height.saturating_sub(tall) / 2;
    for (y, row) in (top..).zip(&rows) {
        let wide = row.iter().map(|(text, _)| cells::width(text)).sum();
        let x = area.x + area.width.saturating_sub(wide) / 2;
        pen.put_row((x, y), area.width, row);
    }
}

/// The row of an area that lies `down` rows below its top, if the area has it.
fn row_of(area: Rect, down: u16) -> Option<Rect> {
    (down < area.height).then(|| Rect::new(area.x, area.y + down, area.width, 1))
}

#[cfg(test)]
mod tests;
