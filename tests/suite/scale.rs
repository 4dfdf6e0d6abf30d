//! The month in a large city, timed beside the bare statements: lists issued in every county, the city's progress, and a
//! list of five hundred through all its hands. The city is one that `jingban demo generate` made.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it measures, and tells what it measured"
)]

use std::time::{Duration, Instant};

use jingban::business::verification::enter::ConfirmList;
use jingban::business::verification::exceptions::ExceptionsOf;
use jingban::business::verification::issue::IssueLists;
use jingban::business::verification::progress::ProgressOf;
use jingban::business::verification::rules::signing::Way;
use jingban::business::verification::sign::MoveList;
use jingban::business::verification::store::ListOf;
use jingban::business::verification::{List, ListState};
use jingban::command;
use jingban::database::request::{AnyChange, Query as _};
use jingban::database::value::Value;
use jingban::database::{Db, Sql};
use jingban::kernel::area::AreaCode;
use jingban::kernel::desk::Desk;
use jingban::kernel::month::Month;
use jingban::kernel::post::Post;
use jingban::{binds, record};

use crate::county::desk;
use crate::stage::{leaked, raw};

record! { struct Code { code: String } }
record! { struct Latest { month: Option<Month> } }

fn statement(name: &str) -> &'static Sql {
    let named = |sql: &&Sql| sql.name == format!("jingban::business::verification::{name}");
    command::statements().find(named).unwrap()
}

async fn codes(db: &Db, text: &str) -> Vec<String> {
    let rows: Vec<Code> = db.rows(&leaked(text), &[]).await.unwrap();
    rows.into_iter().map(|row| row.code).collect()
}

fn at(month: Month, post: Post, area: &str) -> Desk {
    let area: AreaCode = area.parse().unwrap();
    Desk {
        operator: format!("scale-{post}"),
        post,
        county: area.as_str()[..6].parse().unwrap(),
        area,
        business_date: month.first_day(),
        ..desk()
    }
}

/// Carries an act out; how long that took.
async fn act(db: &Db, desk: &Desk, op: &str, change: &dyn AnyChange) -> Duration {
    let begun = Instant::now();
    let done = change.carry_out(db, desk, op).await;
    assert!(done.is_ok(), "{}: {:?}", change.name(), done.err());
    begun.elapsed()
}

/// Runs statements and takes them back; how long they took.
async fn bare(db: &Db, statements: &[(&str, &[Value])]) -> Duration {
    let mut tx = db.begin().await.unwrap();
    let begun = Instant::now();
    for (name, values) in statements {
        tx.run(statement(name), values).await.unwrap();
    }
    begun.elapsed()
}

fn told(what: &str, took: &[Duration]) {
    let all: Duration = took.iter().sum();
    let most = took.iter().max().unwrap();
    println!("{what}: {all:.2?} in all, at most {most:.2?}");
}

/// Moves the people of the townships' first villages into the very first, until some five hundred there are in payment.
async fn gather_five_hundred(db: &Db) {
    let first = "select min(village) as code from persons";
    let first = codes(db, first).await.remove(0);
    let paid = "select insurance_no as code from persons where participation = 1 and contribution_state = 3 and village =";
    let few = "select distinct village as code from persons order by 1 limit 8";
    for village in codes(db, few).await {
        if codes(db, &format!("{paid} '{first}'")).await.len() < 450 && village[..9] == first[..9] {
            let moved =
                format!("update persons set village = '{first}' where village = '{village}'");
            raw(db, &[&moved]).await;
        }
    }
}

async fn issue(db: &Db, month: Month) {
    let (mut by_itself, mut acts) = (Vec::new(), Vec::new());
    for county in codes(db, "select distinct county as code from persons order by 1").await {
        let desk = at(month, Post::CVer, &format!("{county}000000"));
        let lists = binds![
            &desk.county,
            month,
            "EXCEPTION",
            false,
            desk.business_date,
            "x"
        ];
        let items = binds![&desk.county, month, false];
        let statements: [(&str, &[Value]); 3] = [
            ("issue::NEW_LISTS", &lists),
            ("issue::NEW_ITEMS", &items),
            ("issue::COUNTED", &items),
        ];
        by_itself.push(bare(db, &statements).await);
        acts.push(
            act(
                db,
                &desk,
                &format!("issue-{month}-{county}"),
                &IssueLists { month },
            )
            .await,
        );
    }
    told(
        "the three statements of issuing, county by county",
        &by_itself,
    );
    told("lists issued, county by county", &acts);
}

