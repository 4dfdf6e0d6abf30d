//! Benefits (待遇): who is entitled to which month, how much, and why a month is paid or not (N2.3).
//!
//! Built: the nouns, the code table of reasons, entitlement by month, the why line, the person's tab, the deadlines of
//! the month and the checks. Deliberately absent: anything that suspends or stops by itself; that is always an
//! approved line of the stop-payment form or a decided case (3.6).

pub mod checks;
pub mod deadlines;
pub mod effect;
pub mod events;
pub mod files;
mod nouns;
pub mod pane;
mod reason;
pub mod renewal;
pub mod rules;
mod sentences;
mod sentences_paid;
pub mod store;
mod terms;
pub mod why;

use crate::business::descriptor::{Business, CauseSource};
use crate::business::registration::EXAMPLE;
use crate::database::request::AnyQuery;
use crate::kernel::month::Month;
use crate::text;

pub use crate::business::descriptor::{Cause, Paid};
pub use crate::business::registration::Class;
pub use effect::take_effect;
pub use events::{NewEvent, append};
pub use nouns::{Award, Event, EventKind, Payment, PaymentState, Standing};
pub use reason::{BackPay, FromRule, REASONS, Reason, ReasonKind};
pub use renewal::{Renewal, renew};
pub use terms::Terms;

/// What this business is to the desk, the commands and the tests.
pub const BUSINESS: Business = Business {
    name: "benefit",
    title: text!("待遇", "Benefits"),
    panes: &[],
    tabs: &[pane::TAB],
    keys: &[],
    causes: &[CauseSource {
        find: store::causes_of,
    }],
    deadlines: deadlines::DEADLINES,
    work: &[],
    checks: checks::CHECKS,
    tables: &[files::AWARDS, files::BENEFIT_EVENTS, files::PAYMENTS],
    whole: &[],
    reports: &[],
    procedures: &[],
    duties: &[],
    statements: &[
        store::STATEMENTS,
        checks::STATEMENTS,
        renewal::STATEMENTS,
        events::STATEMENTS,
        effect::STATEMENTS,
    ],
    samples,
};

/// Worked examples against the demonstration county: 王秀英, who turns 60 on 2012-03-15; somebody suspended and
/// resumed since; and somebody whose death was registered in March 2012.
fn samples() -> Vec<Box<dyn AnyQuery>> {
    let mut samples: Vec<Box<dyn AnyQuery>> = Vec::new();
    for number in [EXAMPLE, "3713231100001371", "3713231100000045"] {
        let insurance_no = number.to_owned();
        samples.push(Box::new(store::BenefitsOf { insurance_no }));
        if let Some(month) = Month::new(2012, 3) {
            let insurance_no = number.to_owned();
            samples.push(Box::new(store::StandingOf {
                insurance_no,
                month,
            }));
        }
    }
    samples
}
