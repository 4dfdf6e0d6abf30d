//! Working days, and the one place where system time becomes a day in China (`domain.md` 4.4).
//!
//! A year whose holidays nobody has loaded is a refusal, not a guess: the State Council announces
//! holidays and make-up working days (调休上班) year by year, and no rule foretells them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::clause::Clause;
pub use super::deadline::{Countdown, Deadline, DueDay, DueRule, Roll, Urgency};
use super::refusal::Refusal;
use crate::phrase;

/// China Standard Time, seconds east of Greenwich.
///
/// A fixed offset is exact for every instant the program can see: summer time was last kept in
/// 1991, and system time begins with the scheme, in 2009. Everything older (births, judgments) is a
/// DATE and has no zone at all, so neither the machine's zone nor the summers of 1940–49 and
/// 1986–91 can move a birthday.
const EAST_SECONDS: i64 = 8 * 3600;

/// The longest search for a working day, in days: no holiday is nearly that long.
const LONGEST_SEARCH: usize = 60;

/// The wall clock in Asia/Shanghai at an instant, whatever the machine's zone.
pub fn local_time(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc()
        .checked_add_signed(TimeDelta::seconds(EAST_SECONDS))
        .unwrap_or(at.naive_utc())
}

/// The day in Asia/Shanghai at an instant: the business date, unless a demonstration moves it.
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    local_time(at).date()
}

/// How a day departs from the ordinary week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum DayKind {
    /// A day off, on whatever weekday.
    Holiday,
    /// A Saturday or Sunday worked to make up for a holiday.
    Workday,
}

/// The official holidays of the years that are loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    days: BTreeMap<NaiveDate, DayKind>,
    years: BTreeSet<i32>,
}

impl Holidays {
    /// The holidays of these rows; the years known are those given, and no others.
    pub fn new(
        rows: impl IntoIterator<Item = (NaiveDate, DayKind)>,
        years: impl IntoIterator<Item = i32>,
    ) -> Self {
        Self {
            days: rows.into_iter().collect(),
            years: years.into_iter().collect(),
        }
    }

    /// The holidays of these rows, every year they touch counted as known.
    pub fn of_rows(rows: impl IntoIterator<Item = (NaiveDate, DayKind)>) -> Self {
        let days: BTreeMap<_, _> = rows.into_iter().collect();
        let years = days.keys().map(NaiveDate::year).collect();
        Self { days, years }
    }

    /// Whether the holidays of a year are loaded.
    pub fn knows(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// Whether offices work on a day.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, Refusal> {
        if !self.knows(day.year()) {
            return Err(unknown_year(day.year()));
        }
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        Ok(self
            .days
            .get(&day)
            .map_or(!weekend, |kind| *kind == DayKind::Workday))
    }

    /// The last working day on or before a day.
    pub fn last_working_day_on_or_before(&self, day: NaiveDate) -> Result<NaiveDate, Refusal> {
        self.first_working(day, NaiveDate::pred_opt)
    }

    /// The first working day on or after a day.
    pub fn next_working_day_on_or_after(&self, day: NaiveDate) -> Result<NaiveDate, Refusal> {
        self.first_working(day, NaiveDate::succ_opt)
    }

    fn first_working(
        &self,
        from: NaiveDate,
        step: impl Fn(&NaiveDate) -> Option<NaiveDate>,
    ) -> Result<NaiveDate, Refusal> {
        for day in std::iter::successors(Some(from), step).take(LONGEST_SEARCH) {
            if self.is_working_day(day)? {
                return Ok(day);
            }
        }
        Err(unknown_year(from.year()))
    }

    /// The day so many working days after a day (before it, if negative); the day itself does not
    /// count.
    ///
    /// 0 gives the day itself, working or not.
    pub fn add_working_days(&self, day: NaiveDate, count: i32) -> Result<NaiveDate, Refusal> {
        let mut reached = day;
        for _ in 0..count.unsigned_abs() {
            let neighbour = if count < 0 {
                reached.pred_opt()
            } else {
                reached.succ_opt()
            };
            let next = neighbour.ok_or_else(|| unknown_year(reached.year()))?;
            reached = if count < 0 {
                self.last_working_day_on_or_before(next)?
            } else {
                self.next_working_day_on_or_after(next)?
            };
        }
        Ok(reached)
    }

    /// How many working days lie after the first day, up to and with the last; none if it is not
    /// later.
    pub fn working_days_between(&self, after: NaiveDate, upto: NaiveDate) -> Result<u32, Refusal> {
        let mut count = 0_u32;
        let mut day = after;
        while day < upto {
            day = day
                .checked_add_days(Days::new(1))
                .ok_or_else(|| unknown_year(day.year()))?;
            count = count.saturating_add(u32::from(self.is_working_day(day)?));
        }
        Ok(count)
    }
}

/// The refusal to guess which days of a year are worked.
fn unknown_year(year: i32) -> Refusal {
    Refusal::new(
        "PN-0601",
        Clause::of("4.4"),
        phrase!(
            "尚未维护{year}年法定节假日及调休安排，无法推算工作日",
            "the holidays and make-up working days of {year} are not loaded, so working days \
             cannot be counted",
            year = year,
        ),
        phrase!(
            "请由信息岗按国务院办公厅通知录入该年度节假日表后再办理。",
            "Have the IT post load that year's table from the State Council's notice, then try \
             again.",
        ),
    )
}

