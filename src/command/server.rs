//! `jingban server migrate`: an older database becomes one this program works with, and loses nothing.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::out::Out;
use super::seat::{connected, path_of};
use super::trouble::Trouble;
use crate::business::organisation::write_moves;
use crate::config::Config;
use crate::database::backup::copy_to;
use crate::database::newest_migration;
use crate::phrase;

/// What was done.
#[derive(Debug, Serialize)]
struct Migrated {
    /// The version of the schema before.
    from: i64,
    /// The version now.
    to: i64,
    /// Where an embedded database was copied to before.
    backup: Option<PathBuf>,
}

/// Brings the schema to the version of this program: each step wholly or not at all, so that a run that was cut off
/// goes on where it stopped. An embedded database is copied beside itself first.
pub async fn migrate(config: &Config, out: Out) -> Result<(), Trouble> {
    let db = connected(config).await?;
    let (from, to) = (db.schema_version().await?, newest_migration());
    if from == 0 {
        return Err(Trouble::Failed(vec![phrase!(
            "这不是 jingban 的数据库，未作改动。请核对 --db",
            "this is no database of jingban; nothing was changed. Check --db"
        )]));
    }
    let older = path_of(config).filter(|_| from < to);
    let backup = match older {
        Some(path) => {
            let copy = beside(&path, from);
            copy_to(&db, &copy).await?;
            Some(copy)
        }
        None => None,
    };
    db.migrate().await?;
    let mut tx = db.begin().await?;
    write_moves(&mut tx).await?;
    tx.commit().await?;
    db.survey().await?;
    tell(&Migrated { from, to, backup }, out);
    Ok(())
}

/// The first name beside a database, of its version, that no file has.
fn beside(path: &Path, version: i64) -> PathBuf {
    let named = |tail: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".v{version}{tail}"));
        PathBuf::from(name)
    };
    let first = named(String::new());
    let more = (2..u32::MAX).map(|at| named(format!("-{at}")));
    std::iter::once(first.clone())
        .chain(more)
        .find(|name| !name.exists())
        .unwrap_or(first)
}

fn tell(done: &Migrated, out: Out) {
    if out.json {
        out.json(done);
        return;
    }
    if done.from == done.to {
        out.line(&phrase!(
            "数据库结构已是第{to}版，无需升级",
            "the schema is of version {to} already",
            to = done.to
        ));
        return;
    }
    out.line(&phrase!(
        "数据库结构已由第{from}版升级到第{to}版",
        "the schema went from version {from} to {to}",
        from = done.from,
        to = done.to
    ));
    if let Some(copy) = &done.backup {
        out.line(&phrase!(
            "升级前的数据库已备份到 {copy}",
            "as it was before it is kept in {copy}",
            copy = copy.display()
        ));
    }
}
