//! What must hold of people in the database, each check counting what breaks it.

use super::numbers::gaps_and_doubles;
use crate::business::descriptor::{Check, Found};
use crate::database::{Db, Fault, Sql};
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::insurance_no::InsuranceNo;
use crate::{binds, record, sql, statements, text};

statements! {
    /// People who are not in the registry under the same number, or the other way round.
    UNREGISTERED = sql!("select p.insurance_no as example from persons p where p.county = $1 and not exists (select 1 from registry r where r.citizen_id = p.citizen_id and r.county = p.county and r.insurance_no = p.insurance_no) union all select r.insurance_no as example from registry r where r.county = $1 and not exists (select 1 from persons p where p.county = $1 and p.insurance_no = r.insurance_no) order by example");
    /// People whose derived columns do not follow from their id, a page of them.
    NUMBERS = sql!("select insurance_no, citizen_id, id_tail, sex, birth_date, serial_year, serial from persons where county = $1 and insurance_no > $2 order by insurance_no limit 5000");
    /// People who cannot be found by name.
    UNREAD = sql!("select p.insurance_no as example from persons p where p.county = $1 and not exists (select 1 from name_readings r where r.county = $1 and r.insurance_no = p.insurance_no) order by p.insurance_no");
    /// People in a village that does not exist.
    NOWHERE = sql!("select p.insurance_no as example from persons p where p.county = $1 and not exists (select 1 from areas a where a.code = p.village and a.level = 'VILLAGE') order by p.insurance_no");
    /// Deaths that cannot be: before birth, or after today.
    DEAD = sql!("select insurance_no as example from persons where county = $1 and died_on is not null and (died_on > $2 or died_on < birth_date) order by insurance_no");
}

record! { struct Example { example: String } }

record! {
    struct NumberRow {
        insurance_no: String,
        citizen_id: String,
        id_tail: String,
        sex: String,
        birth_date: chrono::NaiveDate,
        serial_year: i64,
        serial: i64,
    }
}

fn found(rows: Vec<Example>) -> Found {
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    Found {
        count,
        examples: rows.into_iter().take(10).map(|row| row.example).collect(),
    }
}

async fn listed(db: &Db, desk: &Desk, sql: &Sql) -> Result<Found, Fault> {
    db.rows(sql, &binds![&desk.county]).await.map(found)
}

impl NumberRow {
    /// Whether number, id and the columns derived from them belong together.
    fn agrees(&self) -> bool {
        let (Ok(number), Ok(id)) = (
            InsuranceNo::parse(&self.insurance_no),
            CitizenId::parse(&self.citizen_id),
        ) else {
            return false;
        };
        id.last_four() == self.id_tail
            && id.sex().code().to_string() == self.sex
            && id.birth_date() == self.birth_date
            && i64::from(number.serial()) == self.serial
            && i64::from(number.year2()) == self.serial_year.rem_euclid(100)
    }
}

async fn illegible(db: &Db, desk: &Desk) -> Result<Found, Fault> {
    let mut found = Found::default();
    let mut last = String::new();
    loop {
        let page: Vec<NumberRow> = db.rows(&NUMBERS, &binds![&desk.county, &last]).await?;
        let Some(end) = page.last() else {
            return Ok(found);
        };
        last.clone_from(&end.insurance_no);
        for row in page.into_iter().filter(|row| !row.agrees()) {
            found.count = found.count.saturating_add(1);
            if found.examples.len() < 10 {
                found.examples.push(row.insurance_no);
            }
        }
    }
}

/// The checks of registration.
pub const CHECKS: &[Check] = &[
    Check {
        id: "registration.serials",
        title: text!(
            "保险编号连续，无漏编、重号",
            "insurance numbers run without gap or double"
        ),
        clause: Clause::of("N2.1-c"),
        count: |db, desk| Box::pin(async move { Ok(gaps_and_doubles(db, desk).await?) }),
    },
    Check {
        id: "registration.numbers",
        title: text!(
            "编号、证件号校验正确且与性别、出生日期一致",
            "numbers pass their checks and agree with sex and birth"
        ),
        clause: Clause::of("GBID"),
        count: |db, desk| Box::pin(async move { Ok(illegible(db, desk).await?) }),
    },
    Check {
        id: "registration.registry",
        title: text!(
            "每名参保人在全市登记簿中有且只有一条",
            "everyone stands once in the city registry"
        ),
        clause: Clause::of("N2.1-d"),
        count: |db, desk| Box::pin(async move { Ok(listed(db, desk, &UNREGISTERED).await?) }),
    },
    Check {
        id: "registration.readings",
        title: text!("每名参保人可按拼音查到", "everyone can be found by pinyin"),
        clause: Clause::of("D"),
        count: |db, desk| Box::pin(async move { Ok(listed(db, desk, &UNREAD).await?) }),
    },
    Check {
        id: "registration.villages",
        title: text!(
            "每名参保人属于已登记的村居",
            "everyone belongs to a village that exists"
        ),
        clause: Clause::of("N2.1-b"),
        count: |db, desk| Box::pin(async move { Ok(listed(db, desk, &NOWHERE).await?) }),
    },
    Check {
        id: "registration.deaths",
        title: text!(
            "死亡日期不早于出生、不晚于业务日期",
            "no death before birth or after the business date"
        ),
        clause: Clause::of("N2.3-f"),
        count: |db, desk| {
            Box::pin(async move {
                Ok(found(
                    db.rows(&DEAD, &binds![&desk.county, desk.business_date])
                        .await?,
                ))
            })
        },
    },
];
