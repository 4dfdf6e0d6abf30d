//! Saved views on the screen: which is on, with which a table opens, and the window where they are taken and kept.

use std::collections::{BTreeMap, BTreeSet};

use super::super::body::Tone;
use super::super::effect::Effect;
use super::super::pane::Focus;
use super::super::slot::{AnySlot, Slot, Ticket};
use super::super::table::Table;
use super::super::views::{Arrangement, Deed, Keep, View, ViewDoors, ViewKey, Views};
use super::view_words::{done, gone, orphaned, told};
use super::{App, Layer, Sent};
use crate::database::request::{Payload, Verdict};
use crate::kernel::post::Post;

/// The kind of topic that tells of views.
pub(super) const VIEWS: &str = "view";

/// The views of whoever sits here, and what is being done with one.
#[derive(Default)]
pub(super) struct Keeping {
    pub(super) doors: Option<ViewDoors>,
    asked: Option<Ticket>,
    pub(super) known: Option<Views>,
    kept: Slot<Keep>,
}

impl Keeping {
    /// The slot of what is being done.
    pub(super) fn slot(&mut self) -> &mut dyn AnySlot {
        &mut self.kept
    }

    /// Whether something is being done with one.
    pub(super) fn is_busy(&self) -> bool {
        self.kept.waiting().is_some()
    }

    /// A view, as it was last read.
    pub(super) fn view(&self, key: &ViewKey) -> Option<&View> {
        let list = self.known.as_ref().map_or(&[][..], |views| &views.list);
        list.iter().find(|view| view.key == *key)
    }

    /// Whether its table opens with it.
    pub(super) fn opens(&self, key: &ViewKey) -> bool {
        let known = self.known.as_ref();
        known.is_some_and(|views| views.opening.contains(key))
    }
}

/// The views of an open pane, by its tables.
#[derive(Default)]
pub(super) struct Viewing {
    /// Those that have had the view they open with.
    opened: BTreeSet<String>,
    /// The view that is on.
    pub(super) on: BTreeMap<String, ViewKey>,
}

/// What the views of the focused table of a pane are kept by.
pub(super) fn table_of(layer: &Layer) -> String {
    let part = layer.pane.part();
    if part.is_empty() {
        return layer.spec.name.to_owned();
    }
    format!("{}.{part}", layer.spec.name)
}

/// The table in the focus of a pane, and where its views stand.
fn viewed(layer: &mut Layer) -> Option<(String, &mut Table, &mut Viewing)> {
    let name = table_of(layer);
    let Layer { pane, viewing, .. } = layer;
    match pane.focus() {
        Focus::Table(table) | Focus::Search(_, table) => Some((name, table, viewing)),
        Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => None,
    }
}

impl App {
    /// The same console, with saved views.
    #[must_use]
    pub fn viewing(mut self, doors: ViewDoors) -> Self {
        self.views.doors = Some(doors);
        self
    }

    /// Another operator sits down.
    pub(super) fn forget_views(&mut self) {
        let doors = self.views.doors;
        *self.views = Keeping {
            doors,
            ..Keeping::default()
        };
    }

    /// Asks for the views of whoever sits here.
    pub(super) fn ask_views(&mut self, effects: &mut Vec<Effect>) {
        let Some(doors) = self.views.doors.filter(|_| self.desk.post != Post::Guest) else {
            return;
        };
        let old = self.views.asked.take().map(Effect::Cancel);
        let ticket = self.tickets.issue();
        let ask = Effect::Ask(ticket, (doors.find)());
        let sent: Vec<Effect> = old.into_iter().chain([ask]).collect();
        self.keep_account(&sent);
        effects.extend(sent);
        self.views.asked = Some(ticket);
    }

