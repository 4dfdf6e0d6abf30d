//! A synthetic city of any size, equal for equal seeds: people, what they paid, what they were paid.
//!
//! Rows leave in the files' own form through the files' own layouts, so that derived columns follow as they do
//! for a real file. One transaction and one audit entry per chunk of people.
//! Deliberately absent: policy and holidays, which the demonstration's files bring; clocks; other randomness.

mod benefits;
mod contributions;
mod names;
mod numbers;
mod people;
mod places;
mod sheets;
mod staff;

use chrono::NaiveDate;
use fastrand::Rng;

use self::benefits::Benefits;
use self::people::Being;
use self::places::County;
use self::sheets::Sheets;
use crate::business::descriptor::Business;
use crate::database::audit::append::append;
use crate::database::request::Entry;
use crate::database::{Db, Fault};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;

/// How many people one transaction writes.
const CHUNK: u32 = 20_000;

/// What city is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// How many people, in all counties together.
    pub persons: u32,
    /// Equal seeds make equal cities.
    pub seed: u64,
    /// How many months have been paid; the last is the month before the business day.
    pub months: u16,
    /// The business day the city has reached.
    pub business_date: NaiveDate,
}

/// When things happened in the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Calendar {
    /// The first month of the scheme.
    pub first: Month,
    /// The last month paid.
    pub last: Month,
    /// The business day.
    pub today: NaiveDate,
}

/// How far a generation has come: what is being written, people done, people due.
pub type Progress<'a> = &'a mut (dyn FnMut(&str, usize, usize) + Send);

/// Fills a migrated database that has no people with a synthetic city; how many rows went in.
///
/// The desk answers for it in the audit trail of each county; its county and area are replaced by theirs.
pub async fn generate(
    db: &Db,
    desk: &Desk,
    order: Order,
    businesses: &[&Business],
    progress: Progress<'_>,
) -> Result<u64, Fault> {
    let calendar = order.calendar()?;
    let mut city = City {
        rng: Rng::with_seed(order.seed),
        numbers: numbers::Numbers::default(),
        sheets: Sheets::of(businesses)?,
        calendar,
    };
    let mut done = 0_usize;
    let due = usize::try_from(order.persons).unwrap_or(usize::MAX);
    let mut rows = 0_u64;
    staff::of_city(&mut city.sheets, &calendar);
    places::of_city(&mut city.sheets);
    for county in places::counties(order.persons) {
        let desk = Desk {
            county: county.code(),
            area: county.area(),
            ..desk.clone()
        };
        staff::of_county(&mut city.sheets, &county, &calendar);
        county.areas(&mut city.sheets);
        county.populations(&mut city.sheets, calendar.today);
        let mut line = people::Line::of(&county, &calendar);
        while let Some(chunk) = city.chunk(&county, &mut line) {
            progress(county.name(), done, due);
            rows = rows.saturating_add(city.write(db, &desk, chunk).await?);
            done = done.saturating_add(usize::try_from(chunk).unwrap_or(0));
        }
    }
    progress("", done, due);
    Ok(rows)
}

impl Order {
    fn calendar(&self) -> Result<Calendar, Fault> {
        let last = Month::of(self.business_date).previous();
        let back = 1 - i32::from(self.months.clamp(1, 240));
        let first = last
            .plus_months(back)
            .ok_or_else(|| Fault::Misuse(format!("{} months back from {last}", self.months)))?;
        Ok(Calendar {
            first,
            last,
            today: self.business_date,
        })
    }
}

/// The city while it is being made.
struct City {
    rng: Rng,
    numbers: numbers::Numbers,
    sheets: Sheets,
    calendar: Calendar,
}

impl City {
    /// Makes the next chunk of a county's people; how many, or none where all are made.
    fn chunk(&mut self, county: &County, line: &mut people::Line) -> Option<u32> {
        let mut made = 0;
        while made < CHUNK {
            let Some(being) = Being::next(&mut self.rng, &mut self.numbers, county, line) else {
                break;
            };
            being.write(&mut self.sheets);
            if being.draws() {
                Benefits::of(&mut self.rng, &being, &self.calendar).write(
                    &mut self.sheets,
                    &being,
                    &self.calendar,
                );
            } else {
                contributions::write(
                    &mut self.rng,
                    &mut self.sheets,
                    &being,
                    line,
                    &self.calendar,
                );
            }
            made += 1;
        }
        if made > 0 && line.is_done() {
            line.serials(county, &mut self.sheets);
        }
        (made > 0).then_some(made)
    }

    /// Writes what stands on the sheets, with its audit entry.
    async fn write(&mut self, db: &Db, desk: &Desk, persons: u32) -> Result<u64, Fault> {
        let mut tx = db.begin().await?;
        let rows = self.sheets.write(&mut tx).await?;
        let entry = Entry {
            object: format!("city:{}", desk.county),
            after: Some(format!("{{\"persons\":{persons},\"rows\":{rows}}}")),
            ..Entry::default()
        };
        append(&mut tx, desk, "generate", "training.generate", &entry).await?;
        tx.commit().await?;
        Ok(rows)
    }
}

#[cfg(test)]
mod tests;
