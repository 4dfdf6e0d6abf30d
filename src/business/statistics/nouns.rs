//! The nouns of statistics: a report and its columns, what was filed, what was counted, where an area stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rules::fact::Fact;
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::text::Text;
use crate::{record, words};

words! {
    /// How far a report has come.
    ReportState {
        /// Drafted; another must check it.
        Draft = "DRAFT" "已编制" "drafted";
        /// Checked; the director submits it.
        Checked = "CHECKED" "已复核" "checked";
        /// Frozen.
        Submitted = "SUBMITTED" "已报送" "submitted";
        /// Sent back; a new version takes its place.
        Returned = "RETURNED" "已退回" "returned";
    }
}

impl ReportState {
    /// Whether somebody must still act on it.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Draft | Self::Checked)
    }
}

/// A report: its columns and the identities that must hold.
#[derive(Debug)]
pub struct ReportSpec {
    /// `R1`.
    pub id: &'static str,
    /// Its title.
    pub title: Text,
    /// What asks for it.
    pub clause: Clause,
    /// Whether it counts everybody insured, or only who has an award.
    pub whole: bool,
    /// Its columns.
    pub columns: &'static [ColumnSpec],
    /// What must hold among them.
    pub identities: &'static [IdentitySpec],
}

/// A column of a report.
#[derive(Debug)]
pub struct ColumnSpec {
    /// `a10`.
    pub id: &'static str,
    /// Its title.
    pub title: Text,
    /// What it counts.
    pub definition: Text,
    /// Where its number comes from, and so who stands behind it.
    pub source: Source,
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// The people to whom the month has done this.
    People(fn(&Fact) -> bool),
    /// The table of villages.
    Population,
    /// The verification lists: who is due.
    Due,
    /// The verification lists: who is done in time.
    Done,
    /// The recovery cases found: how many.
    Found,
    /// The recovery cases found: how much.
    FoundFen,
    /// Nothing yet, a count.
    Nothing,
    /// Nothing yet, money.
    NothingFen,
    /// One column over another.
    Rate(&'static str, &'static str),
}

/// Sums of columns that are equal.
#[derive(Debug)]
pub struct IdentitySpec {
    /// As it is written.
    pub shown: &'static str,
    /// Its sides: columns with their signs.
    pub sides: &'static [&'static [(i64, &'static str)]],
}

/// A value as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// A count.
    Count(i64),
    /// Money.
    Money(Fen),
    /// A rate in millionths; none where there is nothing to share.
    Rate(Option<i64>),
}

record! {
    /// How many people of a village the month has done the same to.
    pub struct Tally {
        /// The village.
        pub village: AreaCode,
        /// What the month has done to them.
        pub code: i64,
        /// How many they are.
        pub people: i64,
    }
}

record! {
    /// A version of a unit's report.
    pub struct Filed {
        /// Which report.
        pub report: String,
        /// The month.
        pub period: Month,
        /// The unit it is of.
        pub unit: AreaCode,
        /// Its version, from 1.
        pub version: i64,
        /// How far it has come.
        pub state: ReportState,
        /// Who drafted it.
        pub maker: String,
        /// That operator's name.
        pub maker_name: String,
        /// On which business date.
        pub made_on: NaiveDate,
        /// Who checked it, or sent the draft back.
        pub checker: Option<String>,
        /// That operator's name.
        pub checker_name: Option<String>,
        /// Who submitted it.
        pub approver: Option<String>,
        /// That operator's name.
        pub approver_name: Option<String>,
        /// When it was submitted.
        pub submitted_on: Option<NaiveDate>,
        /// By how many days that was late.
        pub days_late: Option<i64>,
        /// Why it goes with an exception, or was sent back.
        pub note: Option<String>,
        /// The hash of its values.
        pub value_hash: String,
        /// For others' edits.
        pub row_version: i64,
    }
}

/// One step of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileStep {
    /// To the next hand.
    On,
    /// Back to its maker.
    Return,
}

/// Where an area stands in a month, as the circular counts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The area.
    pub code: AreaCode,
    /// Its name.
    pub name: String,
    /// Its verification lists.
    pub lists: i64,
    /// Due on them.
    pub due: i64,
    /// Done in time.
    pub done: i64,
    /// Steps with a deadline: the verification and the stop form of each township.
    pub steps: i64,
    /// Those in time.
    pub in_time: i64,
}

/// What is to be said of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flag {
    /// Nothing.
    Plain,
    /// There are no data: it scores 0.
    Missing,
    /// There was nothing to do: it scores 1.
    NotApplicable,
}

/// An area with its metrics, its score and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// Where it stands.
    pub standing: Standing,
    /// M4 in millionths.
    pub verified: i64,
    /// What is to be said of M4.
    pub verified_flag: Flag,
    /// M5 in millionths.
    pub punctual: i64,
    /// What is to be said of M5.
    pub punctual_flag: Flag,
    /// The weighted sum, in millionths.
    pub score: i64,
    /// Its place, from 1.
    pub rank: i64,
    /// Its place in the month before.
    pub before: Option<i64>,
}
