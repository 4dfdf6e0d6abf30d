//! How somebody proposed reads in a row, with what would follow or why not.

use super::words::{basis, column, outside, reason};
use crate::business::stop_payment::offered::{Offer, Offered};
use crate::business::stop_payment::places::name_of;
use crate::business::stop_payment::{Proposal, Source};
use crate::console::body::Tone;
use crate::console::table::{Cell, Column, TableRow};
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// The columns of what is proposed.
pub(super) const COLUMNS: &[Column] = &[
    column("name", text!("姓名", "name"), 8, 0, 0),
    column("village", text!("村居", "village"), 10, 0, 0),
    column("reason", text!("原因", "reason"), 14, 1, 0),
    column("happened", text!("发生日期", "happened"), 10, 0, 0),
    column("follows", text!("列入后", "what follows"), 23, 3, 0),
    column("source", text!("来源", "from"), 5, 0, 0),
    column("evidence", text!("依据", "evidence"), 20, 1, 1),
    column("since", text!("提出", "proposed"), 10, 0, 2),
];

/// What a row is known by: the person and what proposes it.
pub(super) fn key(it: &Proposal) -> String {
    format!("{}|{}", it.insurance_no, it.source_ref)
}

/// What proposes it, in a word.
const fn source(source: Source) -> Text {
    match source {
        Source::Hand => text!("手工", "hand"),
        Source::Verification => text!("认证", "list"),
        Source::Match => text!("比对", "match"),
    }
}

/// What would follow, or why not.
pub(super) fn follows(offer: &Offer) -> Phrase {
    match &offer.ahead {
        Err(refusal) => (*refusal.why).clone(),
        Ok(ahead) if ahead.back.is_empty() => {
            phrase!("{month}起停发", "from {month}", month = ahead.from_month)
        }
        Ok(ahead) => phrase!(
            "{month}起，多发{n}个月",
            "from {month}, {n} months overpaid",
            month = ahead.from_month,
            n = ahead.back.len()
        ),
    }
}

/// Somebody proposed as a row.
pub(super) fn row(offer: &Offer, offered: &Offered) -> TableRow {
    let it = &offer.proposal;
    TableRow {
        id: key(it),
        cells: vec![
            outside(&it.name),
            outside(name_of(&offered.villages, &it.village)),
            Cell::Said(reason(&it.reason)),
            it.event_date.map_or(Cell::Nothing, Cell::Day),
            Cell::Said(follows(offer)),
            Cell::Fixed(source(it.source)),
            Cell::Said(basis(None, it.evidence_type, it.evidence_ref.as_deref())),
            Cell::Day(it.proposed_on),
        ],
        tone: if offer.ahead.is_err() {
            Tone::Warning
        } else {
            Tone::Plain
        },
    }
}
