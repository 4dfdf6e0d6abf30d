//! Months as people write them, stored as the whole number `yyyymm`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::name::half_width;
use super::text::{Phrase, Text};
use crate::text;

/// A calendar month, `201203`. Built only from a real year and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Month(i32);

/// Why a text or a number is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMonth;

impl NotAMonth {
    /// What is wrong, and how a month is written.
    pub const fn text(self) -> Text {
        text!(
            "月份应按“2012-03”或“201203”填写",
            "a month is written as 2012-03 or 201203"
        )
    }
}

impl fmt::Display for NotAMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().zh)
    }
}

impl From<NotAMonth> for Phrase {
    fn from(why: NotAMonth) -> Self {
        why.text().into()
    }
}

impl Month {
    /// The first month that can be written.
    pub const MIN: Month = Month(101);
    /// The last month that can be written.
    pub const MAX: Month = Month(999_912);

    /// The month of a year (1..=9999) and a month number (1..=12).
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let month = i32::try_from(month).ok()?;
        ((1..=9999).contains(&year) && (1..=12).contains(&month))
            .then(|| Self(year.saturating_mul(100).saturating_add(month)))
    }

    /// The month a day lies in; days outside the years 1 to 9999 count to the nearest month.
    pub fn of(day: NaiveDate) -> Self {
        let nearest = if day.year() < 1 { Self::MIN } else { Self::MAX };
        Self::new(day.year(), day.month()).unwrap_or(nearest)
    }

    /// The stored number.
    pub fn yyyymm(self) -> i64 {
        i64::from(self.0)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0 / 100
    }

    /// The number of the month in its year, 1 to 12.
    pub fn number(self) -> u32 {
        (self.0 % 100).unsigned_abs()
    }

    /// The following month; the last there is stays.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus_months(1).unwrap_or(Self::MAX)
    }

    /// The month before; the first there is stays.
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus_months(-1).unwrap_or(Self::MIN)
    }

    /// The month so many months later (earlier, if negative), within the years 1 to 9999.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let ordinal = self.ordinal().checked_add(months)?;
        Self::new(
            ordinal.div_euclid(12),
            ordinal.rem_euclid(12).unsigned_abs() + 1,
        )
    }

    /// How many months later the other month is: 2012-03 to 2012-05 are 2, and back −2.
    pub fn months_until(self, later: Month) -> i32 {
        later.ordinal().saturating_sub(self.ordinal())
    }

    /// Every month from this one to the last, both included; none if the last lies before.
    pub fn through(self, last: Month) -> impl Iterator<Item = Month> {
        (self.ordinal()..=last.ordinal()).filter_map(|ordinal| {
            Self::new(
                ordinal.div_euclid(12),
                ordinal.rem_euclid(12).unsigned_abs() + 1,
            )
        })
    }

    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        // Every month of the years 1 to 9999 has a first day.
        NaiveDate::from_ymd_opt(self.year(), self.number(), 1).unwrap_or_default()
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        self.day(31)
    }

    /// The day of that number, or the last day where the month is shorter (a 0 is the 1st).
    pub fn day(self, number: u32) -> NaiveDate {
        (28..=number.min(31))
            .rev()
            .find_map(|day| self.first_day().with_day(day))
            .or_else(|| self.first_day().with_day(number.max(1)))
            .unwrap_or(self.first_day())
    }

    /// Whether a day lies in the month.
    pub fn holds(self, day: NaiveDate) -> bool {
        day.year() == self.year() && day.month() == self.number()
    }

    /// Months since year 0, for counting.
    fn ordinal(self) -> i32 {
        self.0 / 100 * 12 + self.0 % 100 - 1
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    /// Reads `2012-03`, `2012-3`, `2012/03`, `201203` and `2012年3月`, full-width digits too.
    fn from_str(typed: &str) -> Result<Self, NotAMonth> {
        let typed = half_width(typed.trim());
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let (year, month) = match typed
            .strip_suffix('月')
            .unwrap_or(&typed)
            .split_once(['-', '/', '年'])
        {
            Some(parts) => parts,
            None => typed
                .split_at_checked(4)
                .filter(|(_, rest)| rest.len() == 2)
                .ok_or(NotAMonth)?,
        };
        if year.len() != 4 || !(1..=2).contains(&month.len()) || !digits(year) || !digits(month) {
            return Err(NotAMonth);
        }
        let year = year.parse().map_err(|_| NotAMonth)?;
        let month = month.parse().map_err(|_| NotAMonth)?;
        Self::new(year, month).ok_or(NotAMonth)
    }
}

