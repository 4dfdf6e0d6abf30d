//! The nouns of benefits: awards, events, payments, and a person's standing for one month.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Class, Terms};
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::{record, words};

words! {
    /// What happens to a benefit. Appended, never rewritten.
    EventKind {
        /// 暂停: from its month until it is resumed.
        Suspend = "SUSPEND" "暂停" "suspended";
        /// 恢复: lifts a suspension, or a stop that was wrong, of the same reason.
        Resume = "RESUME" "恢复" "resumed";
        /// 暂缓: money stays due but waits for a decision.
        Hold = "HOLD" "暂缓" "held";
        /// 解除暂缓: lifts a hold of the same reason.
        Release = "RELEASE" "解除暂缓" "released";
        /// 停发: for good.
        Stop = "STOP" "停发" "stopped";
    }
}

words! {
    /// How far a month's payment has come.
    PaymentState {
        /// On the list, not yet credited.
        Pending = "PENDING" "待入账" "pending";
        /// Credited by the bank.
        Credited = "CREDITED" "已入账" "credited";
        /// Returned by the bank.
        Returned = "RETURNED" "银行退回" "returned";
    }
}

record! {
    /// An award (待遇核定): from which month, how much from the account.
    pub struct Award {
        /// The first month entitled.
        pub start_month: Month,
        /// The account's balance at award.
        pub balance_fen: Fen,
        /// The annuity divisor.
        pub divisor: i64,
        /// The account pension a month, fixed for life.
        pub account_pension_fen: Fen,
        /// When it was approved.
        pub approved_on: NaiveDate,
        /// The last formal verification; none since the award.
        pub verified_on: Option<NaiveDate>,
    }
}

record! {
    /// A suspension, hold, stop, or the lifting of one.
    pub struct Event {
        /// Its place among the person's events.
        pub seq: i64,
        /// What happened.
        pub kind: EventKind,
        /// The reason's code (3.6).
        pub reason: String,
        /// The day of what it rests on: death, judgment, release.
        pub event_date: NaiveDate,
        /// The first month it touches.
        pub from_month: Month,
        /// When it was recorded.
        pub recorded_on: NaiveDate,
        /// Kind and reference of the evidence.
        pub evidence: String,
        /// The approving document.
        pub document_no: Option<String>,
    }
}

record! {
    /// What was paid for one month, by book and component.
    pub struct Payment {
        /// The month.
        pub month: Month,
        /// Basic pension, central floor.
        pub basic_central_fen: Fen,
        /// Basic pension, local part.
        pub basic_local_fen: Fen,
        /// Account pension.
        pub account_fen: Fen,
        /// Arrears from the basic-pension book.
        pub arrears_basic_fen: Fen,
        /// Arrears from the individual-account book.
        pub arrears_account_fen: Fen,
        /// How far it has come.
        pub state: PaymentState,
        /// When the bank credited it.
        pub credited_on: Option<NaiveDate>,
        /// The bank.
        pub bank_code: Option<String>,
        /// The last digits of the account.
        pub account_tail: Option<String>,
    }
}

impl Payment {
    /// The basic pension of the month itself, all levels.
    pub fn basic(&self) -> Option<Fen> {
        self.basic_central_fen.checked_add(self.basic_local_fen)
    }

    /// Arrears of both books.
    pub fn arrears(&self) -> Option<Fen> {
        self.arrears_basic_fen.checked_add(self.arrears_account_fen)
    }

    /// What the basic-pension book pays.
    pub fn from_basic_book(&self) -> Option<Fen> {
        self.basic()?.checked_add(self.arrears_basic_fen)
    }

    /// What the individual-account book pays.
    pub fn from_account_book(&self) -> Option<Fen> {
        self.account_fen.checked_add(self.arrears_account_fen)
    }

    /// All of it.
    pub fn total(&self) -> Option<Fen> {
        self.from_basic_book()?
            .checked_add(self.from_account_book()?)
    }
}

/// All that the why line of one person and month needs, read in a few statements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Participation, as stored: 1, 2 or 4 (0 is nobody's).
    pub participation: i64,
    /// Contribution state, as stored: 1, 2 or 3.
    pub contribution_state: i64,
    /// Born.
    pub birth_date: NaiveDate,
    /// Died.
    pub died_on: Option<NaiveDate>,
    /// Scheme years with a posted contribution.
    pub paid_years: i64,
    /// Whether a dispute about the citizen id is open (1.4).
    pub dispute: bool,
    /// The awards, by start month.
    pub awards: Vec<Award>,
    /// The events, as recorded.
    pub events: Vec<Event>,
    /// The payment of the month asked.
    pub payment: Option<Payment>,
    /// The policy in force for the month asked.
    pub terms: Terms,
}

impl Standing {
    /// The award that speaks for a month: the latest begun by then, or else the first to begin.
    pub fn award(&self, month: Month) -> Option<&Award> {
        self.awards
            .iter()
            .filter(|award| award.start_month <= month)
            .max_by_key(|award| award.start_month)
            .or_else(|| self.awards.iter().min_by_key(|award| award.start_month))
    }

    /// The class; none for an illegal pair of states.
    pub fn class(&self) -> Option<Class> {
        Class::of(self.participation, self.contribution_state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::row::UnknownWord;

    #[test]
    fn words_read_back() {
        for kind in EventKind::ALL {
            assert_eq!(kind.word().parse(), Ok(*kind));
        }
        for state in PaymentState::ALL {
            assert_eq!(state.word().parse(), Ok(*state));
        }
        assert_eq!("GONE".parse::<EventKind>(), Err(UnknownWord));
    }
}
