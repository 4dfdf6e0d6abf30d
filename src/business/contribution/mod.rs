//! Contributions (缴费): one payment a year, every one from a bank receipt, matched by a government subsidy (N2.2).
//!
//! Built: the nouns, the rules of grade, subsidy and due year, the person's tab, the window and its progress, the
//! checks. Deliberately absent: any way to type an amount; money comes from bank receipts only (N2.2-d).

pub mod checks;
pub mod files;
pub mod pane;
pub mod rules;
pub mod store;
pub mod window;

use std::str::FromStr;

use crate::business::descriptor::Business;
use crate::business::registration::EXAMPLE;
use crate::database::Fault;
use crate::database::request::AnyQuery;
use crate::database::row::{Column, Row, read_word};
use crate::kernel::text::Text;
use crate::text;

/// What this business is to the desk, the commands and the tests.
pub const BUSINESS: Business = Business {
    name: "contribution",
    title: text!("缴费", "Contributions"),
    panes: &[],
    tabs: &[pane::TAB],
    keys: &[],
    causes: &[],
    documents: &[],
    deadlines: window::DEADLINES,
    work: &[],
    checks: checks::CHECKS,
    tables: &[files::CONTRIBUTIONS],
    whole: &[],
    reports: &[],
    procedures: &[],
    duties: &[],
    statements: &[store::STATEMENTS, window::STATEMENTS, checks::STATEMENTS],
    samples,
};

/// Worked examples against the demonstration county.
fn samples() -> Vec<Box<dyn AnyQuery>> {
    vec![
        Box::new(store::ContributionsOf {
            insurance_no: EXAMPLE.to_owned(),
        }),
        Box::new(window::Collected { year: 2012 }),
    ]
}

/// The kind of a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ContributionKind {
    /// 当年缴费: the year's own payment, the only one with a subsidy.
    Ordinary,
    /// 补缴: a missed or earlier year, without subsidy (2.7).
    Makeup,
}

impl ContributionKind {
    /// Every kind, its word in the database and its name.
    pub const ALL: &'static [(Self, &'static str, Text)] = &[
        (
            Self::Ordinary,
            "ORDINARY",
            text!("当年缴费", "year's payment"),
        ),
        (Self::Makeup, "MAKEUP", text!("补缴", "make-up")),
    ];

    /// Its name.
    pub fn title(self) -> Text {
        named(Self::ALL, self)
    }
}

/// How far a subsidy has come (2.2): owed, asked for, arrived at finance, in the individual account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum SubsidyState {
    /// 已计提: the contribution is posted, the subsidy is owed.
    Accrued,
    /// 已申报: it stands in a claim to finance.
    Claimed,
    /// 已到账: the money is in the fiscal special account.
    Funded,
    /// 已记账: it is in the individual account.
    Posted,
}

impl SubsidyState {
    /// Every state, its word in the database and its name.
    pub const ALL: &'static [(Self, &'static str, Text)] = &[
        (Self::Accrued, "ACCRUED", text!("已计提", "accrued")),
        (Self::Claimed, "CLAIMED", text!("已申报", "claimed")),
        (Self::Funded, "FUNDED", text!("资金到位", "funded")),
        (Self::Posted, "POSTED", text!("已记账", "posted")),
    ];

    /// Its name.
    pub fn title(self) -> Text {
        named(Self::ALL, self)
    }
}

/// A word that is none of those a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord;

/// The name in a table of words; every variant stands in its table, which a test sees to.
fn named<T: Copy + PartialEq>(words: &[(T, &'static str, Text)], one: T) -> Text {
    words
        .iter()
        .find(|(it, _, _)| *it == one)
        .map_or(text!("", ""), |(_, _, title)| *title)
}

/// The variant a word of the database stands for.
fn spelled<T: Copy>(words: &[(T, &'static str, Text)], word: &str) -> Result<T, UnknownWord> {
    words
        .iter()
        .find(|(_, it, _)| *it == word)
        .map(|(it, _, _)| *it)
        .ok_or(UnknownWord)
}

impl FromStr for ContributionKind {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        spelled(Self::ALL, word)
    }
}

impl FromStr for SubsidyState {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        spelled(Self::ALL, word)
    }
}

impl Column for ContributionKind {
    fn read(row: &Row, column: &str) -> Result<Self, Fault> {
        read_word(row, column)
    }
}

impl Column for SubsidyState {
    fn read(row: &Row, column: &str) -> Result<Self, Fault> {
        read_word(row, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_has_a_name() {
        for (kind, word, title) in ContributionKind::ALL {
            assert_eq!(word.parse(), Ok(*kind));
            assert_eq!(kind.title(), *title);
        }
        for (state, word, title) in SubsidyState::ALL {
            assert_eq!(word.parse(), Ok(*state));
            assert_eq!(state.title(), *title);
        }
        assert_eq!("CASH".parse::<ContributionKind>(), Err(UnknownWord));
        assert_eq!("".parse::<SubsidyState>(), Err(UnknownWord));
    }

    #[test]
    fn there_is_no_kind_of_payment_in_cash() {
        assert!(
            ContributionKind::ALL
                .iter()
                .all(|(_, word, title)| !word.contains("CASH") && !title.zh.contains("现金"))
        );
    }
}
