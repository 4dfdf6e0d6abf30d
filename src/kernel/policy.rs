//! Policy by date: what value a parameter has in a county on a day (`domain.md` 0.3, Appendix A).
//!
//! Every question carries its day; there is no "current row". A county's own row goes before the
//! general one, whatever their dates. Deliberately absent: who proposes and who approves (see
//! [`super::moves`]), and any default that applies by silence: a parameter without a row in force
//! is a refusal.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::area::County;
use super::clause::Clause;
use super::money::Fen;
pub use super::parameter::{Confidence, Parameter};
use super::parameter::{PARAMETERS, START};
use super::policy_history::HISTORY;
use super::policy_value::{Pairs, pairs_of};
use super::refusal::Refusal;
use super::text::Phrase;
use crate::phrase;

/// A value that holds from a day on, for all counties or for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRow {
    /// The parameter's id: `P.cal.verify_day`.
    pub parameter: String,
    /// The county it is for; none: all.
    pub scope: Option<County>,
    /// The first day it holds.
    pub effective_from: NaiveDate,
    /// The value, as the parameter's kind writes it.
    pub value: String,
    /// The clause or instrument it rests on.
    pub source: String,
    /// How sure we are of it.
    pub confidence: Confidence,
    /// The number of the document that ordered it.
    pub document_no: String,
}

/// All rows that are in force at some time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    rows: BTreeMap<String, Vec<PolicyRow>>,
}

impl Policies {
    /// The policies of these rows; of two for the same day and scope the later in the list holds.
    pub fn new(rows: impl IntoIterator<Item = PolicyRow>) -> Self {
        let mut policies = Self::default();
        for row in rows {
            policies
                .rows
                .entry(row.parameter.clone())
                .or_default()
                .push(row);
        }
        policies
    }

    /// The policies of the registry's own defaults and dated history: the set `LY-2012` and its
    /// successors.
    pub fn of_registry() -> Self {
        Self::new(registry_rows())
    }

    /// The row in force in a county on a day.
    pub fn as_of(
        &self,
        parameter: &str,
        county: &County,
        day: NaiveDate,
    ) -> Result<&PolicyRow, Refusal> {
        let rows = self
            .rows
            .get(parameter)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let latest = |local: bool| {
            rows.iter()
                .filter(|row| row.effective_from <= day)
                .filter(|row| {
                    row.scope
                        .as_ref()
                        .map_or(!local, |scope| local && scope == county)
                })
                .max_by_key(|row| row.effective_from)
        };
        latest(true)
            .or_else(|| latest(false))
            .ok_or_else(|| not_in_force(parameter, county, day))
    }

    /// The value as text.
    pub fn text(&self, parameter: &str, county: &County, day: NaiveDate) -> Result<&str, Refusal> {
        self.as_of(parameter, county, day)
            .map(|row| row.value.as_str())
    }

    /// The value as a whole number.
    pub fn int(&self, parameter: &str, county: &County, day: NaiveDate) -> Result<i64, Refusal> {
        self.read(parameter, county, day, |value| value.parse().ok())
    }

    /// The value as yes or no.
    pub fn bool(&self, parameter: &str, county: &County, day: NaiveDate) -> Result<bool, Refusal> {
        self.read(parameter, county, day, |value| value.parse().ok())
    }

    /// The value as an exact decimal.
    pub fn decimal(
        &self,
        parameter: &str,
        county: &County,
        day: NaiveDate,
    ) -> Result<Decimal, Refusal> {
        self.read(parameter, county, day, |value| value.parse().ok())
    }

    /// The value as money, written in yuan.
    pub fn yuan(&self, parameter: &str, county: &County, day: NaiveDate) -> Result<Fen, Refusal> {
        self.read(parameter, county, day, |value| value.parse().ok())
    }

    /// The value as a day.
    pub fn date(
        &self,
        parameter: &str,
        county: &County,
        day: NaiveDate,
    ) -> Result<NaiveDate, Refusal> {
        self.read(parameter, county, day, |value| value.parse().ok())
    }

    /// The value as a table of keys and numbers.
    pub fn pairs(
        &self,
        parameter: &str,
        county: &County,
        day: NaiveDate,
    ) -> Result<Pairs, Refusal> {
        self.read(parameter, county, day, pairs_of)
    }