async fn look(db: &Db, month: Month) {
    let area: AreaCode = "371300000000".parse().unwrap();
    let desk = at(month, Post::MDir, "371300000000");
    let values = binds![
        "371300",
        "371399",
        month,
        "371300000000",
        "371399999999",
        6_i64,
        desk.business_date,
        "C-DIR"
    ];
    let (mut sums, mut progress, mut exceptions) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..5 {
        sums.push(bare(db, &[("progress::SUMS", &values)]).await);
        let begun = Instant::now();
        let of = ProgressOf {
            month,
            area: area.clone(),
        };
        assert!(of.find(db, &desk).await.unwrap().parts.len() > 1);
        progress.push(begun.elapsed());
        let begun = Instant::now();
        let of = ExceptionsOf {
            month,
            area: area.clone(),
        };
        of.find(db, &desk).await.unwrap();
        exceptions.push(begun.elapsed());
    }
    told("the statement of the city's progress, five times", &sums);
    told("the progress of the city, five times", &progress);
    told("the exceptions of the city, five times", &exceptions);
}

async fn sign(db: &Db, month: Month) {
    let nearest = format!(
        "select village as code from verification_lists where month = {} and state = 'ISSUED'
        order by abs(due - 500), village limit 1",
        month.yyyymm()
    );
    let village = codes(db, &nearest).await.remove(0);
    let list = async || {
        let of = ListOf {
            month,
            village: village.parse().unwrap(),
        };
        let begun = Instant::now();
        let found = of
            .find(
                db,
                &at(month, Post::CVer, &format!("{}000000", &village[..6])),
            )
            .await;
        (found.unwrap().unwrap(), begun.elapsed())
    };
    let (sheet, opened) = list().await;
    println!("a list of {} people read: {opened:.2?}", sheet.items.len());
    let confirm = ConfirmList {
        month,
        village: sheet.list.village.clone(),
        version: sheet.list.version,
    };
    let took = act(
        db,
        &at(month, Post::VCo, &village),
        &format!("confirm-{month}"),
        &confirm,
    )
    .await;
    println!("the list confirmed as a whole: {took:.2?}");
    let (township, county) = (
        format!("{}000", &village[..9]),
        format!("{}000000", &village[..6]),
    );
    for (post, area) in [
        (Post::VCo, &village),
        (Post::TClk, &township),
        (Post::TDir, &township),
        (Post::CVer, &county),
    ] {
        let desk = at(month, post, area);
        let list = list().await.0.list;
        let alone = signed(db, &desk, &list).await;
        let step = MoveList {
            month,
            village: list.village,
            version: list.version,
            way: Way::On,
            reason: String::new(),
        };
        let took = act(db, &desk, &format!("move-{month}-{post}"), &step).await;
        println!("moved on by {post}: {took:.2?}; its statements alone: {alone:.2?}");
    }
}

/// The statements of a signature by themselves: the list held, its people and hands read, the list moved, a hand more.
async fn signed(db: &Db, desk: &Desk, list: &List) -> Duration {
    let key = binds![&desk.county, list.month, &list.village];
    let moved = binds![
        &desk.county,
        list.month,
        &list.village,
        list.version,
        list.state.word(),
        list.signed_on,
        list.days_late,
        list.confirmed
    ];
    let none = Option::<String>::None;
    let hand = binds![
        &desk.county,
        list.month,
        &list.village,
        99_i64,
        "sign",
        list.state.word(),
        ListState::CountyAccepted.word(),
        &desk.operator,
        desk.post,
        none.clone(),
        none,
        Option::<i64>::None,
        desk.business_date,
        desk.at
    ];
    let statements: [(&str, &[Value]); 5] = [
        ("store::LOCKED", &key),
        ("store::ITEMS", &key),
        ("store::HANDS", &key),
        ("sign::MOVED", &moved),
        ("sign::HAND", &hand),
    ];
    bare(db, &statements).await
}

/// `CITY=sqlite:city.db cargo test --release --test suite the_month_in_a_city -- --ignored --nocapture`; a PostgreSQL address does too.
#[tokio::test]
#[ignore = "long: needs CITY, the address of a city that demo generate made; it issues the lists of its month"]
async fn the_month_in_a_city() {
    let url = std::env::var("CITY").expect("CITY is the address of a generated city");
    let db = Db::open(&url).await.unwrap();
    db.migrate().await.unwrap();
    let latest = leaked("select max(month) as month from verification_lists");
    let latest: Latest = db.one(&latest, &[]).await.unwrap();
    let month = latest.month.map_or("2012-03".parse().unwrap(), Month::next);
    gather_five_hundred(&db).await;
    issue(&db, month).await;
    look(&db, month).await;
    sign(&db, month).await;
    look(&db, month).await;
}
