//! Overlays: what stands above a pane and takes the keys first. Never a nested loop.

use super::action::Action;
use super::body::Line;
use super::field::TextField;
use super::table::Table;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;

/// What stands above the pane.
pub enum Overlay {
    /// The help of what works here now: a search field over the rows, Enter runs one.
    Help(Search),
    /// The palette: everything that can be reached, with key and number path.
    Palette(Search),
    /// A question to be answered by typing exactly what is asked for; then the action goes through.
    Confirm(Confirm),
    /// Choices for the field or the action below.
    Choose(Choose),
    /// One line of input for an action: a reason, a filter, a date.
    Prompt(Prompt),
    /// A text to read, scrolled; Esc leaves.
    Read(Phrase, Vec<Line>, u16),
}

/// A search field over rows.
pub struct Search {
    /// What is searched for.
    pub text: TextField,
    /// The rows that match, best first.
    pub rows: Table,
    /// Lines above the rows: the field or the error that help was asked for. Usually empty.
    pub about: Vec<Line>,
}

/// A dangerous action waiting for its word.
pub struct Confirm {
    /// What will happen.
    pub question: Phrase,
    /// What must be typed.
    pub word: String,
    /// What has been typed.
    pub text: TextField,
    /// What then happens.
    pub action: Action,
    /// What an overlay before this one was answered with; it goes on to the action.
    pub answer: Option<String>,
}

impl Confirm {
    /// A confirmation of an action; question and word are to be set.
    pub fn of(action: Action) -> Self {
        Self {
            question: Phrase::default(),
            word: String::new(),
            text: TextField::default(),
            action,
            answer: None,
        }
    }
}

/// Choices.
pub struct Choose {
    /// What is chosen.
    pub title: Phrase,
    /// The choices; the identity of the chosen row is the answer.
    pub rows: Table,
    /// The action that takes the answer; the pane reads it from `Cx::answer`.
    pub action: Action,
}

/// A line of input.
pub struct Prompt {
    /// What is asked for.
    pub title: Phrase,
    /// The clause, or the rule, behind it.
    pub hint: Phrase,
    /// What has been typed.
    pub text: TextField,
    /// The check; an error keeps the prompt open.
    pub check: fn(&str) -> Result<(), Refusal>,
    /// The action that takes the answer.
    pub action: Action,
    /// Why the last answer was not taken.
    pub error: Option<Refusal>,
}
