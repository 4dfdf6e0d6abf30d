//! Keys struck ahead of what they are meant for: they wait for it and are then heard in their order.
//!
//! An operator who knows the screens strikes on while the database still thinks. A key for rows that have not come,
//! for the record after the one being saved, or for the person that Enter is about to open must neither be lost nor
//! meet another record. What an error or a confirmation throws away is thrown away here too.

use std::collections::VecDeque;

use super::super::action::Action;
use super::super::body::Tone;
use super::super::effect::Effect;
use super::super::generic as g;
use super::super::key::Key;
use super::super::keymap::{Bound, Outcome};
use super::{App, Ground};
use crate::kernel::text::Phrase;
use crate::phrase;

/// What works on rows beside a pane's own actions and those of tables: what is listed as possible follows from them.
const ON_ROWS: &[Action] = &[g::COPY, g::HELP, g::PALETTE];

/// What waits, the first one first.
pub(super) type Held = VecDeque<Ahead>;

/// What was struck or pasted.
pub(super) enum Ahead {
    Key(Key),
    Text(String),
}

/// What the open pane waits for; the greater one counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Awaited {
    #[default]
    Nothing,
    /// A newer answer to what it shows already.
    Newer,
    /// An answer it has nothing to show without.
    First,
    /// The end of an act, or an answer that leads to another pane: whatever is struck now is meant for what comes then.
    Next,
}

impl App {
    /// A key was struck or a text pasted: it is heard now, or when what it is meant for has come.
    pub(super) fn hear(&mut self, ahead: Ahead, effects: &mut Vec<Effect>) {
        if self.held.is_empty() && !self.leads_on() {
            self.strike(ahead, effects);
            return;
        }
        match self.way_out(&ahead) {
            Some(g::DISMISS) if !self.held.is_empty() => self.let_go(),
            Some(_) => {
                self.held.clear();
                self.strike(ahead, effects);
            }
            None => self.hold(ahead),
        }
    }

    /// Hears what was held, as far as it need not wait any longer; unless type-ahead has been thrown away since.
    pub(super) fn hear_held(&mut self, since: usize, effects: &mut Vec<Effect>) {
        let mut from = since;
        while !self.held.is_empty() {
            let new = effects.get(from..).unwrap_or_default();
            if new.iter().any(|it| matches!(it, Effect::Flush)) {
                self.held.clear();
                self.dirty = true;
            }
            from = effects.len();
            self.observe();
            if self.leads_on() {
                return;
            }
            let Some(ahead) = self.held.pop_front() else {
                return;
            };
            let rest = self.held.len();
            self.dirty = true;
            self.strike(ahead, effects);
            if self.held.len() > rest {
                return;
            }
        }
    }

    /// What the open pane waits for.
    pub(super) fn awaited(&mut self) -> Awaited {
        let Some(top) = self.stack.last_mut() else {
            return Awaited::Nothing;
        };
        let sent = &self.sent;
        let mut awaited = Awaited::Nothing;
        top.pane.slots(&mut |slot| {
            let asked = sent.iter().find(|(ticket, _)| slot.awaits(**ticket));
            awaited = awaited.max(match asked {
                Some((_, asked)) if asked.is_act => Awaited::Next,
                Some(_) if slot.is_bare() => Awaited::First,
                Some(_) => Awaited::Newer,
                None => Awaited::Nothing,
            });
        });
        if awaited > Awaited::Nothing && top.pane.leads_on() {
            return Awaited::Next;
        }
        awaited
    }

    fn strike(&mut self, ahead: Ahead, effects: &mut Vec<Effect>) {
        match ahead {
            Ahead::Key(key) => self.struck(key, effects),
            Ahead::Text(text) => self.pasted(&text, effects),
        }
    }

    fn hold(&mut self, ahead: Ahead) {
        self.held.push_back(ahead);
        // Their number stands beside what takes so long.
        self.dirty |= self.waiting().is_some();
    }

    /// Strokes that mean this wait for the rows they work on. They come before all that is held already.
    pub(super) fn waits_for_rows(&mut self, bound: Bound, strokes: &[Key]) -> bool {
        let waits = self.overlay.is_none() && self.needs_rows(bound);
        if waits {
            for key in strokes.iter().rev() {
                self.held.push_front(Ahead::Key(*key));
            }
        }
        waits
    }

    fn needs_rows(&self, bound: Bound) -> bool {
        let Bound::Act(action) = bound else {
            return false;
        };
        match (self.stance.on, self.stance.awaited) {
            // Enter in a search is told to the pane: it may come before the answer, and opens what that means.
            (Ground::Search, _) if action == g::OPEN => false,
            (Ground::Search, Awaited::Newer) | (_, Awaited::First) => self.works_on_rows(action),
            (_, Awaited::Nothing | Awaited::Newer | Awaited::Next) => false,
        }
    }

    fn works_on_rows(&self, action: Action) -> bool {
        let Some(top) = self.stack.last() else {
            return false;
        };
        let own = top.spec.actions.iter().chain(top.pane.more_actions());
        let table = g::TABLE.iter();
        ON_ROWS.contains(&action)
            || own
                .chain(table)
                .any(|spec| spec.action == action && !top.pane.hurries(action))
    }

    /// Whatever is struck now is meant for what the open pane leads on to.
    fn leads_on(&self) -> bool {
        self.overlay.is_none() && self.stance.awaited == Awaited::Next
    }

    /// The keys that are never held: they throw away what is, and stop what runs.
    fn way_out(&self, ahead: &Ahead) -> Option<Action> {
        let Ahead::Key(key) = ahead else { return None };
        match self.keymap.find(&self.contexts(), &[*key]) {
            Outcome::Matched(Bound::Act(action)) if [g::DISMISS, g::CANCEL].contains(&action) => {
                Some(action)
            }
            Outcome::Matched(_) | Outcome::Pending | Outcome::NotFound | Outcome::Cancelled => None,
        }
    }

    fn let_go(&mut self) {
        let count = self.held.len();
        self.held.clear();
        let said = phrase!(
            "预先键入的 {count} 键已放弃",
            "{count} keys struck ahead are thrown away",
            count = count
        );
        self.say(Tone::Plain, said, false);
    }

    /// How many keys are held, for the line that tells what takes so long.
    pub(super) fn told_held(&self) -> Phrase {
        match self.held.len() {
            0 => Phrase::default(),
            count => phrase!(
                "；已键入 {count} 键待办（{key} 放弃）",
                "; {count} keys held ({key} drops them)",
                count = count,
                key = self.key_for(g::DISMISS)
            ),
        }
    }
}
