//! What falls due in virtual time, in order; at the same moment, in the order it was set.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::weather::Fate;
use crate::console::effect::OpId;
use crate::console::slot::Ticket;
use crate::database::request::{AnyChange, AnyQuery, Done, Payload, Verdict};
use crate::kernel::desk::Desk;

/// How an act ended, as the machine is told.
pub(super) type Outcome = Result<Done<Payload>, Verdict>;

/// What falls due.
pub(super) enum Due {
    /// A question reaches the database.
    Ask(Ticket, Box<dyn AnyQuery>, Desk, Fate),
    /// An act reaches the database.
    Act(Ticket, OpId, Arc<dyn AnyChange>, Desk, Fate),
    /// An answer or an outcome reaches the console.
    Tell(Told),
    /// A request has run for 100 ms; perhaps it has ended meanwhile.
    Linger(Ticket),
    /// A batch of looks is written.
    Looks,
    /// Drafts are kept or forgotten.
    Notes,
    /// It is asked where the operator stands, unless it has been.
    Place,
    /// A minute begins.
    Minute,
}

/// What reaches the console.
pub(super) enum Told {
    Answered(Ticket, Result<Payload, Verdict>),
    Ended(Ticket, Outcome),
}

/// What falls due, by moment.
#[derive(Default)]
pub(super) struct Queue {
    due: BTreeMap<(DateTime<Utc>, u64), Due>,
    /// How many have been added.
    added: u64,
    /// How many of them somebody waits for.
    busy: usize,
}

impl Queue {
    pub(super) fn add(&mut self, at: DateTime<Utc>, due: Due) {
        self.busy += usize::from(due.is_awaited());
        self.due.insert((at, self.added), due);
        self.added += 1;
    }

    /// What falls due next, if anything does.
    pub(super) fn next(&mut self) -> Option<(DateTime<Utc>, Due)> {
        let ((at, _), due) = self.due.pop_first()?;
        self.busy -= usize::from(due.is_awaited());
        Some((at, due))
    }

    /// What falls due next, if it does by this moment.
    pub(super) fn next_until(&mut self, until: DateTime<Utc>) -> Option<(DateTime<Utc>, Due)> {
        let ((at, _), _) = self.due.first_key_value()?;
        if *at > until {
            return None;
        }
        self.next()
    }

    /// Whether anything is still to come but minutes, lingering, and where the operator stands.
    pub(super) fn is_busy(&self) -> bool {
        self.busy > 0
    }
}

impl Due {
    fn is_awaited(&self) -> bool {
        match self {
            Self::Ask(..) | Self::Act(..) | Self::Tell(_) | Self::Looks | Self::Notes => true,
            Self::Linger(_) | Self::Place | Self::Minute => false,
        }
    }
}
