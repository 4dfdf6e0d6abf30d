//! The demonstration county, loaded and checked.

use std::fs;
use std::path::Path;

use super::*;
use crate::binds;
use crate::business::{BUSINESSES, organisation, registration};
use crate::database::audit::verify;
use crate::database::value::Value;
use crate::database::{Missing, Sql};

const ONE: &[&Business] = &[&registration::BUSINESS];

/// Every business, the organisation first.
fn all() -> Vec<&'static Business> {
    let others = BUSINESSES.iter().filter(|it| it.name != "organisation");
    let first: &'static Business = &organisation::BUSINESS;
    [first].into_iter().chain(others.copied()).collect()
}

const TWICE: Sql = sql!(
    "select count(*) as found from
     (select serial_year, serial from persons group by serial_year, serial having count(*) > 1) as twice"
);
const IN_PAYMENT: Sql = sql!(
    "select count(*) as found from persons
     where village = $1 and participation = 1 and contribution_state = 3"
);
const MARK: Sql = sql!("update settings set value = $1 where name = 'environment'");

fn loader() -> Loader {
    Loader {
        operator: "sunwenbo".to_owned(),
        client: "test".to_owned(),
        at: DateTime::UNIX_EPOCH,
    }
}

async fn empty() -> Db {
    let db = Db::open_memory().await.unwrap();
    db.migrate().await.unwrap();
    db
}

async fn counted(db: &Db, sql: &Sql, values: &[Value]) -> i64 {
    db.one::<Count>(sql, values).await.unwrap().found
}

/// Copies the carried files into a folder, where a test may spoil them.
fn edited(folder: &Path) -> Source {
    let carried = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo-data");
    for file in fs::read_dir(carried).unwrap() {
        let file = file.unwrap();
        if file.path().is_dir() {
            continue;
        }
        fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    Source::Folder(folder.to_owned())
}

#[tokio::test]
async fn the_carried_county_loads_and_its_numbers_are_whole() {
    let db = empty().await;
    let mut seen = Vec::new();
    let mut watch = |table: &str, done: usize, due: usize| seen.push((table.to_owned(), done, due));
    let loaded = load(&db, &loader(), &Source::Carried, ONE, &mut watch)
        .await
        .unwrap();
    assert_eq!(loaded.rows("persons"), 3_500);
    assert_eq!(loaded.rows("registry"), 3_500);
    let (last, done, due) = seen.last().unwrap();
    assert!(last.is_empty() && done == due && *due > 3_500);
    assert_eq!(counted(&db, &TWICE, &[]).await, 0);
    for (village, recipients) in [("371323100201", 112 + 1), ("371323100202", 97)] {
        assert_eq!(
            counted(&db, &IN_PAYMENT, &binds![village]).await,
            recipients
        );
    }
    assert_eq!(marked(&db).await.unwrap().as_deref(), Some(DEMONSTRATION));
    let trail = verify(&db, None, &[]).await.unwrap();
    assert!(trail.is_sound() && trail.entries == 1);
}

#[tokio::test]
async fn a_database_in_use_is_not_loaded_into() {
    let db = empty().await;
    load(&db, &loader(), &Source::Carried, ONE, &mut |_, _, _| {})
        .await
        .unwrap();
    let again = load(&db, &loader(), &Source::Carried, ONE, &mut |_, _, _| {}).await;
    assert!(matches!(again, Err(LoadError::Refused(refusal)) if refusal.code == "DM-0101"));
}

#[tokio::test]
async fn everything_wrong_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let source = edited(folder.path());
    let persons = folder.path().join("persons.csv");
    let spoiled =
        fs::read_to_string(&persons)
            .unwrap()
            .replacen("3713231100000012", "3713231100000013", 1);
    fs::write(&persons, spoiled).unwrap();
    fs::remove_file(folder.path().join("id_disputes.csv")).unwrap();
    let db = empty().await;
    let Err(LoadError::Files(troubles)) =
        load(&db, &loader(), &source, ONE, &mut |_, _, _| {}).await
    else {
        panic!("it loaded");
    };
    let places: Vec<_> = troubles
        .iter()
        .map(|t| (t.file.as_str(), t.line, t.column.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("persons.csv", 2, "insurance_no"),
            ("id_disputes.csv", 0, "")
        ]
    );
    assert_eq!(counted(&db, &USED, &[]).await, 0);
}

