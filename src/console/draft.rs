//! Drafts: what has been typed into a form and not submitted, kept within a second and put back at its field.

use serde::{Deserialize, Serialize};

use super::form::Form;

/// What stands in a form that was not submitted. A secret is never in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What stands in the fields that were touched, by name.
    pub fields: Vec<(String, String)>,
    /// The field with the caret.
    pub at: String,
}

/// Which form a draft belongs to: a pane and its argument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DraftKey {
    /// The pane.
    pub pane: String,
    /// What it was opened with.
    pub argument: String,
}

/// A draft to be kept, or, where it is none, to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Whose form.
    pub key: DraftKey,
    /// What stands in it.
    pub draft: Option<Draft>,
}

impl Draft {
    /// What of a form is to be kept; nothing where nothing was typed.
    pub fn of(form: &Form) -> Option<Self> {
        let touched = form.touched();
        if touched.is_empty() {
            return None;
        }
        let fields = touched
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect();
        let at = form.current().map_or("", |field| field.spec.name);
        Some(Self {
            fields,
            at: at.to_owned(),
        })
    }
}
