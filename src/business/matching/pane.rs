//! The screens of the comparison: the list of cases, one case, the form by which cases are decided.

pub mod case;
mod case_rows;
pub mod decide;
pub mod list;
