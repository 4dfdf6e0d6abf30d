//! What was printed, by whom, and the hash of every file: kept in the trail before the file counts.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::database::request::{Entry, EntryRow};
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;

/// These files leave the system.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Print {
    /// Which form or report: `F22`.
    pub report: String,
    /// Of which period.
    pub period: String,
    /// The files.
    pub files: Vec<PrintedFile>,
}

/// A file that leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedFile {
    /// Its name.
    pub name: String,
    /// Its pages.
    pub pages: usize,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
}

impl Change for Print {
    const NAME: &'static str = "report.print";
    type Facts = ();
    type Outcome = ();

    fn object(&self) -> String {
        format!("report:{}:{}", self.report, self.period)
    }

    async fn gather(&self, _: &mut Tx, _: &Desk) -> Result<(), Fault> {
        Ok(())
    }

    fn decide(&self, (): &(), _: &Desk) -> Result<(), Refusal> {
        Ok(())
    }

    async fn record(&self, _: &mut Tx, _: &Desk, (): &(), (): &()) -> Result<Entry, Fault> {
        let row = |file: &PrintedFile| EntryRow {
            key: file.name.clone(),
            before: None,
            after: Some(format!("sha256:{} pages:{}", file.sha256, file.pages)),
        };
        Ok(Entry {
            object: self.object(),
            rows: self.files.iter().map(row).collect(),
            ..Entry::default()
        })
    }
}

/// The hash of a file, as the trail keeps it.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing into a `String` cannot fail.
        let _written = write!(text, "{byte:02x}");
    }
    text
}
