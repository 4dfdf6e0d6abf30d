//! The only place that knows two engines exist.

pub mod fault;
pub mod request;
pub mod row;
pub mod runner;
pub mod sql;
pub mod tx;
pub mod value;

pub use fault::Fault;
pub use request::{Change, Query, Verdict};
pub use sql::Sql;
pub use tx::{Db, Engine, Tx};
