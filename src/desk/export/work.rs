//! A file in the making: written whole and on the disk under a name nobody looks for, and named when it counts.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

use tempfile::NamedTempFile;

use super::refusals::{failed, is_there, unfit};
use super::sheet::spreadsheet;
use crate::console::export::{Export, Exported, Format};
use crate::database::Fault;
use crate::database::request::Verdict;
use crate::desk::printed::sha256;
use crate::exchange::spreadsheet::NotMade;
use crate::kernel::desk::Desk;

/// How far an export is.
const BEGUN: u8 = 0;
const CALLED_OFF: u8 = 1;
const COUNTS: u8 = 2;

/// What shall leave, and how far it is.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) export: Export,
    stage: AtomicU8,
}

/// A file without its name yet; it goes when this goes.
pub(super) struct Draft {
    pub(super) file: NamedTempFile,
    pub(super) exported: Exported,
}

/// Does what waits for a disk where nothing else waits for it.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Verdict> + Send + 'static,
) -> Result<T, Verdict> {
    let broke = |error: tokio::task::JoinError| Verdict::Fault(Fault::Misuse(error.to_string()));
    tokio::task::spawn_blocking(work).await.map_err(broke)?
}

impl Work {
    pub(super) fn of(export: Export) -> Self {
        let stage = AtomicU8::new(BEGUN);
        Self { export, stage }
    }

    /// Nothing shall leave, unless it counts already.
    pub(super) fn call_off(&self) {
        self.reach(CALLED_OFF);
    }

    /// From now on it counts; says so, unless it was called off before.
    pub(super) fn count(&self) -> Result<(), Fault> {
        self.reach(COUNTS);
        if self.stage.load(Ordering::SeqCst) == COUNTS {
            return Ok(());
        }
        Err(Fault::Cancelled)
    }

    /// Goes on from the beginning to this stage, if nothing else has come before.
    fn reach(&self, stage: u8) {
        let seen = (Ordering::SeqCst, Ordering::SeqCst);
        self.stage
            .compare_exchange(BEGUN, stage, seen.0, seen.1)
            .ok();
    }

    /// Writes a table into a file, whole and on the disk, under a name nobody looks for.
    pub(super) fn draft(&self, export: &Export, desk: &Desk) -> Result<Draft, Verdict> {
        let to = &self.export.to;
        if to.exists() {
            return Err(Verdict::Refused(is_there(to)));
        }
        let stopped = || self.stage.load(Ordering::SeqCst) == CALLED_OFF;
        let table = spreadsheet(export, desk);
        let made = match export.format {
            Format::Csv => table.csv(&stopped),
            Format::Xlsx => table.xlsx(&stopped),
        };
        let bytes = made.map_err(|why| match why {
            NotMade::Stopped => Verdict::Fault(Fault::Cancelled),
            NotMade::Unfit(why) => Verdict::Refused(unfit(&why)),
        })?;
        let file = written(to, &bytes).map_err(|why| failed(to, &why))?;
        let name = to.file_name().unwrap_or(to.as_os_str());
        Ok(Draft {
            file,
            exported: Exported {
                file: name.to_string_lossy().into_owned(),
                rows: export.rows.len(),
                sha256: sha256(&bytes),
                whole: export.whole.is_some(),
            },
        })
    }
}

/// The folder a file is in; of a bare name, the one the program runs in.
fn folder_of(to: &Path) -> &Path {
    match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// The bytes in a new file that only its owner may read, in the folder where it shall stay.
fn written(to: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(".jingban-")
        .tempfile_in(folder_of(to))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Gives the file its name, never in the place of another.
pub(super) fn named(file: NamedTempFile, to: &Path) -> Result<(), Verdict> {
    file.persist_noclobber(to)
        .map_err(|failure| failed(to, &failure.error))?;
    File::open(folder_of(to))
        .and_then(|folder| folder.sync_all())
        .map_err(|why| failed(to, &why))
}
