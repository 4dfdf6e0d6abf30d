//! Copying an embedded database to a file of its own while others work, and reading the copy again.
//!
//! Deliberately absent: the central database. `pg_basebackup` and `pg_dump` do that better than a client can.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::db::{Db, Engine};
use super::fault::Fault;
use super::open::Missing;
use crate::{binds, phrase, record, sql, statements};

statements! {
    /// The copy: one consistent moment, without the gaps of the original. Refuses a file that exists and is not empty.
    COPY = sql!(sqlite "vacuum into $1", postgres "select $1::text where false");
    /// What is wrong with the pages of a file; `ok` alone is good.
    /// A number given to the check would be taken for the name of a table.
    INTEGRITY = sql!(sqlite "select integrity_check as said from pragma_integrity_check limit 10", postgres "select 'ok' as said");
    /// How much of the trail is in it.
    ENTRIES = sql!("select count(*) as entries from audit_entries");
}

record! {
    struct Said { said: String }
}

record! {
    struct Entries { entries: i64 }
}

/// A copy that was made and read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Its file.
    pub file: String,
    /// How large it is.
    pub bytes: u64,
    /// How many audit entries it holds.
    pub entries: i64,
}

/// Copies an embedded database to a new file that its owner alone can read, and checks the copy.
pub async fn copy_to(db: &Db, file: &Path) -> Result<Copied, Fault> {
    let text = file.to_str().ok_or_else(|| unusable(file, "UTF-8"))?;
    if db.engine() != Engine::Sqlite {
        return Err(Fault::Misuse("a copy of a central database".to_owned()));
    }
    ready(file).map_err(|why| unusable(file, &why.to_string()))?;
    let copied = copied(db, file, text).await;
    if copied.is_err() {
        // What is not a whole copy must not be taken for one, nor stand in the way of the next.
        drop(std::fs::remove_file(file));
    }
    copied
}

async fn copied(db: &Db, file: &Path, text: &str) -> Result<Copied, Fault> {
    db.rows::<Said>(&COPY, &binds![text]).await?;
    let copy = Db::open_sqlite(file, Missing::Refuse).await?;
    let read = check(db, &copy).await;
    copy.close().await;
    let entries = read?;
    let bytes = std::fs::metadata(file).map(|it| it.len());
    Ok(Copied {
        file: text.to_owned(),
        bytes: bytes.map_err(|why| unusable(file, &why.to_string()))?,
        entries,
    })
}

/// Makes the empty file that the copy goes into: nobody else may read it at any moment, nor may it be there before.
fn ready(file: &Path) -> std::io::Result<()> {
    let mut how = std::fs::OpenOptions::new();
    how.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    how.open(file).map(drop)
}

async fn check(db: &Db, copy: &Db) -> Result<i64, Fault> {
    let said: Vec<Said> = copy.rows(&INTEGRITY, &[]).await?;
    if let Some(wrong) = said.iter().find(|it| it.said != "ok") {
        return Err(Fault::Unusable(phrase!(
            "备份完整性检查未通过：{why}。该备份已删除，请联系信息岗检查原库和磁盘",
            "the copy is damaged: {why}. It is removed; let IT look at the original and the disk",
            why = wrong.said
        )));
    }
    let versions = (db.schema_version().await?, copy.schema_version().await?);
    if versions.0 != versions.1 {
        return Err(Fault::Unusable(phrase!(
            "备份的结构为第{copy}版，原库为第{own}版。该备份已删除，请重试",
            "the copy's schema is version {copy}, the original's {own}. It is removed; try again",
            copy = versions.1,
            own = versions.0
        )));
    }
    Ok(copy.one::<Entries>(&ENTRIES, &[]).await?.entries)
}

fn unusable(file: &Path, why: &str) -> Fault {
    Fault::Unusable(phrase!(
        "不能写入备份文件 {file}：{why}。请核对路径、权限和磁盘空间",
        "the backup {file} cannot be written: {why}. Check the path, who owns it, and the space left",
        file = file.display(),
        why = why
    ))
}
