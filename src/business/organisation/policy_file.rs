//! `policy.toml`: the policies a database begins with, as a trainer edits them.
//!
//! The registry's own defaults and dated history come first; a row of the file with the same parameter, scope and
//! day takes the place of the registry's. Every row is judged as a proposal would be.
//!
//! ```toml
//! maker = "liujianguo"          # who proposed them all, and
//! checker = "fanhongtao"        # who approved them; two people
//!
//! [[policy]]
//! parameter = "P.scheme.start_date"
//! scope = "371323"              # left out: for all counties
//! effective_from = 2011-07-01   # at midnight, UTC, it was entered
//! value = "2011-07-01"          # text, a whole number, true or false, or a list of whole numbers
//! source = "鲁政发〔2011〕26号"
//! confidence = "A"              # C, L or A; left out: A
//! document_no = "鲁政发〔2011〕26号"
//! ```

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer};
use toml::{Spanned, Value as Toml};

use super::policies::{PolicyState, confidence_of, confidence_word, scope_word};
use crate::binds;
use crate::database::value::Value;
use crate::exchange::layout::TableRows;
use crate::kernel::area::County;
use crate::kernel::policy::{PolicyRow, check_proposal, registry_rows};
use crate::kernel::text::Phrase;
use crate::phrase;

/// What is wrong with the file, and in which line (from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyTrouble {
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub why: Phrase,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    maker: String,
    checker: String,
    #[serde(default)]
    policy: Vec<Spanned<Item>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    parameter: String,
    #[serde(default)]
    scope: String,
    #[serde(deserialize_with = "plain")]
    effective_from: String,
    #[serde(deserialize_with = "plain")]
    value: String,
    source: String,
    #[serde(default)]
    confidence: String,
    document_no: String,
}

/// A value as policy writes it, however TOML writes it. A float is none: no rate passes through one.
fn plain<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    fn text(value: &Toml) -> Option<String> {
        match value {
            Toml::String(text) => Some(text.clone()),
            Toml::Integer(number) => Some(number.to_string()),
            Toml::Boolean(yes) => Some(yes.to_string()),
            Toml::Datetime(day) => Some(day.to_string()),
            Toml::Array(items) => {
                let items: Option<Vec<String>> = items.iter().map(text).collect();
                items.map(|items| items.join(","))
            }
            Toml::Float(_) | Toml::Table(_) => None,
        }
    }
    text(&Toml::deserialize(from)?).ok_or_else(|| {
        serde::de::Error::custom("text, a whole number, true, false, a day or a list, not a float")
    })
}

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

