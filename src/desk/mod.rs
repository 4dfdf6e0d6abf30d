//! What stands above the businesses: log-in, today, look-up and the person page.
//!
//! The desk knows businesses only through their descriptors. The one exception is `organisation`, whose
//! operators, parameters and holidays are the ground that every desk stands on.

pub mod banner;
pub mod clock;
pub mod deadlines;
pub mod demonstration;
pub mod documents;
pub mod drafts;
pub mod export;
pub mod house;
pub mod lock;
pub mod log;
pub mod log_in;
pub mod looks;
pub mod lookup;
pub mod lookup_file;
pub mod panes;
pub mod person;
pub mod printed;
pub mod search;
pub mod today;
pub mod view_rules;
pub mod views;
pub mod why;
pub mod worklist;
pub mod worklist_pane;

use crate::database::Sql;

/// The statements of this folder, list by list; each runs on both engines in the tests.
pub const STATEMENTS: &[&[Sql]] = &[
    demonstration::STATEMENTS,
    demonstration::county::STATEMENTS,
    drafts::STATEMENTS,
    log::STATEMENTS,
    log_in::STATEMENTS,
    views::STATEMENTS,
];
