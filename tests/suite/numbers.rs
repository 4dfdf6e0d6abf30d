//! Insurance numbers under many hands at once: none is skipped, none is given twice, and the report tells where one is.

use futures_util::future::join_all;
use jingban::business::registration::numbers::{allocate, gaps_and_doubles, report};
use jingban::database::request::Entry;
use jingban::database::runner::carry_out;
use jingban::database::value::Value;
use jingban::database::{Change, Db, Fault, Tx, Verdict};
use jingban::kernel::clause::Clause;
use jingban::kernel::desk::Desk;
use jingban::kernel::insurance_no::{InsuranceNo, SerialReport};
use jingban::kernel::refusal::Refusal;
use jingban::{binds, phrase};
use serde::Serialize;

use crate::county::{both_places_with_county, both_with_county, both_with_hamlet, desk};
use crate::engines::Place;
use crate::fuse::fuse_every_statement;
use crate::stage::raw;

/// How many sessions allocate at once, and how many people each enrols.
const SESSIONS: usize = 8;
const EACH: usize = 6;

/// The last serial that the demonstration county gave in 2012.
const LAST_2012: u32 = 1262;

/// Enrols somebody: takes the next number and writes the person under it.
#[derive(Debug, Serialize)]
struct Enrol {
    citizen_id: String,
    /// Whether the rules say no once the number is taken.
    refused: bool,
}

impl Change for Enrol {
    const NAME: &'static str = "test.enrol";
    type Facts = InsuranceNo;
    type Outcome = String;

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<InsuranceNo, Fault> {
        let number = allocate(tx, &desk.county, 2012).await?;
        number.map_err(|refusal| Fault::Misuse(refusal.code))
    }

    fn decide(&self, number: &InsuranceNo, _: &Desk) -> Result<String, Refusal> {
        if self.refused {
            return Err(Refusal::new(
                "TS-0002",
                Clause::of("N2.1-d"),
                phrase!("已参加职工养老保险", "insured as an employee already"),
                phrase!("不予办理", "nothing can be done"),
            ));
        }
        Ok(number.as_str().to_owned())
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        number: &InsuranceNo,
        _: &String,
    ) -> Result<Entry, Fault> {
        let county = desk.county.as_str();
        let registry = [binds![&self.citizen_id, county, number.as_str()].to_vec()];
        let columns = ["citizen_id", "county", "insurance_no"];
        tx.insert_many("registry", &columns, &registry).await?;
        let (columns, values): (Vec<&str>, Vec<Value>) =
            person(self, desk, number).into_iter().unzip();
        tx.insert_many("persons", &columns, &[values]).await?;
        Ok(Entry {
            object: format!("person:{}", number.as_str()),
            ..Entry::default()
        })
    }
}

/// The row of somebody who contributes.
fn person(enrol: &Enrol, desk: &Desk, number: &InsuranceNo) -> Vec<(&'static str, Value)> {
    let text = |text: &str| Value::Text(Some(text.to_owned()));
    vec![
        ("county", text(desk.county.as_str())),
        ("insurance_no", text(number.as_str())),
        ("serial_year", Value::from(2012_i64)),
        ("serial", Value::from(i64::from(number.serial()))),
        ("citizen_id", text(&enrol.citizen_id)),
        ("id_tail", text(&enrol.citizen_id[14..])),
        ("name", text("张新")),
        ("name_key", text("张新")),
        ("sex", text("1")),
        ("birth_date", Value::from(desk.business_date)),
        ("ethnicity", text("01")),
        ("hukou_type", text("20")),
        ("scheme_line", text("NRPS")),
        ("village", text("371323100201")),
        ("enrolled_on", Value::from(desk.business_date)),
        ("participation", Value::from(1_i64)),
        ("contribution_state", Value::from(1_i64)),
        ("version", Value::from(1_i64)),
    ]
}

/// A citizen id of a session's n-th person; the database asks for its length only.
fn citizen_id(session: usize, n: usize) -> String {
    format!("37132320110101{session:02}{n:02}")
}

/// The report of the county, year by year.
async fn told(db: &Db) -> Vec<(i64, u32, SerialReport)> {
    report(db, &desk().county).await.unwrap()
}

