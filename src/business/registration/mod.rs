//! Registration (参保登记): who is insured, under which lifelong number, and how anybody is found.

pub mod checks;
pub mod codes;
pub mod layouts;
pub mod name_search;
pub mod numbers;
pub mod pane;
pub mod readings;
pub mod reveal;
pub mod rules;
pub mod search;
pub mod states;
pub mod store;
pub mod whole;

use serde::{Deserialize, Serialize};

use crate::business::descriptor::{Business, Duty};
use crate::kernel::clause::Clause;
use crate::kernel::text::Text;
use crate::text;

pub use states::{died, participate};

/// The example of `domain.md` 1.5: 王秀英, registered in 2012 under serial 1234.
pub const EXAMPLE: &str = "3713231200012344";

/// Registration, described.
pub const BUSINESS: Business = Business {
    name: "registration",
    title: text!("参保登记", "Registration"),
    panes: &[],
    tabs: &[pane::OVERVIEW, pane::CHANGES],
    keys: search::KEYS,
    causes: &[],
    deadlines: &[],
    work: &[],
    checks: checks::CHECKS,
    tables: layouts::LAYOUTS,
    whole: &[whole::SOURCE],
    reports: &[],
    procedures: &[],
    duties: &[
        Duty {
            id: "REG-3",
            clause: Clause::of("N2.1-c"),
            screen: "lookup; jingban doctor",
            rule: "business::registration::numbers::allocate",
            tests: &[
                "suite::numbers::eight_sessions_leave_no_gap_and_no_double",
                "suite::numbers::gaps_and_doubles_are_reported",
                "kernel::insurance_no",
            ],
        },
        Duty {
            id: "INF-1",
            clause: Clause::of("N3.2"),
            screen: "lookup; person; jingban lookup",
            rule: "business::registration::search::KEYS",
            tests: &[
                "business::registration::search::tests::what_is_typed_says_which_key_it_can_be",
                "business::registration::search::tests::a_wrong_check_digit_is_told_with_the_right_one",
            ],
        },
    ],
    statements: &[
        store::STATEMENTS,
        numbers::STATEMENTS,
        checks::STATEMENTS,
        whole::STATEMENTS,
        states::STATEMENTS,
    ],
    samples: || {
        let insurance_no = EXAMPLE.to_owned();
        vec![
            Box::new(store::PersonOf {
                insurance_no: insurance_no.clone(),
            }),
            Box::new(store::ChangesOf { insurance_no }),
        ]
    },
};

/// The class that participation and contribution state make together (`domain.md` 1.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Class {
    /// Pays contributions.
    ActiveContributor,
    /// Has paused on purpose.
    PausedContributor,
    /// Is paid a pension.
    Recipient,
    /// Has an award that is suspended.
    SuspendedRecipient,
    /// Has left the scheme.
    Terminated,
}

/// The legal pairs and their class; any other pair is an error in the books.
pub const CLASSES: &[(i64, i64, Class, Text)] = &[
    (
        1,
        1,
        Class::ActiveContributor,
        text!("正常缴费", "contributing"),
    ),
    (2, 2, Class::PausedContributor, text!("暂停缴费", "paused")),
    (1, 3, Class::Recipient, text!("正常待遇", "in payment")),
    (
        2,
        3,
        Class::SuspendedRecipient,
        text!("暂停待遇", "suspended"),
    ),
    (4, 3, Class::Terminated, text!("终止参保", "terminated")),
];

impl Class {
    /// The class of a pair of states, if the pair is legal.
    pub fn of(participation: i64, contribution_state: i64) -> Option<Self> {
        CLASSES
            .iter()
            .find(|(p, c, ..)| (*p, *c) == (participation, contribution_state))
            .map(|(.., class, _)| *class)
    }

    /// Its name.
    pub fn title(self) -> Text {
        CLASSES
            .iter()
            .find(|(.., class, _)| *class == self)
            .map_or(text!("状态有误", "illegal state"), |(.., title)| *title)
    }

    /// The name of the class of a pair of states, or that the pair is illegal.
    pub fn title_of(participation: i64, contribution_state: i64) -> Text {
        Self::of(participation, contribution_state)
            .map_or(text!("状态有误", "illegal state"), Self::title)
    }
}
