//! The words all businesses share. Pure: `std`, `chrono`, `rust_decimal` and `serde`, nothing of
//! ours, no clock, no I/O.

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
pub mod moves;
pub mod name;
pub mod parameter;
pub mod policy;
pub mod policy_history;
pub mod policy_value;
pub mod post;
pub mod rates;
pub mod refusal;
pub mod shown;
pub mod sod;
pub mod text;
pub mod waiver;
