//! Errands: questions and acts that run beside the screen, each a task of its own, each ending in a report.
//!
//! A question can be called off. An act is not torn out of its transaction: called off, it still ends by itself.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{AbortHandle, JoinSet};
use tokio::time::Instant;

use super::minute::now;
use crate::console::effect::OpId;
use crate::console::slot::Ticket;
use crate::database::fault::Fault;
use crate::database::request::{AnyChange, AnyQuery, Done, Payload, Verdict};
use crate::database::tx::Db;
use crate::kernel::desk::Desk;

/// What runs longer than this shows that it runs.
const LINGERS: Duration = Duration::from_millis(100);
/// And again after each of these, how far it is.
const AGAIN: Duration = Duration::from_secs(1);

/// How an errand ended.
pub(super) enum Report {
    /// A question has its answer.
    Answered(Ticket, Result<Payload, Verdict>),
    /// An act has ended.
    Ended(Ticket, Result<Done<Payload>, Verdict>),
    /// An errand has run for 100 ms, or for a further second.
    Lingers(Ticket),
    /// A batch of looks that could not be written.
    Unwritten(Vec<String>),
    /// A batch of looks was written.
    Written,
    /// Drafts were kept or forgotten, or could not be.
    Noted(Result<(), Verdict>),
    /// An errand broke: a mistake of the program.
    Broke,
}

/// What runs.
pub(super) struct Errands {
    db: Db,
    running: JoinSet<Report>,
    questions: BTreeMap<Ticket, AbortHandle>,
    acts: BTreeMap<Ticket, Arc<dyn AnyChange>>,
    /// Batches of looks, and notes, under way.
    batches: usize,
}

impl Errands {
    pub(super) fn on(db: Db) -> Self {
        Self {
            db,
            running: JoinSet::new(),
            questions: BTreeMap::new(),
            acts: BTreeMap::new(),
            batches: 0,
        }
    }

    /// Asks.
    pub(super) fn ask(&mut self, ticket: Ticket, query: Box<dyn AnyQuery>, desk: &Desk) {
        let (db, desk) = (self.db.clone(), stamped(desk));
        let task = async move { Report::Answered(ticket, query.find(&db, &desk).await) };
        let handle = self.running.spawn(task);
        self.questions.insert(ticket, handle);
        self.linger(ticket, LINGERS);
    }

    /// Acts.
    pub(super) fn act(&mut self, ticket: Ticket, op: OpId, act: Box<dyn AnyChange>, desk: &Desk) {
        let (db, desk) = (self.db.clone(), stamped(desk));
        let act: Arc<dyn AnyChange> = Arc::from(act);
        self.acts.insert(ticket, Arc::clone(&act));
        let task = async move { Report::Ended(ticket, act.carry_out(&db, &desk, &op).await) };
        self.running.spawn(task);
        self.linger(ticket, LINGERS);
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

    /// Keeps or forgets drafts; nobody waits for it.
    pub(super) fn note(&mut self, query: Box<dyn AnyQuery>, desk: &Desk) {
        let (db, desk) = (self.db.clone(), stamped(desk));
        self.running
            .spawn(async move { Report::Noted(query.find(&db, &desk).await.map(drop)) });
        self.batches += 1;
    }

    /// Whether any question waits for its answer.
    pub(super) fn asks(&self) -> bool {
        !self.questions.is_empty()
    }

    fn linger(&mut self, ticket: Ticket, after: Duration) {
        self.running.spawn(async move {
            tokio::time::sleep(after).await;
            Report::Lingers(ticket)
        });
    }

    /// Calls a question off; says what its slot is told, if it was still under way. An act hears of it and ends by itself.
    ///
    /// Here the server is told too, once PostgreSQL connections know their backend: dropping the question only
    /// stops waiting for it.
    pub(super) fn call_off(&mut self, ticket: Ticket) -> Option<Result<Payload, Verdict>> {
        if let Some(act) = self.acts.get(&ticket) {
            act.call_off();
        }
        let handle = self.questions.remove(&ticket)?;
        handle.abort();
        Some(Err(Verdict::Fault(Fault::Cancelled)))
    }

    /// Whether anybody waits for a question or an act.
    pub(super) fn is_awaited(&self) -> bool {
        self.asks() || !self.acts.is_empty()
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
                self.acts.remove(ticket);
                true
            }
            Report::Lingers(ticket) => {
                let runs = self.questions.contains_key(ticket) || self.acts.contains_key(ticket);
                if runs {
                    self.linger(*ticket, AGAIN);
                }
                runs
            }
            Report::Unwritten(_) | Report::Written | Report::Noted(_) => {
                self.batches = self.batches.saturating_sub(1);
                true
            }
            Report::Broke => true,
        }
    }

    /// Calls everything off and waits for the acts and the batches, no longer than until then.
    pub(super) async fn finish(&mut self, until: Instant) {
        for act in self.acts.values() {
            act.call_off();
        }
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
        drop(tokio::time::timeout_at(until, ended).await);
    }
}

