//! How a form's lines and its hands read in a row.

use super::form_columns::LINES;
use super::form_sums::{sums, waits_for_signature};
use super::words::{joined, outside, reason};
use crate::business::stop_payment::places::{Village, name_of};
use crate::business::stop_payment::{Hand, Line as FormLine, Whole};
use crate::console::body::Tone;
use crate::console::table::{Cell, TableRow};
use crate::kernel::calendar::local_time;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// How many months, and how much: 2月 140.00; none where nothing is.
fn back(it: &FormLine) -> Cell {
    if it.back_months == 0 {
        return Cell::Nothing;
    }
    Cell::Said(phrase!(
        "{n}月 {sum}",
        "{n}m {sum}",
        n = it.back_months,
        sum = it.back().unwrap_or_default()
    ))
}

/// Somebody on the form as a row.
pub(super) fn row(it: &FormLine, villages: &[Village]) -> TableRow {
    TableRow {
        id: it.insurance_no.clone(),
        cells: vec![
            Cell::Count(it.seq),
            outside(&it.name),
            outside(&it.citizen_id),
            outside(name_of(villages, &it.village)),
            Cell::Said(reason(&it.reason)),
            it.event_date.map_or(Cell::Nothing, Cell::Day),
            Cell::Month(it.from_month),
            back(it),
            it.monthly().map_or(Cell::Nothing, Cell::Money),
            Cell::Fixed(it.source.title()),
        ],
        tone: if waits_for_signature(it) {
            Tone::Warning
        } else {
            Tone::Plain
        },
    }
}

/// What the lines come to.
pub(super) fn total(whole: &Whole) -> Option<TableRow> {
    let months: i64 = whole
        .lines
        .iter()
        .map(|it| it.back_months)
        .fold(0, i64::saturating_add);
    let (monthly, sum) = sums(whole)?;
    let back = if months == 0 {
        Cell::Nothing
    } else {
        Cell::Said(phrase!("{n}月 {sum}", "{n}m {sum}", n = months, sum = sum))
    };
    let mut cells = vec![Cell::Nothing; LINES.len()];
    let named = [
        (1, Cell::Fixed(text!("合计", "total"))),
        (7, back),
        (8, Cell::Money(monthly)),
    ];
    for (at, cell) in named {
        if let Some(place) = cells.get_mut(at) {
            *place = cell;
        }
    }
    (!whole.lines.is_empty()).then_some(TableRow {
        id: String::new(),
        cells,
        tone: Tone::Strong,
    })
}

/// A hand as a row.
pub(super) fn hand_row(it: &Hand) -> TableRow {
    let late = it.days_late.filter(|days| *days > 0);
    let whom = it.acts_for.as_ref();
    let parts = [
        whom.map(|whom| phrase!("代{whom}", "for {whom}", whom = *whom)),
        it.reason.clone().map(Phrase::verbatim),
        late.map(|n| phrase!("逾期{n}天", "{n}d late", n = n)),
    ];
    TableRow {
        id: it.seq.to_string(),
        cells: vec![
            Cell::Count(it.seq),
            Cell::Day(it.business_date),
            Cell::Said(Phrase::verbatim(
                local_time(it.at).format("%H:%M").to_string(),
            )),
            outside(&it.name),
            Cell::Fixed(it.post.title()),
            Cell::Fixed(it.act.title()),
            Cell::Fixed(it.to_state.title()),
            Cell::Said(joined(parts.into_iter().flatten())),
        ],
        tone: match (late.is_some(), it.act.is_back()) {
            (true, _) => Tone::Bad,
            (false, true) => Tone::Warning,
            (false, false) => Tone::Plain,
        },
    }
}
