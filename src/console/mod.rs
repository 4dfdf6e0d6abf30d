//! The console: a pure state machine and its one impure rim (`runtime`). It knows panes only as a trait.

pub mod action;
pub mod body;
pub mod effect;
pub mod field;
pub mod form;
pub mod frame;
pub mod key;
pub mod msg;
pub mod overlay;
pub mod pane;
pub mod slot;
mod spelling;
pub mod table;
