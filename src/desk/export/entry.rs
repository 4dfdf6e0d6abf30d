//! What the trail keeps of an export: who took which table where, with the hash of the file.

use serde::{Deserialize, Serialize};

use crate::console::export::Exported;
use crate::database::request::{Entry, EntryRow};
use crate::database::{Change, Fault, Tx};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::phrase;

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
