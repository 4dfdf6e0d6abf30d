//! Drafting a report: its figures as they are now, kept with their hash as a version of their own.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::rules::figures::{Figures, broken, summed};
use super::rules::filing::{self, not_there};
use super::rules::specs::report_of;
use super::store::{counted, digits, filed};
use super::window::Asked;
use super::{Filed, ReportSpec, ReportState, Source};
use crate::database::request::{Entry, Topic};
use crate::database::value::Value;
use crate::database::{Change, Fault, Tx};
use crate::exchange::outside::encoding::hexadecimal;
use crate::kernel::area::{AreaCode, Level};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, sql, statements};

statements! {
    /// The newest version of a unit's report.
    LATEST = sql!(filed!(" and r.report = $2 and r.period = $3 and r.unit = $4 order by r.version desc limit 1"));
    /// A draft.
    DRAFTED = sql!(
        "insert into reports (county, report, period, unit, version, state, maker, made_on, value_hash, row_version)
        values ($1, $2, $3, $4, $5, 'DRAFT', $6, $7, $8, 1)"
    );
}

/// Drafts the report of a month for the desk's own unit: its figures as they are now, kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DraftReport {
    /// Which report.
    pub report: String,
    /// The month.
    pub month: Month,
}

/// A report has come on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportMoved {
    /// Its version.
    pub version: i64,
    /// How far it is.
    pub state: ReportState,
    /// By how many days it was submitted late.
    pub days_late: Option<i64>,
    /// What was done.
    pub told: Phrase,
}

/// What is known when a report is drafted.
pub struct Drafted {
    spec: Option<&'static ReportSpec>,
    latest: Option<Filed>,
    figures: Vec<(Level, Figures)>,
}

pub(super) fn object(report: &str, month: Month, unit: &AreaCode) -> String {
    format!("report:{report}:{month}:{unit}")
}

/// The hash of values in the order of areas and columns.
fn hash(report: &ReportSpec, figures: &[(Level, Figures)]) -> String {
    let mut hash = Sha256::new();
    for (level, figures) in figures {
        for (area, values) in figures {
            for (column, value) in stored(report, values) {
                let line = format!("{}|{area}|{column}|{value}\n", digits(*level));
                hash.update(line.as_bytes());
            }
        }
    }
    hexadecimal(&hash.finalize())
}

/// The values that are kept: all but rates, which are made anew.
fn stored<'a>(report: &'a ReportSpec, values: &'a [i64]) -> impl Iterator<Item = (&'a str, i64)> {
    let kept = report.columns.iter().zip(values);
    kept.filter(|(column, _)| !matches!(column.source, Source::Rate(..)))
        .map(|(column, value)| (column.id, *value))
}

impl Change for DraftReport {
    const NAME: &'static str = "statistics.draft";
    type Facts = Drafted;
    type Outcome = ReportMoved;

    fn object(&self) -> String {
        format!("report:{}:{}", self.report, self.month)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Drafted, Fault> {
        let spec = report_of(&self.report);
        let values = binds![&desk.county, &self.report, self.month, &desk.area];
        let latest: Option<Filed> = tx.row(&LATEST, &values).await?;
        let mut figures = Vec::new();
        let may = spec.map(|it| filing::draft(it, self.month, latest.as_ref(), desk));
        if let (Some(spec), Some(Ok(_))) = (spec, may) {
            let within = (&desk.county, &desk.area);
            let villages = counted(&mut Asked::Tx(tx), desk, spec, self.month, within).await?;
            if desk.area.level() == Level::County {
                figures.push((Level::County, summed(&villages, Level::County)));
            }
            figures.push((Level::Township, summed(&villages, Level::Township)));
            figures.push((Level::Village, villages));
        }
        Ok(Drafted {
            spec,
            latest,
            figures,
        })
    }

    fn decide(&self, found: &Drafted, desk: &Desk) -> Result<ReportMoved, Refusal> {
        let spec = found.spec.ok_or_else(not_there)?;
        let version = filing::draft(spec, self.month, found.latest.as_ref(), desk)?;
        let own = found.figures.first().and_then(|(_, it)| it.get(&desk.area));
        let broken = own.map_or_else(Vec::new, |values| broken(spec, values));
        let held = if broken.is_empty() {
            phrase!("勾稽关系成立", "identities hold")
        } else {
            phrase!(
                "勾稽关系不成立：{broken}",
                "identities broken: {broken}",
                broken = broken.join("; ")
            )
        };
        Ok(ReportMoved {
            version,
            state: ReportState::Draft,
            days_late: None,
            told: phrase!(
                "已编制{month}{title}第{n}版，{held}",
                "{title} of {month} drafted, version {n}; {held}",
                month = self.month,
                title = spec.title,
                n = version,
                held = held
            ),
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        found: &Drafted,
        out: &ReportMoved,
    ) -> Result<Entry, Fault> {
        let spec = found
            .spec
            .ok_or_else(|| Fault::Misuse(self.report.clone()))?;
        let hash = hash(spec, &found.figures);
        let head = binds![
            &desk.county,
            spec.id,
            self.month,
            &desk.area,
            out.version,
            &desk.operator,
            desk.business_date,
            &hash
        ];
        tx.run_one(&DRAFTED, &head).await?;
        let rows = rows(spec, self.month, desk, out.version, &found.figures);
        tx.insert_many("report_values", VALUE_COLUMNS, &rows)
            .await?;
        let after = serde_json::json!({
            "version": out.version, "state": out.state.word(), "values": rows.len(), "hash": hash,
        });
        Ok(Entry {
            object: object(spec.id, self.month, &desk.area),
            after: Some(after.to_string()),
            topics: vec![Topic::of("report", "")],
            ..Entry::default()
        })
    }
}

const VALUE_COLUMNS: &[&str] = &[
    "county",
    "report",
    "period",
    "unit",
    "version",
    "digits",
    "area",
    "column_id",
    "value",
];

fn rows(
    spec: &ReportSpec,
    month: Month,
    desk: &Desk,
    version: i64,
    figures: &[(Level, Figures)],
) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for (level, figures) in figures {
        for (area, values) in figures {
            rows.extend(stored(spec, values).map(|(column, value)| {
                let row = binds![
                    &desk.county,
                    spec.id,
                    month,
                    &desk.area,
                    version,
                    digits(*level),
                    area,
                    column,
                    value
                ];
                row.to_vec()
            }));
        }
    }
    rows
}
