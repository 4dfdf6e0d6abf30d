//! What may be entered on a list, and who may sign it next. Pure.

pub mod evidence;
pub mod signing;