impl TryFrom<i64> for Month {
    type Error = NotAMonth;

    fn try_from(yyyymm: i64) -> Result<Self, NotAMonth> {
        let year = i32::try_from(yyyymm.div_euclid(100)).map_err(|_| NotAMonth)?;
        let month = u32::try_from(yyyymm.rem_euclid(100)).map_err(|_| NotAMonth)?;
        Self::new(year, month).ok_or(NotAMonth)
    }
}

impl From<Month> for i64 {
    fn from(month: Month) -> i64 {
        month.yyyymm()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}", self.0 / 100, self.0 % 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_read_as_people_write_them() {
        for text in [
            "2012-03",
            "201203",
            "2012-3",
            "2012/03",
            "2012年3月",
            "２０１２－０３",
            " 201203 ",
        ] {
            assert_eq!(text.parse(), Ok(Month(201_203)), "{text}");
        }
        let wrong = [
            "",
            "2012",
            "2012-13",
            "201200",
            "12-03",
            "2012-003",
            "20123",
            "2012-+3",
            "0000-01",
            "二〇一二年",
        ];
        for text in wrong {
            assert_eq!(text.parse::<Month>(), Err(NotAMonth), "{text}");
        }
    }

    #[test]
    fn the_stored_number_goes_there_and_back() {
        assert_eq!(Month::try_from(201_203_i64), Ok(month("2012-03")));
        for wrong in [201_200, 201_213, 0, -1, 9_991_200, i64::MIN, i64::MAX] {
            assert_eq!(Month::try_from(wrong), Err(NotAMonth), "{wrong}");
        }
        let read: Result<Month, _> = serde_json::from_str("201213");
        assert!(read.is_err());
        assert_eq!(serde_json::to_string(&month("2012-03")).unwrap(), "201203");
    }

    #[test]
    fn years_turn() {
        assert_eq!(month("2011-12").next(), month("2012-01"));
        assert_eq!(month("2012-01").previous(), month("2011-12"));
        assert_eq!(month("2012-03").plus_months(-15), Some(month("2010-12")));
        assert_eq!(month("2012-03").months_until(month("2013-01")), 10);
        assert_eq!(month("2013-01").months_until(month("2012-03")), -10);
        assert_eq!(Month::MAX.next(), Month::MAX);
        assert_eq!(Month::MIN.previous(), Month::MIN);
        assert_eq!(Month::MAX.plus_months(i32::MAX), None);
        let months: Vec<_> = month("2011-11").through(month("2012-02")).collect();
        assert_eq!(months, [201_111, 201_112, 201_201, 201_202].map(Month));
        assert_eq!(month("2012-02").through(month("2012-01")).count(), 0);
    }

    #[test]
    fn first_and_last_days() {
        assert_eq!(month("2012-02").first_day(), day("2012-02-01"));
        assert_eq!(month("2012-02").last_day(), day("2012-02-29"));
        assert_eq!(month("2011-02").last_day(), day("2011-02-28"));
        assert_eq!(month("2012-12").last_day(), day("2012-12-31"));
        assert_eq!(month("2012-02").day(10), day("2012-02-10"));
        assert_eq!(month("2012-02").day(31), day("2012-02-29"));
        assert_eq!(month("2012-02").day(28), day("2012-02-28"));
        assert_eq!(month("2012-02").day(0), day("2012-02-01"));
    }

    #[test]
    fn every_day_of_1900_to_2030_lies_in_its_month() {
        let mut days = 0;
        for day in day("1900-01-01")
            .iter_days()
            .take_while(|day| day.year() <= 2030)
        {
            let month = Month::of(day);
            assert!(month.holds(day) && month.first_day() <= day && day <= month.last_day());
            assert!(!month.next().holds(day) && month.next().first_day() > day);
            assert!(month.previous().last_day() < day);
            assert_eq!(month.next().previous(), month);
            assert_eq!(month.to_string().parse(), Ok(month));
            assert_eq!(month.day(day.day()), day);
            days += 1;
        }
        assert_eq!(days, 47_847);
    }
}
