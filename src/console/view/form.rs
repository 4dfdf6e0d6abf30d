//! Draws a form: aligned labels, fields in brackets, what is wrong under the field that is wrong, help at the foot.

use ratatui::layout::{Position, Rect};

use super::pen::Pen;
use super::{cells, row_of};
use crate::console::body::Tone;
use crate::console::field::TextField;
use crate::console::form::{Field, Form};
use crate::kernel::shown::Shown;

/// Cells before the labels: the mark of the field that has the caret.
const EDGE: u16 = 2;
/// Rows an error takes at most under its field.
const ERROR_ROWS: usize = 2;

/// One row of a form.
enum Row<'f> {
    Field(usize, &'f Field),
    Error(cells::Row),
    Help(cells::Row),
}

/// Where the boxes begin, counted from the left edge of the form.
fn label_width(pen: &Pen<'_>, form: &Form, room: u16) -> u16 {
    let widest = form
        .fields
        .iter()
        .map(|field| cells::width(field.spec.label.in_lang(pen.lang)))
        .max();
    widest.unwrap_or(0).saturating_add(1).min(room / 2)
}

/// The rows from top to bottom, and which of them holds the caret.
fn rows<'f>(pen: &Pen<'_>, form: &'f Form, room: u16) -> (Vec<Row<'f>>, usize) {
    let mut rows = Vec::new();
    let inset = label_width(pen, form, room).saturating_add(EDGE + 1);
    let mut caret = 0;
    for (index, field) in form.fields.iter().enumerate() {
        if index == form.at {
            caret = rows.len();
        }
        rows.push(Row::Field(index, field));
        // Said once, under the first of the fields it blames; each of them has its mark.
        let mut before = form.fields.iter().take(index);
        if let Some(error) = &field.error
            && !before.any(|it| it.error.as_ref() == Some(error))
        {
            let said = error.told();
            let said = Shown::new(&format!("!! {}", said.in_lang(pen.lang)));
            let wide = room.saturating_sub(inset);
            let wrapped = cells::wrap(&[(said, Tone::Bad)], wide, ERROR_ROWS);
            rows.extend(wrapped.into_iter().map(Row::Error));
        }
    }
    if let Some(field) = form.current() {
        let help = Shown::new(field.spec.help.in_lang(pen.lang));
        if !help.as_str().is_empty() {
            let wide = room.saturating_sub(EDGE);
            let wrapped = cells::wrap(&[(help, Tone::Quiet)], wide, ERROR_ROWS);
            rows.extend(wrapped.into_iter().map(Row::Help));
        }
    }
    (rows, caret)
}

/// Rows a form takes.
pub(super) fn needs(pen: &Pen<'_>, form: &Form, room: u16) -> u16 {
    u16::try_from(rows(pen, form, room).0.len()).unwrap_or(u16::MAX)
}

/// Draws it; when it is taller than its place, around the field that has the caret.
pub(super) fn draw(pen: &mut Pen<'_>, area: Rect, form: &Form) {
    let label = label_width(pen, form, area.width);
    let (rows, caret) = rows(pen, form, area.width);
    let height = usize::from(area.height);
    let over = rows.len().saturating_sub(height);
    let top = caret.saturating_sub(height / 2).min(over);
    for (row, down) in rows.iter().skip(top).zip(0..) {
        let Some(place) = row_of(area, down) else {
            break;
        };
        match row {
            Row::Field(index, shown) => field(pen, place, label, shown, *index == form.at),
            Row::Error(words) => {
                let inset = label.saturating_add(EDGE + 1);
                let at = (place.x + inset, place.y);
                pen.put_row(at, place.width.saturating_sub(inset), words);
            }
            Row::Help(words) => {
                pen.put_row(
                    (place.x + EDGE, place.y),
                    place.width.saturating_sub(EDGE),
                    words,
                );
            }
        }
    }
}

/// A label, its box, and beside it what a chosen code means.
fn field(pen: &mut Pen<'_>, place: Rect, label: u16, field: &Field, here: bool) {
    let tone = if here { Tone::Strong } else { Tone::Plain };
    let style = pen.tone(tone);
    if here {
        pen.put((place.x, place.y), 1, ">", style);
    }
    if field.error.is_some() {
        let bad = pen.tone(Tone::Bad);
        pen.put((place.x + 1, place.y), 1, "!", bad);
    }
    let spec = field.spec;
    let words = spec.label.in_lang(pen.lang);
    let x = place.x + EDGE;
    let used = pen.put((x, place.y), label.saturating_sub(1), words, style);
    if spec.required {
        pen.put((x + used, place.y), 1, "*", style);
    }
    let x = x + label;
    let room = place.right().saturating_sub(x);
    let wide = spec.width.saturating_add(3).min(room);
    let used = typed(pen, (x, place.y), wide, &field.text, here);
    let meant = spec.choices.iter().find(|(code, _)| *code == field.value());
    let beside = match meant {
        Some((_, meaning)) => meaning.in_lang(pen.lang),
        None if !spec.choices.is_empty() => "F4",
        None => return,
    };
    let quiet = pen.tone(Tone::Quiet);
    let x = x.saturating_add(used).saturating_add(1);
    pen.put((x, place.y), place.right().saturating_sub(x), beside, quiet);
}

/// A text field in brackets, scrolled so that the caret is in view; the caret goes there when it is `here`.
pub(super) fn typed(
    pen: &mut Pen<'_>,
    at: (u16, u16),
    wide: u16,
    text: &TextField,
    here: bool,
) -> u16 {
    let room = wide.saturating_sub(2);
    let plain = pen.tone(Tone::Plain);
    let shown = text.shown();
    let before: String = shown.chars().take(text.caret()).collect();
    let before = Shown::new(&before);
    let whole = Shown::new(&shown);
    let from = cells::scrolled(before.as_str(), room);
    let visible = whole.as_str().get(from..).unwrap_or_default();
    pen.put(at, 1, "[", plain);
    let field = pen.look.theme.field();
    let inside = Rect::new(at.0 + 1, at.1, room, 1).intersection(pen.area());
    pen.lay(inside, field);
    pen.put((inside.x, inside.y), room, visible, field);
    pen.put((at.0 + 1 + room, at.1), 1, "]", plain);
    if here {
        let left = before.as_str().get(from..).map_or(0, cells::width);
        let x = inside.x.saturating_add(left.min(room.saturating_sub(1)));
        pen.caret = Some(Position::new(x, at.1));
    }
    wide
}
