//! Forms as data: fields with their checks, their clause and their errors; checked on leave, cross-checked on submit.

use super::field::TextField;
use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Text;

/// What a field is, before anybody types.
#[derive(Clone)]
pub struct FieldSpec {
    /// Its name, as refusals blame it.
    pub name: &'static str,
    /// Its label.
    pub label: Text,
    /// One sentence of help.
    pub help: Text,
    /// The clause that asks for it (F1 shows it).
    pub clause: Clause,
    /// Cells it takes on the screen.
    pub width: u16,
    /// Whether it is shown as dots.
    pub secret: bool,
    /// Whether full-width digits and punctuation become half-width as they are typed.
    pub narrow: bool,
    /// The check on leaving; an empty optional field is not checked.
    pub check: fn(&str) -> Result<(), Refusal>,
    /// The choices F4 offers; none means free text.
    pub choices: &'static [(&'static str, Text)],
}

/// A field with what is in it.
pub struct Field {
    /// What it is.
    pub spec: &'static FieldSpec,
    /// Its text and caret.
    pub text: TextField,
    /// What its last check found.
    pub error: Option<Refusal>,
}

/// A form.
pub struct Form {
    /// Its title.
    pub title: Text,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Which one has the caret.
    pub at: usize,
    /// The check across fields, on submit.
    pub cross: fn(&Form) -> Result<(), Refusal>,
}