/// What one session does: enrols people, some of whom are refused, and some of whose acts fail on the way.
async fn session(place: &Place, session: usize) -> Vec<String> {
    let db = place.open().await;
    let mut given = Vec::new();
    for n in 0..EACH {
        let refused = (session + n).is_multiple_of(3);
        let enrol = Enrol {
            citizen_id: citizen_id(session, n),
            refused,
        };
        let op = format!("enrol-{session}-{n}");
        if n % 2 == 1 {
            // The number is taken by then, the person not yet written.
            db.set_fuse(Some(5));
            let broken = carry_out(&db, &desk(), &op, &enrol).await;
            db.set_fuse(None);
            let broken = broken.unwrap_err();
            assert!(
                matches!(broken, Verdict::Fault(Fault::Fuse(5)) | Verdict::Refused(_)),
                "{broken:?}"
            );
        }
        match carry_out(&db, &desk(), &op, &enrol).await {
            Ok(done) => given.push(done.outcome),
            Err(Verdict::Refused(_)) => assert!(refused),
            Err(other) => panic!("{op}: {other:?}"),
        }
    }
    db.close().await;
    given
}

#[tokio::test]
async fn eight_sessions_leave_no_gap_and_no_double() {
    let given = both_places_with_county(async |place: Place| {
        let sessions: Vec<usize> = (0..SESSIONS).collect();
        let all = join_all(sessions.iter().map(|n| session(&place, *n))).await;
        let mut given: Vec<String> = all.into_iter().flatten().collect();
        given.sort();
        let db = place.open().await;
        let told = told(&db).await;
        db.close().await;
        for (year, _, report) in &told {
            assert!(report.is_clean(), "{year}: {report:?}");
        }
        let last = told.iter().find(|(year, ..)| *year == 2012).unwrap().1;
        (given, last)
    })
    .await;
    let numbers: Vec<String> = serde_json::from_value(given[0].clone()).unwrap();
    let serials: Vec<u32> = numbers
        .iter()
        .map(|no| InsuranceNo::parse(no).unwrap().serial())
        .collect();
    assert!(serials.len() > SESSIONS * EACH / 2, "{serials:?}");
    let last = LAST_2012 + u32::try_from(serials.len()).unwrap();
    assert_eq!(serials, (LAST_2012 + 1..=last).collect::<Vec<u32>>());
    assert_eq!(given[1], last);
}

#[tokio::test]
async fn gaps_and_doubles_are_reported() {
    both_with_county(async |db: Db| {
        let clean = told(&db).await;
        assert!(clean.len() == 2 && clean.iter().all(|(.., report)| report.is_clean()));
        // Serial 417 was given and voided: it is neither missing nor anybody's.
        raw(&db, &["delete from insurance_voids where insurance_no = '3713231200004176'"]).await;
        assert_eq!(of(&told(&db).await, 2012).missing, [417..=417]);
        raw(&db, &[
            // 418 takes the place of 417, and 500 is given twice; one number is void and somebody's.
            "update persons set serial = 417 where serial_year = 2012 and serial = 418",
            "update persons set serial = 500 where serial_year = 2012 and serial = 501",
            "insert into insurance_voids (county, insurance_no, reason, voided_on, maker, checker)
             values ('371323', '3713231200012344', '误作废', '2012-03-01', 'lixiaomei', 'liujianguo')",
            // The counter has not come so far, and in 2010 it gave nothing at all.
            "update persons set serial = 9000 where serial_year = 2012 and serial = 1262",
            "update persons set serial_year = 2010 where serial_year = 2011 and serial = 7",
        ])
        .await;
        let told = told(&db).await;
        let report = of(&told, 2012);
        assert_eq!(report.missing, [418..=418, 501..=501, 1262..=1262]);
        assert_eq!(report.doubles, [(500, 2), (1234, 2)]);
        assert_eq!(report.beyond, [9000]);
        assert_eq!(of(&told, 2011).missing, [7..=7]);
        assert_eq!(of(&told, 2010).beyond, [7]);
        let found = gaps_and_doubles(&db, &desk()).await.unwrap();
        assert_eq!(found.count, 8, "{:?}", found.examples);
        (told, found)
    })
    .await;
}

fn of(told: &[(i64, u32, SerialReport)], year: i64) -> SerialReport {
    let found = told.iter().find(|(of, ..)| *of == year);
    found.map(|(.., report)| report.clone()).unwrap()
}

#[tokio::test]
async fn a_number_and_its_person_are_never_half_written() {
    both_with_hamlet(async |db: Db| {
        let enrol = Enrol {
            citizen_id: citizen_id(0, 0),
            refused: false,
        };
        fuse_every_statement(&db, &desk(), &enrol).await
    })
    .await;
}
