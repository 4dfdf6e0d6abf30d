//! The words all businesses share. Pure: `std`, `chrono`, `rust_decimal` and `serde`, nothing of ours, no clock, no I/O.

pub mod area;
pub mod birthplace;
pub mod calendar;
pub mod citizen_id;
pub mod clause;
pub mod deadline;
pub mod desk;
pub mod insurance_no;
pub mod luhn;
pub mod money;
pub mod month;
pub mod name;
pub mod policy;
pub mod post;
pub mod refusal;
pub mod shown;
pub mod text;
