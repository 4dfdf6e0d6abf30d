//! What stands above the businesses: log-in, today, look-up and the person page.
//!
//! The desk knows businesses only through their descriptors. The one exception is `organisation`, whose
//! operators, parameters and holidays are the ground that every desk stands on.

pub mod demonstration;
pub mod log;
pub mod looks;
pub mod lookup;
pub mod person;
pub mod search;
pub mod why;
