//! The only place that knows two engines exist.

pub mod audit;
pub mod backup;
mod bind;
mod db;
pub mod fault;
pub mod image;
pub mod migrate;
mod open;
pub mod operation;
pub mod request;
pub mod row;
pub mod runner;
pub mod server;
pub mod sql;
pub mod survey;
pub mod tx;
pub mod value;

pub use db::{Db, Engine, Trace};
pub use fault::Fault;
pub use image::Image;
pub use migrate::newest_migration;
pub use open::Missing;
pub use operation::{Resolved, resolve};
pub use request::{Change, Query, Verdict};
pub use server::Server;
pub use sql::Sql;
pub use tx::Tx;

/// The statements of this folder, list by list; each runs on both engines in the tests.
pub const STATEMENTS: &[&[Sql]] = &[
    audit::append::STATEMENTS,
    audit::rows::STATEMENTS,
    audit::verify::STATEMENTS,
    backup::STATEMENTS,
    migrate::STATEMENTS,
    operation::STATEMENTS,
    runner::STATEMENTS,
    survey::STATEMENTS,
];
