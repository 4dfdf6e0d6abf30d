//! jingban (经办): the operator console of a Chinese city's resident pension scheme.
//!
//! From the ground up: `kernel` holds the words all businesses share, pure; `database` is the only place that knows two
//! engines; `exchange` reads outside files; `console` is a pure state machine and its one impure rim; `business` has a
//! folder per chapter of the notice; `desk` stands above the businesses, and `command` on top of all.
//!
//! Who may import whom is a test: `tests/suite/tidy/imports.rs`, rule by rule.

pub mod business;
pub mod command;
pub mod config;
pub mod console;
pub mod database;
pub mod desk;
pub mod exchange;
pub mod kernel;
