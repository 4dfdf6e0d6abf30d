//! The screens of statistics.

pub mod charts;
pub mod list;
pub mod people;
pub mod ranking;
pub mod report;
mod report_actions;
mod report_head;
mod report_rows;
