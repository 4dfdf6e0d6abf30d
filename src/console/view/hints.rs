//! The hint bar and the popup of what may follow a first stroke: the same hints, drawn twice.

use ratatui::layout::Rect;

use super::cells;
use super::pen::Pen;
use crate::console::body::Tone;
use crate::console::frame::Hint;
use crate::kernel::text::{Lang, Text};
use crate::text;

const HELP: Text = text!("帮助", "Help");
const HELP_KEY: &str = "F1";

/// A hint as two texts: its keys, and what they do with the blank English wants between them.
fn words(hint: &Hint, lang: Lang) -> (String, String) {
    let label = hint.label.in_lang(lang);
    let (before, after) = if hint.allowed { ("", "") } else { ("(", ")") };
    let gap = if label.starts_with(|c: char| c.is_ascii()) {
        " "
    } else {
        ""
    };
    (
        format!("{before}{}", hint.keys),
        format!("{gap}{label}{after}"),
    )
}

fn wide(hint: &Hint, lang: Lang) -> u16 {
    let (keys, label) = words(hint, lang);
    cells::width(&keys).saturating_add(cells::width(&label))
}

/// Draws one; what is not allowed now stands in brackets.
fn put(pen: &mut Pen<'_>, at: (u16, u16), room: u16, hint: &Hint) -> u16 {
    let (keys, label) = words(hint, pen.lang);
    let (key_tone, tone) = if hint.allowed {
        (Tone::Strong, Tone::Plain)
    } else {
        (Tone::Quiet, Tone::Quiet)
    };
    let (key_style, style) = (pen.tone(key_tone), pen.tone(tone));
    let used = pen.put(at, room, &keys, key_style);
    let at = (at.0.saturating_add(used), at.1);
    used.saturating_add(pen.put(at, room.saturating_sub(used), &label, style))
}

/// As many hints as fit, most important first; the way to the help is always the last.
pub(super) fn bar(pen: &mut Pen<'_>, row: Rect, hints: &[Hint]) {
    let help = hints
        .iter()
        .find(|hint| hint.keys == HELP_KEY)
        .cloned()
        .unwrap_or(Hint {
            keys: HELP_KEY.to_owned(),
            label: HELP,
            allowed: true,
        });
    let end = row.right().saturating_sub(1);
    let last = wide(&help, pen.lang).saturating_add(2);
    let gap = 1 + u16::from(pen.lang == Lang::En);
    let mut x = row.x.saturating_add(1);
    for hint in hints.iter().filter(|hint| hint.keys != HELP_KEY) {
        let next = x.saturating_add(wide(hint, pen.lang)).saturating_add(gap);
        if next.saturating_add(last) > end {
            break;
        }
        put(pen, (x, row.y), end.saturating_sub(x), hint);
        x = next;
    }
    if x > row.x.saturating_add(1) {
        let style = pen.tone(Tone::Quiet);
        pen.put((x, row.y), 1, "|", style);
        x = x.saturating_add(2);
    }
    put(pen, (x, row.y), end.saturating_sub(x), &help);
}

/// What may follow, in columns at the foot of an area.
pub(super) fn which_key(pen: &mut Pen<'_>, area: Rect, hints: &[Hint]) {
    let column = hints
        .iter()
        .map(|hint| wide(hint, pen.lang))
        .max()
        .unwrap_or(0)
        .saturating_add(3)
        .clamp(8, area.width.max(8));
    let across = (area.width / column).max(1);
    let count = u16::try_from(hints.len()).unwrap_or(u16::MAX);
    let tall = count.div_ceil(across).min(area.height.saturating_sub(1));
    let top = area.bottom().saturating_sub(tall.saturating_add(1));
    let place = Rect::new(area.x, top, area.width, tall.saturating_add(1));
    pen.clear(place);
    pen.rule(place);
    let mut spots = (0..across).flat_map(|over| (1..=tall).map(move |down| (over, down)));
    for hint in hints {
        let Some((over, down)) = spots.next() else {
            return;
        };
        let at = (
            place.x.saturating_add(over * column),
            top.saturating_add(down),
        );
        put(pen, at, column.saturating_sub(1), hint);
    }
}
