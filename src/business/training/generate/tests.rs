//! A small city, generated and checked.

use chrono::DateTime;

use super::*;
use crate::business::{BUSINESSES, organisation};
use crate::database::audit::verify;
use crate::kernel::post::Post;
use crate::{record, sql};

/// Every business, the organisation first.
fn all() -> Vec<&'static Business> {
    let others = BUSINESSES.iter().filter(|it| it.name != "organisation");
    let first: &'static Business = &organisation::BUSINESS;
    [first].into_iter().chain(others.copied()).collect()
}

const ALIKE: crate::database::Sql = sql!(
    "select count(*) as persons, count(distinct citizen_id) as ids, sum(serial) as serials,
        count(distinct bank_account) as accounts, max(name) as name, max(enrolled_on) as enrolled_on
     from persons"
);

record! {
    struct Alike {
        persons: i64,
        ids: i64,
        serials: i64,
        accounts: i64,
        name: String,
        enrolled_on: NaiveDate,
    }
}

fn desk() -> Desk {
    Desk {
        operator: "sunwenbo".to_owned(),
        name: "孙文博".to_owned(),
        post: Post::CSys,
        area: "371323".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: DateTime::UNIX_EPOCH,
        business_date: NaiveDate::from_ymd_opt(2012, 3, 8).unwrap(),
        demonstration: true,
    }
}

fn order(seed: u64) -> Order {
    Order {
        persons: 3_000,
        seed,
        months: 8,
        business_date: desk().business_date,
    }
}

async fn city(seed: u64) -> (Db, Alike) {
    let db = Db::open_memory().await.unwrap();
    db.migrate().await.unwrap();
    let mut last = (0, 0);
    let mut watch = |_: &str, done: usize, due: usize| last = (done, due);
    generate(&db, &desk(), order(seed), &all(), &mut watch)
        .await
        .unwrap();
    assert_eq!(last, (3_000, 3_000));
    let alike = db.one(&ALIKE, &[]).await.unwrap();
    (db, alike)
}

#[tokio::test]
async fn equal_seeds_make_equal_cities() {
    let (db, first) = city(7).await;
    let (_, again) = city(7).await;
    let (_, other) = city(8).await;
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert_eq!(
        (first.persons, first.ids, first.accounts),
        (3_000, 3_000, 3_000)
    );
    let trail = verify(&db, None, &[]).await.unwrap();
    assert!(trail.is_sound());
    assert_eq!(trail.heads.len(), 15, "every county answers for its people");
}

#[tokio::test]
async fn what_must_hold_holds_in_every_county() {
    let (db, _) = city(7).await;
    for county in places::counties(3_000) {
        let desk = Desk {
            county: county.code(),
            ..desk()
        };
        let checks = BUSINESSES.iter().flat_map(|business| business.checks);
        for check in checks.filter(|check| !check.id.starts_with("organisation.")) {
            let found = (check.count)(&db, &desk).await.unwrap();
            assert_eq!(found.count, 0, "{} {:?}", check.id, found.examples);
        }
    }
}

#[tokio::test]
#[ignore = "makes 200,000 people in a file to see how long it takes: run it in release"]
async fn a_large_city_is_made_in_chunks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("city.db");
    let db = Db::open_sqlite(&path, crate::database::Missing::Create)
        .await
        .unwrap();
    db.migrate().await.unwrap();
    let large = Order {
        persons: 200_000,
        ..order(1)
    };
    let rows = generate(&db, &desk(), large, &all(), &mut |_, _, _| {})
        .await
        .unwrap();
    let alike: Alike = db.one(&ALIKE, &[]).await.unwrap();
    assert_eq!((alike.persons, alike.ids), (200_000, 200_000));
    assert!(rows > 1_000_000, "{rows}");
}
