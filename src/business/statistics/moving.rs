//! Taking a report on: checked by another than its maker, submitted by a third, and then it stays as it is; or sent back.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::file::{ReportMoved, object};
use super::rules::figures::broken;
use super::rules::filing::{self, days_late};
use super::rules::specs::report_of;
use super::store::filed;
use super::{DUE, FileStep, Filed, ReportState};
use crate::business::organisation::{holidays_in, policies_in};
use crate::database::request::{Entry, Topic};
use crate::database::value::Value;
use crate::database::{Change, Fault, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::{binds, phrase, record, sql, statements};

statements! {
    /// One version.
    ONE = sql!(filed!(" and r.report = $2 and r.period = $3 and r.unit = $4 and r.version = $5"));
    /// The values of the unit itself in a version.
    OWN = sql!(
        "select column_id, value from report_values
        where county = $1 and report = $2 and period = $3 and unit = $4 and version = $5 and area = $4
            and digits in (6, 9)
        order by column_id"
    );
    /// The next state; whoever was faster has changed the version.
    MOVED = sql!(
        "update reports set state = $7, checker = $8, approver = $9, submitted_on = $10, days_late = $11, note = $12,
            row_version = row_version + 1
        where county = $1 and report = $2 and period = $3 and unit = $4 and version = $5 and row_version = $6"
    );
}

record! { struct Own { column_id: String, value: i64 } }

/// Takes a report one step on, or back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveReport {
    /// Which report.
    pub report: String,
    /// The month.
    pub month: Month,
    /// The unit it is of.
    pub unit: AreaCode,
    /// Its version.
    pub version: i64,
    /// The row as it was looked at.
    pub row_version: i64,
    /// On or back.
    pub step: FileStep,
    /// Why it goes with an exception, or is sent back.
    pub note: String,
}

/// What is known when a report moves.
pub struct MoveFacts {
    filed: Option<Filed>,
    broken: Vec<&'static str>,
    due: Result<Option<NaiveDate>, Refusal>,
}

impl MoveReport {
    fn key(&self, desk: &Desk) -> [Value; 5] {
        binds![
            &desk.county,
            &self.report,
            self.month,
            &self.unit,
            self.version
        ]
    }

    fn late(found: &MoveFacts, to: ReportState, desk: &Desk) -> Result<Option<i64>, Refusal> {
        if to != ReportState::Submitted {
            return Ok(None);
        }
        let due = found.due.clone()?;
        Ok(Some(days_late(due, desk.business_date)))
    }
}

impl Change for MoveReport {
    const NAME: &'static str = "statistics.move";
    type Facts = MoveFacts;
    type Outcome = ReportMoved;

    fn object(&self) -> String {
        object(&self.report, self.month, &self.unit)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<MoveFacts, Fault> {
        let filed: Option<Filed> = tx.row(&ONE, &self.key(desk)).await?;
        if let Some(it) = filed
            .as_ref()
            .filter(|it| it.row_version != self.row_version)
        {
            return Err(Fault::Stale(phrase!(
                "该报表刚被他人办理，现为“{state}”；本次操作未生效，请刷新后核对",
                "somebody has just acted on the report: it is '{state}' now; nothing was written. Reload and look",
                state = it.state.title()
            )));
        }
        let own: Vec<Own> = tx.rows(&OWN, &self.key(desk)).await?;
        let own: BTreeMap<&str, i64> = own
            .iter()
            .map(|it| (it.column_id.as_str(), it.value))
            .collect();
        let broken = report_of(&self.report).map_or_else(Vec::new, |spec| {
            let values = spec.columns.iter().map(|it| own.get(it.id).copied());
            let values: Vec<i64> = values.map(Option::unwrap_or_default).collect();
            broken(spec, &values)
        });
        let policies = policies_in(tx).await?;
        let holidays = holidays_in(tx).await?;
        let due = DUE.day(self.month.next(), desk, &policies, &holidays);
        Ok(MoveFacts { filed, broken, due })
    }

    fn decide(&self, found: &MoveFacts, desk: &Desk) -> Result<ReportMoved, Refusal> {
        let state = filing::step(
            found.filed.as_ref(),
            self.step,
            &self.note,
            &found.broken,
            desk,
        )?;
        let late = Self::late(found, state, desk)?;
        let mut told = phrase!(
            "{report} {month} 第{n}版：{state}",
            "{report} {month}, version {n}: {state}",
            report = self.report,
            month = self.month,
            n = self.version,
            state = state.title()
        );
        if let Some(days) = late.filter(|days| *days > 0) {
            told = told.then(&phrase!("，逾期{n}天", ", {n}d late", n = days));
        }
        Ok(ReportMoved {
            version: self.version,
            state,
            days_late: late,
            told,
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        found: &MoveFacts,
        out: &ReportMoved,
    ) -> Result<Entry, Fault> {
        let Some(filed) = &found.filed else {
            return Err(Fault::Misuse(self.report.clone()));
        };
        let note = Some(self.note.trim().to_owned()).filter(|it| !it.is_empty());
        // Who acts on a draft of the county is its checker; whoever submits, or sends back what was checked, approves.
        let checks = filed.state == ReportState::Draft && out.state != ReportState::Submitted;
        let (checker, approver) = if checks {
            (Some(desk.operator.clone()), None)
        } else {
            (filed.checker.clone(), Some(desk.operator.clone()))
        };
        let mut values = self.key(desk).to_vec();
        values.extend(binds![
            self.row_version,
            out.state.word(),
            checker,
            approver,
            out.days_late.map(|_| desk.business_date),
            out.days_late,
            note.clone().or_else(|| filed.note.clone())
        ]);
        tx.run_version(&MOVED, &values, &Fault::faster()).await?;
        let kept = |state: ReportState, late: Option<i64>| {
            let kept = serde_json::json!({
                "version": self.version, "state": state.word(), "hash": filed.value_hash, "days_late": late,
            });
            Some(kept.to_string())
        };
        Ok(Entry {
            object: self.object(),
            before: kept(filed.state, None),
            after: kept(out.state, out.days_late),
            reason: note,
            topics: vec![Topic::of("report", "")],
            ..Entry::default()
        })
    }
}
