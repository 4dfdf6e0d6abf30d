//! The nouns of outside files: an exchange, its records, its errors, what staging would do.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::exchange::outside::BadLine;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::text::Phrase;
use crate::{record, words};

words! {
    /// How far a file has come.
    ExchangeState {
        /// Read in; another must look at it.
        Staged = "STAGED" "待复核" "staged";
        /// It counts.
        Accepted = "ACCEPTED" "已接收" "accepted";
        /// It never counts.
        Rejected = "REJECTED" "已退回" "rejected";
    }
}

record! {
    /// A file of another agency.
    pub struct Exchange {
        /// Its number here: `POLI-201203-001`.
        pub exchange_id: String,
        /// Its type.
        pub kind: String,
        /// Its name when it came.
        pub file_name: String,
        /// SHA-256 over all of it.
        pub sha256: String,
        /// How it was written.
        pub encoding: String,
        /// Who sent it.
        pub sender: String,
        /// The month it is about.
        pub period: Month,
        /// The sender's number of it.
        pub batch: String,
        /// The exchange whose bad lines it corrects.
        pub corrects: Option<String>,
        /// Its details.
        pub lines: i64,
        /// Those that were taken.
        pub taken: i64,
        /// Those that were not.
        pub bad: i64,
        /// The sum of its amounts.
        pub total: Fen,
        /// How far it has come.
        pub state: ExchangeState,
        /// Who brought it in.
        pub maker: String,
        /// That operator's name.
        pub maker_name: String,
        /// The business date it came on.
        pub business_date: NaiveDate,
        /// When.
        pub made_at: DateTime<Utc>,
        /// Who decided.
        pub checker: Option<String>,
        /// That operator's name.
        pub checker_name: Option<String>,
        /// When.
        pub checked_at: Option<DateTime<Utc>>,
        /// Why it was rejected.
        pub reason: Option<String>,
        /// For others' edits.
        pub version: i64,
    }
}

record! {
    /// What a list says of somebody.
    pub struct OutsideRecord {
        /// Its line in the file.
        pub line_no: i64,
        /// The citizen id.
        pub citizen_id: Option<String>,
        /// The name as written.
        pub name: String,
        /// Born.
        pub birth_date: Option<NaiveDate>,
        /// The village's code.
        pub village: Option<String>,
        /// The event or status.
        pub event: String,
        /// Since when.
        pub event_date: Option<NaiveDate>,
        /// Until when.
        pub until_date: Option<NaiveDate>,
        /// The certificate or document.
        pub document: Option<String>,
        /// The remaining fields, as a JSON object of texts.
        pub detail: String,
    }
}

record! {
    /// What is wrong with a field of a line that was not taken.
    pub struct ExchangeError {
        /// The line in the file.
        pub line: i64,
        /// Which of its troubles, from 1.
        pub seq: i64,
        /// The field; empty for the whole line.
        pub column_name: String,
        /// Its value, masked.
        pub masked: String,
        /// The code.
        pub code: String,
        /// Why, in Chinese.
        pub reason_zh: String,
        /// Why, in English.
        pub reason_en: String,
        /// The line as it came.
        pub original: String,
    }
}

record! {
    /// An exchange that is there already.
    pub struct Same {
        /// Its number.
        pub exchange_id: String,
        /// The hash of its file.
        pub sha256: String,
        /// How far it has come.
        pub state: ExchangeState,
    }
}

record! {
    /// The batch a correction is about.
    pub struct Original {
        /// Its number.
        pub exchange_id: String,
        /// The month it is about.
        pub period: Month,
        /// Its lines that were not taken.
        pub bad: i64,
    }
}

/// What staging a file does, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its number here.
    pub exchange_id: String,
    /// Its type.
    pub kind: String,
    /// Its name.
    pub file_name: String,
    /// SHA-256 over all of it.
    pub sha256: String,
    /// How it is written.
    pub encoding: String,
    /// Who sent it.
    pub sender: String,
    /// The month it is about.
    pub period: Month,
    /// The sender's number of it.
    pub batch: String,
    /// The exchange whose bad lines it corrects.
    pub corrects: Option<String>,
    /// Its details.
    pub lines: i64,
    /// Those that are taken.
    pub taken: i64,
    /// Those that are not.
    pub bad: i64,
    /// The sum of its amounts.
    pub total: Fen,
    /// The first bad lines.
    pub errors: Vec<BadLine>,
    /// The whole in a sentence.
    pub told: Phrase,
}

/// What the reviewer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileVerdict {
    /// It counts from now on.
    Accept,
    /// It never counts.
    Reject,
}