/// The desk at this moment.
fn stamped(desk: &Desk) -> Desk {
    Desk {
        at: now(),
        ..desk.clone()
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;
    use crate::database::request::{Ending, Query};
    use crate::kernel::post::Post;

    /// Answers with its milliseconds once they have passed; none of them: breaks.
    #[derive(Debug, Serialize)]
    struct Slow(u64);

    impl Query for Slow {
        const NAME: &'static str = "test.slow";
        type Answer = u64;

        async fn find(&self, _: &Db, _: &Desk) -> Result<u64, Fault> {
            assert!(self.0 > 0, "a mistake of the program");
            tokio::time::sleep(Duration::from_millis(self.0)).await;
            Ok(self.0)
        }
    }

    impl AnyChange for Slow {
        fn name(&self) -> &'static str {
            "test.slow"
        }

        fn to_json(&self) -> String {
            String::new()
        }

        fn carry_out<'a>(
            &'a self,
            db: &'a Db,
            desk: &'a Desk,
            _: &'a str,
        ) -> Ending<'a, Done<Payload>> {
            Box::pin(async move {
                let found = Query::find(self, db, desk).await?;
                Ok(Done {
                    outcome: Payload::Live(Box::new(found)),
                    topics: Vec::new(),
                    repeated: false,
                })
            })
        }
    }

    async fn errands() -> (Errands, Desk) {
        let desk = Desk {
            operator: "t".to_owned(),
            name: "t".to_owned(),
            post: Post::Guest,
            area: "371323".parse().expect("an area"),
            county: "371323".parse().expect("a county"),
            client: "test".to_owned(),
            at: chrono::DateTime::UNIX_EPOCH,
            business_date: chrono::NaiveDate::MIN,
            demonstration: true,
        };
        (
            Errands::on(Db::open_memory().await.expect("a database")),
            desk,
        )
    }

    #[tokio::test]
    async fn a_question_comes_back_with_its_ticket_and_a_slow_one_is_told_to_linger() {
        let (mut errands, desk) = errands().await;
        errands.ask(Ticket(1), Box::new(Slow(400)), &desk);
        errands.ask(Ticket(2), Box::new(Slow(1)), &desk);
        let mut order = Vec::new();
        for _ in 0..3 {
            let report = errands.next().await;
            if let Report::Answered(Ticket(at), Ok(_)) = report {
                order.push(("answered", at));
            } else if let Report::Lingers(Ticket(at)) = report {
                order.push(("lingers", at));
            }
        }
        assert_eq!(order, [("answered", 2), ("lingers", 1), ("answered", 1)]);
    }

    #[tokio::test]
    async fn what_runs_for_long_is_told_of_every_second_until_it_ends() {
        let (mut errands, desk) = errands().await;
        errands.ask(Ticket(1), Box::new(Slow(1_600)), &desk);
        let mut times = 0;
        while matches!(errands.next().await, Report::Lingers(Ticket(1))) {
            times += 1;
        }
        assert_eq!(times, 2, "after a tenth of a second, and a second later");
    }

    #[tokio::test]
    async fn a_question_called_off_is_told_so_at_once_and_never_answers() {
        let (mut errands, desk) = errands().await;
        errands.ask(Ticket(1), Box::new(Slow(10)), &desk);
        let told = errands.call_off(Ticket(1));
        assert!(matches!(told, Some(Err(Verdict::Fault(Fault::Cancelled)))));
        assert!(errands.call_off(Ticket(1)).is_none(), "only once");
        let silence = tokio::time::timeout(Duration::from_millis(200), errands.next());
        assert!(silence.await.is_err());
    }

    #[tokio::test]
    async fn an_act_cannot_be_called_off_and_is_waited_for() {
        let (mut errands, desk) = errands().await;
        errands.act(Ticket(1), "op".to_owned(), Box::new(Slow(50)), &desk);
        assert!(errands.call_off(Ticket(1)).is_none());
        errands
            .finish(Instant::now() + Duration::from_secs(5))
            .await;
        assert!(errands.acts.is_empty());
    }

    /// An act that waits until it is called off.
    #[derive(Debug)]
    struct Stoppable(tokio::sync::Notify);

    impl AnyChange for Stoppable {
        fn name(&self) -> &'static str {
            "test.stoppable"
        }

        fn to_json(&self) -> String {
            String::new()
        }

        fn call_off(&self) {
            self.0.notify_one();
        }

        fn carry_out<'a>(
            &'a self,
            _: &'a Db,
            _: &'a Desk,
            _: &'a str,
        ) -> Ending<'a, Done<Payload>> {
            Box::pin(async move {
                self.0.notified().await;
                Err(Verdict::Fault(Fault::Cancelled))
            })
        }
    }

    #[tokio::test]
    async fn an_act_that_can_stop_hears_that_it_is_called_off_and_ends_by_itself() {
        let (mut errands, desk) = errands().await;
        let act = || Box::new(Stoppable(tokio::sync::Notify::new()));
        errands.act(Ticket(1), "op".to_owned(), act(), &desk);
        assert!(errands.call_off(Ticket(1)).is_none());
        let ended = errands.next().await;
        assert!(matches!(
            ended,
            Report::Ended(Ticket(1), Err(Verdict::Fault(Fault::Cancelled)))
        ));
        errands.act(Ticket(2), "op".to_owned(), act(), &desk);
        errands
            .finish(Instant::now() + Duration::from_secs(5))
            .await;
        assert!(errands.acts.is_empty(), "who leaves calls it off");
    }

    #[tokio::test]
    async fn patience_has_an_end() {
        let (mut errands, desk) = errands().await;
        errands.act(Ticket(1), "op".to_owned(), Box::new(Slow(60_000)), &desk);
        errands
            .finish(Instant::now() + Duration::from_millis(20))
            .await;
        assert!(errands.acts.contains_key(&Ticket(1)));
    }

    #[tokio::test]
    async fn an_errand_that_breaks_is_reported() {
        let (mut errands, desk) = errands().await;
        errands.ask(Ticket(1), Box::new(Slow(0)), &desk);
        assert!(matches!(errands.next().await, Report::Broke));
    }
}
