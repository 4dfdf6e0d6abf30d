//! Errands: questions and acts that run beside the screen, each a task of its own, each ending in a report.
//!
//! A question can be called off. An act is not torn out of its transaction: called off, it still ends by itself.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::task::{AbortHandle, JoinSet};

use super::minute::now;
use crate::console::effect::OpId;
use crate::console::slot::Ticket;
use crate::database::fault::Fault;
use crate::database::request::{AnyChange, AnyQuery, Done, Payload, Verdict};
use crate::database::tx::Db;
use crate::kernel::desk::Desk;

/// What runs longer than this shows that it runs.
const LINGERS: Duration = Duration::from_millis(100);

/// How an errand ended.
pub(super) enum Report {
    /// A question has its answer.
    Answered(Ticket, Result<Payload, Verdict>),
    /// An act has ended.
    Ended(Ticket, Result<Done<Payload>, Verdict>),
    /// An errand has run for 100 ms; perhaps it has ended meanwhile.
    Lingers(Ticket),
    /// A batch of looks that could not be written.
    Unwritten(Vec<String>),
    /// A batch of looks was written.
    Written,
    /// An errand broke: a mistake of the program.
    Broke,
}

/// What runs.
pub(super) struct Errands {
    db: Db,
    running: JoinSet<Report>,
    questions: BTreeMap<Ticket, AbortHandle>,
    acts: Vec<Ticket>,
    /// Batches of looks under way.
    batches: usize,
}

impl Errands {
    pub(super) fn on(db: Db) -> Self {
        Self {
            db,
            running: JoinSet::new(),
            questions: BTreeMap::new(),
            acts: Vec::new(),
            batches: 0,
        }
    }

    /// Asks.
    pub(super) fn ask(&mut self, ticket: Ticket, query: Box<dyn AnyQuery>, desk: &Desk) {
        let (db, desk) = (self.db.clone(), stamped(desk));
        let task = async move { Report::Answered(ticket, query.find(&db, &desk).await) };
        let handle = self.running.spawn(task);
        self.questions.insert(ticket, handle);
        self.linger(ticket);
    }

    /// Acts.
    pub(super) fn act(&mut self, ticket: Ticket, op: OpId, act: Box<dyn AnyChange>, desk: &Desk) {
        let (db, desk) = (self.db.clone(), stamped(desk));
        let task = async move { Report::Ended(ticket, act.carry_out(&db, &desk, &op).await) };
        self.running.spawn(task);
        self.acts.push(ticket);
        self.linger(ticket);
    }

    /// Writes who looked at what; nobody waits for it.
    pub(super) fn look(&mut self, batch: Vec<String>, act: Box<dyn AnyChange>, desk: &Desk) {
        let (db, desk) = (self.db.clone(), stamped(desk));
        let op = uuid::Uuid::now_v7().to_string();
        self.running.spawn(async move {
            match act.carry_out(&db, &desk, &op).await {
                Ok(_) => Report::Written,
                Err(_) => Report::Unwritten(batch),
            }
        });
        self.batches += 1;
    }

    fn linger(&mut self, ticket: Ticket) {
        self.running.spawn(async move {
            tokio::time::sleep(LINGERS).await;
            Report::Lingers(ticket)
        });
    }

    /// Calls a question off; says what its slot is told, if it was still under way.
    ///
    /// Here the server is told too, once PostgreSQL connections know their backend: dropping the question only
    /// stops waiting for it.
    pub(super) fn call_off(&mut self, ticket: Ticket) -> Option<Result<Payload, Verdict>> {
        let handle = self.questions.remove(&ticket)?;
        handle.abort();
        Some(Err(Verdict::Fault(Fault::Cancelled)))
    }

    /// The next report; waits for ever while nothing runs.
    pub(super) async fn next(&mut self) -> Report {
        loop {
            match self.running.join_next().await {
                None => std::future::pending().await,
                Some(Err(failed)) if failed.is_panic() => return Report::Broke,
                Some(Err(_)) => {}
                Some(Ok(report)) => {
                    if self.counts(&report) {
                        return report;
                    }
                }
            }
        }
    }

    /// Strikes a report off the list of what runs; says whether anybody still waits for it.
    fn counts(&mut self, report: &Report) -> bool {
        match report {
            Report::Answered(ticket, _) => self.questions.remove(ticket).is_some(),
            Report::Ended(ticket, _) => {
                self.acts.retain(|running| running != ticket);
                true
            }
            Report::Lingers(ticket) => {
                self.questions.contains_key(ticket) || self.acts.contains(ticket)
            }
            Report::Unwritten(_) | Report::Written => {
                self.batches = self.batches.saturating_sub(1);
                true
            }
            Report::Broke => true,
        }
    }

    /// Calls every question off and waits for the acts, no longer than this.
    pub(super) async fn finish(&mut self, patience: Duration) {
        for (_, question) in std::mem::take(&mut self.questions) {
            question.abort();
        }
        let ended = async {
            while !self.acts.is_empty() || self.batches > 0 {
                if matches!(self.next().await, Report::Broke) {
                    return;
                }
            }
        };
        drop(tokio::time::timeout(patience, ended).await);
    }
}

/// The desk at this moment.
fn stamped(desk: &Desk) -> Desk {
    Desk {
        at: now(),
        ..desk.clone()
    }
}
