//! The hands of a case as rows: what was done to it, and what it led to.

use chrono::NaiveDate;

use super::{CaseAct, CaseState, Evidence};
use crate::binds;
use crate::database::value::Value;
use crate::kernel::desk::Desk;

/// The columns of a hand, in the order of [`row`].
pub(super) const COLUMNS: &[&str] = &[
    "county",
    "case_no",
    "seq",
    "act",
    "to_state",
    "operator",
    "post",
    "evidence_type",
    "evidence_ref",
    "event_date",
    "reason",
    "remark",
    "business_date",
    "at",
];

/// A hand to be kept.
pub(super) struct Hand<'a> {
    pub(super) act: CaseAct,
    pub(super) to: CaseState,
    pub(super) evidence: Option<Evidence>,
    pub(super) evidence_ref: Option<&'a str>,
    pub(super) event_date: Option<NaiveDate>,
    pub(super) reason: Option<&'a str>,
    pub(super) remark: Option<&'a str>,
}

impl Hand<'_> {
    /// A hand of which nothing else is to be said.
    pub(super) const fn of(act: CaseAct, to: CaseState) -> Self {
        Self {
            act,
            to,
            evidence: None,
            evidence_ref: None,
            event_date: None,
            reason: None,
            remark: None,
        }
    }
}

/// A hand as the values of a row.
pub(super) fn row(desk: &Desk, case_no: &str, seq: i64, hand: &Hand<'_>) -> Vec<Value> {
    let said = |text: Option<&str>| {
        let text = text.map(str::trim).filter(|it| !it.is_empty());
        Value::from(text)
    };
    binds![
        &desk.county,
        case_no,
        seq,
        hand.act.word(),
        hand.to.word(),
        &desk.operator,
        desk.post,
        hand.evidence.map(Evidence::word),
        said(hand.evidence_ref),
        hand.event_date,
        hand.reason,
        said(hand.remark),
        desk.business_date,
        desk.at
    ]
    .to_vec()
}
