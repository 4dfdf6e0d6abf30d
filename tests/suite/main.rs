//! The one test binary: each further one would link everything again.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod audit;
mod cluster;
mod demo;
mod dump;
mod duties;
mod engines;
mod fuse;
mod licences;
mod proxy;
mod runner;
mod schema;
mod simulator;
mod source;
mod stage;
