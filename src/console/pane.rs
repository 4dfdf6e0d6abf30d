//! A pane: one screen of one business. It asks, it is told, it describes itself; it never draws, waits or reads a clock.

use super::action::{Action, ActionSpec};
use super::body::Body;
use super::effect::{Effect, OpId};
use super::form::Form;
use super::overlay::Overlay;
use super::slot::{AnySlot, Slot, Ticket};
use super::table::Table;
use crate::database::request::{AnyChange, Change, Query, Topic};
use crate::kernel::desk::Desk;
use crate::kernel::text::{Phrase, Text};

/// How a pane is registered: once, in its business's descriptor.
#[derive(Clone, Copy)]
pub struct PaneSpec {
    /// Its name, the context of its keymap section: `today`, `lookup`.
    pub name: &'static str,
    /// Its title.
    pub title: Text,
    /// Its number path, never renumbered: `3.2`, reached from anywhere by `=3.2`.
    pub path: &'static str,
    /// Its mnemonic on the command line: `cx`.
    pub mnemonic: &'static str,
    /// The key after `g` that opens it; `None` if it is reached through another pane only.
    pub go: Option<char>,
    /// What can be done in it.
    pub actions: &'static [ActionSpec],
    /// Makes it, with the argument it was opened with (a person's number, a search text; empty for none).
    pub open: fn(argument: &str) -> Box<dyn Pane>,
}

/// A screen.
pub trait Pane {
    /// Whose changes make it load again.
    fn watches(&self) -> Vec<Topic> {
        Vec::new()
    }

    /// Asks for what is shown. Called when it opens, when a watched topic changes, and at F5.
    fn load(&mut self, cx: &mut Cx<'_>);

    /// An intention, already permitted and confirmed.
    fn on(&mut self, action: Action, cx: &mut Cx<'_>);

    /// Shows every slot, so that an answer finds its own by ticket.
    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot));

    /// An answer has arrived: build rows, ask the next thing.
    fn settled(&mut self, _cx: &mut Cx<'_>) {}

    /// Which table or form the generic keys work on.
    fn focus(&mut self) -> Focus<'_> {
        Focus::Nothing
    }

    /// Whether what is typed into its form is kept as a draft until it is submitted.
    fn keeps_draft(&self) -> bool {
        false
    }

    /// What its form rests on: the versions of the records it would change, as they were read. A draft keeps it, so
    /// that a form opened again is not sent as if what others did meanwhile had been seen.
    fn basis(&self) -> String {
        String::new()
    }

    /// Its form goes on from a draft that rests on this.
    fn resume(&mut self, _basis: &str) {}

    /// Which of its tables has the focus, where it has several with columns of their own: saved views are kept by it.
    fn part(&self) -> String {
        String::new()
    }

    /// A field of the focused form or the filter box has changed.
    fn edited(&mut self, _cx: &mut Cx<'_>) {}

    /// What can be done in it now, beyond its spec (a page adds its open tab's actions). Its spec's by default.
    fn more_actions(&self) -> &'static [ActionSpec] {
        &[]
    }

    /// A minute has begun: what is counted by the clock is told anew. Says whether anything shown has changed.
    fn minute(&mut self, _desk: &Desk) -> bool {
        false
    }

