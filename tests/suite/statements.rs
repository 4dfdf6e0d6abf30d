//! Every statement of the program runs on both engines, and both give the same answers.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use jingban::business::organisation::write_moves;
use jingban::business::registration::numbers::allocate;
use jingban::business::stop_payment::{
    Evidence, HoldWanted, Wanted, hold, propose, release, withdraw,
};
use jingban::command;
use jingban::command::seat::guest_desk;
use jingban::database::backup::copy_to;
use jingban::database::{Db, Engine, Sql, Trace, resolve};
use jingban::kernel::desk::Desk;
use jingban::{binds, record};
use serde_json::{Value, json};

use crate::acts::carry_all_out;
use crate::county::{both_with_county, desk};
use crate::drive::{ask_again, ask_everything};
use crate::sources;
use crate::stage::raw;

/// Statements that one engine never needs; there they are only run as they stand.
const ONE_SIDED: &[(&str, Engine)] = &[
    ("jingban::database::runner::NOTIFY", Engine::Sqlite),
    ("jingban::database::backup::COPY", Engine::Postgres),
];

record! { struct Operator { operator: Option<String> } }
record! { struct County { county: String } }
record! { struct Said { said: String } }
record! { struct Entries { entries: i64 } }

/// The statement of a name.
fn named(name: &str) -> &'static Sql {
    command::statements().find(|sql| sql.name == name).unwrap()
}

/// What commands and backups ask of a database that they open themselves, asked here of this one.
async fn asked_elsewhere(db: &Db) -> Value {
    let head = binds!["371323000000", NaiveDate::from_ymd_opt(2012, 3, 8).unwrap()];
    let head: Vec<Operator> = db
        .rows(named("jingban::command::seat::HEAD"), &head)
        .await
        .unwrap();
    let counties: Vec<County> = db
        .rows(named("jingban::command::doctor::COUNTIES"), &[])
        .await
        .unwrap();
    let sound: Vec<Said> = db
        .rows(named("jingban::database::backup::INTEGRITY"), &[])
        .await
        .unwrap();
    let entries: Vec<Entries> = db
        .rows(named("jingban::database::backup::ENTRIES"), &[])
        .await
        .unwrap();
    json!([head, counties, sound, entries])
}

/// What only the setting-up of a database and the doors between businesses run; none of it is kept.
async fn run_by_other_doors(db: &Db) -> Value {
    let mut tx = db.begin().await.unwrap();
    write_moves(&mut tx).await.unwrap();
    let county = desk().county;
    let old = allocate(&mut tx, &county, 2012).await.unwrap();
    let new = allocate(&mut tx, &county, 2013).await.unwrap();
    let wanted = Wanted {
        insurance_no: "3713231100001371".to_owned(),
        village: "371323100202".parse().unwrap(),
        reason: "T01".to_owned(),
        event_date: "2012-03-02".parse().ok(),
        evidence: Some(Evidence::Comparison),
        evidence_ref: Some("POLI-201203-001".to_owned()),
        source_ref: "BD-1".to_owned(),
        proposed_by: "system".to_owned(),
    };
    let held = HoldWanted {
        insurance_no: wanted.insurance_no.clone(),
        month: "2012-03".parse().unwrap(),
        reason: "S04".to_owned(),
        source: "MATCH".to_owned(),
        source_ref: wanted.source_ref.clone(),
    };
    let (desk, person, case) = (desk(), &wanted.insurance_no, &wanted.source_ref);
    let mut done = Vec::new();
    for _ in 0..2 {
        done.push(propose(&mut tx, &desk, &wanted).await.unwrap());
        done.push(hold(&mut tx, &desk, &held).await.unwrap());
    }
    for _ in 0..2 {
        done.push(withdraw(&mut tx, &desk, person, case).await.unwrap());
        done.push(release(&mut tx, &desk, person, case).await.unwrap());
    }
    // What is known is not put down again; what is gone cannot be taken back again.
    assert_eq!(done, [true, true, false, false, true, true, false, false]);
    tx.rollback().await.unwrap();
    db.survey().await.unwrap();
    let production = "update settings set value = 'production' where name = 'environment'";
    raw(db, &[production]).await;
    // The day it answers with is today's, and may turn between the engines.
    guest_desk(db, "test").await.unwrap();
    json!([old.unwrap().as_str(), new.unwrap().as_str()])
}

#[test]
fn every_file_with_statements_is_in_the_collection() {
    let known: BTreeSet<&str> = command::statements()
        .map(|sql| sql.name.rsplit_once("::").unwrap().0)
        .collect();
    let files = sources::program();
    let writing = files
        .iter()
        .filter(|file| file.text.contains("\nstatements! {"));
    let written: BTreeSet<&str> = writing.map(|file| file.module.as_str()).collect();
    assert!(written.len() >= 25, "{written:?}");
    assert_eq!(known, written);
}

#[test]
fn no_two_statements_have_one_name() {
    let names: Vec<&str> = command::statements().map(|sql| sql.name).collect();
    let single: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), single.len());
}

#[tokio::test]
async fn every_statement_runs_on_both_engines_and_answers_alike() {
    let folder = tempfile::tempdir().unwrap();
    both_with_county(async |db: Db| {
        let seen = Trace::default();
        let db = db.traced(seen.clone());
        let first = ask_everything(&db, &desk(), folder.path()).await;
        assert_eq!(first.found_nobody(), ["nobody at all", "3713231200012345"]);
        let asked = first.asked();
        let questions = sources::names_of("Query");
        assert!(questions.len() >= 18, "{questions:?}");
        for question in &questions {
            assert!(
                asked.contains(question.as_str()),
                "{question} is never asked"
            );
        }
        let mut answers = vec![first];
        let village = Desk {
            area: "371323100201".parse().unwrap(),
            ..desk()
        };
        answers.push(ask_again(&db, &village, folder.path()).await);
        carry_all_out(&db).await;
        answers.push(ask_again(&db, &desk(), folder.path()).await);
        let done = resolve(&db, &desk(), "act-3").await.unwrap();
        let done = done.map(|done| (done.act, done.outcome));
        let elsewhere = (asked_elsewhere(&db).await, run_by_other_doors(&db).await);
        if db.engine() == Engine::Sqlite {
            copy_to(&db, &folder.path().join("copy.db")).await.unwrap();
        }
        let names: BTreeSet<&str> = seen.lock().unwrap().keys().copied().collect();
        let missing: Vec<&str> = command::statements()
            .map(|sql| sql.name)
            .filter(|name| !names.contains(name))
            .filter(|name| !ONE_SIDED.contains(&(name, db.engine())))
            .collect();
        assert!(missing.is_empty(), "{missing:#?}");
        (answers, done, elsewhere)
    })
    .await;
}
