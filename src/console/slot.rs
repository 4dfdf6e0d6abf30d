//! A slot holds the latest answer to one question, or the latest outcome of one act. Older tickets are ignored.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::database::request::{Payload, Verdict};

/// What ties an answer to its question. Numbers rise and are never reused in a session.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Ticket(pub u64);

/// The latest answer.
#[derive(Debug)]
pub struct Slot<T> {
    ticket: Option<Ticket>,
    lingers: bool,
    /// What it holds is shown beside the rest, which does not wait for it.
    aside: bool,
    answer: Option<Result<T, Verdict>>,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self {
            ticket: None,
            lingers: false,
            aside: false,
            answer: None,
        }
    }
}

impl<T> Slot<T> {
    /// A slot for what takes long to find and is shown beside the rest: nothing waits for it.
    pub fn aside() -> Self {
        Self {
            aside: true,
            ..Self::default()
        }
    }

    /// The question under this ticket is on its way; the old answer stays until the new one comes.
    pub fn expect(&mut self, ticket: Ticket) {
        self.ticket = Some(ticket);
        self.lingers = false;
    }

    /// The ticket still waited for.
    pub fn waiting(&self) -> Option<Ticket> {
        self.ticket
    }

    /// Whether the question has run for more than 100 ms.
    pub fn lingers(&self) -> bool {
        self.lingers
    }

    /// The answer, if it came and succeeded.
    pub fn ready(&self) -> Option<&T> {
        self.answer.as_ref().and_then(|answer| answer.as_ref().ok())
    }

    /// How the question failed, if it did.
    pub fn failed(&self) -> Option<&Verdict> {
        self.answer
            .as_ref()
            .and_then(|answer| answer.as_ref().err())
    }

    /// Takes the answer out: an outcome is looked at once.
    pub fn take(&mut self) -> Option<Result<T, Verdict>> {
        self.answer.take()
    }

    /// Forgets the question and its answer.
    pub fn clear(&mut self) {
        *self = Self {
            aside: self.aside,
            ..Self::default()
        };
    }
}

/// A slot whose type is not known here.
pub trait AnySlot {
    /// Whether the slot waits for this ticket.
    fn awaits(&self, ticket: Ticket) -> bool;
    /// Whether it holds no answer, neither a good one nor a bad one, and its pane has nothing to show without.
    fn is_bare(&self) -> bool;
    /// Takes the answer of the ticket it waits for.
    fn fill(&mut self, answer: Result<Payload, Verdict>);
    /// The question lingers.
    fn linger(&mut self);
}

impl<T: DeserializeOwned + 'static> AnySlot for Slot<T> {
    fn awaits(&self, ticket: Ticket) -> bool {
        self.ticket == Some(ticket)
    }

    fn is_bare(&self) -> bool {
        self.answer.is_none() && !self.aside
    }

    fn fill(&mut self, answer: Result<Payload, Verdict>) {
        self.ticket = None;
        self.lingers = false;
        self.answer =
            Some(answer.and_then(|payload| payload.into_answer().map_err(Verdict::Fault)));
    }

    fn linger(&mut self) {
        self.lingers = true;
    }
}
