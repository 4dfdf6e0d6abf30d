//! The organisation (机构人员): divisions, people and their posts, policy parameters, holidays, signing in (N3.1).
//!
//! Posts are changed by two people, and so are substitutions; some posts need a certificate.

pub mod checks;
pub mod credential;
pub mod layouts;
pub mod move_table;
pub mod pane_certificate;
pub mod pane_certificates;
pub mod pane_people;
pub mod pane_policy;
pub mod pane_policy_change;
pub mod pane_post_change;
pub mod pane_posts;
pub mod policies;
pub mod policy_change;
pub mod policy_file;
pub mod policy_store;
pub mod post_change;
pub mod posts;
pub mod posts_store;
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
pub use posts::{Certificate, PostChange, PostDone, PostFacts, PostKind, Wanted};
pub use posts_store::{Substitution, substitution};
pub use seats::{Known, Seat, SignInFacts, SignedIn};
pub use store::{HolidayTable, holidays_in};

use crate::business::descriptor::{Business, Duty, WorkSource};
use crate::database::request::AnyQuery;
use crate::kernel::area::County;
use crate::kernel::clause::Clause;
use crate::text;

/// The organisation, described.
pub const BUSINESS: Business = Business {
    name: "organisation",
    title: text!("机构人员", "Organisation"),
    panes: &[
        pane_people::SPEC,
        pane_policy::SPEC,
        pane_policy_change::SPEC,
        pane_posts::SPEC,
        pane_post_change::SPEC,
        pane_certificates::SPEC,
        pane_certificate::SPEC,
    ],
    tabs: &[],
    keys: &[],
    causes: &[],
    documents: &[],
    deadlines: &[],
    work: &[WorkSource {
        find: posts_store::work,
        units: None,
    }],
    checks: checks::CHECKS,
    tables: layouts::LAYOUTS,
    whole: &[],
    reports: &[],
    procedures: procedures::PROCEDURES,
    duties: DUTIES,
    statements: &[
        store::STATEMENTS,
        sign_in::STATEMENTS,
        policy_store::STATEMENTS,
        policy_change::STATEMENTS,
        posts_store::STATEMENTS,
        post_change::STATEMENTS,
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
        Box::new(posts_store::PostChanges),
        Box::new(posts_store::CertifiedPosts),
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
const DUTIES: &[Duty] = &[
    Duty {
        id: "ORG-1",
        clause: Clause::of("N3.1"),
        screen: "=1.2 organisation; =1.3 posts; jingban doctor (organisation.coordinators)",
        rule: "business::organisation::checks",
        tests: &[
            "business::organisation::trial::every_check_finds_what_breaks_it",
            "suite::journeys::posts::it_appoints_and_the_director_approves",
            "business::organisation::pane_people::tests::a_village_without_a_coordinator_is_told_in_words_and_counted",
        ],
    },
    Duty {
        id: "FND-5",
        clause: Clause::of("N2.5-d"),
        screen: "=9.1 policy; jingban doctor (organisation.families, organisation.assignments)",
        rule: "business::organisation::rules::policy::decide",
        tests: &[
            "business::organisation::rules::tests::nobody_decides_what_he_proposed_himself",
            "business::organisation::trial::one_proposes_another_approves_and_from_its_day_it_holds",
            "business::organisation::trial::every_check_finds_what_breaks_it",
        ],
    },
    Duty {
        id: "TRN-2",
        clause: Clause::of("N3.5"),
        screen: "=1.4 certificates; =1.3 posts; jingban doctor (organisation.certificates)",
        rule: "business::organisation::rules::posts::certified",
        tests: &[
            "business::organisation::rules::posts::tests::a_post_that_needs_a_certificate_warns_or_blocks_by_the_parameter",
            "suite::journeys::posts::a_post_without_its_certificate_is_warned_of_or_refused",
        ],
    },
    Duty {
        id: "SVC-1",
        clause: Clause::of("N3.3"),
        screen: "app.procedure",
        rule: "business::organisation::procedures",
        tests: &[
            "business::organisation::procedures::tests::every_step_is_written_in_both_languages_and_rests_on_a_clause_of_the_register",
            "desk::house::tests::every_procedure_belongs_to_a_screen",
            "console::app::tests::help_leads_on_to_the_written_procedure_where_there_is_one",
        ],
    },
];
