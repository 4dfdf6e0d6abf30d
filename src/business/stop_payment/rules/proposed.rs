//! What an outcome of the verification proposes for the form; always a proposal, never more (5.3).

use chrono::{Months, NaiveDate};

use crate::business::stop_payment::Outcome;

/// An outcome, and what there is to judge it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What was found.
    pub outcome: Outcome,
    /// Whether the person is suspended already.
    pub suspended: bool,
    /// The day last seen.
    pub seen: Option<NaiveDate>,
    /// The last formal verification, or the award.
    pub verified: Option<NaiveDate>,
}

/// What the policy says of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// `P.missing.months`.
    pub missing: u32,
    /// `P.verify.annual_validity_months` and `P.verify.grace_months` together.
    pub verified: u32,
}

/// The reason an outcome proposes on a day: dead T01, imprisoned S02, missing long enough S03, moved out S07, another
/// pension S05, not reached past the grace S01. Who is suspended already can only be stopped.
pub fn reason(found: Found, waits: Waits, today: NaiveDate) -> Option<&'static str> {
    let past = |day: Option<NaiveDate>, months: u32| {
        day.and_then(|it| it.checked_add_months(Months::new(months)))
    };
    let code = match found.outcome {
        Outcome::Dead => return Some("T01"),
        Outcome::Imprisoned => "S02",
        Outcome::Missing => past(found.seen, waits.missing)
            .filter(|since| *since <= today)
            .map(|_| "S03")?,
        Outcome::MovedOut => "S07",
        Outcome::OtherPension => "S05",
        Outcome::NotReached => past(found.verified, waits.verified)
            .filter(|until| *until < today)
            .map(|_| "S01")?,
        Outcome::Alive | Outcome::Disputed => return None,
    };
    (!found.suspended).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_outcome_proposes_its_reason_and_no_other() {
        let waits = Waits {
            missing: 6,
            verified: 14,
        };
        let of = |outcome, suspended| {
            let found = Found {
                outcome,
                suspended,
                seen: Some(day("2011-08-01")),
                verified: Some(day("2011-01-07")),
            };
            reason(found, waits, day("2012-03-08"))
        };
        let table = [
            (Outcome::Alive, None),
            (Outcome::Dead, Some("T01")),
            (Outcome::Imprisoned, Some("S02")),
            (Outcome::Missing, Some("S03")),
            (Outcome::MovedOut, Some("S07")),
            (Outcome::OtherPension, Some("S05")),
            (Outcome::NotReached, Some("S01")),
            (Outcome::Disputed, None),
        ];
        for (outcome, code) in table {
            assert_eq!(of(outcome, false), code, "{outcome:?}");
            let stops = code.filter(|it| *it == "T01");
            assert_eq!(of(outcome, true), stops, "{outcome:?}");
        }
    }

    #[test]
    fn missing_and_not_reached_wait_for_their_months() {
        let waits = Waits {
            missing: 6,
            verified: 14,
        };
        let found = |outcome, date: &str| Found {
            outcome,
            suspended: false,
            seen: Some(day(date)),
            verified: Some(day(date)),
        };
        let on = |outcome, date, today| reason(found(outcome, date), waits, day(today));
        let missing = Outcome::Missing;
        assert_eq!(on(missing, "2011-09-08", "2012-03-07"), None);
        assert_eq!(on(missing, "2011-09-08", "2012-03-08"), Some("S03"));
        // Valid for a year and in grace for two months more; the last day counts.
        let reached = Outcome::NotReached;
        assert_eq!(on(reached, "2011-01-08", "2012-03-08"), None);
        assert_eq!(on(reached, "2011-01-07", "2012-03-08"), Some("S01"));
    }
}