    /// The value as a list of whole numbers.
    pub fn numbers(
        &self,
        parameter: &str,
        county: &County,
        day: NaiveDate,
    ) -> Result<Vec<i64>, Refusal> {
        self.read(parameter, county, day, |value| {
            value.split(',').map(|part| part.parse().ok()).collect()
        })
    }

    /// The choice made for a key, or for `all` where the key has none of its own: `P.cal.roll` of a
    /// deadline.
    pub fn choice_for(
        &self,
        parameter: &str,
        key: &str,
        county: &County,
        day: NaiveDate,
    ) -> Result<&str, Refusal> {
        let row = self.as_of(parameter, county, day)?;
        let of = |wanted: &str| {
            let mut pairs = row.value.split(',').filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(key, _)| *key == wanted)
                .map(|(_, choice)| choice)
        };
        of(key).or_else(|| of("all")).ok_or_else(|| unreadable(row))
    }

    /// The grades one may choose, in yuan a year, ascending.
    pub fn grades(&self, county: &County, day: NaiveDate) -> Result<Vec<Fen>, Refusal> {
        let grades = self.numbers("P.grades", county, day)?;
        Ok(grades.into_iter().map(Fen::yuan).collect())
    }

    /// The subsidy that follows a contribution of a grade: that of the highest step not above it.
    pub fn subsidy(&self, grade: Fen, county: &County, day: NaiveDate) -> Result<Fen, Refusal> {
        let row = self.as_of("P.subsidy.table", county, day)?;
        let table = pairs_of(&row.value).ok_or_else(|| unreadable(row))?;
        let subsidy = table
            .step(grade.to_decimal() / Decimal::ONE_HUNDRED)
            .unwrap_or_default();
        Fen::from_yuan(subsidy).ok_or_else(|| unreadable(row))
    }

    fn read<T>(
        &self,
        parameter: &str,
        county: &County,
        day: NaiveDate,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Refusal> {
        let row = self.as_of(parameter, county, day)?;
        parse(&row.value).ok_or_else(|| unreadable(row))
    }
}

/// The registry's parameter of an id.
pub fn parameter(id: &str) -> Option<&'static Parameter> {
    PARAMETERS.iter().find(|parameter| parameter.id == id)
}

/// The rows a new database begins with: the dated history where there is one, else the default.
pub fn registry_rows() -> Vec<PolicyRow> {
    let row =
        |parameter: &Parameter, effective_from, value: &str, confidence, source: &str| PolicyRow {
            parameter: parameter.id.to_owned(),
            scope: None,
            effective_from,
            value: value.to_owned(),
            source: source.to_owned(),
            confidence,
            document_no: source.to_owned(),
        };
    let start = NaiveDate::from_ymd_opt(START.0, START.1, START.2).unwrap_or_default();
    let mut rows = Vec::new();
    for parameter in PARAMETERS {
        let history = HISTORY
            .iter()
            .filter(|dated| dated.parameter == parameter.id);
        let before = rows.len();
        rows.extend(history.filter_map(|dated| {
            let from = NaiveDate::from_ymd_opt(dated.from.0, dated.from.1, dated.from.2)?;
            Some(row(
                parameter,
                from,
                dated.value,
                dated.confidence,
                dated.source,
            ))
        }));
        if rows.len() == before {
            let Parameter {
                default,
                confidence,
                clause,
                ..
            } = *parameter;
            rows.push(row(parameter, start, default, confidence, clause));
        }
    }
    rows
}

/// Judges a proposed row: the parameter, its scope, its value by type, range and legal floor, its
/// document.
pub fn check_proposal(row: &PolicyRow) -> Result<(), Refusal> {
    let Some(parameter) = parameter(&row.parameter) else {
        return Err(proposal(
            "PN-0701",
            phrase!(
                "没有政策参数{id}",
                "there is no parameter {id}",
                id = row.parameter
            ),
            phrase!("请从参数登记表中选择。", "Choose one from the registry."),
        )
        .blaming("parameter"));
    };
    if row.scope.is_some() && !parameter.per_county {
        return Err(proposal(
            "PN-0705",
            phrase!(
                "参数{id}全市统一，不得分县区设定",
                "{id} is one for the whole city",
                id = row.parameter
            ),
            phrase!(
                "请由市级负责人审批全市参数。",
                "Propose it for the city; the city director approves."
            ),
        )
        .blaming("scope"));
    }
    if row.document_no.trim().is_empty() {
        return Err(proposal(
            "PN-0706",
            phrase!(
                "参数变更须注明文件文号",
                "a change of policy needs the number of a document"
            ),
            phrase!(
                "请填写批准该变更的文件文号。",
                "Give the number of the document that orders it."
            ),
        )
        .blaming("document_no"));
    }
    parameter.check(&row.value, row.effective_from)
}

