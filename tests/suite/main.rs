//! The one test binary: each further one would link everything again.

mod audit;
mod cluster;
mod dump;
mod engines;
mod fuse;
mod proxy;
mod runner;
mod schema;
mod stage;
