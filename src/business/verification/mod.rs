//! Verification (待遇领取资格认证): every month, by the 10th, everybody in payment is reported on; once a year, formally (N2.3-d).
//!
//! Built: the lists, their outcomes and evidence, the chain of hands, progress against the 10th, the annual dates.
//! Deliberately absent: anything that stops or suspends. An outcome proposes a line of the stop-payment form (5.5).

mod argument;
pub mod checks;
pub mod enter;
pub mod exceptions;
pub mod files;
pub mod issue;
mod nouns;
pub mod outcomes;
pub mod pane;
pub mod paper;
pub mod procedures;
pub mod progress;
pub mod rules;
pub mod sign;
pub mod store;
pub mod waiting;

use crate::business::descriptor::{Business, CauseSource, DeadlineSpec, Duty, WorkSource};
use crate::database::Fault;
use crate::database::request::AnyQuery;
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::policy::Policies;
use crate::text;

pub use nouns::{Evidence, Hand, HandAct, Item, List, ListState, Mark, Mode, Outcome, Sorted};
pub use outcomes::{Reported, reported, reported_in};

/// The deadline of the month's verification.
pub const DEADLINE: DeadlineSpec = DeadlineSpec {
    id: "verify",
    title: text!("资格核实、停发核定表报送", "verification, stop form"),
    short: text!("核实", "verify"),
    responsible: text!("人社所、协理员", "station, coordinator"),
    clause: Clause::of("N2.3-d"),
    parameter: "P.cal.verify_day",
    missing: Some(waiting::missing),
};

/// How a month is verified in the desk's county on its business date.
pub(crate) fn mode(policies: &Policies, desk: &Desk) -> Result<Mode, Fault> {
    let value = policies.text("P.verify.monthly_mode", &desk.county, desk.business_date);
    let value = value.map_err(|refusal| Fault::inconsistent("policies", &refusal.why.en))?;
    value
        .parse()
        .map_err(|_| Fault::inconsistent("P.verify.monthly_mode", value))
}

/// Verification, described.
pub const BUSINESS: Business = Business {
    name: "verification",
    title: text!("资格认证", "Verification"),
    panes: &[
        pane::progress::SPEC,
        pane::list_actions::SPEC,
        pane::item::SPEC,
        pane::entry::SPEC,
        pane::annual::SPEC,
        pane::exceptions::SPEC,
    ],
    tabs: &[pane::tab::TAB],
    keys: &[],
    causes: &[CauseSource {
        find: waiting::causes,
    }],
    deadlines: &[DEADLINE],
    work: &[WorkSource {
        find: waiting::work,
    }],
    checks: checks::CHECKS,
    tables: files::LAYOUTS,
    whole: &[],
    reports: &[paper::F22],
    procedures: procedures::PROCEDURES,
    duties: DUTIES,
    statements: &[
        issue::STATEMENTS,
        store::STATEMENTS,
        enter::STATEMENTS,
        sign::STATEMENTS,
        progress::STATEMENTS,
        exceptions::STATEMENTS,
        checks::STATEMENTS,
        paper::STATEMENTS,
        outcomes::STATEMENTS,
    ],
    samples,
};

/// Worked examples against the demonstration county: March 2012, 上华庄村, and somebody on its list.
fn samples() -> Vec<Box<dyn AnyQuery>> {
    let mut samples: Vec<Box<dyn AnyQuery>> = Vec::new();
    let areas = ["371300", "371323", "371323100", "371323100201"];
    if let Some(month) = Month::new(2012, 3) {
        for area in areas
            .iter()
            .filter_map(|code| code.parse::<AreaCode>().ok())
        {
            samples.push(Box::new(progress::ProgressOf {
                month,
                area: area.clone(),
            }));
            samples.push(Box::new(exceptions::ExceptionsOf {
                month,
                area: area.clone(),
            }));
            samples.push(Box::new(store::ListOf {
                month,
                village: area,
            }));
        }
        samples.push(Box::new(progress::LastList { month }));
    }
    samples.push(Box::new(progress::AnnualDue { months: 3 }));
    let insurance_no = "3713231100000045".to_owned();
    samples.push(Box::new(progress::HistoryOf { insurance_no }));
    samples
}

/// The duties that are met here.
const DUTIES: &[Duty] = &[
    Duty {
        id: "VER-1",
        clause: Clause::of("N2.3-d"),
        screen: "=3 verification; =3.1 verification_list",
        rule: "business::verification::rules::signing::step",
        tests: &[
            "business::verification::rules::signing::tests::every_hand_is_another_post_and_another_person",
            "suite::verification::a_late_list_says_whose_it_is",
        ],
    },
    Duty {
        id: "VER-2",
        clause: Clause::of("N2.3-d"),
        screen: "=3 verification; verification_list.sign; jingban doctor (verification.complete)",
        rule: "business::verification::rules::signing::lacks",
        tests: &[
            "business::verification::rules::signing::tests::a_list_is_never_signed_with_anything_missing",
            "suite::verification::done_and_open_make_up_what_is_due_at_every_level",
            "suite::verification::another_day_of_the_parameter_moves_countdown_and_lateness",
        ],
    },
];
