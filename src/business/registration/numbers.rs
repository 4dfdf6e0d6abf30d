//! Insurance numbers in the database: allocated under a row lock, and reported when one is missing or doubled.

use crate::business::descriptor::Found;
use crate::database::{Db, Fault, Tx};
use crate::kernel::area::County;
use crate::kernel::desk::Desk;
use crate::kernel::insurance_no::{InsuranceNo, SerialReport, serial_report};
use crate::kernel::refusal::Refusal;
use crate::{binds, record, sql, statements};

use super::rules::next_number;

statements! {
    /// The first number of a county and year needs a row to lock.
    OPEN_YEAR = sql!("insert into insurance_serials (county, year, last_serial) values ($1, $2, 0) on conflict do nothing");
    /// Takes the next serial; the row stays locked until the transaction ends, so that no number is given twice or skipped.
    TAKE_SERIAL = sql!("update insurance_serials set last_serial = last_serial + 1 where county = $1 and year = $2 returning last_serial");
    /// The years a county has given numbers in, those among them that its counter does not know.
    YEARS = sql!("select year, last_serial from insurance_serials where county = $1 union all select distinct p.serial_year as year, 0 as last_serial from persons p where p.county = $1 and not exists (select 1 from insurance_serials s where s.county = $1 and s.year = p.serial_year) order by year");
    /// Every serial given in a year, voided ones too, in order.
    SERIALS = sql!("select serial from persons where county = $1 and serial_year = $2 union all select cast(substr(insurance_no, 9, 7) as bigint) as serial from insurance_voids where county = $1 and substr(insurance_no, 7, 2) = $3 order by serial");
}

record! { struct LastSerial { last_serial: i64 } }
record! { struct YearRow { year: i64, last_serial: i64 } }
record! { struct SerialRow { serial: i64 } }

/// Allocates the next insurance number of a county and year inside the caller's transaction.
///
/// If that transaction does not commit, the number was never given: nothing is skipped (N2.1-c).
pub async fn allocate(
    tx: &mut Tx,
    county: &County,
    year: i64,
) -> Result<Result<InsuranceNo, Refusal>, Fault> {
    tx.run(&OPEN_YEAR, &binds![county, year]).await?;
    let taken: LastSerial = tx.one(&TAKE_SERIAL, &binds![county, year]).await?;
    Ok(next_number(
        county,
        year,
        taken.last_serial.saturating_sub(1),
    ))
}

/// The gap-and-double report of a county (漏编、重号): year, last serial given, and what is wrong with them.
pub async fn report(db: &Db, county: &County) -> Result<Vec<(i64, u32, SerialReport)>, Fault> {
    let years: Vec<YearRow> = db.rows(&YEARS, &binds![county]).await?;
    let mut reports = Vec::new();
    for YearRow { year, last_serial } in years {
        let digits = format!("{:02}", year.rem_euclid(100));
        let rows: Vec<SerialRow> = db.rows(&SERIALS, &binds![county, year, digits]).await?;
        let serials = rows
            .into_iter()
            .filter_map(|row| u32::try_from(row.serial).ok());
        let last = u32::try_from(last_serial).unwrap_or(u32::MAX);
        reports.push((year, last, serial_report(serials, last)));
    }
    Ok(reports)
}

/// Numbers missing or doubled in the desk's county, for the doctor.
pub async fn gaps_and_doubles(db: &Db, desk: &Desk) -> Result<Found, Fault> {
    let mut found = Found::default();
    for (year, last, report) in report(db, &desk.county).await? {
        let broken = report
            .missing_count()
            .saturating_add(report.doubles.len())
            .saturating_add(report.beyond.len());
        found.count = found
            .count
            .saturating_add(i64::try_from(broken).unwrap_or(i64::MAX));
        let missing = report
            .missing
            .iter()
            .map(|run| format!("{year}: {}-{}", run.start(), run.end()));
        let doubled = report
            .doubles
            .iter()
            .map(|(serial, times)| format!("{year}: {serial} x{times}"));
        let beyond = report
            .beyond
            .iter()
            .map(|serial| format!("{year}: {serial} > {last}"));
        found
            .examples
            .extend(missing.chain(doubled).chain(beyond).take(10));
    }
    found.examples.truncate(10);
    Ok(found)
}