fn proposal(code: &str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of("AppA"), why, remedy)
}

fn not_in_force(parameter: &str, county: &County, day: NaiveDate) -> Refusal {
    proposal(
        "PN-0702",
        phrase!(
            "{county}在{day}没有生效的政策参数{id}",
            "no value of {id} is in force in {county} on {day}",
            county = county,
            day = day,
            id = parameter,
        ),
        phrase!(
            "请按文件补录该参数及其生效日期，经审批后再办理。",
            "Have the parameter entered with its effective date and approved, then try again.",
        ),
    )
}

fn unreadable(row: &PolicyRow) -> Refusal {
    proposal(
        "PN-0703",
        phrase!(
            "政策参数{id}的值“{value}”（{from}起）格式有误",
            "the value '{value}' of {id} (from {from}) cannot be read",
            id = row.parameter,
            value = row.value,
            from = row.effective_from,
        ),
        phrase!(
            "请按参数登记表规定的格式更正并审批。",
            "Have it corrected to the form the registry asks for."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn county(code: &str) -> County {
        code.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn row(parameter: &str, scope: Option<&str>, from: &str, value: &str) -> PolicyRow {
        PolicyRow {
            parameter: parameter.to_owned(),
            scope: scope.map(county),
            effective_from: day(from),
            value: value.to_owned(),
            source: "A".to_owned(),
            confidence: Confidence::A,
            document_no: "沂政发〔2012〕1号".to_owned(),
        }
    }

    #[test]
    fn the_greatest_date_not_after_the_day_holds() {
        let policies = Policies::new([
            row("P.missing.months", None, "2012-06-01", "9"),
            row("P.missing.months", None, "2009-12-01", "6"),
            row("P.missing.months", Some("371323"), "2012-01-01", "12"),
        ]);
        let months = |of, on| policies.int("P.missing.months", &county(of), day(on));
        assert_eq!(months("371302", "2012-05-31"), Ok(6));
        assert_eq!(months("371302", "2012-06-01"), Ok(9));
        assert_eq!(months("371323", "2011-12-31"), Ok(6));
        assert_eq!(months("371323", "2012-12-31"), Ok(12));
        assert_eq!(months("371302", "2009-11-30").unwrap_err().code, "PN-0702");
        assert_eq!(
            policies
                .int("P.none", &county("371302"), day("2012-01-01"))
                .unwrap_err()
                .code,
            "PN-0702"
        );
    }

    #[test]
    fn the_defaults_are_what_is_in_force_in_march_2012() {
        let policies = Policies::of_registry();
        for parameter in PARAMETERS {
            let found = policies.text(parameter.id, &county("371323"), day("2012-03-08"));
            assert_eq!(found, Ok(parameter.default), "{}", parameter.id);
        }
    }

    #[test]
    fn every_row_of_the_registry_would_be_accepted() {
        for row in registry_rows() {
            assert_eq!(check_proposal(&row), Ok(()), "{row:?}");
        }
    }

    #[test]
    fn the_central_floor_has_its_history() {
        let policies = Policies::of_registry();
        for (on, yuan) in [
            ("2009-09-01", 55),
            ("2014-06-30", 55),
            ("2014-07-01", 70),
            ("2018-01-01", 88),
            ("2020-07-01", 93),
            ("2024-01-01", 123),
            ("2025-01-01", 143),
            ("2026-01-01", 163),
        ] {
            let floor = policies.yuan("P.basic.rate.BP_CENTRAL", &county("371323"), day(on));
            assert_eq!(floor, Ok(Fen::yuan(yuan)), "{on}");
        }
    }

    #[test]
    fn subsidies_go_by_the_step_below() {
        let policies = Policies::of_registry();
        let subsidy = |grade, on| {
            policies
                .subsidy(Fen::yuan(grade), &county("371323"), day(on))
                .unwrap()
        };
        let linyi = [100, 200, 300, 400, 500, 600, 1000].map(|grade| subsidy(grade, "2012-03-08"));
        assert_eq!(linyi, [30, 35, 40, 45, 50, 50, 50].map(Fen::yuan));
        let shandong = [100, 300, 500, 600, 800, 5000].map(|grade| subsidy(grade, "2013-09-01"));
        assert_eq!(shandong, [30, 30, 60, 60, 80, 80].map(Fen::yuan));
        assert_eq!(subsidy(50, "2012-03-08"), Fen::ZERO);
    }

    #[test]
    fn the_first_quarter_of_2012_adds_up() {
        let policies = Policies::of_registry();
        let (county, on) = (county("371323"), day("2012-03-31"));
        let paid = [(500, 100), (100, 200), (80, 300), (60, 500), (20, 1000)];
        let grades = policies.grades(&county, on).unwrap();
        assert!(
            paid.iter()
                .all(|(_, grade)| grades.contains(&Fen::yuan(*grade)))
        );
        let amount = Fen::total(paid.map(|(persons, grade)| Fen::yuan(persons * grade)));
        assert_eq!(amount.unwrap().to_string(), "144,000.00");
        let accrued = Fen::total(paid.map(|(persons, grade)| {
            policies
                .subsidy(Fen::yuan(grade), &county, on)
                .unwrap()
                .checked_mul(persons)
                .unwrap()
        }));
        assert_eq!(accrued.unwrap().to_string(), "25,700.00");
        let persons: i64 = paid.iter().map(|(persons, _)| persons).sum();
        assert_eq!(persons, 760);
        let completion = (Decimal::from(persons * 100) / Decimal::from(820)).round_dp(2);
        assert_eq!(completion.to_string(), "92.68");
    }

    #[test]
    fn a_choice_may_differ_by_key() {
        let policies = Policies::new([row(
            "P.cal.roll",
            None,
            "2012-01-01",
            "all=NONE,verify=PREV_WORKDAY",
        )]);
        let roll =
            |key| policies.choice_for("P.cal.roll", key, &county("371323"), day("2012-03-08"));
        assert_eq!(
            (roll("verify"), roll("credit")),
            (Ok("PREV_WORKDAY"), Ok("NONE"))
        );
    }

    #[test]
    fn proposals_are_judged() {
        let code = |row: &PolicyRow| check_proposal(row).map_err(|refusal| refusal.code);
        let mut proposed = row("P.missing.months", Some("371323"), "2012-06-01", "9");
        assert_eq!(code(&proposed), Ok(()));
        proposed.value = "zero".to_owned();
        assert_eq!(code(&proposed), Err("PN-0703".to_owned()));
        proposed.document_no = " ".to_owned();
        assert_eq!(code(&proposed), Err("PN-0706".to_owned()));
        assert_eq!(
            code(&row("P.nothing", None, "2012-06-01", "1")),
            Err("PN-0701".to_owned())
        );
        let local = row("P.cal.credit_day", Some("371323"), "2012-06-01", "18");
        assert_eq!(code(&local), Err("PN-0705".to_owned()));
        assert_eq!(
            code(&row("P.cal.credit_day", None, "2012-06-01", "21")),
            Err("PN-0703".to_owned())
        );
    }

    #[test]
    fn a_subsidy_below_the_legal_floor_is_refused_by_its_date() {
        let check = |from, value| check_proposal(&row("P.subsidy.table", None, from, value));
        assert_eq!(check("2012-01-01", "100=30,500=50"), Ok(()));
        let refusal = check("2012-01-01", "100=29,500=50").unwrap_err();
        assert_eq!(
            (refusal.code.as_str(), refusal.clause.0),
            ("PN-0704", "G09")
        );
        assert!(
            check("2012-01-01", "200=30").is_err(),
            "grade 100 would have none"
        );
        assert!(check("2014-02-20", "100=30,500=50").is_ok());
        assert_eq!(
            check("2014-02-21", "100=30,500=50").unwrap_err().clause.0,
            "G14"
        );
        assert!(check("2014-02-21", "100=30,400=60").is_ok());
        assert!(
            check("2014-02-21", "100=30,600=60").is_err(),
            "grade 500 would have 30"
        );
        assert!(check("2014-02-21", "100=30,500=60,800=80").is_ok());
    }

    #[test]
    fn shares_must_total_a_hundred() {
        let check =
            |value| check_proposal(&row("P.subsidy.share", Some("371323"), "2012-01-01", value));
        assert_eq!(check("province=30,city=20,county=50"), Ok(()));
        assert_eq!(
            check("province=30,city=20,county=49").unwrap_err().code,
            "PN-0704"
        );
    }
}
