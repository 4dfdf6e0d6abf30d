//! The written procedures of the stop-payment form, shown by F1 in each step (N3.3).

use crate::console::app::Step;

/// The procedures, by the screen or tab where the work is done.
pub const PROCEDURES: &[(&str, &[Step])] = &[];
