//! A table that leaves with whole ids and accounts: the act reads them itself, for all its rows by one statement, and
//! makes the file of them. Who may not, has no reason or has not typed the count is refused before anything is read.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use tempfile::NamedTempFile;

use super::work::{Work, aside};
use crate::business::BUSINESSES;
use crate::business::descriptor::{Whole, WholeSource};
use crate::console::export::{Export, Exported, WholeDoors};
use crate::console::table::Cell;
use crate::database::request::{Entry, EntryRow, Verdict};
use crate::database::{Change, Fault, Tx};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::kernel::shown::Shown;
use crate::phrase;

/// Where whole values come from.
fn source() -> Option<&'static WholeSource> {
    BUSINESSES.iter().flat_map(|business| business.whole).next()
}

/// What the window of an export asks.
pub(super) fn doors() -> Option<WholeDoors> {
    source().map(|source| WholeDoors {
        columns: source.columns,
        may: source.may,
        reason: source.reason,
    })
}

/// A table leaves with what the screen shows masked.
#[derive(Debug, Serialize)]
pub struct WholeExport {
    pane: &'static str,
    reason: String,
    people: Vec<String>,
    #[serde(skip)]
    work: Arc<Work>,
    /// The file, made by the act and named after it.
    #[serde(skip)]
    made: Mutex<Option<NamedTempFile>>,
}

impl WholeExport {
    pub(super) fn of(work: Arc<Work>) -> Self {
        let export = &work.export;
        let whole = export.whole.as_ref();
        Self {
            pane: export.pane,
            reason: whole.map_or_else(String::new, |whole| whole.reason.trim().to_owned()),
            people: export.ids.clone(),
            made: Mutex::default(),
            work,
        }
    }

    /// The file that was made; the act has its entry.
    pub(super) fn taken(&self) -> Option<NamedTempFile> {
        self.made.lock().ok().and_then(|mut made| made.take())
    }

    /// Where the whole values come from, if this desk may take them out for this reason, and typed their count.
    fn permitted(&self, desk: &Desk) -> Result<&'static WholeSource, Refusal> {
        let export = &self.work.export;
        let hides = |source: &&WholeSource| {
            let columns = export.columns.iter();
            columns
                .map(|column| column.id)
                .any(|id| source.columns.contains(&id))
        };
        let source = source().filter(hides).ok_or_else(nothing_masked)?;
        (source.may)(desk.post)?;
        (source.reason)(&self.reason)?;
        let typed = export.whole.as_ref().map(|whole| whole.count);
        if typed == Some(export.rows.len()) && export.rows.len() == self.people.len() {
            return Ok(source);
        }
        Err(not_counted())
    }

    /// Makes the file; what cannot be made is a refusal like any other.
    async fn make(&self, export: Export, desk: &Desk) -> Result<Result<Exported, Refusal>, Fault> {
        let (work, desk) = (Arc::clone(&self.work), desk.clone());
        let draft = match aside(move || work.draft(&export, &desk)).await {
            Ok(draft) => draft,
            Err(Verdict::Refused(refusal)) => return Ok(Err(refusal)),
            Err(Verdict::Fault(fault)) => return Err(fault),
            Err(Verdict::Stale(_) | Verdict::Unknown(_)) => return Err(Fault::Cancelled),
        };
        self.work.count()?;
        if let Ok(mut made) = self.made.lock() {
            *made = Some(draft.file);
        }
        Ok(Ok(draft.exported))
    }
}

impl Change for WholeExport {
    const NAME: &'static str = "desk.export_whole";
    type Facts = Result<Exported, Refusal>;
    type Outcome = Exported;

    fn object(&self) -> String {
        format!("export:{}", self.pane)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Self::Facts, Fault> {
        let source = match self.permitted(desk) {
            Ok(source) => source,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let found = (source.find)(tx, desk, &self.people).await?;
        match filled(&self.work.export, source, &found) {
            Some(export) => self.make(export, desk).await,
            None => Ok(Err(not_all_here())),
        }
    }

    fn decide(&self, facts: &Self::Facts, _: &Desk) -> Result<Exported, Refusal> {
        facts.clone()
    }

    async fn record(
        &self,
        _: &mut Tx,
        _: &Desk,
        _: &Self::Facts,
        exported: &Exported,
    ) -> Result<Entry, Fault> {
        let Exported { rows, sha256, .. } = exported;
        let row = |key: String, after: Option<String>| EntryRow {
            key,
            before: None,
            after,
        };
        let filter = &self.work.export.filter;
        let said = format!("unmasked sha256:{sha256} rows:{rows} filter:{filter}");
        let file = row(self.work.export.to.display().to_string(), Some(said));
        // Whose numbers left stands in the trail; the numbers do not.
        let people = self.people.iter();
        let people = people.map(|person| row(format!("person:{person}"), None));
        Ok(Entry {
            object: self.object(),
            reason: Some(self.reason.clone()),
            rows: std::iter::once(file).chain(people).collect(),
            ..Entry::default()
        })
    }
}

/// The table with the whole values in its cells; nothing where somebody in it was not found.
fn filled(export: &Export, source: &WholeSource, found: &[Whole]) -> Option<Export> {
    let found: BTreeMap<&str, &Whole> = found.iter().map(|it| (it.person.as_str(), it)).collect();
    let mut filled = export.clone();
    for (cells, person) in filled.rows.iter_mut().zip(&export.ids) {
        let whole = found.get(person.as_str())?;
        for (cell, column) in cells.iter_mut().zip(&export.columns) {
            let at = source.columns.iter().position(|id| *id == column.id);
            let value = at.and_then(|at| whole.values.get(at));
            if let Some(Some(value)) = value {
                *cell = Cell::Outside(Shown::new(value));
            }
        }
    }
    Some(filled)
}

fn nothing_masked() -> Refusal {
    Refusal::new(
        "PN-0908",
        Clause::of("D"),
        phrase!("本表没有脱敏的号码", "nothing is masked in this table"),
        phrase!("请按屏幕所示导出", "export it as it is shown"),
    )
}

fn not_counted() -> Refusal {
    Refusal::new(
        "PN-0909",
        Clause::of("SIL-81"),
        phrase!(
            "导出完整号码须键入与表中一致的行数",
            "whole numbers leave only after the count of the rows was typed"
        ),
        phrase!("请核对行数后重新导出", "count the rows and export again"),
    )
}

fn not_all_here() -> Refusal {
    Refusal::new(
        "PN-0910",
        Clause::of("10.1"),
        phrase!(
            "未导出：表中有人已不在本辖区",
            "not exported: somebody in the table is no longer in this area"
        ),
        phrase!("请刷新本表后重新导出", "read the table again, then export"),
    )
}
