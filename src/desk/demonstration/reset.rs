//! Building a demonstration anew: beside the old one, then over it in one step.
//!
//! Only what is marked as a demonstration or a training sandbox is ever replaced.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{DEMONSTRATION, LoadError, Loaded, Loader, Progress, Source, TRAINING, load, marked};
use crate::business::descriptor::Business;
use crate::database::{Db, Missing};
use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::phrase;

/// What `SQLite` keeps beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Builds a demonstration database and puts it in the place of the one at the path, if one is there.
pub async fn reset(
    path: &Path,
    by: &Loader,
    source: &Source,
    businesses: &[&Business],
    progress: Progress<'_>,
) -> Result<Loaded, LoadError> {
    may_replace(path).await?;
    let fresh = with_suffix(path, ".new");
    let built = build(&fresh, by, source, businesses, progress).await;
    let placed = match built {
        Ok(loaded) => replace(&fresh, path).map(|()| loaded),
        Err(error) => Err(error),
    };
    if placed.is_err() {
        clear(&fresh).map_err(|why| disk(&fresh, &why))?;
    }
    placed
}

/// Builds `count` equal demonstrations, `desk-01.db` and on, in a folder: one for each place of a class.
pub async fn copies(
    count: u16,
    folder: &Path,
    by: &Loader,
    source: &Source,
    businesses: &[&Business],
    progress: Progress<'_>,
) -> Result<Vec<PathBuf>, LoadError> {
    fs::create_dir_all(folder).map_err(|why| disk(folder, &why))?;
    let places: Vec<PathBuf> = (1..=count)
        .map(|place| folder.join(format!("desk-{place:02}.db")))
        .collect();
    for place in &places {
        may_replace(place).await?;
    }
    let Some((first, others)) = places.split_first() else {
        return Ok(places);
    };
    reset(first, by, source, businesses, progress).await?;
    for place in others {
        let fresh = with_suffix(place, ".new");
        fs::copy(first, &fresh).map_err(|why| disk(&fresh, &why))?;
        replace(&fresh, place)?;
    }
    Ok(places)
}

async fn build(
    fresh: &Path,
    by: &Loader,
    source: &Source,
    businesses: &[&Business],
    progress: Progress<'_>,
) -> Result<Loaded, LoadError> {
    clear(fresh).map_err(|why| disk(fresh, &why))?;
    let db = Db::open_sqlite(fresh, Missing::Create).await?;
    let loaded = async {
        db.migrate().await?;
        load(&db, by, source, businesses, progress).await
    }
    .await;
    db.close().await;
    loaded
}

/// Whether the path is free, or holds a demonstration that nobody has open.
async fn may_replace(path: &Path) -> Result<(), LoadError> {
    if !path.exists() {
        return Ok(());
    }
    let db = Db::open_sqlite(path, Missing::Refuse).await?;
    let mark = marked(&db).await;
    db.close().await;
    match mark {
        Ok(Some(mark)) if mark == DEMONSTRATION || mark == TRAINING => {}
        Ok(_) | Err(_) => return Err(refused(not_ours(path))),
    }
    // The last to close a database takes its log away; one that stays belongs to another program.
    if with_suffix(path, "-wal").exists() {
        return Err(refused(in_use(path)));
    }
    Ok(())
}

fn replace(fresh: &Path, path: &Path) -> Result<(), LoadError> {
    fs::rename(fresh, path).map_err(|why| disk(path, &why))
}

/// Takes away a database file and what stands beside it.
fn clear(path: &Path) -> io::Result<()> {
    let beside = BESIDE.iter().map(|suffix| with_suffix(path, suffix));
    for file in beside.chain([path.to_owned()]) {
        match fs::remove_file(&file) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(why),
            _ => {}
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

fn refused(why: Phrase) -> LoadError {
    let remedy = phrase!(
        "请另指定一个文件，或先由其使用者处理。",
        "Name another file, or let its users see to it first."
    );
    LoadError::Refused(Box::new(Refusal::new(
        "DM-0102",
        Clause::of("N3.5"),
        why,
        remedy,
    )))
}

fn not_ours(path: &Path) -> Phrase {
    phrase!(
        "{path} 不是演示库或培训库，不予覆盖",
        "{path} is no demonstration or training database and is not replaced",
        path = path.display()
    )
}

fn in_use(path: &Path) -> Phrase {
    phrase!(
        "{path} 正被其他程序使用，不予覆盖",
        "{path} is open in another program and is not replaced",
        path = path.display()
    )
}

fn disk(path: &Path, why: &io::Error) -> LoadError {
    refused(phrase!(
        "不能写入 {path}：{why}",
        "{path} cannot be written: {why}",
        path = path.display(),
        why = why
    ))
}
