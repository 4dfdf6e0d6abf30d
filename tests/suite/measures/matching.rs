//! The comparison in a large city, timed: 200,000 records of accepted lists against everybody, county by county, and again.

#![expect(
    clippy::disallowed_methods,
    reason = "it measures, and is told which city"
)]

use std::time::{Duration, Instant};

use jingban::business::matching::find::{Counts, RunMatching};
use jingban::database::runner::carry_out;
use jingban::database::{Db, Engine};
use jingban::kernel::desk::Desk;
use jingban::kernel::month::Month;
use jingban::kernel::post::Post;
use jingban::record;

use crate::county::desk;
use crate::stage::{leaked, raw};

record! { struct Code { code: String } }
record! { struct Number { n: i64 } }

/// A list for every county: of every hundred people, ten have a record. One in a hundred records is about somebody here,
/// by the id, with another name, by the 15-digit form, or by name, birth date and village; half of the others tell
/// nothing, and half the death of a namesake who was born in another year, so that every name is looked up.
async fn lists(db: &Db, number: &str, month: Month) {
    let (at, date) = match db.engine() {
        Engine::Sqlite => ("'2012-03-06T00:00:00Z'", "'2012-02-20'"),
        Engine::Postgres => ("timestamptz '2012-03-06T00:00:00Z'", "date '2012-02-20'"),
    };
    let zeros = "0".repeat(64);
    let records = format!(
        "insert into outside_records (county, exchange_id, line_no, source, citizen_id, name, match_name, birth_date, village,
            event, event_date, until_date, document, detail)
        select p.county, '{number}', p.nth, 'POLI',
            case when p.kind < 8 then p.citizen_id
                when p.kind = 8 then substr(p.citizen_id, 1, 6) || substr(p.citizen_id, 9, 9)
                when p.kind = 9 then null else '9999991901' || substr(p.citizen_id, 11) end,
            p.name, case p.kind when 7 then '某某' else p.name_key end,
            case when p.kind = 9 then p.birth_date end, p.village,
            case when p.kind >= 10 and p.nth % 2 = 0 then 'NORMAL' else 'DEAD' end, {date}, null, null, '{{}}'
        from (select q.*, q.nth * 7919 % 1009 as kind from (select county, citizen_id, name, name_key, birth_date, village,
                row_number() over (partition by county order by insurance_no) as nth
            from persons where serial % 10 = 0) q) p"
    );
    let exchanges = format!(
        "insert into exchanges (county, exchange_id, direction, kind, file_name, sha256, encoding, sender, period, batch,
            lines, taken, bad, total, state, maker, made_at, business_date, checker, checked_at, version)
        select county, '{number}', 'IN', 'POLI', '{number}', substr('{zeros}' || '{number}', length('{number}') + 1), 'UTF-8',
            'x', {month}, '{number}', 1, 1, 0, 0, 'ACCEPTED', 'a', {at}, {date}, 'b', {at}, 2
        from (select distinct county from persons) c",
        month = month.yyyymm()
    );
    raw(db, &[&exchanges, &records]).await;
}

async fn run(db: &Db, county: &str, month: Month) -> (Counts, Duration) {
    let desk = Desk {
        operator: "scale-C-VER".to_owned(),
        post: Post::CVer,
        county: county.parse().unwrap(),
        area: format!("{county}000000").parse().unwrap(),
        business_date: month.first_day(),
        ..desk()
    };
    let op = format!("matching-{county}-{}", fastrand::u64(..));
    let begun = Instant::now();
    let done = carry_out(db, &desk, &op, &RunMatching { month }).await;
    let took = begun.elapsed();
    (done.unwrap().outcome.counts, took)
}

/// `CITY=sqlite:city.db cargo test --release --test suite matching_of_a_city -- --ignored --nocapture`; a PostgreSQL address does too.
#[tokio::test]
#[ignore = "long: needs CITY, the address of a city that demo generate made; it writes lists and cases into it"]
async fn matching_of_a_city() {
    let url = std::env::var("CITY").expect("CITY is the address of a generated city");
    let db = Db::open(&url).await.unwrap();
    db.migrate().await.unwrap();
    let month: Month = "2012-03".parse().unwrap();
    let number = format!("POLI-201203-{:03}", fastrand::u16(100..999));
    lists(&db, &number, month).await;
    for text in [
        "select count(*) as n from persons",
        "select count(*) as n from outside_records",
    ] {
        let counted: Number = db.one(&leaked(text), &[]).await.unwrap();
        println!("{text}: {}", counted.n);
    }
    let counties = leaked("select distinct county as code from persons order by 1");
    let counties: Vec<Code> = db.rows(&counties, &[]).await.unwrap();
    for what in ["the comparison", "the comparison again"] {
        let (mut all, mut most) = (Duration::ZERO, Duration::ZERO);
        let mut sum = Counts::default();
        for county in &counties {
            let (counts, took) = run(&db, &county.code, month).await;
            all += took;
            most = most.max(took);
            sum.found += counts.found;
            sum.a += counts.a;
            sum.b += counts.b;
            sum.c += counts.c;
            sum.d += counts.d;
            sum.lines += counts.lines;
            sum.holds += counts.holds;
        }
        println!("{what}: {all:.2?} in all, at most {most:.2?} a county; {sum:?}");
    }
}
