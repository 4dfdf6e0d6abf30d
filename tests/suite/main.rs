//! The one test binary: each further one would link everything again.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod acts;
mod audit;
mod city;
mod cluster;
mod county;
mod doctor;
mod drive;
mod dump;
mod engines;
mod fuse;
mod licences;
mod loads;
mod numbers;
mod plans;
mod proxy;
mod runner;
mod schema;
mod sources;
mod stage;
mod statements;
