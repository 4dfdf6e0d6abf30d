//! A table leaves the system: the file is written beside its name, the trail keeps its hash, and only then it gets the
//! name. What is called off before the entry, or has none, leaves nothing.

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::printed::sha256;
use crate::console::export::{Export, Exported, Exporter, Format};
use crate::console::table::Cell;
use crate::database::request::{AnyChange, Done, Ending, Entry, EntryRow, Payload, Verdict};
use crate::database::runner::carry_out;
use crate::database::{Change, Db, Fault, Tx};
use crate::exchange::spreadsheet::{Field, NotMade, Spreadsheet};
use crate::kernel::calendar::local_time;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Lang, Phrase, Text};
use crate::{phrase, text};

/// Files of the console go into this folder unless another is typed.
pub fn exporter(folder: PathBuf) -> Exporter {
    Exporter {
        folder,
        make: |export| Box::new(ExportFile::of(export)),
    }
}

/// A table leaves the system as a file with this hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableExport {
    /// The name of the screen.
    pub pane: String,
    /// What the rows were narrowed by; empty for nothing.
    pub filter: String,
    /// Where the file lies.
    pub to: String,
    /// The file.
    pub exported: Exported,
}

impl Change for TableExport {
    const NAME: &'static str = "desk.export";
    type Facts = ();
    type Outcome = Exported;

    fn object(&self) -> String {
        format!("export:{}", self.pane)
    }

    async fn gather(&self, _: &mut Tx, _: &Desk) -> Result<(), Fault> {
        Ok(())
    }

    fn decide(&self, (): &(), desk: &Desk) -> Result<Exported, Refusal> {
        if desk.post == Post::Guest {
            return Err(Refusal::new(
                "PN-0904",
                Clause::of("SIL-81"),
                phrase!("未登录不得导出", "nobody exports without signing in"),
                phrase!("请先登录", "sign in first"),
            ));
        }
        Ok(self.exported.clone())
    }

    async fn record(&self, _: &mut Tx, _: &Desk, (): &(), _: &Exported) -> Result<Entry, Fault> {
        let Exported { rows, sha256, .. } = &self.exported;
        Ok(Entry {
            object: self.object(),
            reason: (!self.filter.is_empty()).then(|| self.filter.clone()),
            rows: vec![EntryRow {
                key: self.to.clone(),
                before: None,
                after: Some(format!("sha256:{sha256} rows:{rows}")),
            }],
            ..Entry::default()
        })
    }
}

/// How far an export is.
const BEGUN: u8 = 0;
const CALLED_OFF: u8 = 1;
const COUNTS: u8 = 2;

/// The act behind the key: file, entry, name, in this order.
#[derive(Debug)]
struct ExportFile(Arc<Work>);

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
    fn of(export: Export) -> Self {
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

/// The table in the words of other programs.
fn spreadsheet(export: &Export, desk: &Desk) -> Spreadsheet {
    let lang = export.lang;
    let columns = export.columns.iter();
    let rows = export.rows.iter().chain(&export.total);
    Spreadsheet {
        lang,
        made: desk.at.timestamp(),
        columns: columns
            .map(|column| (column.title.in_lang(lang).to_owned(), column.width))
            .collect(),
        rows: rows
            .map(|cells| cells.iter().map(|cell| field(cell, lang)).collect())
            .collect(),
        origin: provenance(export, desk)
            .into_iter()
            .map(|(what, is)| (what.in_lang(lang).to_owned(), is.in_lang(lang).to_owned()))
            .collect(),
    }
}

fn field(cell: &Cell, lang: Lang) -> Field {
    match cell {
        Cell::Count(count) => Field::Number(count.to_string()),
        Cell::Money(fen) => Field::Number(fen.to_string().replace(',', "")),
        Cell::Nothing
        | Cell::Outside(_)
        | Cell::Fixed(_)
        | Cell::Said(_)
        | Cell::Day(_)
        | Cell::Month(_) => Field::Text(cell.text(lang)),
    }
}

/// Who took out what, when, and what it is worth.
fn provenance(export: &Export, desk: &Desk) -> Vec<(Text, Phrase)> {
    let mut origin = vec![
        (
            text!("导出人", "Exported by"),
            phrase!(
                "{name}（{operator}）",
                "{name} ({operator})",
                name = desk.name,
                operator = desk.operator
            ),
        ),
        (
            text!("岗位", "Post"),
            phrase!(
                "{title} {code}",
                "{title} {code}",
                title = desk.post.title(),
                code = desk.post.code()
            ),
        ),
        (
            text!("导出时间", "Exported at"),
            phrase!(
                "{time}（北京时间）",
                "{time} (Asia/Shanghai)",
                time = local_time(desk.at).format("%Y-%m-%d %H:%M:%S")
            ),
        ),
        (text!("县", "County"), export.place.clone()),
        (text!("内容", "Content"), export.title.clone()),
        (
            text!("筛选", "Filter"),
            if export.filter.is_empty() {
                phrase!("无", "none")
            } else {
                Phrase::verbatim(export.filter.clone())
            },
        ),
        (
            text!("行数", "Rows"),
            Phrase::verbatim(export.rows.len().to_string()),
        ),
    ];
    if let Some(more) = &export.more {
        origin.push((text!("未载入", "Not loaded"), more.clone()));
    }
    if desk.demonstration {
        origin.push((
            text!("性质", "Nature"),
            phrase!(
                "演示数据，不得作为办理依据",
                "DEMO: demonstration data, no basis for any act"
            ),
        ));
    }
    origin
}