#[tokio::test]
async fn a_policy_below_the_law_is_refused_with_its_parameter() {
    let folder = tempfile::tempdir().unwrap();
    let source = edited(folder.path());
    let policy = folder.path().join("policy.toml");
    let spoiled =
        fs::read_to_string(&policy)
            .unwrap()
            .replacen("100=30,200=35", "100=29,200=35", 1);
    fs::write(&policy, spoiled).unwrap();
    let db = empty().await;
    let Err(error) = load(&db, &loader(), &source, ONE, &mut |_, _, _| {}).await else {
        panic!("it loaded");
    };
    let told = error.told();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].en.starts_with("policy.toml, line ") && told[0].en.contains("29"),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_reset_replaces_a_demonstration_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    for _ in 0..2 {
        let loaded = reset(&path, &loader(), &Source::Carried, ONE, &mut |_, _, _| {})
            .await
            .unwrap();
        assert_eq!(loaded.rows("persons"), 3_500);
    }
    let db = Db::open_sqlite(&path, Missing::Refuse).await.unwrap();
    let busy = reset(&path, &loader(), &Source::Carried, ONE, &mut |_, _, _| {}).await;
    assert!(
        matches!(busy, Err(LoadError::Refused(_))),
        "somebody has it open"
    );
    let mut tx = db.begin().await.unwrap();
    tx.run_one(&MARK, &binds![PRODUCTION]).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let before = fs::read(&path).unwrap();
    let refused = reset(&path, &loader(), &Source::Carried, ONE, &mut |_, _, _| {}).await;
    assert!(matches!(refused, Err(LoadError::Refused(refusal)) if refusal.code == "DM-0102"));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}

#[tokio::test]
async fn a_class_gets_equal_copies() {
    let folder = tempfile::tempdir().unwrap();
    let places = copies(
        2,
        folder.path(),
        &loader(),
        &Source::Carried,
        ONE,
        &mut |_, _, _| {},
    )
    .await
    .unwrap();
    assert_eq!(places.len(), 2);
    assert_eq!(fs::read(&places[0]).unwrap(), fs::read(&places[1]).unwrap());
}

#[tokio::test]
async fn the_whole_county_loads_and_passes_every_check() {
    let db = empty().await;
    let loaded = load(&db, &loader(), &Source::Carried, &all(), &mut |_, _, _| {})
        .await
        .map_err(|error| error.told())
        .unwrap();
    for (table, least) in [
        ("areas", 30),
        ("operators", 50),
        ("credentials", 50),
        ("assignments", 50),
        ("holidays", 100),
        ("policies", 130),
        ("contributions", 2_500),
        ("awards", 1_300),
        ("benefit_events", 90),
        ("payments", 9_000),
    ] {
        assert!(
            loaded.rows(table) >= least,
            "{table} {}",
            loaded.rows(table)
        );
    }
    let place = county::read(&Source::Carried).unwrap();
    let desk = loader().desk(&place).unwrap();
    for business in all() {
        for check in business.checks {
            let found = (check.count)(&db, &desk).await.unwrap();
            assert_eq!(found.count, 0, "{} {:?}", check.id, found.examples);
        }
    }
}

#[tokio::test]
async fn the_ground_of_a_city_has_no_people() {
    let db = empty().await;
    let loaded = lay_ground(&db, &loader(), &Source::Carried, &all())
        .await
        .unwrap();
    assert!(loaded.rows("policies") > 100 && loaded.rows("holidays") > 100);
    assert_eq!((loaded.rows("persons"), loaded.rows("operators")), (0, 0));
}
