//! The rules of the stop-payment form, pure: from which month, what was overpaid, what a line needs, whose hand is next.

pub mod decided;
pub mod enter;
#[cfg(test)]
pub(super) mod fixtures;
pub mod hands;
pub mod lines;
pub mod months;
pub mod proposed;
pub mod resume;
