//! The policy that benefits rest on, as it stands for one month and one day. Read by date from the policies, never held.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::area::County;
use crate::kernel::money::Fen;
use crate::kernel::policy::Policies;
use crate::kernel::refusal::Refusal;

/// The policy in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The age of entitlement in years (`P.ben.age`).
    pub age: i64,
    /// The year the scheme began (`P.scheme.start_year`).
    pub start_year: i64,
    /// Whether the year of turning 60 counts among the years required (`P.ben.count_year_of_60`).
    pub count_year_of_60: bool,
    /// How many months a formal verification holds (`P.verify.annual_validity_months`).
    pub validity_months: i64,
    /// How many months after that until it is overdue (`P.verify.grace_months`).
    pub grace_months: i64,
    /// Whether detention before judgment suspends (`P.detention`).
    pub detention_suspends: bool,
    /// The basic pension a month that everybody has: the central floor and the top-ups of province, city and county
    /// (`P.basic.rate.*`). Add-ons for age, long contribution and family planning differ by person and are not in it.
    pub basic: Fen,
}

/// The components of the basic pension that everybody has.
const BASIC: &[&str] = &[
    "P.basic.rate.BP_CENTRAL",
    "P.basic.rate.BP_PROV",
    "P.basic.rate.BP_CITY",
    "P.basic.rate.BP_COUNTY",
];

impl Terms {
    /// The terms in a county: the basic rate as it holds on the month's last day, the rest as on the day of asking.
    pub fn of(
        policies: &Policies,
        county: &County,
        today: NaiveDate,
        month_end: NaiveDate,
    ) -> Result<Self, Refusal> {
        let int = |parameter| policies.int(parameter, county, today);
        let basic: Result<Vec<Fen>, Refusal> = BASIC
            .iter()
            .map(|component| policies.yuan(component, county, month_end))
            .collect();
        Ok(Self {
            age: int("P.ben.age")?,
            start_year: int("P.scheme.start_year")?,
            count_year_of_60: policies.bool("P.ben.count_year_of_60", county, today)?,
            validity_months: int("P.verify.annual_validity_months")?,
            grace_months: int("P.verify.grace_months")?,
            detention_suspends: policies.text("P.detention", county, today)? == "SUSPEND",
            basic: basic?
                .into_iter()
                .fold(Fen::ZERO, |sum, part| Fen(sum.0.saturating_add(part.0))),
        })
    }
}

#[cfg(test)]
impl Terms {
    /// The registry's own, as of March 2012 in Yishui.
    pub(super) fn of_2012() -> Self {
        let day = NaiveDate::from_ymd_opt(2012, 3, 31).unwrap();
        Self::of(
            &Policies::of_registry(),
            &"371323".parse().unwrap(),
            day,
            day,
        )
        .unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_speaks_by_date() {
        let county = "371323".parse().unwrap();
        let on = |day: &str| {
            let day = day.parse().unwrap();
            Terms::of(&Policies::of_registry(), &county, day, day).unwrap()
        };
        let terms = on("2012-03-31");
        assert_eq!(terms, Terms::of_2012());
        assert_eq!((terms.age, terms.start_year), (60, 2011));
        assert_eq!((terms.validity_months, terms.grace_months), (12, 2));
        assert!(!terms.count_year_of_60 && !terms.detention_suspends);
        assert_eq!(terms.basic, Fen::yuan(55));
        assert_eq!(on("2014-06-30").basic, Fen::yuan(55));
        assert_eq!(on("2014-07-31").basic, Fen::yuan(70));
    }

    #[test]
    fn without_a_row_in_force_nothing_is_assumed() {
        let day = "2012-03-31".parse().unwrap();
        let none = Policies::new([]);
        assert!(Terms::of(&none, &"371323".parse().unwrap(), day, day).is_err());
    }
}
