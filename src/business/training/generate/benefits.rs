//! What the elderly drew: an award, perhaps a suspension or a stop, and one payment for every month between.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use fastrand::Rng;

use super::Calendar;
use super::people::{Being, Fate};
use super::sheets::{File, Sheets};
use crate::binds;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;

/// The central floor until June 2014.
const BASIC: Fen = Fen::yuan(55);

/// The benefits of one person.
pub(super) struct Benefits {
    start: Month,
    approved_on: NaiveDate,
    verified_on: NaiveDate,
    /// The first month that is not paid.
    until: Option<Month>,
    /// Months whose payment the bank returned, none or one.
    returned: Option<Month>,
}

impl Benefits {
    pub(super) fn of(rng: &mut Rng, being: &Being, calendar: &Calendar) -> Self {
        let start = being.start(calendar);
        let seen = calendar.today.checked_sub_days(Days::new(rng.u64(..400)));
        let until = match being.fate {
            Fate::Died => being.died_on.map(|day| Month::of(day).next()),
            Fate::Suspended => {
                let months = start.months_until(Month::of(calendar.today)).max(1);
                start.plus_months(rng.i32(1..=months))
            }
            Fate::Well | Fate::Paused => None,
        };
        let months = start.months_until(calendar.last);
        let returned = (months > 0 && rng.u32(..2_000) == 0)
            .then(|| start.plus_months(rng.i32(..=months)))
            .flatten();
        Self {
            start,
            approved_on: being.enrolled_on,
            verified_on: seen.unwrap_or(calendar.today).max(being.enrolled_on),
            until,
            returned,
        }
    }

    pub(super) fn write(&self, sheets: &mut Sheets, being: &Being, calendar: &Calendar) {
        let hand = |word: &str| format!("{word}{}", being.county);
        sheets.add(
            File::Awards,
            binds![
                &being.county,
                being.number.as_str(),
                self.start,
                Fen::ZERO,
                139_i64,
                Fen::ZERO,
                self.approved_on,
                self.verified_on,
                hand("ben"),
                hand("rev"),
            ],
        );
        if let Some(from) = self.until {
            Self::event(sheets, being, from, calendar);
        }
        let tail = being.account.get(being.account.len().saturating_sub(4)..);
        let end = self.until.map_or(calendar.last, Month::previous);
        for month in self.start.through(end.min(calendar.last)) {
            let returned = self.returned == Some(month);
            let credited_on = (!returned).then(|| payday(month));
            sheets.add(
                File::Payments,
                binds![
                    &being.county,
                    month,
                    being.number.as_str(),
                    BASIC,
                    Fen::ZERO,
                    Fen::ZERO,
                    Fen::ZERO,
                    Fen::ZERO,
                    if returned { "RETURNED" } else { "CREDITED" },
                    credited_on,
                    being.bank,
                    tail,
                ],
            );
        }
    }

    /// The suspension or the stop that ends the payments.
    fn event(sheets: &mut Sheets, being: &Being, from: Month, calendar: &Calendar) {
        let (kind, reason, evidence) = match being.fate {
            Fate::Died => ("STOP", "T01", "居民死亡医学证明"),
            Fate::Well | Fate::Paused | Fate::Suspended => ("SUSPEND", "S01", "未通过资格认证"),
        };
        let happened = being.died_on.unwrap_or_else(|| from.previous().day(10));
        let noticed = being
            .died_on
            .map_or(Some(from.day(3)), |day| day.checked_add_days(Days::new(3)));
        let document = format!("STOP-{}-100-{}-01", being.county, from.yyyymm());
        sheets.add(
            File::Events,
            binds![
                &being.county,
                being.number.as_str(),
                1_i64,
                kind,
                reason,
                happened,
                from,
                noticed.unwrap_or(happened).min(calendar.today),
                evidence,
                document,
                format!("clk{}", being.county),
                format!("rev{}", being.county),
            ],
        );
    }
}

/// The 20th, or the weekday before it.
fn payday(month: Month) -> NaiveDate {
    let day = month.day(20);
    let back = match day.weekday() {
        Weekday::Sat => 1,
        Weekday::Sun => 2,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => 0,
    };
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}
