//! The reports of a large city beside the bare statements that group its people; a frozen month beside both. The city is
//! one that `jingban demo generate` made.

#![expect(clippy::disallowed_methods, reason = "it measures")]

use std::time::{Duration, Instant};

use jingban::business::statistics::file::DraftReport;
use jingban::business::statistics::moving::MoveReport;
use jingban::business::statistics::rules::specs::REPORTS;
use jingban::business::statistics::store::FiguresOf;
use jingban::business::statistics::{FileStep, ReportSpec};
use jingban::command;
use jingban::database::request::Query as _;
use jingban::database::runner::carry_out;
use jingban::database::{Db, Sql, Trace};
use jingban::kernel::desk::Desk;
use jingban::kernel::month::Month;
use jingban::kernel::post::Post;
use jingban::record;

use crate::county::desk;
use crate::stage::leaked;

record! { struct Code { code: String } }
record! { struct Latest { month: Option<Month> } }
record! { struct Number { n: i64 } }

fn statement(report: &ReportSpec) -> &'static Sql {
    let name = if report.whole { "EVERYBODY" } else { "AWARDED" };
    let name = format!("jingban::business::statistics::counting::{name}");
    command::statements().find(|sql| sql.name == name).unwrap()
}

fn at(operator: &str, post: Post, area: &str, day: Month) -> Desk {
    let area: jingban::kernel::area::AreaCode = area.parse().unwrap();
    Desk {
        operator: operator.to_owned(),
        post,
        county: area.county(),
        area,
        business_date: day.first_day(),
        ..desk()
    }
}

fn figures(report: &ReportSpec, month: Month, area: &str) -> FiguresOf {
    FiguresOf {
        report: report.id.to_owned(),
        month,
        area: area.parse().unwrap(),
        drafted: false,
    }
}

/// The bare statement of every county, with the values the report has just bound.
async fn bare(db: &Db, report: &ReportSpec, trace: &Trace, counties: usize) -> Duration {
    let sql = statement(report);
    let bound = trace.lock().unwrap().get(sql.name).cloned().unwrap();
    let mut tx = db.begin().await.unwrap();
    let begun = Instant::now();
    for values in bound.iter().rev().take(counties) {
        tx.run(sql, values).await.unwrap();
    }
    begun.elapsed()
}

/// Takes a report of a county through its hands.
async fn freeze(db: &Db, report: &ReportSpec, month: Month, county: &str) {
    let op = |who: &str| format!("scale-{}-{month}-{county}-{who}", report.id);
    let id = report.id.to_owned();
    let desk = at("scale-sta", Post::CSta, county, month.next());
    let draft = DraftReport {
        report: id.clone(),
        month,
    };
    carry_out(db, &desk, &op("draft"), &draft).await.unwrap();
    for (post, row_version) in [(Post::CRev, 1), (Post::CDir, 2)] {
        let step = MoveReport {
            report: id.clone(),
            month,
            unit: county.parse().unwrap(),
            version: 1,
            row_version,
            step: FileStep::On,
            note: String::new(),
        };
        let who = format!("scale-{post}");
        let desk = at(&who, post, county, month.next());
        carry_out(db, &desk, &op(&who), &step).await.unwrap();
    }
}

/// `CITY=postgres:… cargo test --release --test suite statistics_of_a_city -- --ignored --nocapture`; `sqlite:city.db` does too.
#[tokio::test]
#[ignore = "long: needs CITY, the address of a city that demo generate made; it files the reports of a month there"]
async fn statistics_of_a_city() {
    let url = std::env::var("CITY").expect("CITY is the address of a generated city");
    let trace = Trace::default();
    let db = Db::open(&url).await.unwrap().traced(trace.clone());
    db.migrate().await.unwrap();
    let people = leaked("select count(*) as n from persons");
    println!("{} people", db.one::<Number>(&people, &[]).await.unwrap().n);
    let latest = leaked("select max(month) as month from payments");
    let latest: Latest = db.one(&latest, &[]).await.unwrap();
    let month = latest.month.unwrap();
    let named = leaked("select distinct county as code from persons order by 1");
    let counties: Vec<Code> = db.rows(&named, &[]).await.unwrap();
    let city = at("scale-msta", Post::MSta, "371300", month.next());
    for report in REPORTS {
        let asked = figures(report, month, "371300");
        asked.find(&db, &city).await.unwrap().unwrap();
        let begun = Instant::now();
        let shown = asked.find(&db, &city).await.unwrap().unwrap();
        let whole = begun.elapsed();
        let alone = bare(&db, report, &trace, counties.len()).await;
        println!(
            "{} {month}: {whole:.2?} for the city, its statements alone {alone:.2?}, {:.2} times; {} parts",
            report.id,
            whole.as_secs_f64() / alone.as_secs_f64(),
            shown.parts.len()
        );
        for county in &counties {
            freeze(&db, report, month, &county.code).await;
        }
        let begun = Instant::now();
        let frozen = asked.find(&db, &city).await.unwrap().unwrap();
        println!(
            "{} {month}: {:.2?} for the city, frozen",
            report.id,
            begun.elapsed()
        );
        assert_eq!(frozen.values, shown.values);
    }
    let begun = Instant::now();
    let plain = leaked(
        "select count(*) as n from (select county, village, count(*) as people from persons group by county, village) v",
    );
    db.one::<Number>(&plain, &[]).await.unwrap();
    println!("people by village and no more: {:.2?}", begun.elapsed());
}
