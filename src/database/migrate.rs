//! The schema and its versions: pairs `migrations/{sqlite,postgres}/NNNN_name.sql`, embedded in the program.
//!
//! A migration that has been released is never edited: its checksum stands in every database.

use include_dir::{Dir, include_dir};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{Acquire as _, Connection as _, SqlSafeStr as _};

use super::db::{Db, Engine, Pool};
use super::fault::Fault;
use crate::kernel::text::Phrase;
use crate::{phrase, record, sql, statements};

static FOLDERS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/database/migrations");

/// Where sqlx keeps the versions that were applied.
const VERSIONS: &str = "_sqlx_migrations";

record! {
    struct Version { version: Option<i64> }
}

statements! {
    /// Whether the table of versions exists, as 1 or NULL.
    HAS_VERSIONS = sql!(
        sqlite "select cast(max(1) as integer) as version from sqlite_master where name = $1",
        postgres "select cast(max(1) as bigint) as version from pg_class where oid = to_regclass($1)"
    );
    /// The newest version applied.
    VERSION = sql!("select max(version) as version from _sqlx_migrations where success");
}

/// One embedded migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct File {
    version: i64,
    name: &'static str,
    text: &'static str,
}

/// The migrations of one engine, in order.
fn files(engine: Engine) -> Vec<File> {
    let folder = match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    let mut files: Vec<File> = FOLDERS
        .get_dir(folder)
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| {
            let stem = file.path().file_stem()?.to_str()?;
            let (number, name) = stem.split_once('_')?;
            Some(File {
                version: number.parse().ok()?,
                name,
                text: file.contents_utf8()?,
            })
        })
        .collect();
    files.sort_by_key(|file| file.version);
    files
}

/// The version of the newest migration this program knows.
pub fn newest_migration() -> i64 {
    files(Engine::Sqlite).last().map_or(0, |file| file.version)
}

fn migrator(engine: Engine) -> Migrator {
    let made = files(engine).into_iter().map(|file| {
        let kind = MigrationType::Simple;
        Migration::new(
            file.version,
            file.name.into(),
            kind,
            file.text.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(made.collect())
}

impl Db {
    /// The newest migration applied to this database; 0 where there is none.
    pub async fn schema_version(&self) -> Result<i64, Fault> {
        let there: Version = self.one(&HAS_VERSIONS, &crate::binds![VERSIONS]).await?;
        if there.version.is_none() {
            return Ok(0);
        }
        let newest: Version = self.one(&VERSION, &[]).await?;
        Ok(newest.version.unwrap_or(0))
    }

    /// Whether this program and this database belong together; else what to do about it.
    pub async fn check_schema(&self) -> Result<(), Fault> {
        let (theirs, ours) = (self.schema_version().await?, newest_migration());
        match theirs.cmp(&ours) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Greater => Err(Fault::Unusable(too_new(theirs, ours))),
            std::cmp::Ordering::Less => Err(Fault::Unusable(phrase!(
                "数据库结构为第{theirs}版，本程序需要第{ours}版。请先备份，再由信息岗运行 jingban server migrate",
                "the database's schema is version {theirs}, this program needs {ours}. Make a backup, then let IT run jingban server migrate",
                theirs = theirs,
                ours = ours
            ))),
        }
    }

    /// Brings the schema to the newest version this program knows; does nothing where it is there already.
    pub async fn migrate(&self) -> Result<(), Fault> {
        let (theirs, ours) = (self.schema_version().await?, newest_migration());
        if theirs > ours {
            return Err(Fault::Unusable(too_new(theirs, ours)));
        }
        let migrator = migrator(self.engine());
        let ended = match &self.pool {
            Pool::Sqlite(pool) => migrator.run(pool).await,
            Pool::Postgres(pool) => {
                // A failed run leaves its advisory lock on the session, so the session must end.
                let mut line = pool.acquire().await?;
                let ended = migrator
                    .run_direct(None, line.acquire().await?, false)
                    .await;
                if ended.is_err() {
                    line.detach().close().await?;
                }
                ended
            }
        };
        ended.map_err(|error| told(&error, ours))
    }
}

fn too_new(theirs: i64, ours: i64) -> Phrase {
    phrase!(
        "数据库结构为第{theirs}版，比本程序（第{ours}版）新，为免损坏数据已拒绝打开。请升级 jingban 后再用",
        "the database's schema is version {theirs}, newer than this program's {ours}; it was not opened, to do no damage. Upgrade jingban",
        theirs = theirs,
        ours = ours
    )
}

fn told(error: &MigrateError, ours: i64) -> Fault {
    if let MigrateError::VersionMissing(theirs) = error {
        return Fault::Unusable(too_new(*theirs, ours));
    }
    if let MigrateError::VersionMismatch(version) = error {
        return Fault::Unusable(phrase!(
            "第{version}版数据库结构与本程序所带的不一致，未作改动。请核对 jingban 的来源和版本",
            "version {version} of the database's schema is not the one this program carries; nothing was changed. Check where this jingban comes from",
            version = version
        ));
    }
    Fault::Unusable(phrase!(
        "数据库结构升级未完成：{why}。请保留现场，联系信息岗从备份恢复",
        "the schema could not be upgraded: {why}. Keep everything as it is and let IT restore the backup",
        why = error
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_folders_hold_the_same_migrations_without_a_gap() {
        let names = |engine| -> Vec<(i64, &str)> {
            files(engine)
                .iter()
                .map(|file| (file.version, file.name))
                .collect()
        };
        let sqlite = names(Engine::Sqlite);
        assert_eq!(sqlite, names(Engine::Postgres));
        let numbers: Vec<i64> = sqlite.iter().map(|(version, _)| *version).collect();
        let counted: Vec<i64> = (1..=newest_migration()).collect();
        assert_eq!(numbers, counted);
        assert!(sqlite.contains(&(1, "trail")));
    }

    #[test]
    fn every_file_on_disk_is_embedded() {
        // Cargo does not see a file that is new in an embedded folder; touch this file when this fails.
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src/database/migrations");
        for (folder, engine) in [("sqlite", Engine::Sqlite), ("postgres", Engine::Postgres)] {
            let on_disk = std::fs::read_dir(format!("{root}/{folder}"))
                .unwrap()
                .count();
            assert_eq!(on_disk, files(engine).len(), "{folder}");
        }
    }

    #[tokio::test]
    async fn migrating_twice_changes_nothing() {
        let db = Db::open_memory().await.unwrap();
        assert_eq!(db.schema_version().await.unwrap(), 0);
        assert!(db.check_schema().await.is_err());
        db.migrate().await.unwrap();
        db.migrate().await.unwrap();
        assert_eq!(db.schema_version().await.unwrap(), newest_migration());
        db.check_schema().await.unwrap();
    }
}
