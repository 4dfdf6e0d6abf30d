//! The rules of signing in, of changes of policy and posts, and of the movable date. Pure.

mod policy;
mod posts;
mod sign_in;
#[cfg(test)]
mod tests;

pub use policy::{day_of, decide, no_county, propose, reason_given};
pub use posts::{CERTIFIED, EXPIRES_SOON_DAYS, certified, decide_post, propose_post, register};
pub use sign_in::{date_may_move, log_in, sit_down};
