//! What is written beside the screen, as live: who looked at what, and drafts.

use super::queue::Due;
use super::weather::End;
use super::{Sent, Sim, later};
use crate::console::draft::{DraftKey, Note};
use crate::console::effect::Step;
use crate::console::msg::Msg;
use crate::console::runtime::machine::Machine;
use crate::database::request::Verdict;

/// Milliseconds a batch of looks waits for more, as live.
const LOOKS_WAIT: u64 = 700;
/// Milliseconds after which looks that could not be written are tried again, as live.
const LOOKS_AGAIN: u64 = 30_000;
/// Milliseconds a note waits for more keys, as live.
const NOTES_WAIT: u64 = 600;
/// Milliseconds a cursor that moves is written down once in, as live.
const MOVES: u64 = 10_000;
/// Milliseconds after which notes that could not be written are tried again, as live.
const NOTES_AGAIN: u64 = 10_000;

impl<M: Machine> Sim<M> {
    pub(super) fn look(&mut self, object: String) {
        if self.looks.is_empty() {
            self.queue.add(later(self.now, LOOKS_WAIT), Due::Looks);
        }
        self.looks.push(object.clone());
        self.seen.looked.push(object);
    }

    pub(super) fn note(&mut self, note: Note) {
        if self.notes.is_empty() {
            self.queue.add(later(self.now, NOTES_WAIT), Due::Notes);
        }
        self.notes.insert(note.key.clone(), note);
    }

    pub(super) fn moved(&mut self, step: Step) {
        let wait = match step {
            Step::Row => MOVES,
            Step::Screen => NOTES_WAIT,
        };
        let at = later(self.now, wait);
        if self.asks_place.is_none_or(|due| at < due) {
            self.asks_place = Some(at);
            self.queue.add(at, Due::Place);
        }
    }

    pub(super) async fn ask_place(&mut self) {
        if self.asks_place.is_some_and(|due| due <= self.now) {
            self.asks_place = None;
            self.tell(Msg::Stood);
            self.write_notes().await;
        }
    }

    pub(super) async fn write_looks(&mut self) {
        let batch = std::mem::take(&mut self.looks);
        let Some(looked) = self.options.looked else {
            return;
        };
        let act = looked(batch.clone());
        let op = format!("looks-{}", self.seen.acts.len());
        self.seen.acts.push(Sent {
            op: op.clone(),
            name: act.name(),
            ended: None,
        });
        let (fate, desk) = (self.options.weather.act(), self.stamped());
        if self.carry_out(&op, &*act, &desk, &fate.end).await.is_err() {
            self.looks = batch;
            self.queue.add(later(self.now, LOOKS_AGAIN), Due::Looks);
        }
    }

    pub(super) async fn write_notes(&mut self) {
        let Some(keeper) = self.options.keeper.filter(|_| !self.notes.is_empty()) else {
            return;
        };
        let (fate, desk) = (self.options.weather.act(), self.stamped());
        let notes = std::mem::take(&mut self.notes);
        let batch: Vec<Note> = notes.values().cloned().collect();
        let ended = match fate.end {
            End::Fails(fault) => Err(Verdict::Fault(fault)),
            End::Told | End::Lost => keeper(batch).find(&self.db, &desk).await.map(drop),
        };
        if notes.keys().all(DraftKey::is_place) {
            return;
        }
        if ended.is_err() {
            self.notes = notes;
            self.queue.add(later(self.now, NOTES_AGAIN), Due::Notes);
        }
        self.tell(Msg::Noted(ended));
    }
}
