//! The screens of the stop-payment form.

pub mod form;
pub mod form_actions;
mod form_rows;
pub mod forms;
mod forms_rows;
pub mod holds;
pub mod line;
mod line_ahead;
mod line_fields;
pub mod proposals;
pub mod tab;
mod words;
