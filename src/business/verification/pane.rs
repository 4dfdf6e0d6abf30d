//! The screens of verification.

pub mod annual;
pub mod entry;
pub mod exceptions;
pub mod item;
pub mod list;
pub mod list_actions;
mod list_rows;
pub mod progress;
pub mod tab;
