//! Faults: what goes wrong with a database, as against a refusal, which is a right answer.

use serde::{Deserialize, Serialize};
use sqlx::error::DatabaseError;

use crate::kernel::text::Phrase;
use crate::{phrase, text};

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
    /// Somebody else was faster: the version seen is no longer the version stored.
    #[error("{}", .0.en)]
    Stale(Phrase),
    /// Another transaction stood in the way (lock, deadlock, serialization); worth another try.
    #[error("another transaction stood in the way: {0}")]
    Busy(String),
    /// The disk under the database is full.
    #[error("the disk is full: {0}")]
    DiskFull(String),
    /// The database cannot be opened, or is not one this program can use.
    #[error("{}", .0.en)]
    Unusable(Phrase),
}

impl Fault {
    /// A contradiction found in a column.
    pub fn inconsistent(column: &str, value: &str) -> Self {
        Self::Inconsistent {
            column: column.to_owned(),
            value: value.to_owned(),
        }
    }

    /// The plain sentence for a lost race.
    pub fn faster() -> Phrase {
        text!(
            "该记录刚被他人修改，本次操作未生效。请刷新后核对再办",
            "somebody else has just changed this record; nothing was written. Refresh, compare, and try again"
        )
        .into()
    }

    /// The code by which the fault is known to whoever is called; what the operator did himself has none.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Engine(_) => Some("PN-0001"),
            Self::Inconsistent { .. } => Some("PN-0002"),
            Self::Taken(_) => Some("PN-0003"),
            Self::Misuse(_) => Some("PN-0004"),
            Self::UnknownCommit => Some("PN-0005"),
            Self::Busy(_) => Some("PN-0006"),
            Self::DiskFull(_) => Some("PN-0007"),
            Self::Fuse(_) | Self::Cancelled | Self::Stale(_) | Self::Unusable(_) => None,
        }
    }

    /// The fault as an operator reads it: its code, what happened, what to do.
    pub fn told(&self) -> Phrase {
        let said = self.sentence();
        match self.code() {
            Some(code) => phrase!("{code} {said}", "{code} {said}", code = code, said = said),
            None => said,
        }
    }

    fn sentence(&self) -> Phrase {
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
            Self::Stale(told) | Self::Unusable(told) => told.clone(),
            Self::Busy(_) => phrase!(
                "他人正在办理同一事项，本次操作未生效。请稍候重试",
                "somebody else is working on the same matter; nothing was written. Wait a moment and try again"
            ),
            Self::DiskFull(_) => phrase!(
                "数据库所在磁盘已满，本次操作未记账。请立即联系信息岗清理空间",
                "the database's disk is full and nothing was booked. Call IT at once to free space"
            ),
        }
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        let Some(told) = error.as_database_error() else {
            return Self::Engine(error.to_string());
        };
        let words = told.message().to_owned();
        match Sort::of(told) {
            _ if told.is_unique_violation() => Self::Taken(words),
            Sort::Busy => Self::Busy(words),
            Sort::DiskFull => Self::DiskFull(words),
            Sort::Outage | Sort::Other => Self::Engine(words),
        }
    }
}

/// What an engine's error code means to this program.
#[derive(PartialEq, Eq)]
enum Sort {
    Busy,
    DiskFull,
    /// The server or the disk gave way; what it was doing may or may not have happened.
    Outage,
    Other,
}

impl Sort {
    /// `SQLite` gives a decimal result code, PostgreSQL a SQLSTATE of five characters.
    fn of(told: &dyn DatabaseError) -> Self {
        let code = told.code().unwrap_or_default();
        match code.as_ref() {
            "40001" | "40P01" | "55P03" => return Self::Busy,
            "53100" => return Self::DiskFull,
            state if state.len() == 5 => {
                let outage = ["08", "57", "58", "XX"]
                    .iter()
                    .any(|class| state.starts_with(class));
                return if outage { Self::Outage } else { Self::Other };
            }
            _ => {}
        }
        // The low byte is the primary code: BUSY, LOCKED, FULL, IOERR.
        match code.parse::<u32>().map(|extended| extended & 0xff) {
            Ok(5 | 6) => Self::Busy,
            Ok(13) => Self::DiskFull,
            Ok(10) => Self::Outage,
            _ => Self::Other,
        }
    }
}

/// Whether the connection died, so that a read may be tried on another one.
pub(super) fn line_is_lost(error: &sqlx::Error) -> bool {
    match error.as_database_error() {
        Some(told) => told.code().is_some_and(|code| {
            matches!(code.as_ref(), "57P01" | "57P02")
                || (code.len() == 5 && code.starts_with("08"))
        }),
        None => matches!(error, sqlx::Error::Io(_)),
    }
}

/// Whether a failed commit may have happened all the same.
///
/// A database that refused has answered; one that fell silent, or gave way, may have committed before.
pub(super) fn outcome_is_unknown(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_none_or(|told| Sort::of(told) == Sort::Outage)
}