/// The rows of `policies` that the file and the registry make together, or everything that is wrong with the file.
///
/// All are approved, in their first revision and version, made and checked at midnight UTC of their day, so that
/// one file makes the same database every time.
pub fn policies_from_toml(text: &str) -> Result<TableRows, Vec<PolicyTrouble>> {
    let line_of = |at: usize| {
        text.get(..at)
            .map_or(1, |before| before.matches('\n').count() + 1)
    };
    let file: File = toml::from_str(text).map_err(|error| {
        vec![PolicyTrouble {
            line: error.span().map_or(1, |span| line_of(span.start)),
            why: phrase!(
                "格式有误：{what}",
                "cannot be read: {what}",
                what = error.message()
            ),
        }]
    })?;
    let mut troubles = Vec::new();
    if file.maker.is_empty() || file.checker.is_empty() || file.maker == file.checker {
        troubles.push(PolicyTrouble {
            line: 1,
            why: phrase!(
                "经办人和审批人应为两人",
                "maker and checker must be two people"
            ),
        });
    }
    let mut rows: BTreeMap<(String, String, NaiveDate), PolicyRow> = registry_rows()
        .into_iter()
        .map(|row| (key(&row), row))
        .collect();
    let mut seen = BTreeMap::new();
    for item in &file.policy {
        let line = line_of(item.span().start);
        match read(item.get_ref()) {
            Ok(row) => {
                if let Some(first) = seen.insert(key(&row), line) {
                    troubles.push(PolicyTrouble {
                        line,
                        why: phrase!("与第{n}行重复", "the same as line {n}", n = first),
                    });
                }
                rows.insert(key(&row), row);
            }
            Err(why) => troubles.push(PolicyTrouble { line, why }),
        }
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    let rows = rows
        .values()
        .map(|row| values(row, &file.maker, &file.checker))
        .collect();
    Ok(TableRows {
        table: "policies",
        columns: COLUMNS,
        rows,
    })
}

fn key(row: &PolicyRow) -> (String, String, NaiveDate) {
    let scope = scope_word(row.scope.as_ref()).to_owned();
    (row.parameter.clone(), scope, row.effective_from)
}

/// A row of the file, judged as a proposal would be.
fn read(item: &Item) -> Result<PolicyRow, Phrase> {
    let scope =
        match item.scope.as_str() {
            "" => None,
            code => Some(code.parse::<County>().map_err(|_| {
                phrase!("“{code}”不是县区代码", "'{code}' is no county", code = code)
            })?),
        };
    let confidence = match item.confidence.as_str() {
        "" | "A" | "C" | "L" => confidence_of(&item.confidence),
        other => {
            return Err(phrase!(
                "可靠程度“{other}”应为 C、L 或 A",
                "confidence '{other}' must be C, L or A",
                other = other
            ));
        }
    };
    let row = PolicyRow {
        parameter: item.parameter.clone(),
        scope,
        effective_from: super::rules::day_of(&item.effective_from)
            .map_err(|refusal| *refusal.why)?,
        value: item.value.clone(),
        source: item.source.clone(),
        confidence,
        document_no: item.document_no.clone(),
    };
    check_proposal(&row).map_err(|refusal| *refusal.why)?;
    Ok(row)
}

fn values(row: &PolicyRow, maker: &str, checker: &str) -> Vec<Value> {
    let at = row.effective_from.and_time(NaiveTime::MIN).and_utc();
    binds![
        &row.parameter,
        scope_word(row.scope.as_ref()),
        row.effective_from,
        1_i64,
        &row.value,
        &row.source,
        confidence_word(row.confidence),
        &row.document_no,
        PolicyState::Approved.word(),
        maker,
        at,
        checker,
        at,
        1_i64,
    ]
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "maker = \"liujianguo\"\nchecker = \"fanhongtao\"\n";

    fn item(parameter: &str, more: &str) -> String {
        format!(
            "[[policy]]\nparameter = \"{parameter}\"\neffective_from = 2012-01-01\nsource = \"D\"\n\
             document_no = \"沂人社〔2012〕1号\"\n{more}\n"
        )
    }

    fn rows_of(table: &TableRows, parameter: &str) -> Vec<(String, String)> {
        let text = |value: &Value| {
            let Value::Text(Some(text)) = value else {
                panic!("{value:?} is no text")
            };
            text.clone()
        };
        let named = table.rows.iter().filter(|row| text(&row[0]) == parameter);
        named.map(|row| (text(&row[1]), text(&row[4]))).collect()
    }

    #[test]
    fn the_registry_comes_first_and_the_file_goes_over_it() {
        let alone = policies_from_toml(HEAD).unwrap();
        assert_eq!(alone.rows.len(), registry_rows().len());
        let more = item(
            "P.missing.months",
            "value = 9\nscope = \"371323\"\nconfidence = \"C\"",
        );
        let both = policies_from_toml(&format!("{HEAD}\n{more}")).unwrap();
        assert_eq!(both.rows.len(), alone.rows.len() + 1);
        let found = rows_of(&both, "P.missing.months");
        assert!(
            found.contains(&("371323".to_owned(), "9".to_owned())),
            "{found:?}"
        );
        assert!(both.rows.iter().all(|row| row.len() == COLUMNS.len()));
    }

    #[test]
    fn every_bad_row_is_told_with_its_line() {
        let text = format!(
            "{HEAD}{}{}{}",
            item("P.missing.months", "value = 9"),
            item("P.nothing", "value = 1"),
            item("P.missing.months", "value = \"many\"\nscope = \"371323\"")
        );
        let troubles = policies_from_toml(&text).err().unwrap();
        let lines: Vec<usize> = troubles.iter().map(|trouble| trouble.line).collect();
        assert_eq!(lines, [9, 15]);
        assert!(troubles.iter().all(|trouble| !trouble.why.zh.is_empty()));
    }

    #[test]
    fn what_is_no_toml_a_float_a_stranger_or_a_double_is_told() {
        for (text, line) in [
            ("maker = \"a\"\nchecker = ", 2),
            ("maker = \"a\"\nchecker = \"a\"\n", 1),
            ("maker = \"a\"\nchecker = \"b\"\nother = 1\n", 3),
        ] {
            assert_eq!(
                policies_from_toml(text).err().unwrap()[0].line,
                line,
                "{text}"
            );
        }
        let float = format!("{HEAD}{}", item("P.missing.months", "value = 9.5"));
        assert!(policies_from_toml(&float).is_err());
        let twice = item("P.missing.months", "value = 9");
        let troubles = policies_from_toml(&format!("{HEAD}{twice}{twice}"))
            .err()
            .unwrap();
        assert_eq!((troubles.len(), troubles[0].line), (1, 9));
    }
}
