use chrono::DateTime;

use super::*;
use crate::business::registration;
use crate::database::audit::verify;
use crate::kernel::post::Post;
use crate::{record, sql};

const ONE: &[&Business] = &[&registration::BUSINESS];

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
    generate(&db, &desk(), order(seed), ONE, &mut watch)
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
async fn what_must_hold_of_people_holds_in_every_county() {
    let (db, _) = city(7).await;
    for county in places::counties(3_000) {
        let desk = Desk {
            county: county.code(),
            ..desk()
        };
        // Villages come with the organisation's files, which are not read here.
        for check in registration::BUSINESS.checks {
            if check.id == "registration.villages" {
                continue;
            }
            let found = (check.count)(&db, &desk).await.unwrap();
            assert_eq!(found.count, 0, "{} {:?}", check.id, found.examples);
        }
    }
}
