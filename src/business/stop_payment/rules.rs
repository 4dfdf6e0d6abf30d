//! The rules of the stop-payment form, pure: from which month, what was overpaid, what a line needs, whose hand is next.

#[cfg(test)]
mod fixtures;
pub mod hands;
pub mod lines;
pub mod months;
