//! The days by which a county's month is judged, and where its questions go.

use chrono::{Datelike, Months, NaiveDate};

use crate::business::organisation::{policies, policies_in};
use crate::database::row::Record;
use crate::database::value::Value;
use crate::database::{Db, Fault, Sql, Tx};
use crate::kernel::area::County;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, record, sql, statements};

statements! {
    /// When the runs of two months were applied for.
    APPLIED = sql!("select month, applied_on from months where county = $1 and month in ($2, $3) order by month");
}

record! { struct Applied { month: Month, applied_on: NaiveDate } }

/// Where questions go: to the database, or into a transaction that holds what it reads.
pub(super) enum Asked<'a> {
    /// Outside any transaction.
    Db(&'a Db),
    /// Inside one.
    Tx(&'a mut Tx),
}

impl Asked<'_> {
    /// All rows.
    pub(super) async fn rows<T: Record>(
        &mut self,
        sql: &Sql,
        values: &[Value],
    ) -> Result<Vec<T>, Fault> {
        match self {
            Self::Db(db) => db.rows(sql, values).await,
            Self::Tx(tx) => tx.rows(sql, values).await,
        }
    }
}

/// The days by which a county's month is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    month: Month,
    cut: NaiveDate,
    cut_before: NaiveDate,
    born: (NaiveDate, NaiveDate),
}

impl Window {
    /// The window of a month in a county.
    pub(super) async fn of(
        asked: &mut Asked<'_>,
        desk: &Desk,
        county: &County,
        month: Month,
    ) -> Result<Self, Fault> {
        let policies = match asked {
            Asked::Db(db) => policies(db, desk).await?,
            Asked::Tx(tx) => policies_in(tx).await?,
        };
        let age = policies.int("P.ben.age", county, month.last_day());
        let age = age.map_err(|why| Fault::inconsistent("P.ben.age", &why.why.en))?;
        let earlier = month.previous();
        let applied: Vec<Applied> = asked
            .rows(&APPLIED, &binds![county, month, earlier])
            .await?;
        let cut = |month: Month| {
            let found = applied.iter().find(|it| it.month == month);
            found.map_or_else(|| month.last_day(), |it| it.applied_on)
        };
        Ok(Self {
            month,
            cut: cut(month),
            cut_before: cut(earlier),
            born: (born(month.first_day(), age), born(month.last_day(), age)),
        })
    }

    /// What is bound for an area between two codes.
    pub(super) fn values(&self, county: &County, (first, last): (String, String)) -> [Value; 11] {
        binds![
            county,
            self.month,
            self.month.first_day(),
            self.month.last_day(),
            self.cut,
            self.month.previous(),
            self.cut_before,
            self.born.0,
            self.born.1,
            first,
            last
        ]
    }
}

/// The birthday of who turns of an age on a day. Born on 29 February, one turns on the 28th of other years, as here.
fn born(day: NaiveDate, age: i64) -> NaiveDate {
    let months = u32::try_from(age.saturating_mul(12)).unwrap_or(0);
    let born = day.checked_sub_months(Months::new(months)).unwrap_or(day);
    // The last day of a February reaches to the last of that other February.
    if day == Month::of(day).last_day() && day.month() == 2 {
        Month::of(born).last_day()
    } else {
        born
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_turns_sixty_in_a_month_was_born_in_it_sixty_years_before() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(born(day("2012-03-31"), 60), day("1952-03-31"));
        assert_eq!(born(day("2012-02-29"), 60), day("1952-02-29"));
        assert_eq!(born(day("2013-02-28"), 61), day("1952-02-29"));
        assert_eq!(born(day("2013-02-01"), 61), day("1952-02-01"));
    }
}
