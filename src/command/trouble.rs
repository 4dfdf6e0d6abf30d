//! `Trouble`: how a command ends that did not do what was asked, and with which exit code.

use serde::Serialize;

use crate::database::{Fault, Verdict};
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The exit code of a command that was refused, failed, or found something wrong.
pub const REFUSED: u8 = 1;
/// The exit code of a command that was given what it cannot use.
pub const MISUSED: u8 = 2;

/// Why a command did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The rules say no, somebody was faster, or the database failed.
    Verdict(Box<Verdict>),
    /// It could not be done: sentences with what to do.
    Failed(Vec<Phrase>),
    /// The command was not given what it needs.
    Misused(Phrase),
    /// It was done, and what it looked for is wrong; the answer has said what.
    Found,
}

impl Trouble {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Verdict(_) | Self::Failed(_) | Self::Found => REFUSED,
            Self::Misused(_) => MISUSED,
        }
    }

    /// What to tell, sentence by sentence.
    pub fn told(&self) -> Vec<Phrase> {
        match self {
            Self::Verdict(verdict) => verdict_told(verdict),
            Self::Failed(told) => told.clone(),
            Self::Misused(told) => vec![told.clone()],
            Self::Found => Vec::new(),
        }
    }
}

fn verdict_told(verdict: &Verdict) -> Vec<Phrase> {
    match verdict {
        Verdict::Refused(refusal) => refusal_told(refusal),
        Verdict::Stale(told) => vec![told.clone()],
        Verdict::Fault(fault) => vec![fault.told()],
        Verdict::Unknown(op) => vec![phrase!(
            "提交结果尚不明确（操作号 {op}）。请先查询核对，勿重复操作",
            "the outcome of the commit is not known (operation {op}). Look it up first; do not repeat it",
            op = op
        )],
    }
}

fn refusal_told(refusal: &Refusal) -> Vec<Phrase> {
    let told = [
        phrase!(
            "不予办理（{code}）：{why}",
            "refused ({code}): {why}",
            code = refusal.code,
            why = refusal.why
        ),
        phrase!(
            "依据：{clause}",
            "by {clause}",
            clause = refusal.clause.cite()
        ),
        phrase!(
            "办法：{remedy}",
            "what to do: {remedy}",
            remedy = refusal.remedy
        ),
    ];
    told.into_iter().chain(refusal.filed()).collect()
}

impl From<Verdict> for Trouble {
    fn from(verdict: Verdict) -> Self {
        Self::Verdict(Box::new(verdict))
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Verdict::from(fault).into()
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Verdict::Refused(refusal).into()
    }
}
