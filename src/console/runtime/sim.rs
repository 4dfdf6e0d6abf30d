//! The simulated runtime: the same program as live, with no terminal, a virtual clock and one effect at a time.
//!
//! Whatever the database answers falls due at a moment of virtual time that the [`Weather`] chooses: at once and in
//! order where it is calm, by the seed where it storms. Deliberately absent: any clock, any waiting, any thread.

mod aside;
mod queue;
mod weather;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::live::{Keeper, Looked};
use super::machine::Machine;
use super::minute::{Minutes, shanghai_day, until_next};
use crate::console::app::App;
use crate::console::draft::{DraftKey, Note};
use crate::console::effect::{Effect, OpId};
use crate::console::frame::{Frame, SMALLEST};
use crate::console::key::{Code, Key};
use crate::console::msg::Msg;
use crate::console::notation;
use crate::console::slot::Ticket;
use crate::console::view::{self, Look, Theme};
use crate::database::fault::Fault;
use crate::database::request::{AnyChange, AnyQuery, Verdict};
use crate::database::tx::Db;
use crate::kernel::desk::Desk;
use crate::kernel::text::Lang;
use queue::{Due, Queue, Told};
pub use weather::Weather;
use weather::{End, Fate};

/// Milliseconds after which a request shows that it runs, as live.
const LINGERS: u64 = 100;
/// What a console that has nothing to wait for must have come to rest after.
const EVENTS_MAX: usize = 10_000;

/// How a simulation begins.
pub struct SimOptions {
    /// System time at the start.
    pub at: DateTime<Utc>,
    /// How looks are written; `None` where they are not.
    pub looked: Option<Looked>,
    /// How drafts are kept; `None` where they are not.
    pub keeper: Option<Keeper>,
    /// How the database answers.
    pub weather: Weather,
}

/// A console that is simulated.
pub struct Sim<M = App> {
    /// Kept apart, so that a future that holds a console stays small.
    machine: Box<M>,
    db: Db,
    options: SimOptions,
    now: DateTime<Utc>,
    minutes: Minutes,
    queue: Queue,
    /// What the machine waits for; what is lost stays here.
    under_way: BTreeMap<Ticket, Kind>,
    /// Looks not yet written.
    looks: Vec<String>,
    /// Drafts not yet kept or forgotten.
    notes: BTreeMap<DraftKey, Note>,
    /// When it is to be asked where the operator stands.
    asks_place: Option<DateTime<Utc>>,
    dirty: bool,
    seen: Seen,
}

/// What is under way.
enum Kind {
    Question,
    Act(Arc<dyn AnyChange>),
}

/// What could be seen and heard from outside so far.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// What was looked at, in order.
    pub looked: Vec<String>,
    /// The acts that were sent, in order.
    pub acts: Vec<Sent>,
    /// What was handed to the terminal's clipboard, in order.
    pub copied: Vec<String>,
    /// How often the bell rang.
    pub rings: usize,
    /// How often type-ahead was thrown away.
    pub flushes: usize,
    /// How often everything was to be painted afresh.
    pub repaints: usize,
    /// Whether the console has ended.
    pub quit: bool,
}

/// An act that was sent, and how it truly ended, whatever the machine was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its operation id.
    pub op: OpId,
    /// Its name.
    pub name: &'static str,
    /// How it ended at the database; `None` while it has not.
    pub ended: Option<Result<(), Verdict>>,
}

impl<M: Machine> Sim<M> {
    /// Starts a console over a database, as live does, and lets it come to rest.
    pub async fn begin(machine: M, db: Db, options: SimOptions) -> Self {
        let mut sim = Self {
            machine: Box::new(machine),
            db,
            now: options.at,
            minutes: Minutes::default(),
            options,
            queue: Queue::default(),
            under_way: BTreeMap::new(),
            looks: Vec::new(),
            notes: BTreeMap::new(),
            asks_place: None,
            dirty: true,
            seen: Seen::default(),
        };
        sim.tell(Msg::Resized(SMALLEST.0, SMALLEST.1));
        sim.wake();
        sim.await_minute();
        let mut effects = Vec::new();
        sim.machine.start(&mut effects);
        sim.perform(effects);
        sim.settle().await;
        sim
    }

    /// Strikes keys one after the other, each when the console has come to rest: `g 2 enter f12`.
    pub async fn keys(&mut self, keys: &str) {
        for key in sequence(keys) {
            self.burst(&[key]);
            self.settle().await;
        }
    }

