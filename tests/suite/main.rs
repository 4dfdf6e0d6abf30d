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
mod commands;
mod demo;
mod dump;
mod engines;
mod fuse;
mod journeys;
mod place;
mod proxy;
mod pty;
mod runner;
mod schema;
mod simulator;
mod stage;
mod terminal;
