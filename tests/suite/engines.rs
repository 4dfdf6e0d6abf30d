//! Both engines: one body of a test runs on each, and the answers must be the same.

use std::path::PathBuf;

use jingban::database::{Db, Engine, Fault, Missing, Server, Trace};
use jingban::{binds, record};
use serde::Serialize;

use crate::cluster;
use crate::stage::{at, leaked, raw};

/// Columns whose text is each engine's own, and a salted hash.
pub(crate) const OWN_TEXT: &[&str] = &[
    "locked",
    "made_at",
    "checked_at",
    "phc",
    "confirmed",
    "joined",
    "proxy",
    "signed",
    "pending",
    "back_pay",
    "touched_at",
    "marked_at",
    "at",
];

/// Where a database is, so that a test can open as many sessions on it as it likes.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// A file.
    File(PathBuf),
    /// On the cluster.
    Server(Server),
}

impl Place {
    /// Opens a session of its own.
    pub(crate) async fn open(&self) -> Db {
        match self {
            Self::File(path) => Db::open_sqlite(path, Missing::Create).await.unwrap(),
            Self::Server(server) => Db::open_postgres(server).await.unwrap(),
        }
    }

    /// Runs a body on one session, and closes it.
    pub(crate) async fn with<T>(&self, body: impl AsyncFn(Db) -> T) -> T {
        let db = self.open().await;
        let answer = body(db.clone()).await;
        db.close().await;
        answer
    }
}

/// Runs a test's body on a `SQLite` file and on PostgreSQL, both migrated; what it returns must be the same.
pub(crate) async fn both<T: Serialize>(body: impl AsyncFn(Db) -> T) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let file = Place::File(folder.path().join("county.db"));
    let db = file.open().await;
    db.migrate().await.unwrap();
    db.close().await;
    let server = Place::Server(cluster::cluster().empty().await);
    same([file, server], async |place: Place| place.with(&body).await).await
}

/// Runs a test's body at both places; what it returns must be the same.
pub(crate) async fn same<T: Serialize>(
    places: [Place; 2],
    body: impl AsyncFn(Place) -> T,
) -> serde_json::Value {
    let [file, server] = places;
    let embedded = serde_json::to_value(body(file).await).unwrap();
    let central = serde_json::to_value(body(server).await).unwrap();
    assert_same(&embedded, &central);
    embedded
}

/// Shows where two long answers part, instead of both whole.
fn assert_same(embedded: &serde_json::Value, central: &serde_json::Value) {
    let lines = |value| -> Vec<String> {
        let text = serde_json::to_string_pretty(value).unwrap();
        text.lines().map(str::to_owned).collect()
    };
    let (left, right) = (lines(embedded), lines(central));
    let same = left
        .iter()
        .zip(&right)
        .take_while(|(one, two)| one == two)
        .count();
    let around = |lines: &[String]| {
        let last = (same + 10).min(lines.len());
        lines[same.saturating_sub(10)..last].join("\n")
    };
    assert!(
        embedded == central,
        "SQLite says\n{}\nPostgreSQL says\n{}",
        around(&left),
        around(&right)
    );
}

record! {
    struct Number { n: i64 }
}

record! {
    struct Word { word: String }
}

record! {
    struct Moment { moment: chrono::DateTime<chrono::Utc> }
}

#[tokio::test]
async fn a_missing_bind_is_caught() {
    both(async |db: Db| {
        let text = leaked("select cast($1 as bigint) + cast($2 as bigint) as n");
        let short = db.row::<Number>(&text, &binds![1]).await;
        assert!(matches!(short, Err(Fault::Misuse(_))), "{short:?}");
        let mut tx = db.begin().await.unwrap();
        let short = tx.run(&text, &binds![1]).await;
        assert!(matches!(short, Err(Fault::Misuse(_))), "{short:?}");
        let whole: Number = db.one(&text, &binds![1, 2]).await.unwrap();
        whole
    })
    .await;
}

