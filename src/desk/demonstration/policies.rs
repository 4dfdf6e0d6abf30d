//! `policy.toml`: the parameters a demonstration begins with, each judged by the registry as a proposal would be.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;

use super::{LoadError, Source};
use crate::binds;
use crate::exchange::layout::TableRows;
use crate::exchange::table_file::{FileTrouble, TROUBLES_MAX};
use crate::kernel::area::County;
use crate::kernel::parameter::Confidence;
use crate::kernel::policy::{PolicyRow, check_proposal};
use crate::kernel::text::Phrase;
use crate::phrase;

const FILE: &str = "policy.toml";

const COLUMNS: &[&str] = &[
    "parameter",
    "scope",
    "effective_from",
    "revision",
    "value",
    "source",
    "confidence",
    "document_no",
    "state",
    "maker",
    "made_at",
    "checker",
    "checked_at",
    "version",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    defaults: Defaults,
    policy: Vec<Policy>,
}

/// What holds for every row that does not say otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Defaults {
    scope: String,
    maker: String,
    checker: String,
    decided_on: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    parameter: String,
    scope: Option<String>,
    effective_from: NaiveDate,
    value: String,
    source: String,
    confidence: Confidence,
    document_no: String,
    maker: Option<String>,
    checker: Option<String>,
    decided_on: Option<NaiveDate>,
}

/// The rows of `policies`, approved.
pub(super) fn read(source: &Source) -> Result<TableRows, LoadError> {
    let written: Written = source
        .toml(FILE)
        .map_err(|trouble| LoadError::Files(vec![trouble]))?;
    let mut rows = Vec::with_capacity(written.policy.len());
    let mut troubles = Vec::new();
    for policy in written.policy {
        let parameter = policy.parameter.clone();
        match accepted(policy, &written.defaults) {
            Ok(row) => rows.push(row),
            Err(why) => troubles.push(FileTrouble {
                file: FILE.to_owned(),
                line: 0,
                column: String::new(),
                why: phrase!("{id}：{why}", "{id}: {why}", id = parameter, why = why),
            }),
        }
    }
    troubles.truncate(TROUBLES_MAX);
    if troubles.is_empty() {
        Ok(TableRows {
            table: "policies",
            columns: COLUMNS,
            rows,
        })
    } else {
        Err(LoadError::Files(troubles))
    }
}

fn accepted(
    policy: Policy,
    defaults: &Defaults,
) -> Result<Vec<crate::database::value::Value>, Phrase> {
    let scope = policy.scope.unwrap_or_else(|| defaults.scope.clone());
    let county: Option<County> = match scope.as_str() {
        "" => None,
        digits => Some(digits.parse().map_err(|_| {
            phrase!(
                "“{scope}”不是县区代码",
                "'{scope}' is no county",
                scope = scope
            )
        })?),
    };
    let row = PolicyRow {
        parameter: policy.parameter,
        scope: county,
        effective_from: policy.effective_from,
        value: policy.value,
        source: policy.source,
        confidence: policy.confidence,
        document_no: policy.document_no,
    };
    check_proposal(&row).map_err(|refusal| refusal.why.then(&refusal.remedy))?;
    let decided_on = policy.decided_on.unwrap_or(defaults.decided_on);
    let maker = policy.maker.unwrap_or_else(|| defaults.maker.clone());
    let checker = policy.checker.unwrap_or_else(|| defaults.checker.clone());
    Ok(binds![
        row.parameter,
        scope,
        row.effective_from,
        1_i64,
        row.value,
        row.source,
        format!("{:?}", row.confidence),
        row.document_no,
        "APPROVED",
        maker,
        at_hour(decided_on, 9),
        checker,
        at_hour(decided_on, 15),
        1_i64,
    ]
    .to_vec())
}

/// An hour of a day in China, as system time.
fn at_hour(day: NaiveDate, hour: i64) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + Duration::hours(hour - 8)
}
