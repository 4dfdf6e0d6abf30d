//! A database of the first releases, brought to this one's schema with everything in it.

use std::collections::BTreeMap;
use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _, Row as _};

use super::{Place, json};

/// The schema the first console worked on: people, contributions, benefits, and the month's verification.
const FIRST: i64 = 6;

async fn connect(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(false);
    SqliteConnection::connect_with(&options).await.unwrap()
}

async fn strings(line: &mut SqliteConnection, text: String) -> Vec<String> {
    let rows = sqlx::query(AssertSqlSafe(text))
        .fetch_all(line)
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

async fn columns(line: &mut SqliteConnection, table: &str) -> Vec<String> {
    strings(
        line,
        format!("select name from pragma_table_info('{table}') order by cid"),
    )
    .await
}

async fn tables(line: &mut SqliteConnection) -> Vec<String> {
    let text = "select name from sqlite_master where type = 'table' and name not like '\\_sqlx%' escape '\\'
        and name not like 'sqlite%' order by name";
    strings(line, text.to_owned()).await
}

/// Every row of these columns.
async fn rows(
    line: &mut SqliteConnection,
    of: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for (table, columns) in of {
        let cells: Vec<String> = columns
            .iter()
            .map(|it| format!("quote(\"{it}\")"))
            .collect();
        let text = format!(
            "select {} as line from \"{table}\" order by line",
            cells.join(" || ',' || ")
        );
        all.insert(table.clone(), strings(line, text).await);
    }
    all
}

/// The demonstration as it stood in the first schema; its tables and columns.
async fn first(place: &Place, path: &Path) -> BTreeMap<String, Vec<String>> {
    let mut line = connect(path).await;
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/database/migrations/sqlite"
    );
    let every = Migrator::new(Path::new(folder)).await.unwrap();
    let early = every
        .iter()
        .filter(|it| it.version <= FIRST)
        .cloned()
        .collect();
    Migrator::with_migrations(early)
        .run_direct(None, &mut line, false)
        .await
        .unwrap();
    let attach = format!("attach '{}' as full", place.file("county.db").display());
    sqlx::raw_sql(AssertSqlSafe(attach))
        .execute(&mut line)
        .await
        .unwrap();
    let mut of = BTreeMap::new();
    for table in tables(&mut line).await {
        let names = columns(&mut line, &table).await;
        let list = names
            .iter()
            .map(|it| format!("\"{it}\""))
            .collect::<Vec<_>>()
            .join(", ");
        let copy = format!(
            "delete from main.\"{table}\"; insert into main.\"{table}\" ({list}) select {list} from full.\"{table}\""
        );
        sqlx::raw_sql(AssertSqlSafe(copy))
            .execute(&mut line)
            .await
            .unwrap();
        of.insert(table, names);
    }
    line.close().await.unwrap();
    of
}

#[tokio::test]
async fn a_database_of_the_first_schema_upgrades_with_everything_in_it() {
    let place = Place::demonstration();
    let old = place.file("old.db");
    let of = first(&place, &old).await;
    let mut line = connect(&old).await;
    let before = rows(&mut line, &of).await;
    line.close().await.unwrap();
    assert!(
        before["persons"].len() > 400 && before["verification_items"].len() > 90,
        "it is full"
    );

    let url = format!("sqlite:{}", old.display());
    let run = |words: &str| {
        let words = [
            &["--db", url.as_str(), "--lang", "en"],
            words.split(' ').collect::<Vec<_>>().as_slice(),
        ]
        .concat();
        place.run(&words)
    };
    let refused = run("doctor");
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.complained.contains("server migrate"), "{refused:?}");

    let done = json(&run("--json server migrate"));
    assert_eq!(done["from"], FIRST, "{done}");
    let copy = place.file("old.db.v6");
    assert_eq!(done["backup"], copy.display().to_string(), "{done}");

    for (path, what) in [(&old, "upgraded"), (&copy, "kept as it was")] {
        let mut line = connect(path).await;
        let mut after = rows(&mut line, &of).await;
        line.close().await.unwrap();
        // The table of moves is the program's own, and this one's is longer.
        after.insert("moves".to_owned(), before["moves"].clone());
        assert!(before == after, "{what}");
    }
    for words in [
        "doctor",
        "audit verify",
        "--as wangfang lookup 3713231200012344",
    ] {
        let ended = run(words);
        assert_eq!(ended.code, 0, "{ended:?}");
    }
    let again = run("server migrate");
    assert!(again.said.contains("already"), "{again:?}");
}
