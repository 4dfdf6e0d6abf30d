//! Drafts on their way to the database: the latest of every form, written within a second of the last key.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

use crate::console::draft::{DraftKey, Note};

/// A note waits so long for more keys; together with the writing it stays within a second.
const WAIT: Duration = Duration::from_millis(600);
/// What could not be written is tried again after so long.
const AGAIN: Duration = Duration::from_secs(10);

/// The notes not yet written.
#[derive(Debug, Default)]
pub(super) struct Notes {
    waiting: BTreeMap<DraftKey, Note>,
    due: Option<Instant>,
}

impl Notes {
    /// This shall be kept; it takes the place of an earlier note of the same form.
    pub(super) fn add(&mut self, note: Note) {
        self.waiting.insert(note.key.clone(), note);
        self.due = self.due.or_else(|| Instant::now().checked_add(WAIT));
    }

    /// When notes are due, if any are.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// The notes to write now.
    pub(super) fn batch(&mut self) -> Vec<Note> {
        self.due = None;
        std::mem::take(&mut self.waiting).into_values().collect()
    }

    /// A note was not written: it goes out again, unless a later one has taken its place.
    pub(super) fn again(&mut self, note: Note) {
        self.waiting.entry(note.key.clone()).or_insert(note);
        self.due = self.due.or_else(|| Instant::now().checked_add(AGAIN));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::draft::Draft;

    fn note(text: &str) -> Note {
        Note {
            key: DraftKey {
                pane: "form".to_owned(),
                argument: String::new(),
            },
            draft: Some(Draft {
                fields: vec![("name".to_owned(), text.to_owned())],
                at: "name".to_owned(),
            }),
        }
    }

    #[tokio::test]
    async fn the_latest_is_written_and_a_later_key_does_not_put_it_off() {
        let mut notes = Notes::default();
        assert_eq!(notes.due(), None);
        notes.add(note("王"));
        let due = notes.due();
        assert!(due.unwrap().duration_since(Instant::now()) < Duration::from_secs(1));
        notes.add(note("王秀"));
        assert_eq!((notes.due(), notes.batch()), (due, vec![note("王秀")]));
        notes.add(note("王秀英"));
        notes.again(note("王秀"));
        assert_eq!(notes.batch(), [note("王秀英")]);
    }
}
