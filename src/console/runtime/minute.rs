//! The clock: the only one the console has, and its minutes.
//!
//! A machine may sleep, and a program be stopped, for hours. Whoever wakes asks first whether a minute has begun: then
//! nothing that waited, a key least of all, is taken in by a screen that should have been locked meanwhile.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Timelike, Utc};

use super::alarm::Alarm;

/// Microseconds are what both engines keep.
const DIGITS: u16 = 6;

/// System time, in whole microseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "the runtime is where time enters the console"
)]
pub(super) fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(DIGITS)
}

/// The day it is in Asia/Shanghai, which has kept to UTC+8 all the year since 1991.
pub(super) fn shanghai_day(at: DateTime<Utc>) -> NaiveDate {
    at.checked_add_signed(TimeDelta::hours(8))
        .unwrap_or(at)
        .date_naive()
}

/// How long until the next minute begins; never nothing.
pub(super) fn until_next(at: DateTime<Utc>) -> Duration {
    let gone = u64::from(at.second() % 60) * 1000 + u64::from(at.timestamp_subsec_millis() % 1000);
    Duration::from_millis(60_000 - gone)
}

/// The minutes by the clock on the wall, and the alarm for the next.
#[derive(Default)]
pub(super) struct Minutes {
    begun: Option<i64>,
    alarm: Alarm,
}

impl Minutes {
    /// Whether another minute than the last one told has begun; told once.
    pub(super) fn begins(&mut self, at: DateTime<Utc>) -> bool {
        let minute = Some(at.timestamp().div_euclid(60));
        let begins = self.begun != minute;
        self.begun = minute;
        begins
    }

    /// Waits until the next minute begins; a machine that sleeps over it is woken to it.
    pub(super) async fn next(&self) {
        self.alarm.rings(until_next(now())).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn the_day_turns_at_sixteen_hours_utc() {
        let day = |text| shanghai_day(at(text)).to_string();
        assert_eq!(day("2012-03-10T15:59:59Z"), "2012-03-10");
        assert_eq!(day("2012-03-10T16:00:00Z"), "2012-03-11");
    }

    #[test]
    fn a_minute_begins_once_however_long_nobody_asked() {
        let mut minutes = Minutes::default();
        let told = [
            ("2012-03-10T00:00:10Z", true),
            ("2012-03-10T00:00:59.999Z", false),
            ("2012-03-10T00:01:00Z", true),
            ("2012-03-10T07:01:00Z", true),
            ("2012-03-10T07:01:01Z", false),
            ("2012-03-10T06:59:00Z", true),
        ];
        for (time, begins) in told {
            assert_eq!(minutes.begins(at(time)), begins, "{time}");
        }
    }

    #[test]
    fn the_next_minute_is_never_now() {
        let until = |text| until_next(at(text)).as_millis();
        assert_eq!(until("2012-03-10T00:00:00Z"), 60_000);
        assert_eq!(until("2012-03-10T00:00:59.999Z"), 1);
        assert_eq!(until("2012-03-10T00:00:12.500Z"), 47_500);
    }
}