#[tokio::test]
async fn a_null_is_no_zero_and_no_empty_text() {
    both(async |db: Db| {
        let number = leaked("select cast(null as bigint) as n");
        let number = db.one::<Number>(&number, &[]).await;
        let word = leaked("select cast(null as text) as word");
        let word = db.one::<Word>(&word, &[]).await;
        for fault in [number.unwrap_err(), word.unwrap_err()] {
            assert!(matches!(fault, Fault::Inconsistent { .. }), "{fault:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_nul_character_is_refused() {
    both(async |db: Db| {
        let text = leaked("select cast($1 as text) as word");
        let told = db.row::<Word>(&text, &binds!["a\0b"]).await.unwrap_err();
        assert!(matches!(told, Fault::Misuse(_)));
    })
    .await;
}

#[tokio::test]
async fn times_are_kept_to_the_microsecond() {
    let kept = both(async |db: Db| {
        let text = match db.engine() {
            Engine::Sqlite => leaked("select $1 as moment"),
            Engine::Postgres => leaked("select cast($1 as timestamptz) as moment"),
        };
        let nanoseconds = at("2012-03-08T01:02:03.456789987Z");
        let kept: Moment = db.one(&text, &binds![nanoseconds]).await.unwrap();
        kept
    })
    .await;
    assert_eq!(kept["moment"], "2012-03-08T01:02:03.456789Z");
}

#[tokio::test]
async fn a_transaction_with_a_failed_statement_does_not_commit() {
    both(async |db: Db| {
        let keep = leaked("insert into settings (name, value) values ('a', '1')");
        let mut tx = db.begin().await.unwrap();
        tx.run(&keep, &[]).await.unwrap();
        let taken = tx.run(&keep, &[]).await;
        assert!(matches!(taken, Err(Fault::Taken(_))), "{taken:?}");
        assert!(tx.commit().await.is_err());
        let count: Number = db
            .one(&leaked("select count(*) as n from settings"), &[])
            .await
            .unwrap();
        assert_eq!(count.n, 0);
    })
    .await;
}

#[tokio::test]
async fn many_rows_go_in_by_chunks() {
    let count = both(async |db: Db| {
        let rows: Vec<_> = (0..1_203)
            .map(|n: i32| binds![format!("s{n:04}"), n.to_string()].to_vec())
            .collect();
        let mut tx = db.begin().await.unwrap();
        assert_eq!(
            tx.insert_many("settings", &["name", "value"], &rows).await,
            Ok(1_203)
        );
        tx.commit().await.unwrap();
        let text = leaked("select count(*) as n from settings where name >= 's0500'");
        let count: Number = db.one(&text, &[]).await.unwrap();
        count
    })
    .await;
    assert_eq!(count["n"], 703);
}

#[tokio::test]
async fn the_trail_and_stored_outcomes_cannot_be_edited() {
    both(async |db: Db| {
        raw(
            &db,
            &[
                "insert into chain_heads (county, seq, hash) values ('371323', 5, repeat_zero)"
                    .replace("repeat_zero", &format!("'{}'", "0".repeat(64)))
                    .as_str(),
                "insert into operations (county, operation_id, act, operator, at, outcome)
             values ('371323', 'o', 'a', 'li', '2012-03-08T00:00:00Z', '{}')",
            ],
        )
        .await;
        for text in [
            "update chain_heads set seq = seq + 2",
            "update chain_heads set seq = seq - 1",
            "delete from chain_heads",
            "update operations set outcome = 'other'",
        ] {
            let mut tx = db.begin().await.unwrap();
            let told = tx.run(&leaked(text), &[]).await.unwrap_err();
            assert!(told.to_string().contains("JB00"), "{text}: {told}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_old_program_refuses_a_newer_schema() {
    both(async |db: Db| {
        let ours = jingban::database::newest_migration();
        db.check_schema().await.unwrap();
        let text = match db.engine() {
            Engine::Sqlite => "x'00'",
            Engine::Postgres => "'\\x00'",
        };
        raw(
            &db,
            &[&format!(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values ({}, 'later', true, {text}, 1)",
            ours + 1
        )],
        )
        .await;
        for told in [db.check_schema().await, db.migrate().await] {
            let Err(Fault::Unusable(told)) = told else {
                panic!("{told:?}")
            };
            assert!(told.zh.contains("请升级 jingban") && told.en.contains("Upgrade jingban"));
            assert!(told.en.contains(&(ours + 1).to_string()));
        }
        db.schema_version().await.unwrap()
    })
    .await;
}

#[tokio::test]
async fn a_trace_names_what_ran() {
    both(async |db: Db| {
        let seen = Trace::default();
        let db = db.traced(seen.clone());
        db.schema_version().await.unwrap();
        let seen = seen.lock().unwrap();
        seen.iter()
            .map(|(name, times)| format!("{name} {}", times.len()))
            .collect::<Vec<String>>()
    })
    .await;
}

#[tokio::test]
async fn reads_and_begins_survive_lines_that_died_while_idle() {
    let scratch = cluster::scratch().await;
    let name = leaked("select cast(current_database() as text) as word");
    let database: Word = scratch.db.one(&name, &[]).await.unwrap();
    cluster::cluster()
        .admin(&format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'",
            database.word
        ))
        .await;
    let again: Word = scratch.db.one(&name, &[]).await.unwrap();
    assert_eq!(again, database);
    scratch.db.begin().await.unwrap().rollback().await.unwrap();
}