    /// The cursor of the focused table, or the scrolled text, has moved.
    fn moved(&mut self, _cx: &mut Cx<'_>) {}

    /// Whether an action can be taken before the pane's first answer has come. What works on rows cannot: it is held
    /// until they are there.
    fn hurries(&self, _action: Action) -> bool {
        false
    }

    /// Whether the answer it waits for opens another pane: what is struck meanwhile is meant for that one.
    fn leads_on(&self) -> bool {
        false
    }

    /// What a dangerous action would touch: how many, and a sentence with names and sums for its confirmation.
    /// By default as many as are selected in the table.
    fn at_stake(&self, _action: Action) -> Option<(usize, Phrase)> {
        None
    }

    /// The pane is about to go (back, sign-out, a lost line): the last chance to keep a draft.
    fn leaving(&mut self, _cx: &mut Cx<'_>) {}

    /// Whether a state that an action needs holds.
    fn holds(&self, _state: &str) -> bool {
        false
    }

    /// What stands in the title line beside the title.
    fn heading(&self) -> Phrase {
        Phrase::default()
    }

    /// The argument that would open the pane like this again (for F12 and for a resumed session).
    fn argument(&self) -> String {
        String::new()
    }

    /// What to draw.
    fn body(&self) -> Body<'_>;
}

/// What the generic keys (move, sort, filter, mark, edit) work on.
pub enum Focus<'a> {
    /// Nothing.
    Nothing,
    /// A table.
    Table(&'a mut Table),
    /// A form; typed characters go into its field.
    Form(&'a mut Form),
    /// Text that scrolls.
    Scroll(&'a mut u16),
    /// A search box over its rows: characters go into the form's one field, arrows and Enter work on the table.
    /// Enter (`table.open`) is let through while an answer is awaited, before there are rows.
    Search(&'a mut Form, &'a mut Table),
}

/// What a pane may reach while it handles something: it can ask, act, and speak to the console; nothing more.
pub struct Cx<'a> {
    /// Who sits here, at which clocks.
    pub desk: &'a Desk,
    /// What the overlay that the action comes from was answered with: the choice, the line typed.
    pub answer: Option<String>,
    effects: &'a mut Vec<Effect>,
    tickets: &'a mut Tickets,
    /// What the pane wants of the console: another pane, an overlay, a message.
    pub wishes: Vec<Wish>,
}

/// Where tickets and operation ids come from: a session's own id and a counter, both given from outside.
#[derive(Debug)]
pub struct Tickets {
    session: String,
    last: u64,
}

impl Tickets {
    /// Tickets of a session.
    pub fn of_session(session: String) -> Self {
        Self { session, last: 0 }
    }

    /// The next one.
    pub fn issue(&mut self) -> Ticket {
        self.last = self.last.saturating_add(1);
        Ticket(self.last)
    }

    /// The operation id that goes with a ticket.
    pub fn operation(&self, ticket: Ticket) -> OpId {
        format!("{}-{}", self.session, ticket.0)
    }
}

/// What a pane wants of the console.
#[expect(
    clippy::large_enum_variant,
    reason = "a pane makes one or two at a time, and they are gone at once"
)]
pub enum Wish {
    /// Open the pane of this name with an argument.
    Open(&'static str, String),
    /// Go back one step.
    Back,
    /// The operator who sits here has typed the password: the lock is taken away.
    Unlock,
    /// Somebody has signed in, or the business date of a demonstration has moved: this desk from now on.
    Seat(Box<Desk>),
    /// Take this action as if the operator had asked for it: with its guard and its confirmation.
    Perform(Action),
    /// Raise an overlay; what it ends with comes back as the action it names.
    Raise(Overlay),
    /// Show an error that stays until dismissed.
    Complain(Phrase),
    /// Show a message that the next key removes.
    Mention(Phrase),
    /// Show why what was asked for could not be done; what was struck ahead is thrown away.
    Object(Phrase),
}

impl<'a> Cx<'a> {
    /// A context; the console makes it.
    pub fn new(desk: &'a Desk, effects: &'a mut Vec<Effect>, tickets: &'a mut Tickets) -> Self {
        Self {
            desk,
            answer: None,
            effects,
            tickets,
            wishes: Vec::new(),
        }
    }

    /// Sends a question; the slot takes its answer and no older one.
    pub fn ask<Q: Query>(&mut self, slot: &mut Slot<Q::Answer>, query: Q) {
        if let Some(old) = slot.waiting() {
            self.effects.push(Effect::Cancel(old));
        }
        let ticket = self.tickets.issue();
        slot.expect(ticket);
        self.effects.push(Effect::Ask(ticket, Box::new(query)));
    }

    /// Sends an act; the slot takes its outcome. While one is under way, a second is not sent.
    pub fn act<C: Change>(&mut self, slot: &mut Slot<C::Outcome>, change: C) {
        if slot.waiting().is_some() {
            return;
        }
        let ticket = self.tickets.issue();
        slot.expect(ticket);
        let op = self.tickets.operation(ticket);
        self.effects.push(Effect::Do(ticket, op, Box::new(change)));
    }

    /// Sends an act that is more than a change of the database: one that writes a file, say.
    pub fn carry<T>(&mut self, slot: &mut Slot<T>, act: Box<dyn AnyChange>) {
        if slot.waiting().is_some() {
            return;
        }
        let ticket = self.tickets.issue();
        slot.expect(ticket);
        let op = self.tickets.operation(ticket);
        self.effects.push(Effect::Do(ticket, op, act));
    }

    /// Any other effect.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Tells the console what the pane wants.
    pub fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }
}
