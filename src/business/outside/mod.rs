//! Files of other agencies (对外交换): brought in by one, accepted by another, and what they say of people.
//!
//! A business of its own, and before verification: the comparison and whatever else rests on outside files reads
//! their records, and none of it is known here. Only the records of accepted files count.

pub mod checks;
pub mod decide;
pub mod examine;
mod nouns;
pub mod pane;
pub mod procedures;
mod record;
pub mod rules;
pub mod send;
pub mod stage;
pub mod store;
mod waiting;

use crate::business::descriptor::{Business, WorkSource};
use crate::database::request::AnyQuery;
use crate::text;

pub use nouns::{
    Exchange, ExchangeError, ExchangeState, FileVerdict, Original, OutsideRecord, Plan, Same,
};

/// Outside files, described.
pub const BUSINESS: Business = Business {
    whole: &[],
    name: "outside",
    title: text!("对外交换", "Outside files"),
    panes: &[pane::list::SPEC, pane::file::SPEC, pane::import::SPEC],
    tabs: &[],
    keys: &[],
    causes: &[],
    documents: &[],
    deadlines: &[],
    work: &[WorkSource {
        find: waiting::work,
        units: Some(waiting::UNITS),
    }],
    checks: checks::CHECKS,
    tables: &[],
    reports: &[],
    procedures: procedures::PROCEDURES,
    duties: &[],
    statements: &[
        store::STATEMENTS,
        examine::STATEMENTS,
        stage::STATEMENTS,
        decide::STATEMENTS,
        checks::STATEMENTS,
    ],
    samples,
};

/// Worked examples against the demonstration county.
fn samples() -> Vec<Box<dyn AnyQuery>> {
    let exchange_id = "POLI-201203-001".to_owned();
    let order = examine::Order {
        kind: "POLI".to_owned(),
        path: "demo-data/no such file.csv".into(),
        confirmed: None,
    };
    let watch = crate::exchange::outside::Watch::default();
    vec![
        Box::new(store::Exchanges),
        Box::new(store::ExchangeOf { exchange_id }),
        Box::new(examine::Examine { order, watch }),
    ]
}
