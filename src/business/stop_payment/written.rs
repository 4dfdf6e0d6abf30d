//! How lines are written on a form, and how a form tells whoever looked at an older one.

use super::rules::lines::{Computed, Person};
use super::{Entered, Evidence, Source, Whole};
use crate::database::value::Value;
use crate::database::{Fault, Tx};
use crate::kernel::calendar::local_time;
use crate::kernel::desk::Desk;
use crate::{binds, phrase, sql, statements};

statements! {
    /// Whoever looked at the form before must look again.
    TOUCH = sql!("update stop_forms set version = version + 1 where county = $1 and form_no = $2");
}

/// A line as it is to be written.
pub(super) struct NewLine<'a> {
    pub(super) seq: i64,
    pub(super) person: &'a Person,
    pub(super) entered: &'a Entered,
    pub(super) computed: &'a Computed,
    pub(super) source: Source,
}

const COLUMNS: &[&str] = &[
    "county",
    "form_no",
    "seq",
    "insurance_no",
    "village",
    "reason",
    "event_date",
    "evidence_type",
    "evidence_ref",
    "from_month",
    "last_paid",
    "basic_fen",
    "account_fen",
    "back_pay",
    "back_months",
    "back_basic_fen",
    "back_account_fen",
    "reporter",
    "remark",
    "maker",
    "maker_post",
    "source",
    "signed",
    "pending",
];

/// Writes lines of this desk on a form.
pub(super) async fn put(
    tx: &mut Tx,
    desk: &Desk,
    form_no: &str,
    lines: &[NewLine<'_>],
) -> Result<(), Fault> {
    let rows: Vec<Vec<Value>> = lines
        .iter()
        .map(|line| row(desk, form_no, line).to_vec())
        .collect();
    tx.insert_many("stop_lines", COLUMNS, &rows).await?;
    touch(tx, desk, form_no).await
}

fn row(desk: &Desk, form_no: &str, line: &NewLine<'_>) -> [Value; 24] {
    let NewLine {
        seq,
        person,
        entered,
        computed,
        source,
    } = line;
    binds![
        &desk.county,
        form_no,
        *seq,
        &person.insurance_no,
        &person.village,
        &entered.reason,
        entered.event_date,
        entered.evidence.map(Evidence::word),
        entered.evidence_ref.clone(),
        computed.from_month,
        computed.last_paid,
        computed.basic,
        computed.account,
        entered.back_pay,
        i64::try_from(computed.back.len()).unwrap_or(i64::MAX),
        computed.sums.0,
        computed.sums.1,
        entered.reporter.clone(),
        entered.remark.clone(),
        &desk.operator,
        desk.post,
        source.word(),
        false,
        true
    ]
}

/// Tells whoever looked at the form before to look again.
pub(super) async fn touch(tx: &mut Tx, desk: &Desk, form_no: &str) -> Result<(), Fault> {
    tx.run_one(&TOUCH, &binds![&desk.county, form_no]).await
}

/// The place of the next line.
pub(super) fn next_seq(whole: &Whole) -> i64 {
    let last = whole.lines.iter().map(|line| line.seq).max();
    last.unwrap_or(0).saturating_add(1)
}

/// Whether the form is still the one that was looked at; else by whom, when and to what it was changed.
pub(super) fn same_version(whole: &Whole, seen: i64) -> Result<(), Fault> {
    if whole.form.version == seen {
        return Ok(());
    }
    let state = whole.form.state.title();
    Err(Fault::Stale(match whole.hands.last() {
        Some(hand) => phrase!(
            "{form}刚被{who}于{day} {time}{act}，现为“{state}”、{n}人；本次操作未生效，请刷新后核对",
            "{form}: {who} {act} it on {day} at {time}; now '{state}', {n} lines. Nothing was written: reload and look",
            form = whole.form.form_no,
            who = hand.name,
            day = hand.business_date,
            time = local_time(hand.at).format("%H:%M"),
            act = hand.act.title(),
            state = state,
            n = whole.lines.len()
        ),
        None => phrase!(
            "{form}的人员刚被他人增减，现为“{state}”、{n}人；本次操作未生效，请刷新后核对",
            "somebody has just changed the lines of {form}: now '{state}', {n} lines. Nothing was written: reload and look",
            form = whole.form.form_no,
            state = state,
            n = whole.lines.len()
        ),
    }))
}
