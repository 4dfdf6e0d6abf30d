//! Drafts on their way to the database: the latest of every form, written within a second of the last key; and where
//! the operator stands, within a second of another screen, and every some seconds while only the cursor moves.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

use crate::console::draft::{DraftKey, Note};
use crate::console::effect::Step;

/// A note waits so long for more keys; together with the writing it stays within a second.
const WAIT: Duration = Duration::from_millis(600);
/// A cursor that moves is written down once in so long: six times a minute.
const MOVES: Duration = Duration::from_secs(10);
/// What could not be written is tried again after so long.
const AGAIN: Duration = Duration::from_secs(10);

/// The notes not yet written.
#[derive(Debug, Default)]
pub(super) struct Notes {
    waiting: BTreeMap<DraftKey, Note>,
    /// What is being written: one batch at a time, so that nothing old lands on something new.
    flying: Vec<Note>,
    due: Option<Instant>,
    /// The operator has moved; where to is asked when notes are written.
    moved: bool,
}

impl Notes {
    /// This shall be kept; it takes the place of an earlier note of the same form.
    pub(super) fn add(&mut self, note: Note) {
        self.waiting.insert(note.key.clone(), note);
        self.within(WAIT);
    }

    /// The operator has moved so far.
    pub(super) fn moved(&mut self, step: Step) {
        self.moved = true;
        self.within(match step {
            Step::Row => MOVES,
            Step::Screen => WAIT,
        });
    }

    /// Whether it is to be asked where the operator stands now; asked once.
    pub(super) fn asks_place(&mut self) -> bool {
        std::mem::take(&mut self.moved)
    }

    /// When notes are due, if any are and none is on its way.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due.filter(|_| self.flying.is_empty())
    }

    /// The notes to write now.
    pub(super) fn batch(&mut self) -> Vec<Note> {
        self.due = None;
        self.flying = std::mem::take(&mut self.waiting).into_values().collect();
        self.flying.clone()
    }

    /// The batch was written.
    pub(super) fn kept(&mut self) {
        self.flying.clear();
    }

    /// Whether what is on its way is only where the operator stands: nothing that anybody typed.
    pub(super) fn carries_place_only(&self) -> bool {
        self.flying.iter().all(|note| note.key.is_place())
    }

    /// The batch was not written: it goes out again, without what a later note has taken the place of. Where somebody
    /// stood is not worth that alone: the next step writes it down.
    pub(super) fn unkept(&mut self) {
        if self.carries_place_only() {
            self.flying.clear();
            return;
        }
        for note in std::mem::take(&mut self.flying) {
            self.waiting.entry(note.key.clone()).or_insert(note);
        }
        self.within(AGAIN);
    }

    /// Whether a batch is on its way.
    pub(super) fn flies(&self) -> bool {
        !self.flying.is_empty()
    }

    fn within(&mut self, time: Duration) {
        let then = Instant::now().checked_add(time);
        self.due = self.due.into_iter().chain(then).min();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::draft::Draft;

    fn note(text: &str) -> Note {
        Note {
            key: DraftKey {
                county: "371323".parse().unwrap(),
                operator: "wangfang".to_owned(),
                pane: "form".to_owned(),
                argument: String::new(),
            },
            draft: Some(Draft {
                fields: vec![("name".to_owned(), text.to_owned())],
                at: "name".to_owned(),
                ..Draft::default()
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
        notes.unkept();
        assert_eq!(notes.batch(), [note("王秀英")]);
    }

    fn place() -> Note {
        let key = note("").key;
        Note {
            key: DraftKey::of_place(key.county, key.operator),
            draft: Some(Draft::default()),
        }
    }

    #[tokio::test]
    async fn a_cursor_that_moves_waits_and_another_screen_does_not() {
        let mut notes = Notes::default();
        let soon = |notes: &Notes| {
            notes
                .due()
                .map(|due| due.duration_since(Instant::now()) < Duration::from_secs(1))
        };
        notes.moved(Step::Row);
        assert_eq!(soon(&notes), Some(false));
        let due = notes.due();
        notes.moved(Step::Row);
        assert_eq!(notes.due(), due, "a later step does not put it off");
        notes.moved(Step::Screen);
        assert_eq!(soon(&notes), Some(true));
        assert!(notes.asks_place() && !notes.asks_place(), "once");
        assert_eq!(
            (notes.batch(), notes.due()),
            (vec![], None),
            "and then rest"
        );
    }

    #[tokio::test]
    async fn where_somebody_stood_is_not_tried_again_alone() {
        let mut notes = Notes::default();
        notes.add(place());
        notes.batch();
        assert!(notes.carries_place_only());
        notes.unkept();
        assert_eq!((notes.due(), notes.flies()), (None, false));
        notes.add(place());
        notes.add(note("王"));
        notes.batch();
        assert!(!notes.carries_place_only());
        notes.unkept();
        assert!(notes.due().is_some());
        assert_eq!(notes.batch().len(), 2);
    }

    #[tokio::test]
    async fn one_batch_is_on_its_way_at_a_time() {
        let mut notes = Notes::default();
        notes.add(note("王"));
        notes.batch();
        notes.add(note("王秀"));
        assert!(notes.flies() && notes.due().is_none());
        notes.kept();
        assert!(notes.due().is_some());
        assert_eq!(notes.batch(), [note("王秀")]);
    }

    #[tokio::test]
    async fn after_a_failure_a_later_key_is_not_kept_waiting() {
        let mut notes = Notes::default();
        notes.add(note("王"));
        notes.batch();
        notes.unkept();
        let patient = notes.due().unwrap();
        assert!(patient.duration_since(Instant::now()) > Duration::from_secs(5));
        notes.add(note("王秀"));
        let due = notes.due().unwrap();
        assert!(due.duration_since(Instant::now()) < Duration::from_secs(1));
    }
}
