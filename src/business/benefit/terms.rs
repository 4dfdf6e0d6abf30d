//! The policy that benefits rest on, as it stands for one month and one day. Read from the table of policies, never held.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::money::Fen;
use crate::record;

record! {
    /// A policy parameter's approved value, from the day it holds.
    pub struct PolicyRow {
        /// The parameter: `P.ben.age`.
        pub parameter: String,
        /// A county's six digits, or empty for all.
        pub scope: String,
        /// The first day it holds.
        pub effective_from: NaiveDate,
        /// Its value.
        pub value: String,
    }
}

/// The policy in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The age of entitlement in years (`P.ben.age`).
    pub age: i32,
    /// The year the scheme began (`P.scheme.start_year`).
    pub start_year: i32,
    /// Whether the year of turning 60 counts among the years required (`P.ben.count_year_of_60`).
    pub count_year_of_60: bool,
    /// How many months a formal verification holds (`P.verify.annual_validity_months`).
    pub validity_months: u32,
    /// How many months after that until it is overdue (`P.verify.grace_months`).
    pub grace_months: u32,
    /// Whether detention before judgment suspends (`P.detention`).
    pub detention_suspends: bool,
    /// The basic pension a month, all components (`P.basic.rate`); none where the rate has not been entered.
    pub basic: Option<Fen>,
}

/// The registry's defaults, `LY-2012` (`domain.md`, Appendix A), save the basic rate, which only a document can set.
impl Default for Terms {
    fn default() -> Self {
        Self {
            age: 60,
            start_year: 2011,
            count_year_of_60: false,
            validity_months: 12,
            grace_months: 2,
            detention_suspends: false,
            basic: None,
        }
    }
}

impl Terms {
    /// Reads the terms from approved policy rows: the basic rate as it holds for the month's last day, the rest as
    /// it holds on the day of asking.
    pub fn of(rows: &[PolicyRow], today: NaiveDate, month_end: NaiveDate) -> Self {
        let default = Self::default();
        Self {
            age: number(rows, "P.ben.age", today, default.age),
            start_year: number(rows, "P.scheme.start_year", today, default.start_year),
            count_year_of_60: in_force(rows, "P.ben.count_year_of_60", today)
                .map_or(default.count_year_of_60, |value| value == "true"),
            validity_months: number(
                rows,
                "P.verify.annual_validity_months",
                today,
                default.validity_months,
            ),
            grace_months: number(rows, "P.verify.grace_months", today, default.grace_months),
            detention_suspends: in_force(rows, "P.detention", today)
                .map_or(default.detention_suspends, |value| value == "SUSPEND"),
            basic: in_force(rows, "P.basic.rate", month_end).and_then(sum_of_components),
        }
    }
}

/// A whole number in force, or the default where none is, or none that can be read.
fn number<N: std::str::FromStr>(
    rows: &[PolicyRow],
    parameter: &str,
    on: NaiveDate,
    default: N,
) -> N {
    in_force(rows, parameter, on)
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

/// The value in force on a day: the county's own before the one for all, and of those the latest begun.
fn in_force<'a>(rows: &'a [PolicyRow], parameter: &str, on: NaiveDate) -> Option<&'a str> {
    rows.iter()
        .filter(|row| row.parameter == parameter && row.effective_from <= on)
        .max_by_key(|row| (!row.scope.is_empty(), row.effective_from))
        .map(|row| row.value.trim())
}

/// The sum of the components of a basic rate, in yuan: `55`, `55.00`, `BP_CENTRAL=55,BP_COUNTY=5`.
fn sum_of_components(value: &str) -> Option<Fen> {
    let mut parts = value
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .filter(|part| !part.is_empty())
        .peekable();
    parts.peek()?;
    parts.try_fold(Fen::ZERO, |sum, part| {
        let yuan = part.rsplit(['=', ':']).next()?;
        sum.checked_add(yuan.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(parameter: &str, scope: &str, from: &str, value: &str) -> PolicyRow {
        PolicyRow {
            parameter: parameter.to_owned(),
            scope: scope.to_owned(),
            effective_from: from.parse().unwrap(),
            value: value.to_owned(),
        }
    }

    #[test]
    fn the_row_in_force_is_the_latest_begun_and_the_county_goes_first() {
        let rows = [
            row("P.basic.rate", "", "2009-09-01", "BP_CENTRAL=55"),
            row("P.basic.rate", "", "2014-07-01", "BP_CENTRAL=70,BP_CITY=5"),
            row("P.verify.grace_months", "", "2012-01-01", "2"),
            row("P.verify.grace_months", "371323", "2011-01-01", "3"),
            row("P.detention", "", "2012-01-01", "SUSPEND"),
        ];
        let on = |day: &str| Terms::of(&rows, day.parse().unwrap(), day.parse().unwrap());
        assert_eq!(on("2012-03-31").basic, Some(Fen::yuan(55)));
        assert_eq!(on("2014-06-30").basic, Some(Fen::yuan(55)));
        assert_eq!(on("2014-07-31").basic, Some(Fen::yuan(75)));
        assert_eq!(on("2009-08-31").basic, None);
        assert_eq!(on("2012-03-31").grace_months, 3);
        assert!(on("2012-03-31").detention_suspends && !on("2011-12-31").detention_suspends);
    }

    #[test]
    fn without_rows_the_registry_speaks_and_no_rate_is_invented() {
        let day = "2012-03-08".parse().unwrap();
        assert_eq!(Terms::of(&[], day, day), Terms::default());
        assert_eq!(Terms::default().basic, None);
        assert_eq!(sum_of_components("55.00"), Some(Fen::yuan(55)));
        assert_eq!(sum_of_components("much"), None);
        assert_eq!(sum_of_components(" "), None);
    }
}
