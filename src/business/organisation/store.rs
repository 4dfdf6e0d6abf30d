//! The statements of the organisation and the questions about it: divisions, people in posts, holidays.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::area::{AreaCode, County};
use crate::kernel::calendar::{DayKind, Holidays};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::{binds, record, sql, statements};

statements! {
    /// The divisions of a county through all their days, and who lived in the villages in one year.
    AREAS = sql!("select a.code, a.name, a.level, a.valid_from, a.valid_to, a.successor, p.households, p.persons from areas a left join village_populations p on p.county = $1 and p.year = $4 and p.village = a.code where a.code between $2 and $3 order by a.code, a.valid_from");
    /// Every division of today with whoever holds a post in it today; one without anybody has a row of its own.
    POSTS_HELD = sql!("select a.code as area, a.name as area_name, a.level, o.operator, o.name, s.post, o.phone, o.locked, s.valid_from, s.document_no from areas a left join assignments s on s.area = a.code and s.valid_from <= $3 and (s.valid_to is null or s.valid_to >= $3) left join operators o on o.operator = s.operator where a.code between $1 and $2 and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3) order by a.code, s.post, o.operator");
    /// Who may sit down today, the county's own first.
    FIRST = sql!("select o.operator, o.name, s.post, s.area, a.name as area_name from assignments s join operators o on o.operator = s.operator join areas a on a.code = s.area and a.valid_from <= $1 and (a.valid_to is null or a.valid_to >= $1) where s.valid_from <= $1 and (s.valid_to is null or s.valid_to >= $1) and not o.locked order by s.area, s.post, o.operator");
    /// Days off and weekends worked.
    DAYS = sql!("select day, kind from holidays order by day");
    /// Years announced.
    YEARS = sql!("select year from holiday_years order by year");
}

record! {
    /// A division as it stood for a time, and who lives there.
    pub struct AreaRow {
        /// The twelve digits.
        pub code: AreaCode,
        /// The name in these days.
        pub name: String,
        /// CITY, COUNTY, TOWNSHIP or VILLAGE.
        pub level: String,
        /// The first day of this row.
        pub valid_from: NaiveDate,
        /// The last day; none while it stands.
        pub valid_to: Option<NaiveDate>,
        /// What took its place.
        pub successor: Option<AreaCode>,
        /// Households in the year of the business date; villages only.
        pub households: Option<i64>,
        /// Persons.
        pub persons: Option<i64>,
    }
}

record! {
    /// Who holds a post in a division today; nobody where `operator` is none.
    pub struct PostHeld {
        /// The division.
        pub area: AreaCode,
        /// Its name.
        pub area_name: String,
        /// CITY, COUNTY, TOWNSHIP or VILLAGE.
        pub level: String,
        /// The operator's id.
        pub operator: Option<String>,
        /// The operator's name.
        pub name: Option<String>,
        /// The post.
        pub post: Option<Post>,
        /// Telephone.
        pub phone: Option<String>,
        /// Whether the account is locked.
        pub locked: Option<bool>,
        /// Since when.
        pub valid_from: Option<NaiveDate>,
        /// By which document.
        pub document_no: Option<String>,
    }
}

record! {
    /// Somebody who may sit down today. No password: a demonstration's are printed beside its data.
    pub struct FirstOperator {
        /// The operator's id.
        pub operator: String,
        /// The name.
        pub name: String,
        /// The post.
        pub post: Post,
        /// Where.
        pub area: AreaCode,
        /// The division's name.
        pub area_name: String,
    }
}

record! {
    struct DayRow { day: NaiveDate, kind: String }
}

record! {
    struct YearRow { year: i64 }
}

/// The first and the last code of everything inside the county, or inside the city.
pub(super) fn codes_of(county: &County) -> (String, String) {
    let prefix = county.as_str().parse::<AreaCode>().map_or_else(
        |_| county.as_str().to_owned(),
        |code| code.prefix().to_owned(),
    );
    (format!("{prefix:0<12}"), format!("{prefix:9<12}"))
}

/// The divisions of a county, with the names of all their days and this year's population.
#[derive(Debug, Serialize, Deserialize)]
pub struct AreaTree {
    /// The county.
    pub county: County,
}

impl Query for AreaTree {
    const NAME: &'static str = "organisation.areas";
    type Answer = Vec<AreaRow>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<AreaRow>, Fault> {
        let (first, last) = codes_of(&self.county);
        let year = i64::from(desk.business_date.year());
        db.rows(&AREAS, &binds![&self.county, first, last, year])
            .await
    }
}

/// Who holds which post where today, with the divisions where nobody does.
#[derive(Debug, Serialize, Deserialize)]
pub struct Operators {
    /// The county.
    pub county: County,
}

impl Query for Operators {
    const NAME: &'static str = "organisation.operators";
    type Answer = Vec<PostHeld>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<PostHeld>, Fault> {
        let (first, last) = codes_of(&self.county);
        db.rows(&POSTS_HELD, &binds![first, last, desk.business_date])
            .await
    }
}

/// Who may sit down today: the list of a demonstration's log-in screen.
#[derive(Debug, Serialize, Deserialize)]
pub struct FirstOperators;

impl Query for FirstOperators {
    const NAME: &'static str = "organisation.first_operators";
    type Answer = Vec<FirstOperator>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<FirstOperator>, Fault> {
        db.rows(&FIRST, &binds![desk.business_date]).await
    }
}

/// The official holidays of every year that is loaded.
#[derive(Debug, Serialize, Deserialize)]
pub struct HolidayTable;

impl Query for HolidayTable {
    const NAME: &'static str = "organisation.holidays";
    type Answer = Holidays;

    async fn find(&self, db: &Db, _: &Desk) -> Result<Holidays, Fault> {
        let days: Vec<DayRow> = db.rows(&DAYS, &[]).await?;
        let years: Vec<YearRow> = db.rows(&YEARS, &[]).await?;
        made(&days, &years)
    }
}

/// The official holidays as a transaction sees them: the door for the rules of later businesses.
pub async fn holidays_in(tx: &mut Tx) -> Result<Holidays, Fault> {
    let days: Vec<DayRow> = tx.rows(&DAYS, &[]).await?;
    let years: Vec<YearRow> = tx.rows(&YEARS, &[]).await?;
    made(&days, &years)
}

fn made(days: &[DayRow], years: &[YearRow]) -> Result<Holidays, Fault> {
    let days: Result<Vec<(NaiveDate, DayKind)>, Fault> = days.iter().map(kind).collect();
    let years: Result<BTreeSet<i32>, Fault> = years
        .iter()
        .map(|row| {
            i32::try_from(row.year)
                .map_err(|_| Fault::inconsistent("holiday_years.year", &row.year.to_string()))
        })
        .collect();
    Ok(Holidays::new(days?, years?))
}

fn kind(row: &DayRow) -> Result<(NaiveDate, DayKind), Fault> {
    match row.kind.as_str() {
        "HOLIDAY" => Ok((row.day, DayKind::Holiday)),
        "WORKDAY" => Ok((row.day, DayKind::Workday)),
        other => Err(Fault::inconsistent("holidays.kind", other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_holds_its_own_codes_and_the_city_those_of_all() {
        let codes = |county: &str| codes_of(&county.parse().unwrap());
        let both = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(codes("371323"), both("371323000000", "371323999999"));
        assert_eq!(codes("371300"), both("371300000000", "371399999999"));
    }
}