    /// Types a text, character by character, each when the console has come to rest.
    pub async fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.burst(&[typed(c)]);
            self.settle().await;
        }
    }

    /// Strikes keys faster than anything can be answered or painted; a flush throws the rest away.
    pub async fn ahead(&mut self, keys: &str) {
        self.burst(&sequence(keys));
        self.settle().await;
    }

    /// Types a text and Enter as a scanner does: faster than anything can be answered.
    pub async fn scan(&mut self, text: &str) {
        let enter = [Key::plain(Code::Enter)];
        let keys: Vec<Key> = text.chars().map(typed).chain(enter).collect();
        self.burst(&keys);
        self.settle().await;
    }

    /// Strikes keys that arrive together, and waits for nothing.
    pub fn burst(&mut self, keys: &[Key]) {
        let flushes = self.seen.flushes;
        self.wake();
        for key in keys {
            if self.seen.flushes == flushes {
                self.tell(Msg::Struck(*key));
            }
        }
    }

    /// Pastes a text.
    pub async fn paste(&mut self, text: &str) {
        let flushes = self.seen.flushes;
        self.wake();
        if self.seen.flushes == flushes {
            self.tell(Msg::Pasted(text.to_owned()));
        }
        self.settle().await;
    }

    /// Gives the terminal another size.
    pub async fn resize(&mut self, columns: u16, rows: u16) {
        self.tell(Msg::Resized(columns, rows));
        self.settle().await;
    }

    /// Lets minutes pass.
    pub async fn minutes(&mut self, minutes: u64) {
        self.pass(minutes.saturating_mul(60_000)).await;
        self.settle().await;
    }

    /// Lets minutes go by in which nothing runs: the machine sleeps.
    pub fn sleep(&mut self, minutes: u64) {
        self.now = later(self.now, minutes.saturating_mul(60_000));
    }

    /// As live: whatever wakes a console, it hears first that a minute has begun.
    fn wake(&mut self) {
        if self.minutes.begins(self.now) {
            self.tell(Msg::Ticked(self.now, shanghai_day(self.now)));
        }
    }

    /// Lets virtual milliseconds pass: what falls due in them happens.
    pub async fn pass(&mut self, ms: u64) {
        let until = later(self.now, ms);
        while let Some((at, due)) = self.queue.next_until(until) {
            self.now = self.now.max(at);
            self.happen(due).await;
        }
        self.now = until;
    }

    /// Lets time pass until nothing is under way but what is lost.
    ///
    /// # Panics
    /// When the console goes on asking for ever.
    pub async fn settle(&mut self) {
        let mut events = 0;
        while self.queue.is_busy() {
            let Some((at, due)) = self.queue.next() else {
                return;
            };
            self.now = self.now.max(at);
            self.happen(due).await;
            events += 1;
            assert!(events < EVENTS_MAX, "the console does not come to rest");
        }
    }

    /// Tells the machine what has happened and sets going what it wants done.
    pub fn tell(&mut self, msg: Msg) {
        if self.seen.quit {
            return;
        }
        let mut effects = Vec::new();
        self.machine.update(msg, &mut effects);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        self.dirty |= self.machine.take_dirty();
        for effect in effects {
            match effect {
                Effect::Ask(ticket, query) => self.ask(ticket, query),
                Effect::Do(ticket, op, act) => self.act(ticket, op, act),
                Effect::Cancel(ticket) => self.call_off(ticket),
                Effect::Looked(object) => self.look(object),
                Effect::Note(note) => self.note(note),
                Effect::Moved(step) => self.moved(step),
                Effect::Copy(text) => self.seen.copied.push(text),
                Effect::Ring => self.seen.rings += 1,
                Effect::Flush => self.seen.flushes += 1,
                Effect::Repaint => self.seen.repaints += 1,
                Effect::Quit => self.seen.quit = true,
            }
        }
    }

    fn ask(&mut self, ticket: Ticket, query: Box<dyn AnyQuery>) {
        let fate = self.options.weather.question();
        let desk = self.stamped();
        self.set_out(ticket, Kind::Question);
        let at = later(self.now, fate.runs_ms);
        self.queue.add(at, Due::Ask(ticket, query, desk, fate));
    }

    fn act(&mut self, ticket: Ticket, op: OpId, act: Box<dyn AnyChange>) {
        let fate = self.options.weather.act();
        let desk = self.stamped();
        let act: Arc<dyn AnyChange> = Arc::from(act);
        self.set_out(ticket, Kind::Act(Arc::clone(&act)));
        self.seen.acts.push(Sent {
            op: op.clone(),
            name: act.name(),
            ended: None,
        });
        let at = later(self.now, fate.runs_ms);
        self.queue.add(at, Due::Act(ticket, op, act, desk, fate));
    }

    fn set_out(&mut self, ticket: Ticket, kind: Kind) {
        self.under_way.insert(ticket, kind);
        self.queue
            .add(later(self.now, LINGERS), Due::Linger(ticket));
    }

    /// As live: a question is told at once that it is called off, an act hears of it and ends by itself. In a storm
    /// the answer may be on its way already.
    fn call_off(&mut self, ticket: Ticket) {
        match self.under_way.get(&ticket) {
            Some(Kind::Question) => {
                if !self.options.weather.is_too_late() {
                    self.under_way.remove(&ticket);
                }
                self.tell(Msg::Answered(ticket, Err(Verdict::Fault(Fault::Cancelled))));
            }
            Some(Kind::Act(act)) => act.call_off(),
            None => {}
        }
    }

    async fn happen(&mut self, due: Due) {
        self.wake();
        match due {
            Due::Ask(ticket, query, desk, fate) => self.find(ticket, &*query, &desk, fate).await,
            Due::Act(ticket, op, act, desk, fate) => {
                let told = self.carry_out(&op, &*act, &desk, &fate.end).await;
                let told = Told::Ended(ticket, told);
                self.queue
                    .add(later(self.now, fate.told_ms), Due::Tell(told));
            }
            Due::Tell(told) => self.report(told),
            Due::Linger(ticket) => {
                if self.under_way.contains_key(&ticket) {
                    self.tell(Msg::Lingered(ticket));
                }
            }
            Due::Looks => self.write_looks().await,
            Due::Notes => self.write_notes().await,
            Due::Place => self.ask_place().await,
            Due::Minute => self.await_minute(),
        }
    }

    async fn find(&mut self, ticket: Ticket, query: &dyn AnyQuery, desk: &Desk, fate: Fate) {
        if !self.under_way.contains_key(&ticket) {
            return;
        }
        let answer = match fate.end {
            End::Told => query.find(&self.db, desk).await,
            End::Fails(fault) => Err(Verdict::Fault(fault)),
            End::Lost => return,
        };
        let told = Due::Tell(Told::Answered(ticket, answer));
        self.queue.add(later(self.now, fate.told_ms), told);
    }

    async fn carry_out(
        &mut self,
        op: &str,
        act: &dyn AnyChange,
        desk: &Desk,
        end: &End,
    ) -> queue::Outcome {
        if let End::Fails(fault) = end {
            return Err(Verdict::Fault(fault.clone()));
        }
        let ended = act.carry_out(&self.db, desk, op).await;
        if let Some(sent) = self.seen.acts.iter_mut().find(|sent| sent.op == op) {
            sent.ended = Some(ended.as_ref().map(drop).map_err(Clone::clone));
        }
        match end {
            End::Lost if ended.is_ok() => Err(Verdict::Unknown(op.to_owned())),
            End::Lost | End::Told | End::Fails(_) => ended,
        }
    }

    fn report(&mut self, told: Told) {
        match told {
            Told::Answered(ticket, answer) => {
                if self.under_way.remove(&ticket).is_some() {
                    self.tell(Msg::Answered(ticket, answer));
                }
            }
            Told::Ended(ticket, outcome) => {
                self.under_way.remove(&ticket);
                self.tell(Msg::Ended(ticket, outcome));
            }
        }
    }

    fn await_minute(&mut self) {
        let until = u64::try_from(until_next(self.now).as_millis()).unwrap_or(60_000);
        self.queue.add(later(self.now, until), Due::Minute);
    }

    /// The desk at this moment.
    fn stamped(&self) -> Desk {
        Desk {
            at: self.now,
            ..self.machine.desk().clone()
        }
    }
}