    /// Takes the answer to that question; gives back any other.
    pub(super) fn take_views(
        &mut self,
        ticket: Ticket,
        answer: Result<Payload, Verdict>,
    ) -> Result<(), Result<Payload, Verdict>> {
        if self.views.asked != Some(ticket) {
            return Err(answer);
        }
        self.views.asked = None;
        // That it was asked for may stand in the message line.
        self.dirty = true;
        let found = answer.map_err(Err)?.into_answer::<Views>();
        let views = found.map_err(|fault| Err(Verdict::Fault(fault)))?;
        for layer in &mut self.stack {
            let is_there = |key: &ViewKey| views.list.iter().any(|view| view.key == *key);
            layer.viewing.on.retain(|_, key| is_there(key));
        }
        self.views.known = Some(views);
        Ok(())
    }

    /// A table that has just been opened takes the view it opens with, unless it was ordered or filtered meanwhile.
    pub(super) fn open_view(&mut self) {
        let Some(known) = &self.views.known else {
            return;
        };
        let Some((name, table, viewing)) = self.stack.last_mut().and_then(viewed) else {
            return;
        };
        if !viewing.opened.insert(name.clone()) || Arrangement::of(table) != Arrangement::default()
        {
            return;
        }
        let opening = known.opening.iter().find(|key| key.table == name);
        let Some(key) = opening.cloned() else {
            return;
        };
        if self.views.view(&key).is_some() {
            self.lay_view(&key);
        } else if self.message.is_none() {
            let said = gone(&key);
            self.say(Tone::Warning, said, true);
        }
    }

    /// Puts a view on the open table.
    pub(super) fn lay_view(&mut self, key: &ViewKey) {
        let Some(look) = self.views.view(key).map(|view| view.look.clone()) else {
            return;
        };
        let Some((name, table, viewing)) = self.stack.last_mut().and_then(viewed) else {
            return;
        };
        let is_whole = look.lay(table);
        viewing.on.insert(name, key.clone());
        self.dirty = true;
        if !is_whole {
            let said = orphaned(key);
            self.say(Tone::Warning, said, true);
        }
    }

    /// Takes the view off the open table: the order of the question, all rows.
    pub(super) fn lift_view(&mut self) {
        if let Some((name, table, viewing)) = self.stack.last_mut().and_then(viewed) {
            Arrangement::default().lay(table);
            viewing.on.remove(&name);
            self.dirty = true;
        }
    }

    /// The view that is on in the open table.
    pub(super) fn view_on(&self) -> Option<&ViewKey> {
        let layer = self.stack.last()?;
        layer.viewing.on.get(&table_of(layer))
    }

    /// Tells the open table which view is on, and whether it was changed since.
    pub(super) fn show_view(&mut self) {
        let Some((name, table, viewing)) = self.stack.last_mut().and_then(viewed) else {
            return;
        };
        let on = viewing.on.get(&name);
        let word = on.map(|key| told(key, self.views.view(key), table, &self.desk.operator));
        if table.view != word {
            table.view = word;
            self.dirty = true;
        }
    }

    /// Sends what shall be done with a view.
    pub(super) fn keep_view(&mut self, keep: Keep, effects: &mut Vec<Effect>) {
        let Some(doors) = self.views.doors else {
            return;
        };
        let ticket = self.tickets.issue();
        let op = self.tickets.operation(ticket);
        self.views.kept.expect(ticket);
        self.sent.insert(ticket, Sent::act());
        effects.push(Effect::Do(ticket, op, (doors.keep)(keep)));
    }

    /// It has been done: the table stands under the view that was saved.
    pub(super) fn view_kept(&mut self) {
        let Some(Ok(Keep { key, deed })) = self.views.kept.take() else {
            return;
        };
        for layer in &mut self.stack {
            if table_of(layer) != key.table {
                continue;
            }
            let on = &mut layer.viewing.on;
            let was_on = on.get(&key.table) == Some(&key);
            match &deed {
                Deed::Save(_) => drop(on.insert(key.table.clone(), key.clone())),
                Deed::Rename(name) if was_on => {
                    let name = name.clone();
                    let key = ViewKey {
                        name,
                        ..key.clone()
                    };
                    on.insert(key.table.clone(), key);
                }
                Deed::Delete if was_on => drop(on.remove(&key.table)),
                Deed::Rename(_) | Deed::Delete | Deed::Share(_) | Deed::Open(_) => {}
            }
        }
        self.say(Tone::Good, done(&key, &deed), false);
    }
}
