//! The organisation (机构人员): divisions, people and their posts, policy parameters, holidays, signing in (N3.1).
//!
//! Deliberately absent so far: changing posts, substitutions, certificates.

pub mod checks;
pub mod credential;
pub mod layouts;
pub mod move_table;
pub mod policies;
pub mod policy_change;
pub mod policy_file;
pub mod policy_store;
pub mod procedures;
pub mod rules;
pub mod seats;
pub mod sign_in;
pub mod store;
#[cfg(test)]
mod trial;

pub use move_table::write_moves;
pub use policies::{
    Decided, PolicyRecord, PolicyState, PolicyVerdict, Proposed, scope_title, scope_word,
};
pub use policy_file::policies_from_toml;
pub use policy_store::{policies, policies_in};
pub use procedures::procedure;
pub use seats::{Known, Seat, SignInFacts, SignedIn};

use crate::business::descriptor::{Business, Duty};
use crate::database::request::AnyQuery;
use crate::kernel::area::County;
use crate::kernel::clause::Clause;
use crate::text;

/// The organisation, described.
pub const BUSINESS: Business = Business {
    name: "organisation",
    title: text!("机构人员", "Organisation"),
    panes: &[],
    tabs: &[],
    keys: &[],
    causes: &[],
    deadlines: &[],
    work: &[],
    checks: checks::CHECKS,
    tables: layouts::LAYOUTS,
    duties: DUTIES,
    statements: &[
        store::STATEMENTS,
        sign_in::STATEMENTS,
        policy_store::STATEMENTS,
        policy_change::STATEMENTS,
        move_table::STATEMENTS,
        checks::STATEMENTS,
    ],
    samples,
};

/// The county of the worked examples.
const EXAMPLE_COUNTY: &str = "371323";

/// Worked examples against the demonstration county.
fn samples() -> Vec<Box<dyn AnyQuery>> {
    let mut samples: Vec<Box<dyn AnyQuery>> = vec![
        Box::new(policy_store::PoliciesInForce),
        Box::new(policy_store::ParameterList),
        Box::new(store::HolidayTable),
        Box::new(store::FirstOperators),
    ];
    if let Ok(county) = EXAMPLE_COUNTY.parse::<County>() {
        samples.push(Box::new(store::AreaTree {
            county: county.clone(),
        }));
        samples.push(Box::new(store::Operators { county }));
    }
    samples
}

/// The duties that are met here.
const DUTIES: &[Duty] = &[];
