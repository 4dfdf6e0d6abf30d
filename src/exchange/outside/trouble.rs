//! What is wrong with a file: fatal for the whole, or of one line.

use serde::{Deserialize, Serialize};

use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The rules of outside files.
pub const CLAUSE: Clause = Clause::of("11.1");

/// Why there is nothing read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// The file breaks a rule: nothing of it is taken.
    Refused(Box<Refusal>),
    /// Somebody stopped it.
    Stopped,
}

/// A detail that is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadLine {
    /// Its line in the file, from 1.
    pub line: i64,
    /// Its fields as they came, as a line of CSV without the leading `D`.
    pub original: String,
    /// What is wrong with it.
    pub troubles: Vec<CellTrouble>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellTrouble {
    /// The field's name; empty for the whole line.
    pub column: String,
    /// Its value, ids masked, cut short.
    pub masked: String,
    /// A code for the telephone: `PN-4304`.
    pub code: String,
    /// Why.
    pub why: Phrase,
}

/// A refusal of the whole file.
pub(super) fn fatal(code: &str, why: Phrase, remedy: Phrase) -> NotRead {
    NotRead::Refused(Box::new(Refusal::new(code, CLAUSE, why, remedy)))
}

/// A refusal of the whole file for which the sender must send another.
pub(super) fn resend(code: &str, why: Phrase) -> NotRead {
    let remedy = phrase!(
        "文件未导入；请联系来文单位重新发送",
        "nothing was imported; ask the sender for the file again"
    );
    fatal(code, why, remedy)
}
