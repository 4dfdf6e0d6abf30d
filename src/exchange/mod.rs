//! Outside files: layouts as tables.

pub mod layout;
