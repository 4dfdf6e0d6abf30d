//! The audit trail: one entry per act, chained per county by hashes, byte for byte the same on both engines.
//!
//! `chain` pins the bytes, `append` writes entries inside the transaction of the act, `verify` finds what was
//! tampered with. Anyone who can write the database file can also rewrite the whole chain; what finds that is
//! an anchor kept elsewhere.

pub mod append;
pub mod chain;
pub mod rows;
pub mod stored;
pub mod verify;

pub use chain::{Anchor, GENESIS};
pub use stored::Stored;
pub use verify::{Broken, Report, heads, verify};
