//! The screens of the stop-payment form.

pub mod form;
pub mod form_actions;
mod form_columns;
mod form_foot;
mod form_head;
mod form_rows;
mod form_sums;
pub mod forms;
mod forms_left;
mod forms_rows;
pub mod holds;
pub mod line;
mod line_ahead;
mod line_checks;
mod line_choices;
mod line_fields;
pub mod proposals;
mod proposals_rows;
pub mod tab;
mod tab_words;
mod words;
