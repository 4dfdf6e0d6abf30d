//! The one-year deposit rate of the People's Bank, and the booking rate a year takes from it
//! (`domain.md` 6.2).
//!
//! Deliberately absent: interest itself; the account business computes that.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The benchmark of one-year deposits: year, month, day, and the rate in hundredths of a per cent.
pub const BENCHMARK: &[(i32, u32, u32, i64)] = &[
    (2008, 12, 23, 225),
    (2010, 10, 20, 250),
    (2010, 12, 26, 275),
    (2011, 2, 9, 300),
    (2011, 4, 6, 325),
    (2011, 7, 7, 350),
    (2012, 6, 8, 325),
    (2012, 7, 6, 300),
    (2014, 11, 22, 275),
    (2015, 3, 1, 250),
    (2015, 5, 11, 225),
    (2015, 6, 28, 200),
    (2015, 8, 26, 175),
    (2015, 10, 24, 150),
];

/// The one-year rate in force on a day, in per cent; none before the table begins.
pub fn benchmark_on(day: NaiveDate) -> Option<Decimal> {
    let in_force = BENCHMARK.iter().rev().find(|(year, month, of, _)| {
        NaiveDate::from_ymd_opt(*year, *month, *of).is_some_and(|from| from <= day)
    });
    in_force.map(|(.., hundredths)| Decimal::new(*hundredths, 2))
}

/// The booking rate of a year, in per cent, by `P.int.rate_ref`; none for an unknown rule or year.
///
/// `TIME_WEIGHTED` is the mean over the days of the year, to four places.
pub fn booking_rate(year: i32, rate_ref: &str) -> Option<Decimal> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let last = NaiveDate::from_ymd_opt(year, 12, 31)?;
    match rate_ref {
        "JAN_1" => benchmark_on(first),
        "DEC_31" => benchmark_on(last),
        "TIME_WEIGHTED" => {
            let days = first.iter_days().take_while(|day| *day <= last);
            let rates: Option<Vec<Decimal>> = days.map(benchmark_on).collect();
            let rates = rates?;
            let count = Decimal::from(rates.len());
            rates
                .into_iter()
                .sum::<Decimal>()
                .checked_div(count)
                .map(|mean| mean.round_dp(4))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::super::policy_history::HISTORY;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn percent(text: &str) -> Option<Decimal> {
        text.parse().ok()
    }

    #[test]
    fn the_rate_changes_on_its_day() {
        assert_eq!(benchmark_on(day("2012-06-07")), percent("3.50"));
        assert_eq!(benchmark_on(day("2012-06-08")), percent("3.25"));
        assert_eq!(benchmark_on(day("2012-07-06")), percent("3.00"));
        assert_eq!(benchmark_on(day("2026-01-01")), percent("1.50"));
        assert_eq!(benchmark_on(day("2008-12-22")), None);
    }

    #[test]
    fn the_booking_rates_of_the_registry_are_those_of_new_years_day() {
        let rows = HISTORY
            .iter()
            .filter(|dated| dated.parameter == "P.int.rate");
        for dated in rows {
            assert_eq!(
                booking_rate(dated.from.0, "JAN_1"),
                percent(dated.value),
                "{dated:?}"
            );
        }
        let last = HISTORY
            .iter()
            .rfind(|dated| dated.parameter == "P.int.rate")
            .unwrap();
        assert!(
            BENCHMARK.iter().all(|(year, ..)| *year < last.from.0),
            "no later change is missed"
        );
        assert_eq!(day("2012-01-01").year(), 2012);
    }

    #[test]
    fn the_other_two_ways_give_other_rates() {
        assert_eq!(booking_rate(2012, "DEC_31"), percent("3.00"));
        // 159 days at 3.50, 28 at 3.25 and 179 at 3.00, over 366.
        assert_eq!(booking_rate(2012, "TIME_WEIGHTED"), percent("3.2363"));
        assert_eq!(booking_rate(2012, "NEVER"), None);
        assert_eq!(booking_rate(2007, "JAN_1"), None);
    }
}