/// The official holidays of 2012, for the tests of the calendar.
#[cfg(test)]
pub(crate) mod of_2012 {
    use super::{DayKind, Holidays, NaiveDate};

    pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2012, month, day).unwrap()
    }

    pub(crate) fn holidays() -> Holidays {
        let off = [
            (day(1, 1), day(1, 3)),
            (day(1, 22), day(1, 28)),
            (day(4, 2), day(4, 4)),
            (day(4, 29), day(5, 1)),
            (day(6, 22), day(6, 24)),
            (day(9, 30), day(10, 7)),
        ];
        // 31 December 2011 was worked too, for the New Year of 2012; it belongs to 2011's table.
        let worked = [(1, 21), (1, 29), (3, 31), (4, 1), (4, 28), (9, 29)];
        let off = off.into_iter().flat_map(|(first, last)| {
            first
                .iter_days()
                .take_while(move |day| *day <= last)
                .map(|day| (day, DayKind::Holiday))
        });
        let worked = worked
            .into_iter()
            .map(|(month, of)| (day(month, of), DayKind::Workday));
        Holidays::of_rows(off.chain(worked))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::of_2012::{day, holidays};
    use super::*;

    #[test]
    fn the_days_of_2012_fall_where_the_reference_says() {
        let weekdays = [
            (1, 15, Weekday::Sun),
            (3, 10, Weekday::Sat),
            (4, 15, Weekday::Sun),
            (5, 20, Weekday::Sun),
            (6, 10, Weekday::Sun),
            (7, 15, Weekday::Sun),
            (9, 15, Weekday::Sat),
            (10, 20, Weekday::Sat),
            (11, 10, Weekday::Sat),
            (12, 15, Weekday::Sat),
        ];
        for (month, of, weekday) in weekdays {
            assert_eq!(day(month, of).weekday(), weekday);
            assert_eq!(
                holidays().is_working_day(day(month, of)),
                Ok(false),
                "{month}-{of}"
            );
        }
    }

    #[test]
    fn a_saturday_may_be_worked() {
        assert_eq!(day(3, 31).weekday(), Weekday::Sat);
        assert_eq!(holidays().is_working_day(day(3, 31)), Ok(true));
        assert_eq!(holidays().is_working_day(day(4, 1)), Ok(true));
        assert_eq!(holidays().is_working_day(day(4, 2)), Ok(false));
        assert_eq!(
            holidays().last_working_day_on_or_before(day(3, 31)),
            Ok(day(3, 31))
        );
    }

    #[test]
    fn working_days_are_counted_over_holidays() {
        let known = holidays();
        assert_eq!(
            known.last_working_day_on_or_before(day(3, 10)),
            Ok(day(3, 9))
        );
        assert_eq!(
            known.last_working_day_on_or_before(day(10, 7)),
            Ok(day(9, 29))
        );
        assert_eq!(
            known.next_working_day_on_or_after(day(9, 30)),
            Ok(day(10, 8))
        );
        assert_eq!(known.add_working_days(day(3, 30), 3), Ok(day(4, 5)));
        assert_eq!(known.add_working_days(day(3, 9), -3), Ok(day(3, 6)));
        assert_eq!(known.add_working_days(day(3, 10), 0), Ok(day(3, 10)));
        assert_eq!(known.working_days_between(day(3, 30), day(4, 5)), Ok(3));
        assert_eq!(known.working_days_between(day(3, 5), day(3, 5)), Ok(0));
        assert_eq!(known.working_days_between(day(1, 20), day(1, 31)), Ok(4));
        // 261 days from Monday to Friday, 18 of them off, and 6 days of weekends worked.
        assert_eq!(
            known.working_days_between(day(1, 1), day(12, 31)),
            Ok(261 - 18 + 6)
        );
    }

    #[test]
    fn an_unknown_year_is_a_refusal_and_not_a_guess() {
        let monday = NaiveDate::from_ymd_opt(2013, 3, 4).unwrap();
        let refusal = holidays().is_working_day(monday).unwrap_err();
        assert_eq!(refusal.code, "PN-0601");
        assert!(refusal.why.zh.contains("2013") && refusal.why.en.contains("2013"));
        assert!(holidays().add_working_days(day(12, 30), 3).is_err());
        assert!(holidays().last_working_day_on_or_before(day(1, 2)).is_err());
        assert!(Holidays::new([], [2013]).is_working_day(monday).is_ok());
    }

    #[test]
    fn the_day_turns_at_sixteen_hundred_greenwich() {
        let at = |hour, minute, second| {
            Utc.with_ymd_and_hms(2012, 3, 10, hour, minute, second)
                .unwrap()
        };
        assert_eq!(local_date(at(15, 59, 59)), day(3, 10));
        assert_eq!(local_date(at(16, 0, 0)), day(3, 11));
        assert_eq!(local_time(at(9, 20, 0)).to_string(), "2012-03-10 17:20:00");
    }

    #[test]
    fn instants_of_1992_to_2030_keep_their_day() {
        let first = NaiveDate::from_ymd_opt(1992, 1, 1).unwrap();
        for day in first.iter_days().take_while(|day| day.year() <= 2030) {
            let midnight = day.and_hms_opt(0, 0, 0).unwrap() - TimeDelta::seconds(EAST_SECONDS);
            assert_eq!(local_date(midnight.and_utc()), day);
            assert_eq!(
                local_date(midnight.and_utc() - TimeDelta::seconds(1)),
                day.pred_opt().unwrap()
            );
        }
    }
}
