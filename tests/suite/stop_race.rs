//! Many directors' sessions over the same forms: each form is approved once, and everybody else is told so.

use std::time::Instant;

use futures_util::future::join_all;
use jingban::business::stop_payment::approve::ApproveForm;
use jingban::business::stop_payment::store::FormOf;
use jingban::database::Db;
use jingban::database::request::{Query as _, Verdict};
use jingban::database::runner::carry_out;
use jingban::record;

use crate::county::both_places_with_county;
use crate::demo;
use crate::engines::Place;
use crate::stage::{leaked, raw};

record! { struct Count { n: i64 } }

/// So many empty forms, reviewed and waiting for the director: one of each kind in places the demonstration has none in.
async fn lay(db: &Db, forms: usize) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut rows = Vec::new();
    for at in 0..forms {
        let (kind, township) = (["STOP", "RESUME"][at % 2], at / 2);
        let form_no = format!("{kind}-371323-{township:03}-209901-1");
        rows.push(format!(
            "('371323', '{form_no}', '{kind}', 209901, '371323{township:03}001', 1, 'REVIEWED', 'zhangmin', '2012-03-08', 1)"
        ));
        numbers.push(form_no);
    }
    for rows in rows.chunks(200) {
        let text = format!(
            "insert into stop_forms (county, form_no, kind, month, township, seq, state, opened_by, opened_on, version)
            values {}",
            rows.join(", ")
        );
        raw(db, &[&text]).await;
    }
    numbers
}

/// One session: approves every form, beginning at its own place; how often it was the first.
async fn session(place: &Place, numbers: &[String], hash: &str, at: usize, of: usize) -> usize {
    let db = place.open().await;
    let desk = demo::desk_of(&db, "zhaoguoqiang").await;
    let mut won = 0;
    let from = numbers.len() * at / of;
    for form_no in numbers[from..].iter().chain(&numbers[..from]) {
        let act = ApproveForm {
            form_no: form_no.clone(),
            version: 1,
            hash: hash.to_owned(),
            count: 0,
        };
        match carry_out(&db, &desk, &format!("{form_no}-{at}"), &act).await {
            Ok(_) => won += 1,
            Err(Verdict::Stale(told)) => {
                assert!(told.zh.contains(&desk.name), "{}", told.zh);
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    db.close().await;
    won
}

/// Races so many sessions over so many forms; each is approved exactly once, and the trail has one entry of it.
#[expect(clippy::disallowed_methods, reason = "how long it took is told")]
#[expect(clippy::print_stdout, reason = "how long it took is told")]
async fn race(place: Place, forms: usize, sessions: usize) -> (usize, i64) {
    let db = place.open().await;
    let numbers = lay(&db, forms).await;
    let desk = demo::desk_of(&db, "zhaoguoqiang").await;
    let form_no = numbers[0].clone();
    let hash = FormOf { form_no }
        .find(&db, &desk)
        .await
        .unwrap()
        .unwrap()
        .hash;
    let begun = Instant::now();
    let each = (0..sessions).map(|at| session(&place, &numbers, &hash, at, sessions));
    let won: Vec<usize> = join_all(each).await;
    let took = begun.elapsed();
    println!(
        "{:?}: {forms} forms, {sessions} sessions, {won:?}: {took:.1?}, {} approvals a second",
        db.engine(),
        u128::try_from(forms).unwrap() * 1_000 / took.as_millis().max(1)
    );
    let entries = "select count(*) as n from audit_entries where county = '371323' and act = 'stop_payment.approve'";
    let entries: Count = db.one(&leaked(entries), &[]).await.unwrap();
    db.close().await;
    (won.iter().sum(), entries.n)
}

#[tokio::test]
async fn each_form_is_approved_once_whoever_races_for_it() {
    let done = both_places_with_county(async |place: Place| race(place, 24, 4).await).await;
    assert_eq!(done[0], 24, "{done}");
}

/// `cargo test --release --locked --test suite two_thousand_forms_are_raced_for -- --ignored --nocapture`
#[tokio::test]
#[ignore = "long: eight sessions over two thousand forms"]
async fn two_thousand_forms_are_raced_for() {
    let done = both_places_with_county(async |place: Place| race(place, 2_000, 8).await).await;
    assert_eq!(done[0], 2_000, "{done}");
}
