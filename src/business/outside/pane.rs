//! The screens of outside files.

pub mod file;
mod file_rows;
pub mod import;
pub mod list;
mod wrong;
