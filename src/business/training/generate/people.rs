//! People in the order of their enrolment: serials without gap, ages and states as a county has them.

use chrono::{Datelike, Days, Months, NaiveDate};
use fastrand::Rng;

use super::Calendar;
use super::contributions::Receipts;
use super::names::name;
use super::numbers::Numbers;
use super::places::County;
use super::sheets::{File, Sheets};
use crate::binds;
use crate::kernel::area;
use crate::kernel::citizen_id::{CitizenId, Sex};
use crate::kernel::insurance_no::InsuranceNo;
use crate::kernel::month::Month;

/// Ages of people already 60 at the start, by weight: from, to, how many of a hundred.
const ELDERS: &[(u32, u32, usize)] = &[
    (60, 64, 32),
    (65, 69, 24),
    (70, 74, 18),
    (75, 79, 13),
    (80, 84, 8),
    (85, 89, 4),
    (90, 99, 1),
];

/// How many of a hundred are already 60 when the scheme starts.
const ELDERS_PERCENT: usize = 27;

/// Banks: code, the digits their cards begin with.
const BANKS: [(&str, &str); 3] = [("RCU", "622319"), ("PSBC", "621098"), ("ABC", "622848")];

/// The enrolments of one year in a county.
struct Year {
    number: i32,
    from: NaiveDate,
    days: u64,
    persons: u32,
    /// How many of them enrol on the first day.
    at_once: u32,
}

/// The line of a county's people: years, and serials within them.
pub(super) struct Line {
    county: area::County,
    years: Vec<Year>,
    at: usize,
    given: u32,
    pub(super) calendar: Calendar,
    pub(super) receipts: Receipts,
}

/// What becomes of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Well,
    Paused,
    Suspended,
    Died,
}

/// Somebody enrolled.
pub(super) struct Being {
    pub(super) county: String,
    pub(super) number: InsuranceNo,
    pub(super) id: CitizenId,
    pub(super) enrolled_on: NaiveDate,
    pub(super) bank: &'static str,
    pub(super) account: String,
    pub(super) grade: Option<i64>,
    pub(super) fate: Fate,
    /// The day of death, and whether its stop stands already.
    pub(super) died_on: Option<NaiveDate>,
    stopped: bool,
    name: String,
    village: String,
    address: String,
    household: String,
    phone: Option<String>,
    card: Option<String>,
    rural: bool,
}

impl Line {
    pub(super) fn of(county: &County, calendar: &Calendar) -> Self {
        let (first, today) = (calendar.first.first_day(), calendar.today);
        let span = first.year()..=today.year();
        let later = u32::try_from(today.year() - first.year()).unwrap_or(0);
        let each = county.persons * 35 / 100 / later.max(1);
        let mut years: Vec<Year> = span
            .filter_map(|year| {
                let from = first.max(NaiveDate::from_ymd_opt(year, 1, 4)?);
                let to = today.min(NaiveDate::from_ymd_opt(year, 12, 30)?);
                let days = u64::try_from((to - from).num_days()).unwrap_or(0);
                Some(Year {
                    number: year,
                    from,
                    days,
                    persons: each,
                    at_once: 0,
                })
            })
            .collect();
        if let Some(start) = years.first_mut() {
            start.persons = county.persons.saturating_sub(each * later);
            start.at_once = start.persons * 60 / 100;
        }
        Self {
            county: county.code(),
            years,
            at: 0,
            given: 0,
            calendar: *calendar,
            receipts: Receipts::of(county, calendar),
        }
    }

    /// The next number and its day.
    fn next(&mut self) -> Option<(InsuranceNo, NaiveDate)> {
        while self.years.get(self.at)?.persons <= self.given {
            self.at += 1;
            self.given = 0;
        }
        let year = self.years.get(self.at)?;
        self.given += 1;
        let spread = u64::from(self.given.saturating_sub(year.at_once));
        let over = u64::from(year.persons - year.at_once).max(1);
        let day = year
            .from
            .checked_add_days(Days::new(year.days * spread / over))?;
        let year2 = u8::try_from(year.number.rem_euclid(100)).ok()?;
        let number = InsuranceNo::issue(&self.county, year2, self.given).ok()?;
        Some((number, day))
    }

    /// Whether everybody has been made.
    pub(super) fn is_done(&self) -> bool {
        let here = self.years.get(self.at);
        here.is_none_or(|year| year.persons <= self.given)
            && self
                .years
                .iter()
                .skip(self.at + 1)
                .all(|year| year.persons == 0)
    }

    /// The last serial of each year.
    pub(super) fn serials(&self, county: &County, sheets: &mut Sheets) {
        for year in self.years.iter().filter(|year| year.persons > 0) {
            sheets.add(
                File::Serials,
                binds![
                    county.digits(),
                    i64::from(year.number),
                    i64::from(year.persons)
                ],
            );
        }
    }
}

/// A birth date of somebody so many full years old on a day.
fn born(rng: &mut Rng, on: NaiveDate, age: u32) -> Option<NaiveDate> {
    let birthday = on.checked_sub_months(Months::new(age * 12))?;
    birthday.checked_sub_days(Days::new(rng.u64(..364)))
}

