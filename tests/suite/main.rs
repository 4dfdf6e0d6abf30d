//! The one test binary: each further one would link everything again.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod acts;
mod ahead;
mod audit;
mod city;
mod cluster;
mod commands;
mod console;
mod county;
mod demo;
mod doctor;
mod drafts;
mod drive;
mod drops;
mod dump;
mod duties;
mod engines;
mod export;
mod export_whole;
mod filed;
mod fuse;
mod journeys;
mod keymaps;
mod licences;
mod linear;
mod loads;
mod lock;
mod matching;
mod measures;
mod numbers;
mod outside;
mod place;
mod plans;
mod proxy;
mod pty;
mod recording;
mod resume;
mod runner;
mod scale;
mod schema;
mod sights;
#[expect(
    clippy::struct_excessive_bools,
    clippy::wildcard_enum_match_arm,
    clippy::match_same_arms,
    reason = "the model says what it allows, action by action"
)]
mod simulator;
mod sleep;
mod sources;
mod stage;
mod statements;
mod statistics;
mod stop_payment;
mod stop_race;
mod stopping;
mod terminal;
mod tidy;
mod verification;
mod views;
mod zones;
