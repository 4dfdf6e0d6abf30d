//! The rules of signing in, of policy changes and of the movable date. Pure.

mod policy;
mod sign_in;
#[cfg(test)]
mod tests;

pub use policy::{day_of, decide, no_county, propose, reason_given};
pub use sign_in::{date_may_move, log_in, sit_down};
