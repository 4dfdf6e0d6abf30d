//! The organisation (机构人员): divisions, people and their posts, policy parameters, holidays, signing in (N3.1).
//!
//! Deliberately absent so far: changing posts, substitutions, certificates.

pub mod checks;
pub mod credential;
pub mod layouts;
pub mod move_table;
pub mod policies;
pub mod policy_change;
pub mod policy_file;
pub mod policy_store;
pub mod procedures;
pub mod rules;
pub mod seats;
pub mod sign_in;
pub mod store;

pub use policies::{
    Decided, PolicyRecord, PolicyState, PolicyVerdict, Proposed, scope_title, scope_word,
};
pub use seats::{Known, Seat, SignInFacts, SignedIn};
