//! What makes a grade, who owes which year, the window, and how far a collection has come (`domain.md` 2). Pure.
//!
//! Deliberately absent: the grades, the subsidies and their legal floor; policy holds those by date
//! (`kernel::policy`), and no rule holds an amount.

use chrono::{Datelike, NaiveDate};

use crate::kernel::money::Fen;
use crate::kernel::policy_value::window_of;

/// Whether own and government-paid part make up a grade in force exactly (2.3).
pub fn makes_a_grade(personal: Fen, gov_paid: Fen, grades: &[Fen]) -> bool {
    personal
        .checked_add(gov_paid)
        .is_some_and(|paid| grades.contains(&paid))
}

/// What the year of turning 60 asks (`P.contrib.year_of_60`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearOf60 {
    /// The person may pay, before the award.
    Optional,
    /// The person must pay.
    Required,
    /// Nothing is taken any more.
    Forbidden,
}

/// Whether somebody owes a year's contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// Yes.
    Due,
    /// The person may pay but need not.
    Optional,
    /// No, and nothing may be taken.
    NotDue,
}

/// Whether a person owes the year: contributing at any time in it, 16 by its end, 60 after its end (2.3).
pub fn owed(birth: NaiveDate, year: i32, contributing: bool, year_of_60: YearOf60) -> Owed {
    let turns = year.saturating_sub(birth.year());
    if !contributing || !(16..=60).contains(&turns) {
        return Owed::NotDue;
    }
    match (turns, year_of_60) {
        (..=59, _) | (_, YearOf60::Required) => Owed::Due,
        (_, YearOf60::Optional) => Owed::Optional,
        (_, YearOf60::Forbidden) => Owed::NotDue,
    }
}

/// The births of those who are 16 by the end of the year and not yet 60: first and last day.
pub fn births_due(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((
        NaiveDate::from_ymd_opt(year.checked_sub(59)?, 1, 1)?,
        NaiveDate::from_ymd_opt(year.checked_sub(16)?, 12, 31)?,
    ))
}

/// The window of a year's collection, both days included (N2.2-a: January to March).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

impl Window {
    /// The window of a year, from the text of `P.contrib.window`: `01-01..03-31`.
    pub fn of(policy: &str, year: i32) -> Option<Self> {
        let (first, last) = window_of(policy)?;
        Some(Self {
            first: NaiveDate::from_ymd_opt(year, first.0, first.1)?,
            last: NaiveDate::from_ymd_opt(year, last.0, last.1)?,
        })
    }

    /// Whether a payment on that day lies in the window.
    pub fn holds(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// A share in hundredths of a percent, rounded half up: 760 of 820 are 9268, shown as 92.68 %.
pub fn share(done: i64, due: i64) -> Option<i64> {
    Fen(done).times_ratio(10_000, due).map(|share| share.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::area::County;
    use crate::kernel::policy::Policies;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The policies as the registry has them, the county, and a day of 2012.
    fn in_2012() -> (Policies, County, NaiveDate) {
        let county = "371323".parse().unwrap();
        (Policies::of_registry(), county, day("2012-03-12"))
    }

    #[test]
    fn the_first_quarter_of_2012_sums_up() {
        let paid = [(500, 100), (100, 200), (80, 300), (60, 500), (20, 1000)];
        let collected = paid.iter().map(|(people, grade)| Fen::yuan(people * grade));
        assert_eq!(Fen::total(collected), Some(Fen(14_400_000)));
        let (policies, county, on) = in_2012();
        let subsidy = paid.iter().map(|(people, grade)| {
            let one = policies.subsidy(Fen::yuan(*grade), &county, on).unwrap();
            one.checked_mul(*people).unwrap()
        });
        assert_eq!(Fen::total(subsidy), Some(Fen(2_570_000)));
        let people: i64 = paid.iter().map(|(people, _)| people).sum();
        assert_eq!((people, share(people, 820)), (760, Some(9_268)));
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn a_grade_is_met_exactly_or_not_at_all() {
        let (policies, county, on) = in_2012();
        let grades = policies.grades(&county, on).unwrap();
        assert_eq!(grades.len(), 10);
        assert!(makes_a_grade(Fen::yuan(100), Fen::ZERO, &grades));
        assert!(makes_a_grade(Fen::yuan(400), Fen::yuan(100), &grades));
        assert!(makes_a_grade(Fen::ZERO, Fen::yuan(100), &grades));
        for wrong in [0, 50, 150, 1_100] {
            assert!(
                !makes_a_grade(Fen::yuan(wrong), Fen::ZERO, &grades),
                "{wrong}"
            );
        }
        assert!(!makes_a_grade(Fen(10_001), Fen::ZERO, &grades));
        assert!(!makes_a_grade(Fen(i64::MAX), Fen(1), &grades));
    }

    #[test]
    fn a_year_is_owed_from_16_to_the_year_before_60() {
        let born = |birth: &str| owed(day(birth), 2012, true, YearOf60::Optional);
        assert_eq!(born("1996-12-31"), Owed::Due);
        assert_eq!(born("1997-01-01"), Owed::NotDue);
        assert_eq!(born("1953-01-01"), Owed::Due);
        assert_eq!(born("1952-12-31"), Owed::Optional);
        assert_eq!(born("1951-12-31"), Owed::NotDue);
        let wang = day("1952-03-15");
        assert_eq!(owed(wang, 2011, true, YearOf60::Optional), Owed::Due);
        assert_eq!(owed(wang, 2012, true, YearOf60::Required), Owed::Due);
        assert_eq!(owed(wang, 2012, true, YearOf60::Forbidden), Owed::NotDue);
        assert_eq!(owed(wang, 2011, false, YearOf60::Optional), Owed::NotDue);
    }

    #[test]
    fn the_births_due_are_those_who_owe() {
        let (first, last) = births_due(2012).unwrap();
        let owes = |birth: NaiveDate| owed(birth, 2012, true, YearOf60::Forbidden) == Owed::Due;
        assert!(owes(first) && !owes(first.pred_opt().unwrap()));
        assert!(owes(last) && !owes(last.succ_opt().unwrap()));
    }

    #[test]
    fn the_window_is_the_first_quarter() {
        let window = Window::of("01-01..03-31", 2012).unwrap();
        assert!(window.holds(day("2012-01-01")) && window.holds(day("2012-03-31")));
        assert!(!window.holds(day("2012-04-01")) && !window.holds(day("2011-12-31")));
        for text in ["", "01-01", "03-31..01-01", "13-01..13-31"] {
            assert_eq!(Window::of(text, 2012), None, "{text}");
        }
    }
}
