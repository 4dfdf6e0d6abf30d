//! The act behind the key: the file whole and on the disk, then the entry, then the name.

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tempfile::NamedTempFile;

use super::entry::TableExport;
use super::sheet::spreadsheet;
use crate::console::export::{Export, Exported, Format};
use crate::database::request::{AnyChange, Change as _, Done, Ending, Payload, Verdict};
use crate::database::runner::carry_out;
use crate::database::{Db, Fault};
use crate::desk::printed::sha256;
use crate::exchange::spreadsheet::NotMade;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::phrase;

/// How far an export is.
const BEGUN: u8 = 0;
const CALLED_OFF: u8 = 1;
const COUNTS: u8 = 2;

/// The act behind the key: file, entry, name, in this order.
#[derive(Debug)]
pub(super) struct ExportFile(Arc<Work>);

#[derive(Debug)]
struct Work {
    export: Export,
    stage: AtomicU8,
}

/// A file without its name yet; it goes when this goes.
struct Draft {
    file: NamedTempFile,
    entry: TableExport,
}

impl ExportFile {
    pub(super) fn of(export: Export) -> Self {
        let stage = AtomicU8::new(BEGUN);
        Self(Arc::new(Work { export, stage }))
    }
}

impl AnyChange for ExportFile {
    fn name(&self) -> &'static str {
        TableExport::NAME
    }

    fn to_json(&self) -> String {
        let to = self.0.export.to.display().to_string();
        serde_json::to_string(&to).unwrap_or_default()
    }

    fn call_off(&self) {
        self.0.reach(CALLED_OFF);
    }

    fn carry_out<'a>(
        &'a self,
        db: &'a Db,
        desk: &'a Desk,
        op: &'a str,
    ) -> Ending<'a, Done<Payload>> {
        Box::pin(async move {
            let (work, at_desk) = (Arc::clone(&self.0), desk.clone());
            let draft = aside(move || work.draft(&at_desk)).await?;
            if !self.0.reach(COUNTS) {
                return Err(Verdict::Fault(Fault::Cancelled));
            }
            let done = carry_out(db, desk, op, &draft.entry).await?;
            let work = Arc::clone(&self.0);
            aside(move || named(draft.file, &work.export.to)).await?;
            Ok(Done {
                outcome: Payload::Live(Box::new(done.outcome)),
                topics: done.topics,
                repeated: done.repeated,
            })
        })
    }
}

/// Does what waits for a disk where nothing else waits for it.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Verdict> + Send + 'static,
) -> Result<T, Verdict> {
    let broke = |error: tokio::task::JoinError| Verdict::Fault(Fault::Misuse(error.to_string()));
    tokio::task::spawn_blocking(work).await.map_err(broke)?
}

impl Work {
    /// Goes on from the beginning to this stage; says whether it got there before anything else.
    fn reach(&self, stage: u8) -> bool {
        let seen = (Ordering::SeqCst, Ordering::SeqCst);
        self.stage
            .compare_exchange(BEGUN, stage, seen.0, seen.1)
            .is_ok()
    }

    /// Writes the file, whole and on the disk, under a name nobody looks for.
    fn draft(&self, desk: &Desk) -> Result<Draft, Verdict> {
        let to = &self.export.to;
        if to.exists() {
            return Err(Verdict::Refused(is_there(to)));
        }
        let stopped = || self.stage.load(Ordering::SeqCst) == CALLED_OFF;
        let table = spreadsheet(&self.export, desk);
        let made = match self.export.format {
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
            entry: TableExport {
                pane: self.export.pane.to_owned(),
                filter: self.export.filter.clone(),
                to: to.display().to_string(),
                exported: Exported {
                    file: name.to_string_lossy().into_owned(),
                    rows: self.export.rows.len(),
                    sha256: sha256(&bytes),
                },
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
fn named(file: NamedTempFile, to: &Path) -> Result<(), Verdict> {
    file.persist_noclobber(to)
        .map_err(|failure| failed(to, &failure.error))?;
    File::open(folder_of(to))
        .and_then(|folder| folder.sync_all())
        .map_err(|why| failed(to, &why))
}

fn failed(to: &Path, why: &io::Error) -> Verdict {
    if why.kind() == ErrorKind::AlreadyExists {
        return Verdict::Refused(is_there(to));
    }
    Verdict::Refused(Refusal::new(
        "PN-0906",
        Clause::of("D"),
        phrase!(
            "未导出：不能写入 {to}（{why}）",
            "not exported: {to} cannot be written ({why})",
            to = to.display(),
            why = why
        ),
        phrase!(
            "请核对文件夹、权限和磁盘空间",
            "check the folder, who may write there, and the space left"
        ),
    ))
}

fn is_there(to: &Path) -> Refusal {
    let name = to.file_name().unwrap_or(to.as_os_str());
    Refusal::new(
        "PN-0905",
        Clause::of("D"),
        phrase!(
            "未导出：已有文件 {name}，不予覆盖",
            "not exported: {name} is there already and is not written over",
            name = name.to_string_lossy()
        ),
        phrase!("请另取文件名", "choose another name"),
    )
}

fn unfit(why: &str) -> Refusal {
    Refusal::new(
        "PN-0907",
        Clause::of("D"),
        phrase!(
            "未导出：该格式容纳不下本表（{why}）",
            "not exported: the table does not fit this format ({why})",
            why = why
        ),
        phrase!("请改用 .csv，或先筛选", "take .csv, or filter first"),
    )
}
