//! Drafts: what has been typed into a form and not submitted, kept within a second and put back at its field.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::form::Form;
use crate::kernel::area::County;

/// What stands in a form that was not submitted. A secret is never in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What stands in the fields that were touched, by name.
    pub fields: Vec<(String, String)>,
    /// The field with the caret.
    pub at: String,
    /// Where the caret stands in it, in characters from the left.
    pub caret: usize,
    /// What the form rested on, as its pane tells it (the versions of the records it would change).
    pub basis: String,
}

/// A draft as it was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What stood in the form.
    pub draft: Draft,
    /// When it was kept.
    pub saved_at: DateTime<Utc>,
}

/// Whose draft of which form it is: an operator's, of a pane with the argument it was opened with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DraftKey {
    /// The operator's county.
    pub county: County,
    /// Who typed it.
    pub operator: String,
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

/// What a place is kept under among the drafts; no pane has this name.
const PLACE: &str = "place";

impl DraftKey {
    /// Under what is kept where an operator was.
    pub fn of_place(county: County, operator: String) -> Self {
        Self {
            county,
            operator,
            pane: PLACE.to_owned(),
            argument: String::new(),
        }
    }

    /// Whether it is where somebody was, and nothing that was typed.
    pub fn is_place(&self) -> bool {
        self.pane == PLACE
    }
}

impl Draft {
    /// What of a form that rests on this is to be kept; nothing where nothing was typed.
    pub fn of(form: &Form, basis: String) -> Option<Self> {
        let touched = form.touched();
        if touched.is_empty() {
            return None;
        }
        let fields = touched
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect();
        let current = form.current();
        Some(Self {
            fields,
            at: current.map_or("", |field| field.spec.name).to_owned(),
            caret: current.map_or(0, |field| field.text.caret()),
            basis,
        })
    }
}
