//! The open panes, one above the other: opening, going back, and granting what a pane wishes.

use super::super::body::Tone;
use super::super::effect::Effect;
use super::super::pane::{Cx, Pane, PaneSpec, Wish};
use super::super::slot::Ticket;
use super::drafts::{Drafting, note_leaving};
use super::views::Viewing;
use super::{App, Layer, Sent, stop_type_ahead};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::phrase;

/// Panes open at once; beyond it the lowest but the first is closed.
const DEEPEST: usize = 10;

impl App {
    /// Lets the open pane do something, then grants its wishes.
    pub(super) fn with_pane(
        &mut self,
        effects: &mut Vec<Effect>,
        answer: Option<String>,
        then: impl FnOnce(&mut dyn Pane, &mut Cx<'_>),
    ) {
        if let Some(top) = self.stack.len().checked_sub(1) {
            self.with_layer(top, effects, answer, then);
        }
    }

    /// The same for a pane that may lie below others: it may only speak, not come to the front.
    pub(super) fn with_layer(
        &mut self,
        at: usize,
        effects: &mut Vec<Effect>,
        answer: Option<String>,
        then: impl FnOnce(&mut dyn Pane, &mut Cx<'_>),
    ) {
        let Some(layer) = self.stack.get_mut(at) else {
            return;
        };
        let from = effects.len();
        let mut cx = Cx::new(&self.desk, effects, &mut self.tickets);
        cx.answer = answer;
        then(layer.pane.as_mut(), &mut cx);
        let wishes = cx.wishes;
        self.keep_account(effects.get(from..).unwrap_or_default());
        let is_on_top = at.saturating_add(1) == self.stack.len();
        for wish in wishes {
            if is_on_top || matches!(wish, Wish::Complain(_) | Wish::Mention(_) | Wish::Seat(_)) {
                self.grant(wish, effects);
            }
        }
    }

    /// Keeps account of what is under way, from what has just been sent.
    pub(super) fn keep_account(&mut self, sent: &[Effect]) {
        for effect in sent {
            match effect {
                Effect::Ask(ticket, _) => drop(self.sent.insert(*ticket, Sent::default())),
                Effect::Do(ticket, ..) => drop(self.sent.insert(*ticket, Sent::act())),
                Effect::Cancel(ticket) => {
                    // What was said of it in the message line goes with it.
                    self.dirty |= self.sent.remove(ticket).is_some_and(|sent| sent.lingers);
                }
                Effect::Looked(_)
                | Effect::Note(_)
                | Effect::Moved(_)
                | Effect::Copy(_)
                | Effect::Ring
                | Effect::Flush
                | Effect::Repaint
                | Effect::Quit => {}
            }
        }
    }

    fn grant(&mut self, wish: Wish, effects: &mut Vec<Effect>) {
        self.dirty = true;
        match wish {
            Wish::Open(name, argument) => self.open(name, &argument, effects),
            Wish::Back => self.back(effects),
            Wish::Unlock => self.unlock(effects),
            Wish::Seat(desk) => self.seat(*desk, effects),
            Wish::Perform(action) => self.act(action, None, effects),
            Wish::Raise(overlay) => self.raise(overlay, effects),
            Wish::Complain(said) => self.complain(said, effects),
            Wish::Mention(said) => self.say(Tone::Plain, said, false),
            Wish::Object(said) => self.object(said, effects),
        }
    }

    /// Opens a pane by name. The open one with a new argument gives way to itself, so that a number typed after
    /// a number does not pile up; any other is laid upon it.
    pub(super) fn open(&mut self, name: &str, argument: &str, effects: &mut Vec<Effect>) {
        let Some(spec) = self.panes.iter().copied().find(|spec| spec.name == name) else {
            effects.push(Effect::Ring);
            return;
        };
        if self.is_locked() && self.door != Some(name) {
            self.object(phrase!("请先登录", "sign in first"), effects);
            return;
        }
        if self.lock.is_some() {
            effects.push(Effect::Ring);
            return;
        }
        self.dirty = true;
        self.overlay = None;
        self.strokes.clear();
        match self.stack.last() {
            Some(top) if top.spec.name == name && top.pane.argument() == argument => {
                self.load_top(effects);
                return;
            }
            Some(top) if top.spec.name == name => self.close_top(effects),
            Some(_) | None => {}
        }
        if self.stack.len() >= DEEPEST {
            self.close_at(1, effects);
        }
        self.lay(spec, argument, effects);
    }

    /// Whether only the door may be open: nobody has signed in.
    pub(super) fn is_locked(&self) -> bool {
        self.door.is_some() && self.desk.post == Post::Guest
    }

    pub(super) fn lay(
        &mut self,
        spec: &'static PaneSpec,
        argument: &str,
        effects: &mut Vec<Effect>,
    ) {
        self.stack.push(Layer {
            spec,
            pane: (spec.open)(argument),
            stale: false,
            argument: argument.to_owned(),
            drafting: Drafting::default(),
            resumes: None,
            viewing: Viewing::default(),
        });
        self.ask_draft(effects);
        self.load_top(effects);
    }

    /// Opens the pane everything stands on: the door for a guest, else the first.
    pub(super) fn take_ground(&mut self, effects: &mut Vec<Effect>) {
        let name = match self.door {
            Some(door) if self.is_locked() => door,
            Some(_) | None => self.first,
        };
        if let Some(spec) = self.panes.iter().copied().find(|spec| spec.name == name) {
            self.lay(spec, "", effects);
        }
        self.ask_place(effects);
        self.forget_views();
        self.ask_views(effects);
        self.dirty = true;
    }

    pub(super) fn load_top(&mut self, effects: &mut Vec<Effect>) {
        if let Some(layer) = self.stack.last_mut() {
            layer.stale = false;
        }
        self.observe();
        self.with_pane(effects, None, |pane, cx| pane.load(cx));
        self.observe();
    }

    /// Back to the pane below; the first one stays.
    pub(super) fn back(&mut self, effects: &mut Vec<Effect>) {
        if self.stack.len() < 2 {
            effects.push(Effect::Ring);
            return;
        }
        self.close_top(effects);
        self.come_up(effects);
    }

    /// Back to the first pane, leaving all others.
    pub(super) fn back_to_base(&mut self, effects: &mut Vec<Effect>) {
        if self.stack.len() < 2 {
            effects.push(Effect::Ring);
            return;
        }
        while self.stack.len() > 1 {
            self.close_top(effects);
        }
        self.come_up(effects);
    }

    fn come_up(&mut self, effects: &mut Vec<Effect>) {
        self.dirty = true;
        self.message = None;
        if self.stack.last().is_some_and(|layer| layer.stale) {
            self.load_top(effects);
        }
    }

    pub(super) fn close_top(&mut self, effects: &mut Vec<Effect>) {
        if let Some(top) = self.stack.len().checked_sub(1) {
            self.close_at(top, effects);
        }
    }

    /// Closes a pane: it may keep a draft, and nobody waits for its questions any longer. What it wishes now
    /// is not granted. Acts under way go on; their end is told whoever is open then.
    fn close_at(&mut self, at: usize, effects: &mut Vec<Effect>) {
        if at >= self.stack.len() {
            return;
        }
        let mut layer = self.stack.remove(at);
        let from = effects.len();
        let mut cx = Cx::new(&self.desk, effects, &mut self.tickets);
        layer.pane.leaving(&mut cx);
        self.keep_account(effects.get(from..).unwrap_or_default());
        if self.draft.is_some() {
            note_leaving(&mut layer, &self.desk, effects);
        }
        let mut waiting: Vec<Ticket> = layer.drafting.asked().into_iter().collect();
        waiting.retain(|ticket| self.sent.contains_key(ticket));
        layer.pane.slots(&mut |slot| {
            let asked = self.sent.iter().filter(|(_, sent)| !sent.is_act);
            waiting.extend(
                asked
                    .map(|(ticket, _)| *ticket)
                    .filter(|ticket| slot.awaits(*ticket)),
            );
        });
        for ticket in waiting {
            self.sent.remove(&ticket);
            effects.push(Effect::Cancel(ticket));
        }
    }

    /// Another desk. Another operator or post begins anew; another day only reads everything again.
    fn seat(&mut self, desk: Desk, effects: &mut Vec<Effect>) {
        let is_same = (&desk.operator, desk.post, &desk.area)
            == (&self.desk.operator, self.desk.post, &self.desk.area);
        if is_same {
            self.desk = desk;
            self.reload_all(effects);
            return;
        }
        while !self.stack.is_empty() {
            self.close_top(effects);
        }
        self.leave_place(effects);
        self.desk = desk;
        self.lock = None;
        self.history.forget();
        self.overlay = None;
        self.message = None;
        self.strokes.clear();
        stop_type_ahead_of_another(effects);
        self.load_banner(effects);
        self.take_ground(effects);
    }

    /// Reads everything again: the open pane now, those below when they come up.
    pub(super) fn reload_all(&mut self, effects: &mut Vec<Effect>) {
        for layer in &mut self.stack {
            layer.stale = true;
        }
        self.reload(effects);
    }

    /// Reads the open pane and the banner again, and the views that others may have shared meanwhile.
    pub(super) fn reload(&mut self, effects: &mut Vec<Effect>) {
        self.dirty = true;
        self.load_banner(effects);
        self.ask_views(effects);
        self.load_top(effects);
    }

    /// Lets the banner ask for what it shows.
    pub(super) fn load_banner(&mut self, effects: &mut Vec<Effect>) {
        let from = effects.len();
        let mut cx = Cx::new(&self.desk, effects, &mut self.tickets);
        self.banner.load(&mut cx);
        self.keep_account(effects.get(from..).unwrap_or_default());
    }
}

/// Keys that one operator has struck are not carried out in another's name.
fn stop_type_ahead_of_another(effects: &mut Vec<Effect>) {
    stop_type_ahead(effects);
}
