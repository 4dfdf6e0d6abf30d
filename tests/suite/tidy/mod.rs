//! The tests that keep the house in order: who imports whom, what is said in which language, what is named how, how long
//! a file is. Each rule has a test that plants a breach and sees it named.

mod codes;
mod house;
mod imports;
mod invariants;
mod languages;
mod manners;
pub(crate) mod named;
mod paths;
mod sizes;
mod source;
mod sql;