/// What can be looked at from outside.
impl<M: Machine> Sim<M> {
    /// The screen as lines of text.
    pub fn screen(&self) -> String {
        shown(&*self.machine).0
    }

    /// Where the caret stands, column and row counted from nothing.
    pub fn caret(&self) -> Option<(u16, u16)> {
        shown(&*self.machine).1
    }

    /// The screen as a description.
    pub fn frame(&self) -> Frame<'_> {
        self.machine.frame()
    }

    /// Whether the screen may have changed since this was last asked.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    /// What could be seen and heard so far.
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// The console.
    pub fn machine(&self) -> &M {
        &self.machine
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// System time now.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// How many requests nobody has answered yet.
    pub fn waits(&self) -> usize {
        self.under_way.len()
    }

    /// How the database answers from now on.
    pub fn set_weather(&mut self, weather: Weather) {
        self.options.weather = weather;
    }
}

impl Sim<App> {
    /// The language shown.
    pub fn lang(&self) -> Lang {
        self.machine.lang()
    }
}

/// The screen of a machine as lines of text, and where the caret stands.
pub fn shown(machine: &impl Machine) -> (String, Option<(u16, u16)>) {
    let (columns, rows) = machine.size();
    let look = Look {
        theme: Theme::Mono,
        ascii: false,
        practice: machine.desk().demonstration,
    };
    view::dump_with_caret(&machine.frame(), look, columns, rows)
}

/// A moment so many milliseconds later.
fn later(at: DateTime<Utc>, ms: u64) -> DateTime<Utc> {
    let ms = TimeDelta::milliseconds(i64::try_from(ms).unwrap_or(i64::MAX / 1_000_000));
    at.checked_add_signed(ms).unwrap_or(at)
}

fn typed(c: char) -> Key {
    Key::plain(Code::Char(c))
}

#[expect(
    clippy::panic,
    reason = "a mistyped key in a test or a drill is a mistake of its author"
)]
fn sequence(keys: &str) -> Vec<Key> {
    notation::sequence(keys).unwrap_or_else(|wrong| panic!("{wrong} is no key"))
}
