//! The comparison with outside lists (比对, 5.4): every record that may be about somebody opens a case; a person decides it,
//! another agrees, and what comes of it is a proposal. Nothing is ever stopped by a hit (N2.3-e).

pub mod answer;
pub mod checks;
pub mod deaths;
pub mod decide;
mod documents;
pub mod effects;
pub mod find;
mod hands;
mod nouns;
pub mod pane;
pub mod procedures;
pub mod rules;
pub mod store;
mod units;
pub mod waiting;

use crate::business::descriptor::{Business, CauseSource, DocumentSource, Duty, WorkSource};
use crate::database::request::AnyQuery;
use crate::kernel::clause::Clause;
use crate::text;

pub use crate::business::registration::Class;
pub use crate::business::verification::Evidence;
pub use nouns::{
    Candidate, CaseAct, CaseHand, CaseState, DeathDate, DeathSource, Level, MatchCase, Tells,
};

/// The comparison, described.
pub const BUSINESS: Business = Business {
    name: "matching",
    title: text!("部门比对", "Matching"),
    panes: &[pane::list::SPEC, pane::case::SPEC, pane::decide::SPEC],
    tabs: &[],
    keys: &[],
    causes: &[CauseSource {
        find: waiting::causes,
    }],
    documents: &[DocumentSource {
        find: documents::of_person,
    }],
    deadlines: &[],
    work: &[WorkSource {
        find: waiting::work,
        units: Some(units::UNITS),
    }],
    checks: checks::CHECKS,
    tables: &[],
    whole: &[],
    reports: &[],
    procedures: procedures::PROCEDURES,
    duties: DUTIES,
    statements: &[
        find::STATEMENTS,
        store::STATEMENTS,
        decide::STATEMENTS,
        answer::STATEMENTS,
        deaths::STATEMENTS,
        effects::STATEMENTS,
        waiting::STATEMENTS,
        checks::STATEMENTS,
    ],
    samples,
};

/// Worked examples against the demonstration county.
fn samples() -> Vec<Box<dyn AnyQuery>> {
    let mut samples: Vec<Box<dyn AnyQuery>> = CaseState::ALL
        .iter()
        .map(|state| Box::new(store::CasesIn { state: *state }) as Box<dyn AnyQuery>)
        .collect();
    let case_no = "BD-371323-201203-000001".to_owned();
    samples.push(Box::new(store::CaseOf { case_no }));
    let insurance_no = "3713231100000045".to_owned();
    samples.push(Box::new(store::CasesOf { insurance_no }));
    samples
}

/// The duties that are met here.
const DUTIES: &[Duty] = &[Duty {
    id: "VER-3",
    clause: Clause::of("N2.3-e"),
    screen: "=8.3 matching; =8.4 match_case; jingban doctor (matching.effects)",
    rule: "business::matching::rules::effects::effect",
    tests: &[
        "business::matching::rules::levels::tests",
        "business::matching::rules::effects::tests::nothing_but_a_death_of_level_a_does_anything_by_itself",
        "business::matching::rules::deciding::tests::the_verification_post_decides_the_reviewer_approves_and_never_one_person",
    ],
}];
