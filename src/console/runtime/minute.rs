//! The clock: the only one the console has, and its minutes.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Timelike, Utc};

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
    fn the_next_minute_is_never_now() {
        let until = |text| until_next(at(text)).as_millis();
        assert_eq!(until("2012-03-10T00:00:00Z"), 60_000);
        assert_eq!(until("2012-03-10T00:00:59.999Z"), 1);
        assert_eq!(until("2012-03-10T00:00:12.500Z"), 47_500);
    }
}