fn elder_age(rng: &mut Rng) -> u32 {
    let mut at = rng.usize(..100);
    for (from, to, weight) in ELDERS {
        if at < *weight {
            return rng.u32(*from..=*to);
        }
        at -= weight;
    }
    60
}

impl Being {
    /// The next person of a county, or none where all are made.
    pub(super) fn next(
        rng: &mut Rng,
        numbers: &mut Numbers,
        county: &County,
        line: &mut Line,
    ) -> Option<Self> {
        let (number, enrolled_on) = line.next()?;
        let calendar = line.calendar;
        let elder = rng.usize(..100) < ELDERS_PERCENT;
        let sex = if rng.bool() { Sex::Male } else { Sex::Female };
        let wanted = if elder {
            let age = elder_age(rng);
            born(rng, calendar.first.first_day(), age)?
        } else {
            let years = calendar.today.year() - calendar.first.year();
            let young = u32::try_from(years).unwrap_or(0).min(40) + 17;
            let age = rng.u32(young..=58);
            born(rng, calendar.today, age)?
        };
        let division = match rng.u32(..100) {
            // Married in from another province.
            0..4 => rng.choice([320_321, 341_221, 410_928, 511_023, 522_425])?,
            _ => county.division(wanted.year()),
        };
        let id = numbers.citizen_id(division, sex, wanted)?;
        let (bank, digits) = rng.choice(BANKS)?;
        let village = rng.u32(..county.villages());
        let house = rng.u32(1..400);
        let fate = match (elder, rng.u32(..200)) {
            (true, 0..2) => Fate::Suspended,
            (true, 2..7) => Fate::Died,
            (false, 0..4) => Fate::Paused,
            _ => Fate::Well,
        };
        let mut being = Self {
            county: county.digits().to_owned(),
            name: name(rng, sex, id.birth_date().year()),
            number,
            id,
            enrolled_on,
            bank,
            account: numbers.account(digits),
            grade: (!elder).then(|| grade(rng)),
            fate,
            died_on: None,
            stopped: false,
            village: county.village(village),
            address: format!("{}{}{house}号", county.name(), county.village_name(village)),
            household: format!("{village:05}{house:03}"),
            phone: (rng.u32(..10) < 8).then(|| format!("13{:09}", rng.u32(..1_000_000_000))),
            card: numbers.card(),
            rural: rng.u32(..100) < 93,
        };
        being.meet_fate(rng, &calendar);
        Some(being)
    }

    /// Whether they draw a pension, or drew one.
    pub(super) fn draws(&self) -> bool {
        self.grade.is_none()
    }

    /// The first month of the pension: that of the scheme, else the one after enrolment.
    pub(super) fn start(&self, calendar: &Calendar) -> Month {
        let enrolled = Month::of(self.enrolled_on);
        if self.enrolled_on == calendar.first.first_day() {
            enrolled
        } else {
            enrolled.next()
        }
    }

    /// Fixes the day of death, and withdraws a fate that has no time to come true.
    fn meet_fate(&mut self, rng: &mut Rng, calendar: &Calendar) {
        let start = self.start(calendar);
        let this_month = Month::of(calendar.today);
        match self.fate {
            Fate::Well | Fate::Paused => {}
            Fate::Suspended if start < this_month => {}
            Fate::Died if start < this_month => {
                let from = start.first_day();
                let days = u64::try_from((calendar.today - from).num_days()).unwrap_or(0);
                self.died_on = from.checked_add_days(Days::new(rng.u64(..=days)));
                let month = self.died_on.map(Month::of);
                self.stopped = month.is_some_and(|month| month < this_month);
            }
            Fate::Suspended | Fate::Died => self.fate = Fate::Well,
        }
    }

    /// Participation and contribution state.
    fn states(&self) -> (i64, i64) {
        match (self.draws(), self.fate) {
            (_, Fate::Died) if self.stopped => (4, 3),
            (_, Fate::Suspended) => (2, 3),
            (true, _) => (1, 3),
            (false, Fate::Paused) => (2, 2),
            (false, _) => (1, 1),
        }
    }

    pub(super) fn write(&self, sheets: &mut Sheets) {
        let (participation, contribution_state) = self.states();
        sheets.add(
            File::Persons,
            binds![
                &self.county,
                self.number.as_str(),
                self.id.as_str(),
                &self.name,
                "01",
                if self.rural { "20" } else { "10" },
                if self.rural { "NRPS" } else { "URP" },
                &self.village,
                &self.household,
                &self.address,
                self.phone.clone(),
                self.bank,
                &self.account,
                &self.name,
                self.card.clone(),
                self.grade,
                self.enrolled_on,
                participation,
                contribution_state,
                self.died_on,
            ],
        );
        if self.draws()
            && self.number.serial().is_multiple_of(20)
            && let Some(fifteen) = self.id.to_fifteen()
        {
            sheets.add(
                File::FormerIds,
                binds![
                    &self.county,
                    self.number.as_str(),
                    fifteen,
                    "FIFTEEN",
                    self.enrolled_on
                ],
            );
        }
    }
}

/// A grade that was in force from the first day of the scheme, mostly the lowest.
fn grade(rng: &mut Rng) -> i64 {
    match rng.u32(..100) {
        0..72 => 100,
        72..83 => 200,
        83..91 => 300,
        _ => 500,
    }
}
