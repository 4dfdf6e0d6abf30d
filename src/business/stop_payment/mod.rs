//! The stop-payment form (停止发放人员核定表, 5.5) and the resume form that mirrors it: every month each township says whose
//! pension stops, or that nobody's does; six hands sign, and only then does anything stop.
//!
//! Built: the forms with their lines and hands, what proposes a line, holds that wait for a decision, the recovery
//! cases an approval finds. Deliberately absent: what becomes of a case after it is found, and the payment of arrears.

pub mod approve;
pub mod board;
pub mod checks;
mod documents;
pub mod draft;
pub mod enter;
pub mod files;
pub mod foresee;
mod frozen;
pub mod holds;
pub mod list;
mod matters;
mod nouns;
pub mod offered;
pub mod pane;
pub mod paper;
pub mod people;
pub mod person;
pub mod places;
pub mod procedures;
pub mod proposals;
pub mod recovery;
pub mod rules;
pub mod sign;
pub mod store;
pub mod take;
mod units;
mod waiting;
pub mod written;

use crate::business::descriptor::{
    Business, CauseSource, DeadlineSpec, DocumentSource, Duty, WorkSource,
};
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
pub use people::coming_month;
pub use proposals::{Wanted, confirmed, propose, withdraw};

/// The day by which every township's stop form of the month is approved, nil forms among them.
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
    panes: &[
        pane::forms::SPEC,
        pane::form_actions::SPEC,
        pane::line::SPEC,
        pane::proposals::SPEC,
        pane::holds::SPEC,
    ],
    tabs: &[pane::tab::TAB],
    keys: &[],
    causes: &[CauseSource {
        find: waiting::causes,
    }],
    documents: &[DocumentSource {
        find: documents::of_person,
    }],
    deadlines: &[DEADLINE],
    work: &[WorkSource {
        find: waiting::work,
        units: Some(units::UNITS),
    }],
    checks: checks::CHECKS,
    tables: files::LAYOUTS,
    whole: &[],
    reports: &[paper::F20, paper::F21],
    procedures: procedures::PROCEDURES,
    duties: DUTIES,
    statements: &[
        store::STATEMENTS,
        people::STATEMENTS,
        person::STATEMENTS,
        places::STATEMENTS,
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

/// The duties that are met here.
const DUTIES: &[Duty] = &[
    Duty {
        id: "VER-4",
        clause: Clause::of("N2.3-f"),
        screen: "=4 stop_forms; =4.1 stop_form; jingban doctor (stop_payment.month)",
        rule: "business::stop_payment::rules::months::stop_from",
        tests: &[
            "business::stop_payment::rules::months::tests::the_month_of_death_is_due_in_full_whatever_the_day",
            "suite::journeys::stop_payment::a_line_is_entered_and_six_hands_sign_until_it_is_approved_by_its_count",
        ],
    },
    Duty {
        id: "VER-5",
        clause: Clause::of("N2.3-g"),
        screen: "=4.1 stop_form; stop_form.approve; =2.1 person (stops)",
        rule: "business::stop_payment::rules::months::overpaid",
        tests: &[
            "business::stop_payment::rules::months::tests::the_worked_overpayment",
            "suite::journeys::stop_payment::a_line_is_entered_and_six_hands_sign_until_it_is_approved_by_its_count",
        ],
    },
];

/// A death of January learnt of in March, or a sentence of the same day.
fn example(reason: &str) -> Entered {
    Entered {
        reason: reason.to_owned(),
        event_date: chrono::NaiveDate::from_ymd_opt(2012, 1, 27),
        evidence: Some(Evidence::Judgment),
        evidence_ref: Some("1".to_owned()),
        reporter: None,
        remark: None,
        back_pay: None,
    }
}

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
            samples.push(Box::new(board::BoardOf { month }));
        }
    }
    if let Ok(township) = "371323100000".parse::<AreaCode>() {
        samples.push(Box::new(proposals::ProposalsOf {
            township: township.clone(),
        }));
        samples.push(Box::new(places::VillagesOf { township }));
    }
    for form_no in ["STOP-371323-100-201202-01", "STOP-371323-100-201203-02"] {
        let form_no = form_no.to_owned();
        samples.push(Box::new(store::FormOf {
            form_no: form_no.clone(),
        }));
        samples.push(Box::new(offered::OfferedTo {
            form_no: form_no.clone(),
        }));
        for (number, reason) in [("3713231100000414", "T01"), ("3713231100000254", "S02")] {
            samples.push(Box::new(foresee::Foresee {
                form_no: form_no.clone(),
                insurance_no: number.to_owned(),
                entered: example(reason),
                is_new: reason == "T01",
            }));
        }
    }
    let insurance_no = "3713231100000045".to_owned();
    samples.push(Box::new(list::LinesOf {
        insurance_no: insurance_no.clone(),
    }));
    samples.push(Box::new(person::StopsOf {
        insurance_no: insurance_no.clone(),
    }));
    samples.push(Box::new(recovery::RecoveriesOf { insurance_no }));
    samples
}
