//! Outside files: layouts as tables.

pub mod layout;
pub mod number_file;
pub mod outside;
pub mod spreadsheet;
pub mod table_file;
