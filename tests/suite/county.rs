//! The demonstration county: loaded once on each engine, copied for every test that works on it.

use std::path::PathBuf;

use chrono::DateTime;
use jingban::business::BUSINESSES;
use jingban::database::Db;
use jingban::desk::demonstration::{Loader, Source, load};
use jingban::kernel::desk::Desk;
use serde::Serialize;
use tokio::sync::OnceCell;

use crate::cluster::cluster;
use crate::dump::dump_without;
use crate::engines::{Place, same};
use crate::stage;

/// The template of the county on the cluster.
const TEMPLATE: &str = "jb_county";

/// The county in a file that is only copied.
static FILE: OnceCell<PathBuf> = OnceCell::const_new();
/// The county on the cluster, where nobody is connected to it.
static SERVER: OnceCell<()> = OnceCell::const_new();

/// A desk in the demonstration.
pub(crate) fn desk() -> Desk {
    Desk {
        demonstration: true,
        ..stage::desk()
    }
}

/// Who loads demonstrations in tests.
pub(crate) fn loader() -> Loader {
    Loader {
        operator: "sunwenbo".to_owned(),
        client: "test".to_owned(),
        at: DateTime::UNIX_EPOCH,
    }
}

/// Runs a test's body on a copy of the county on each engine; what it returns must be the same.
pub(crate) async fn both_with_county<T: Serialize>(
    body: impl AsyncFn(Db) -> T,
) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("county.db");
    tokio::fs::copy(county_file().await, &file).await.unwrap();
    let server = Place::Server(county_server().await);
    same([Place::File(file), server], async |place: Place| {
        let db = place.open().await;
        let answer = body(db.clone()).await;
        db.close().await;
        answer
    })
    .await
}

async fn county_file() -> &'static PathBuf {
    FILE.get_or_init(|| async {
        let path = cluster().folder().join("county.db");
        fill(&Place::File(path.clone())).await;
        path
    })
    .await
}

async fn county_server() -> jingban::database::Server {
    SERVER
        .get_or_init(|| async {
            let server = cluster().named(TEMPLATE).await;
            fill(&Place::Server(server)).await;
        })
        .await;
    cluster().copy_of(TEMPLATE).await
}

async fn fill(place: &Place) {
    let db = place.open().await;
    db.migrate().await.unwrap();
    load(&db, &loader(), &Source::Carried, BUSINESSES, &mut |_, _, _| {})
        .await
        .unwrap();
    db.close().await;
}

/// Columns whose text is each engine's own, and a salted hash.
const OWN_TEXT: &[&str] = &["locked", "made_at", "checked_at", "phc"];

#[tokio::test]
async fn every_table_of_the_county_is_the_same_on_both_engines() {
    let whole = both_with_county(async |db: Db| dump_without(&db, OWN_TEXT).await).await;
    for awkward in ["[䶮", "𠮷]", "[372801195203150024]", "[SUSPEND]"] {
        assert!(whole.as_str().unwrap().contains(awkward), "{awkward}");
    }
}
