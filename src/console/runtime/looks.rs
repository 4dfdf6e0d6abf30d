//! Who looked at what: collected while screens are painted, written in batches within a second of the paint.

use std::time::Duration;

use tokio::time::Instant;

/// A batch waits so long for more; together with the writing it stays within a second.
const WAIT: Duration = Duration::from_millis(700);
/// What could not be written is tried again after so long.
const AGAIN: Duration = Duration::from_secs(30);
/// What could not be written is kept for the next batch, up to so many.
const MOST: usize = 10_000;

/// What has been looked at and is not yet written.
#[derive(Debug, Default)]
pub(super) struct Looks {
    seen: Vec<String>,
    due: Option<Instant>,
}

impl Looks {
    /// This is about to be looked at.
    pub(super) fn add(&mut self, object: String) {
        if self.seen.len() < MOST && self.seen.last() != Some(&object) {
            self.seen.push(object);
        }
    }

    /// A screen has been painted: what was collected is seen now.
    pub(super) fn painted(&mut self) {
        if !self.seen.is_empty() && self.due.is_none() {
            self.due = Instant::now().checked_add(WAIT);
        }
    }

    /// When a batch is due, if one is.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// The batch; empty if there is nothing to write.
    pub(super) fn batch(&mut self) -> Vec<String> {
        self.due = None;
        std::mem::take(&mut self.seen)
    }

    /// A batch was not written: it goes out with the next.
    pub(super) fn again(&mut self, batch: Vec<String>) {
        for object in batch {
            self.add(object);
        }
        self.due = self.due.or_else(|| Instant::now().checked_add(AGAIN));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_is_due_before_the_paint_and_then_within_a_second() {
        let mut looks = Looks::default();
        looks.add("person:1".to_owned());
        assert_eq!(looks.due(), None);
        looks.painted();
        let due = looks.due().expect("due");
        assert!(due.duration_since(Instant::now()) < Duration::from_secs(1));
        looks.add("person:2".to_owned());
        looks.painted();
        assert_eq!(looks.due(), Some(due), "a later look does not put it off");
        assert_eq!(looks.batch(), ["person:1", "person:2"]);
        assert_eq!(looks.due(), None);
    }

    #[tokio::test]
    async fn what_was_not_written_is_tried_again() {
        let mut looks = Looks::default();
        looks.again(vec!["person:1".to_owned()]);
        assert!(looks.due().is_some());
        assert_eq!(looks.batch(), ["person:1"]);
    }
}
