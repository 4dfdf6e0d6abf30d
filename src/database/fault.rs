//! Faults: what goes wrong with a database, as against a refusal, which is a right answer.

use serde::{Deserialize, Serialize};

use crate::kernel::text::Phrase;
use crate::phrase;

/// A fault, kept as words so that it can be shown, recorded and replayed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Fault {
    /// The engine or the line to it failed; nothing was written.
    #[error("{0}")]
    Engine(String),
    /// A value in the database contradicts the program: damage, or another program's doing.
    #[error("column {column} holds {value}, which the program cannot accept")]
    Inconsistent {
        /// The column, or the table.
        column: String,
        /// What stood there, without personal data.
        value: String,
    },
    /// A unique key was already taken.
    #[error("a unique key is taken: {0}")]
    Taken(String),
    /// The statement and its values do not fit each other: a mistake of the program.
    #[error("statement {0}")]
    Misuse(String),
    /// The line went away around a commit: nobody knows yet whether it happened.
    #[error("the outcome of the commit is not known")]
    UnknownCommit,
    /// The fuse of a test.
    #[error("the fuse blew at statement {0}")]
    Fuse(u32),
    /// The asker cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl Fault {
    /// A contradiction found in a column.
    pub fn inconsistent(column: &str, value: &str) -> Self {
        Self::Inconsistent {
            column: column.to_owned(),
            value: value.to_owned(),
        }
    }

    /// The fault as an operator reads it, with what to do.
    pub fn told(&self) -> Phrase {
        match self {
            Self::Engine(what) => phrase!(
                "数据库出错，本次操作未生效：{what}。请重试；仍不行请联系信息岗",
                "the database failed and nothing was written: {what}. Try again; if it stays, call IT",
                what = what
            ),
            Self::Inconsistent { column, .. } => phrase!(
                "数据库中 {column} 的内容不合规定，本次操作未生效。请信息岗运行 jingban doctor",
                "column {column} of the database holds what it must not; nothing was written. IT: run jingban doctor",
                column = column
            ),
            Self::Taken(key) => phrase!(
                "该记录已存在（{key}），本次操作未生效。请刷新后再试",
                "the record exists already ({key}); nothing was written. Refresh and try again",
                key = key
            ),
            Self::Misuse(what) => phrase!(
                "程序内部错误，本次操作未生效：{what}。请联系信息岗",
                "an internal mistake; nothing was written: {what}. Call IT",
                what = what
            ),
            Self::UnknownCommit => phrase!(
                "提交结果尚不明确，正在按操作号核对，请勿重复操作",
                "the outcome of the commit is not known yet; it is being resolved by its operation id, do not repeat it"
            ),
            Self::Fuse(at) => phrase!("测试断点 {at}", "test fuse at {at}", at = at),
            Self::Cancelled => phrase!("已取消", "cancelled"),
        }
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(told) if told.is_unique_violation() => Self::Taken(told.message().to_owned()),
            Some(told) => Self::Engine(told.message().to_owned()),
            None => Self::Engine(error.to_string()),
        }
    }
}
