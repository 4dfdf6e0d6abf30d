//! The rows of policy as the database keeps them: proposed, decided, in force. The rules are in `rules`.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::database::Fault;
use crate::database::row::{Column, Row, read_word};
use crate::kernel::area::County;
use crate::kernel::parameter::Confidence;
use crate::kernel::policy::PolicyRow;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, record, text};

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyState {
    /// Waits for approval.
    Proposed,
    /// Approved; in force from its day on.
    Approved,
    /// Refused by the approver.
    Rejected,
    /// Taken back by its maker.
    Withdrawn,
}

impl PolicyState {
    /// Every state, its word in the database and its name.
    pub const ALL: &'static [(Self, &'static str, Text)] = &[
        (Self::Proposed, "PROPOSED", text!("待审批", "proposed")),
        (Self::Approved, "APPROVED", text!("已批准", "approved")),
        (Self::Rejected, "REJECTED", text!("已退回", "rejected")),
        (Self::Withdrawn, "WITHDRAWN", text!("已撤回", "withdrawn")),
    ];

    /// Its word in the database.
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// Its name.
    pub fn title(self) -> Text {
        self.row().2
    }

    fn row(self) -> (Self, &'static str, Text) {
        let found = Self::ALL.iter().find(|(it, ..)| *it == self);
        found.copied().unwrap_or((self, "", text!("", "")))
    }
}

/// A word that is no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoState;

impl FromStr for PolicyState {
    type Err = NoState;

    fn from_str(word: &str) -> Result<Self, NoState> {
        let found = Self::ALL.iter().find(|(_, it, _)| *it == word);
        found.map(|(state, ..)| *state).ok_or(NoState)
    }
}

impl Column for PolicyState {
    fn read(row: &Row, column: &str) -> Result<Self, Fault> {
        read_word(row, column)
    }
}

/// What is done with a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyVerdict {
    /// It shall hold.
    Approve,
    /// It shall not.
    Reject,
    /// Its maker takes it back.
    Withdraw,
}

impl PolicyVerdict {
    /// The state it leads to.
    pub const fn state(self) -> PolicyState {
        match self {
            Self::Approve => PolicyState::Approved,
            Self::Reject => PolicyState::Rejected,
            Self::Withdraw => PolicyState::Withdrawn,
        }
    }
}

record! {
    /// One row of policy, with its hands.
    pub struct PolicyRecord {
        /// The parameter's id.
        pub parameter: String,
        /// A county's six digits, or empty for all.
        pub scope: String,
        /// The first day it holds.
        pub effective_from: NaiveDate,
        /// Its number among the rows of that parameter, scope and day.
        pub revision: i64,
        /// The value.
        pub value: String,
        /// The instrument it rests on.
        pub source: String,
        /// C, L or A.
        pub confidence: String,
        /// The document that ordered it.
        pub document_no: String,
        /// Where it stands.
        pub state: PolicyState,
        /// Who proposed it.
        pub maker: String,
        /// That operator's name.
        pub maker_name: String,
        /// When.
        pub made_at: DateTime<Utc>,
        /// Who decided it.
        pub checker: Option<String>,
        /// That operator's name.
        pub checker_name: Option<String>,
        /// When.
        pub checked_at: Option<DateTime<Utc>>,
        /// For others' edits.
        pub version: i64,
    }
}

impl PolicyRecord {
    /// The identity of the row within its parameter, as a table keeps it.
    pub fn id(&self) -> String {
        format!(
            "{}|{}|{}|{}",
            self.parameter, self.scope, self.effective_from, self.revision
        )
    }

    /// The row as the kernel reads policy.
    pub fn to_policy(&self) -> PolicyRow {
        PolicyRow {
            parameter: self.parameter.clone(),
            scope: self.scope.parse().ok(),
            effective_from: self.effective_from,
            value: self.value.clone(),
            source: self.source.clone(),
            confidence: confidence_of(&self.confidence),
            document_no: self.document_no.clone(),
        }
    }
}

/// The confidence of a word in the database, which holds no other words.
pub fn confidence_of(word: &str) -> Confidence {
    match word {
        "C" => Confidence::C,
        "L" => Confidence::L,
        _ => Confidence::A,
    }
}

/// The word of a confidence in the database.
pub const fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::C => "C",
        Confidence::L => "L",
        Confidence::A => "A",
    }
}

/// The scope as the database keeps it.
pub fn scope_word(scope: Option<&County>) -> &str {
    scope.map_or("", County::as_str)
}

/// A scope as people read it.
pub fn scope_title(scope: &str) -> Phrase {
    if scope.is_empty() {
        phrase!("全市", "the whole city")
    } else {
        phrase!("本县（{scope}）", "county {scope}", scope = scope)
    }
}

/// A change of policy has been proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The row's number within parameter, scope and day.
    pub revision: i64,
    /// The value in force on the effective date until now.
    pub before: Option<String>,
    /// Whether the effective date lies before today.
    pub retroactive: bool,
    /// What was done, and from when it would apply.
    pub told: Phrase,
}

/// A proposal has been decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Where it stands now.
    pub state: PolicyState,
    /// Whether it applies to days before today.
    pub retroactive: bool,
    /// What was done, and from when it applies.
    pub told: Phrase,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// An approved row, proposed by liujianguo.
    pub(crate) fn row(parameter: &str, scope: &str, from: &str, value: &str) -> PolicyRecord {
        PolicyRecord {
            parameter: parameter.to_owned(),
            scope: scope.to_owned(),
            effective_from: from.parse().unwrap(),
            revision: 1,
            value: value.to_owned(),
            source: "D".to_owned(),
            confidence: "A".to_owned(),
            document_no: "沂人社〔2012〕9号".to_owned(),
            state: PolicyState::Approved,
            maker: "liujianguo".to_owned(),
            maker_name: "刘建国".to_owned(),
            made_at: "2012-03-01T01:30:00Z".parse().unwrap(),
            checker: Some("zhaoguoqiang".to_owned()),
            checker_name: Some("赵国强".to_owned()),
            checked_at: Some("2012-03-02T01:30:00Z".parse().unwrap()),
            version: 2,
        }
    }

    #[test]
    fn every_state_reads_back_and_has_a_name() {
        for (state, word, title) in PolicyState::ALL {
            assert_eq!(word.parse(), Ok(*state));
            assert_eq!((state.word(), state.title()), (*word, *title));
        }
        assert_eq!("".parse::<PolicyState>(), Err(NoState));
    }
}
