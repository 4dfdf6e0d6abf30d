//! Outside files: layouts as tables.

pub mod layout;
pub mod table_file;
