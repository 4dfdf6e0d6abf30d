//! The door by which decided lines become events: appended after what a person already has, many people in one statement.

use chrono::NaiveDate;
use serde::Serialize;

use super::EventKind;
use crate::database::{Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, sql, statements};

/// An event of everybody in a list, after the last that each already has.
macro_rules! appended {
    ($list:literal, $columns:literal) => {
        concat!(
            "insert into benefit_events (county, insurance_no, seq, kind, reason, event_date, from_month, recorded_on,
                evidence, document_no, maker, checker)
            select $1, d.insurance_no, coalesce((select max(e.seq) from benefit_events e
                    where e.county = $1 and e.insurance_no = d.insurance_no), 0) + 1,
                d.kind, d.reason, d.event_date, d.from_month, $2, d.evidence, $3, d.maker, $4
            from ",
            $list,
            " d",
            $columns
        )
    };
}

statements! {
    /// The events of a list of people.
    APPEND = sql!(
        sqlite appended!("(select json_extract(value, '$.insurance_no') as insurance_no,
            json_extract(value, '$.kind') as kind, json_extract(value, '$.reason') as reason,
            json_extract(value, '$.event_date') as event_date, json_extract(value, '$.from_month') as from_month,
            json_extract(value, '$.evidence') as evidence, json_extract(value, '$.maker') as maker
            from json_each($5))", ""),
        postgres appended!("jsonb_to_recordset(cast($5 as jsonb)) as", "(insurance_no text, kind text, reason text,
            event_date date, from_month bigint, evidence text, maker text)")
    );
}

/// What happens to somebody's benefit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// The person; at most once in a list.
    pub insurance_no: String,
    /// What happens.
    pub kind: EventKind,
    /// The reason's code (3.6).
    pub reason: String,
    /// The day of what it rests on.
    pub event_date: NaiveDate,
    /// The first month it touches.
    pub from_month: Month,
    /// Kind and reference of the evidence.
    pub evidence: String,
    /// Who made it; the desk is its checker.
    pub maker: String,
}

/// An event as the statement reads it.
#[derive(Serialize)]
struct Appended<'a> {
    insurance_no: &'a str,
    kind: &'a str,
    reason: &'a str,
    event_date: NaiveDate,
    from_month: i64,
    evidence: &'a str,
    maker: &'a str,
}

/// Appends what an approved document decides: one event for each of its people.
pub async fn append(
    tx: &mut Tx,
    desk: &Desk,
    document_no: &str,
    events: &[NewEvent],
) -> Result<(), Fault> {
    if events.is_empty() {
        return Ok(());
    }
    let rows: Vec<Appended<'_>> = events
        .iter()
        .map(|event| Appended {
            insurance_no: &event.insurance_no,
            kind: event.kind.word(),
            reason: &event.reason,
            event_date: event.event_date,
            from_month: event.from_month.yyyymm(),
            evidence: &event.evidence,
            maker: &event.maker,
        })
        .collect();
    let rows = serde_json::to_string(&rows).map_err(|error| Fault::Misuse(error.to_string()))?;
    let values = binds![
        &desk.county,
        desk.business_date,
        document_no,
        &desk.operator,
        rows
    ];
    tx.run(&APPEND, &values).await?;
    Ok(())
}
