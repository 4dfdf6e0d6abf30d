//! What contributors paid: once a year, mostly in its first quarter, each time with a receipt of its own.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;

use super::Calendar;
use super::people::{Being, Fate, Line};
use super::places::County;
use super::sheets::{File, Sheets};
use crate::binds;
use crate::kernel::money::Fen;
use crate::kernel::policy::Policies;

/// How many of a hundred pay a year that is over, and the year that runs.
const PAID_PERCENT: (u32, u32) = (92, 80);

/// The receipts of a county's banks, and the subsidy of each grade and year.
pub(super) struct Receipts {
    given: u64,
    subsidies: HashMap<(i32, i64), Fen>,
}

impl Receipts {
    pub(super) fn of(county: &County, calendar: &Calendar) -> Self {
        let policies = Policies::of_registry();
        let mut subsidies = HashMap::new();
        for year in calendar.first.year()..=calendar.today.year() {
            let end = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(calendar.today);
            for grade in [100, 200, 300, 500] {
                let paid =
                    policies.subsidy(Fen::yuan(grade), &county.code(), end.min(calendar.today));
                // Before there was any table there was no subsidy.
                subsidies.insert((year, grade), paid.unwrap_or(Fen::ZERO));
            }
        }
        Self {
            given: 0,
            subsidies,
        }
    }

    fn next(&mut self, bank: &str, year: i32) -> String {
        self.given += 1;
        format!("{bank}{year}{:09}", self.given)
    }
}

/// Writes what somebody paid in each year since enrolment.
pub(super) fn write(
    rng: &mut Rng,
    sheets: &mut Sheets,
    being: &Being,
    line: &mut Line,
    calendar: &Calendar,
) {
    let Some(grade) = being.grade else { return };
    for year in being.enrolled_on.year()..=calendar.today.year() {
        let running = year == calendar.today.year();
        let percent = if running {
            PAID_PERCENT.1
        } else {
            PAID_PERCENT.0
        };
        let paused = being.fate == Fate::Paused && year > being.enrolled_on.year();
        let sixty = being.id.birth_date().year() + 60 <= year;
        if paused || sixty || rng.u32(..100) >= percent {
            continue;
        }
        let Some(paid_on) = day_in(rng, year, being.enrolled_on, calendar.today) else {
            continue;
        };
        let subsidy = line.receipts.subsidies.get(&(year, grade)).copied();
        let subsidy = subsidy.unwrap_or(Fen::ZERO);
        let state = match (subsidy, running) {
            (Fen::ZERO, _) => None,
            (_, true) => Some("ACCRUED"),
            (_, false) => Some("POSTED"),
        };
        let posted = paid_on.checked_add_days(Days::new(rng.u64(1..5)));
        sheets.add(
            File::Contributions,
            binds![
                &being.county,
                i64::from(year),
                being.number.as_str(),
                "ORDINARY",
                grade,
                Fen::yuan(grade),
                Fen::ZERO,
                Fen::ZERO,
                subsidy,
                state,
                paid_on,
                being.bank,
                line.receipts.next(being.bank, year),
                posted.unwrap_or(paid_on).min(calendar.today),
            ],
        );
    }
}

/// A day of a year on which somebody may have paid: in the first quarter, else within a month of enrolment.
fn day_in(rng: &mut Rng, year: i32, enrolled: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let from = enrolled.max(NaiveDate::from_ymd_opt(year, 1, 4)?);
    let window = NaiveDate::from_ymd_opt(year, 3, 31)?;
    let month_later = from.checked_add_days(Days::new(30))?;
    let year_end = NaiveDate::from_ymd_opt(year, 12, 31)?;
    let to = window.max(month_later).min(year_end).min(today);
    let days = u64::try_from((to - from).num_days()).ok()?;
    from.checked_add_days(Days::new(rng.u64(..=days)))
}
