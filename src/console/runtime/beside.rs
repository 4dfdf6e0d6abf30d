//! What is written beside whatever is shown: who looked at what, and drafts; the same on a screen and in lines.

use tokio::time::Instant;

use super::errands::{Errands, Report};
use super::live::{Keeper, Looked};
use super::looks::Looks;
use super::notes::Notes;
use crate::console::msg::Msg;
use crate::kernel::desk::Desk;

/// Looks and drafts on their way to the database.
pub(super) struct Beside {
    pub looks: Looks,
    pub notes: Notes,
    looked: Option<Looked>,
    keeper: Option<Keeper>,
}

/// A task of the program broke.
pub(super) struct Broke;

impl Beside {
    pub(super) fn of(looked: Option<Looked>, keeper: Option<Keeper>) -> Self {
        Self {
            looks: Looks::default(),
            notes: Notes::default(),
            looked,
            keeper,
        }
    }

    /// An errand has ended: what the console hears of it, if anything.
    pub(super) fn reported(&mut self, report: Report) -> Result<Option<Msg>, Broke> {
        Ok(match report {
            Report::Answered(ticket, answer) => Some(Msg::Answered(ticket, answer)),
            Report::Ended(ticket, outcome) => Some(Msg::Ended(ticket, outcome)),
            Report::Lingers(ticket) => Some(Msg::Lingered(ticket)),
            Report::Unwritten(batch) => {
                self.looks.again(batch);
                None
            }
            Report::Written => None,
            Report::Noted(ended) => {
                let told = !self.notes.carries_place_only();
                match &ended {
                    Ok(()) => self.notes.kept(),
                    Err(_) => self.notes.unkept(),
                }
                told.then_some(Msg::Noted(ended))
            }
            Report::Broke => return Err(Broke),
        })
    }

    pub(super) fn write_looks(&mut self, errands: &mut Errands, desk: &Desk) {
        let batch = self.looks.batch();
        if let (Some(looked), false) = (self.looked, batch.is_empty()) {
            let act = looked(batch.clone());
            errands.look(batch, act, desk);
        }
    }

    pub(super) fn write_notes(&mut self, errands: &mut Errands, desk: &Desk) {
        let batch = self.notes.batch();
        if let (Some(keeper), false) = (self.keeper, batch.is_empty()) {
            errands.note(keeper(batch), desk);
        }
    }

    /// Writes what is left and lets acts end, no longer than until then.
    pub(super) async fn finish(&mut self, errands: &mut Errands, desk: &Desk, until: Instant) {
        self.looks.painted();
        self.write_looks(errands, desk);
        if self.notes.flies() {
            // Whether it lands or not: the last batch holds it again.
            errands.finish(until).await;
            self.notes.unkept();
        }
        self.write_notes(errands, desk);
        errands.finish(until).await;
    }
}
