//! jingban (经办): the operator console of a Chinese city's resident pension scheme.

pub mod business;
pub mod command;
pub mod config;
pub mod console;
pub mod database;
pub mod desk;
pub mod exchange;
pub mod kernel;
