//! The act behind the key: the file whole and on the disk, then the entry, then the name.

use std::sync::Arc;

use super::entry::TableExport;
use super::whole::WholeExport;
use super::work::{Work, aside, named};
use crate::console::export::{Export, Exported};
use crate::database::Db;
use crate::database::request::{AnyChange, Change as _, Done, Ending, Payload, Verdict};
use crate::database::runner::carry_out;
use crate::kernel::desk::Desk;

/// The act behind the key: file, entry, name, in this order.
#[derive(Debug)]
pub(super) struct ExportFile(Arc<Work>);

impl ExportFile {
    pub(super) fn of(export: Export) -> Self {
        Self(Arc::new(Work::of(export)))
    }

    /// As it stands on the screen: nothing is read, so the file is made before the act begins.
    async fn masked(&self, db: &Db, desk: &Desk, op: &str) -> Result<Done<Exported>, Verdict> {
        let (work, at_desk) = (Arc::clone(&self.0), desk.clone());
        let draft = aside(move || work.draft(&work.export, &at_desk)).await?;
        self.0.count()?;
        let export = &self.0.export;
        let entry = TableExport {
            pane: export.pane.to_owned(),
            filter: export.filter.clone(),
            to: export.to.display().to_string(),
            exported: draft.exported,
        };
        let done = carry_out(db, desk, op, &entry).await?;
        let work = Arc::clone(&self.0);
        aside(move || named(draft.file, &work.export.to)).await?;
        Ok(done)
    }

    /// With what the screen does not show: the act reads it, and makes the file of it.
    async fn whole(&self, db: &Db, desk: &Desk, op: &str) -> Result<Done<Exported>, Verdict> {
        let act = WholeExport::of(Arc::clone(&self.0));
        let done = carry_out(db, desk, op, &act).await?;
        if let Some(file) = act.taken() {
            let work = Arc::clone(&self.0);
            aside(move || named(file, &work.export.to)).await?;
        }
        Ok(done)
    }
}

impl AnyChange for ExportFile {
    fn name(&self) -> &'static str {
        if self.0.export.whole.is_some() {
            WholeExport::NAME
        } else {
            TableExport::NAME
        }
    }

    fn to_json(&self) -> String {
        let to = self.0.export.to.display().to_string();
        serde_json::to_string(&to).unwrap_or_default()
    }

    fn call_off(&self) {
        self.0.call_off();
    }

    fn carry_out<'a>(
        &'a self,
        db: &'a Db,
        desk: &'a Desk,
        op: &'a str,
    ) -> Ending<'a, Done<Payload>> {
        Box::pin(async move {
            let done = if self.0.export.whole.is_some() {
                self.whole(db, desk, op).await?
            } else {
                self.masked(db, desk, op).await?
            };
            Ok(Done {
                outcome: Payload::Live(Box::new(done.outcome)),
                topics: done.topics,
                repeated: done.repeated,
            })
        })
    }
}
