//! The stop-payment form (停止发放人员核定表, 5.5) and the resume form that mirrors it: every month each township says whose
//! pension stops, or that nobody's does; six hands sign, and only then does anything stop.
//!
//! Built: the forms with their lines and hands, what proposes a line, holds that wait for a decision, the recovery
//! cases an approval finds. Deliberately absent: what becomes of a case after it is found, and the payment of arrears.

pub mod approve;
pub mod checks;
pub mod draft;
pub mod enter;
pub mod files;
mod frozen;
pub mod holds;
pub mod list;
mod matters;
mod nouns;
pub mod paper;
pub mod people;
pub mod procedures;
pub mod proposals;
pub mod recovery;
pub mod rules;
pub mod sign;
pub mod store;
pub mod take;
mod waiting;
pub mod written;

use crate::business::descriptor::{Business, CauseSource, DeadlineSpec, WorkSource};
use crate::database::request::AnyQuery;
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::month::Month;
use crate::text;

pub use crate::business::benefit::{
    BackPay, Event, EventKind, FromRule, NewEvent, Payment, PaymentState, REASONS, Reason,
    ReasonKind, Terms,
};
pub use crate::business::registration::Class;
pub use crate::business::verification::{Evidence, Outcome, Reported};
pub use holds::{HoldWanted, hold, release};
pub use matters::{
    Hold, HoldDecision, Proposal, ProposalState, Recovery, RecoveryCause, RecoveryMonth,
    RecoveryState,
};
pub use nouns::{Entered, Form, FormKind, FormState, Hand, HandAct, Line, Source, Whole};
pub use proposals::{Wanted, propose, withdraw};

/// The day by which every township's stop form of the month is approved, nil forms among them. The countdown shows it
/// with the verification, whose day it is.
pub const DEADLINE: DeadlineSpec = DeadlineSpec {
    id: "stop_form",
    title: text!("停止发放核定表批准", "stop forms approved"),
    short: text!("停发", "stop"),
    responsible: text!("人社所、县经办机构", "station, agency"),
    clause: Clause::of("N2.3-d"),
    parameter: "P.cal.verify_day",
    missing: Some(waiting::missing),
};

/// The stop-payment form, described.
pub const BUSINESS: Business = Business {
    name: "stop_payment",
    title: text!("停止发放", "Stop payment"),
    panes: &[],
    tabs: &[],
    keys: &[],
    causes: &[CauseSource {
        find: waiting::causes,
    }],
    deadlines: &[],
    work: &[WorkSource {
        find: waiting::work,
    }],
    checks: checks::CHECKS,
    tables: files::LAYOUTS,
    whole: &[],
    reports: &[paper::F20, paper::F21],
    procedures: procedures::PROCEDURES,
    duties: &[],
    statements: &[
        store::STATEMENTS,
        people::STATEMENTS,
        written::STATEMENTS,
        draft::STATEMENTS,
        enter::STATEMENTS,
        proposals::STATEMENTS,
        take::STATEMENTS,
        sign::STATEMENTS,
        approve::STATEMENTS,
        recovery::STATEMENTS,
        holds::STATEMENTS,
        list::STATEMENTS,
        checks::STATEMENTS,
        paper::STATEMENTS,
    ],
    samples,
};

/// Worked examples against the demonstration county: the forms of February and March 2012, a township's proposals, and
/// somebody whose death was registered in March 2012.
fn samples() -> Vec<Box<dyn AnyQuery>> {
    let mut samples: Vec<Box<dyn AnyQuery>> = vec![Box::new(holds::Undecided)];
    let areas = ["371323", "371323100", "371323100201"];
    for area in areas.iter().filter_map(|it| it.parse::<AreaCode>().ok()) {
        for month in [2, 3].iter().filter_map(|it| Month::new(2012, *it)) {
            let area = area.clone();
            samples.push(Box::new(list::FormsOf { month, area }));
            samples.push(Box::new(list::TownshipForms { month }));
        }
    }
    if let Ok(township) = "371323100000".parse::<AreaCode>() {
        samples.push(Box::new(proposals::ProposalsOf { township }));
    }
    for form_no in ["STOP-371323-100-201202-01", "STOP-371323-100-201203-02"] {
        let form_no = form_no.to_owned();
        samples.push(Box::new(store::FormOf { form_no }));
    }
    let insurance_no = "3713231100000045".to_owned();
    samples.push(Box::new(list::LinesOf {
        insurance_no: insurance_no.clone(),
    }));
    samples.push(Box::new(recovery::RecoveriesOf { insurance_no }));
    samples
}
