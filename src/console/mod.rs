//! The console: a pure state machine and its one impure rim (`runtime`). It knows panes only as a trait.

pub mod action;
pub mod app;
pub mod body;
pub mod draft;
pub mod effect;
pub mod export;
pub mod fast_path;
pub mod field;
pub mod form;
pub mod frame;
pub mod generic;
pub mod guard;
pub mod key;
pub mod key_table;
pub mod keymap;
pub mod keymap_file;
pub mod msg;
pub mod notation;
pub mod overlay;
pub mod pane;
mod ranking;
pub mod runtime;
pub mod slot;
mod spelling;
pub mod table;
pub mod view;
