//! The demonstration county, and a hamlet of a few of its people: each loaded once on each engine, and copied for
//! every test that works on it.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use jingban::business::BUSINESSES;
use jingban::database::{Db, Server};
use jingban::desk::demonstration::{Loader, Source, load};
use jingban::kernel::desk::Desk;
use serde::Serialize;
use tokio::sync::OnceCell;

use crate::cluster::cluster;
use crate::drive::PEOPLE;
use crate::dump::dump_without;
use crate::engines::{OWN_TEXT, Place, same};
use crate::stage;

static COUNTY: Fixture = Fixture::of("county");
static HAMLET: Fixture = Fixture::of("hamlet");

/// The operators of the hamlet.
const OPERATORS: &[&str] = &[
    "wangfang",
    "liujianguo",
    "zhaoguoqiang",
    "handan",
    "zhanghua",
    "liqiang",
    "zhangmin",
    "niushulin",
    "wangjianmin",
    "sunwenbo",
    "hezhenhai",
];

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
    COUNTY.both(body).await
}

/// The same with the place itself, for a test that opens sessions of its own.
pub(crate) async fn both_places_with_county<T: Serialize>(
    body: impl AsyncFn(Place) -> T,
) -> serde_json::Value {
    COUNTY.both_places(body).await
}

/// Runs a body on a copy of the county in a file, where one engine is enough.
pub(crate) async fn on_file<T>(body: impl AsyncFn(Db) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    COUNTY.copy(folder.path()).await.with(body).await
}

/// A copy of the county on the cluster, for a program that opens it by its address.
pub(crate) async fn on_server() -> Server {
    cluster().copy_of(COUNTY.server().await).await
}

/// The same on a hamlet, for what works through the whole database many times over.
pub(crate) async fn both_with_hamlet<T: Serialize>(
    body: impl AsyncFn(Db) -> T,
) -> serde_json::Value {
    HAMLET.both(body).await
}

/// Writes the files of the hamlet into a folder: those of the county, with a few people and operators only.
pub(crate) fn hamlet(folder: &Path) -> Source {
    let carried = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo-data");
    for file in fs::read_dir(carried).unwrap() {
        let file = file.unwrap();
        if file.path().is_dir() {
            continue;
        }
        let text = fs::read_to_string(file.path()).unwrap();
        let kept = match text.split_once('\n') {
            Some((head, rows)) if head.contains("insurance_no") => {
                few(head, rows, "insurance_no", PEOPLE)
            }
            Some((head, rows)) if head.starts_with("operator,") => {
                few(head, rows, "operator", OPERATORS)
            }
            Some((head, rows)) if head.starts_with("holder,") => {
                few(head, rows, "holder", OPERATORS)
            }
            _ => text,
        };
        fs::write(folder.join(file.file_name()), kept).unwrap();
    }
    Source::Folder(folder.to_owned())
}

/// The head of a file and those of its rows whose column holds one of a few values.
fn few(head: &str, rows: &str, column: &str, values: &[&str]) -> String {
    let at = head.split(',').position(|name| name == column).unwrap();
    let kept = rows
        .lines()
        .filter(|row| values.contains(&row.split(',').nth(at).unwrap()));
    let lines: Vec<&str> = std::iter::once(head).chain(kept).collect();
    lines.join("\n") + "\n"
}

/// A database that is filled once on each engine.
struct Fixture {
    name: &'static str,
    /// A file that is only copied.
    file: OnceCell<PathBuf>,
    /// A template on the cluster, to which nobody is connected.
    server: OnceCell<String>,
}

impl Fixture {
    const fn of(name: &'static str) -> Self {
        Self {
            name,
            file: OnceCell::const_new(),
            server: OnceCell::const_new(),
        }
    }

    async fn both<T: Serialize>(&self, body: impl AsyncFn(Db) -> T) -> serde_json::Value {
        self.both_places(async |place: Place| place.with(&body).await)
            .await
    }

    async fn both_places<T: Serialize>(&self, body: impl AsyncFn(Place) -> T) -> serde_json::Value {
        let folder = tempfile::tempdir().unwrap();
        let file = self.copy(folder.path()).await;
        let server = cluster().copy_of(self.server().await).await;
        same([file, Place::Server(server)], body).await
    }

    /// A copy in a file below a folder.
    async fn copy(&self, folder: &Path) -> Place {
        let path = folder.join("copy.db");
        fs::copy(self.file().await, &path).unwrap();
        Place::File(path)
    }

    async fn file(&self) -> &Path {
        let filled = self.file.get_or_init(|| async {
            let path = cluster().folder().join(format!("{}.db", self.name));
            self.fill(&Place::File(path.clone())).await;
            path
        });
        filled.await
    }

    async fn server(&self) -> &str {
        let filled = self.server.get_or_init(|| async {
            let name = format!("jb_{}", self.name);
            self.fill(&Place::Server(cluster().named(&name).await))
                .await;
            name
        });
        filled.await
    }

    async fn fill(&self, place: &Place) {
        let folder = tempfile::tempdir().unwrap();
        let source = match self.name {
            "hamlet" => hamlet(folder.path()),
            _ => Source::Carried,
        };
        let db = place.open().await;
        db.migrate().await.unwrap();
        load(&db, &loader(), &source, BUSINESSES, &mut |_, _, _| {})
            .await
            .unwrap();
        db.survey().await.unwrap();
        db.close().await;
    }
}

#[tokio::test]
async fn every_table_of_the_county_is_the_same_on_both_engines() {
    let whole = both_with_county(async |db: Db| {
        let whole = dump_without(&db, OWN_TEXT).await;
        whole.lines().map(str::to_owned).collect::<Vec<String>>()
    })
    .await;
    for awkward in ["[王䶮]", "[张𠮷]", "[372801391116270]", "[SUSPEND]"] {
        assert!(whole.to_string().contains(awkward), "{awkward}");
    }
}
