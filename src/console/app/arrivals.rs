//! What arrives by itself: answers, outcomes, changes made by others, the minute, the end of the line.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::body::Tone;
use super::super::effect::Effect;
use super::super::pane::{Cx, Focus};
use super::super::slot::{AnySlot, Ticket};
use super::drafts::note_leaving;
use super::views::VIEWS;
use super::{App, stop_type_ahead};
use crate::database::Fault;
use crate::database::request::{Done, Payload, Topic, Verdict};
use crate::kernel::text::Phrase;
use crate::phrase;

/// Who waited for a ticket.
#[derive(Clone, Copy)]
enum Asker {
    Banner,
    Layer(usize),
    Console,
}

impl App {
    /// A question was answered. Nobody waits for a ticket that is not under account any more.
    pub(super) fn arrived(
        &mut self,
        ticket: Ticket,
        answer: Result<Payload, Verdict>,
        effects: &mut Vec<Effect>,
    ) {
        if self.sent.remove(&ticket).is_none() {
            return;
        }
        let answer = match self.take_draft(ticket, answer) {
            Ok(()) => return,
            Err(answer) => answer,
        };
        let answer = match self.take_place(ticket, answer) {
            Ok(()) => return,
            Err(answer) => answer,
        };
        let answer = match self.take_views(ticket, answer) {
            Ok(()) => return,
            Err(answer) => answer,
        };
        self.settle(ticket, answer, effects);
    }

    /// An act has ended. Its operator hears of it even if the pane it came from is closed.
    pub(super) fn ended(
        &mut self,
        ticket: Ticket,
        outcome: Result<Done<Payload>, Verdict>,
        effects: &mut Vec<Effect>,
    ) {
        if self.sent.remove(&ticket).is_none() {
            return;
        }
        self.dirty = true;
        let mut topics = Vec::new();
        if let Ok(done) = &outcome {
            topics.clone_from(&done.topics);
            self.message = None;
            if done.repeated {
                self.say(
                    Tone::Plain,
                    phrase!(
                        "此前已办理，未重复办理",
                        "done before; it was not done twice"
                    ),
                    false,
                );
            }
        }
        self.settle(ticket, outcome.map(|done| done.outcome), effects);
        self.exported();
        self.view_kept();
        self.changed(&topics, effects);
    }

    /// Gives an answer to the slot that waits for it, tells what went wrong, and lets its pane go on.
    fn settle(
        &mut self,
        ticket: Ticket,
        answer: Result<Payload, Verdict>,
        effects: &mut Vec<Effect>,
    ) {
        self.dirty = true;
        let verdict = answer.as_ref().err().cloned();
        let asker = self.fill(ticket, answer);
        if let Some(verdict) = &verdict {
            self.tell(verdict, asker, effects);
        }
        if let Some(Asker::Layer(at)) = asker {
            self.observe();
            self.with_layer(at, effects, None, |pane, cx| pane.settled(cx));
        }
    }

    fn fill(&mut self, ticket: Ticket, answer: Result<Payload, Verdict>) -> Option<Asker> {
        let mut answer = Some(answer);
        let mut take = |slot: &mut dyn AnySlot| {
            if slot.awaits(ticket)
                && let Some(answer) = answer.take()
            {
                slot.fill(answer);
                return true;
            }
            false
        };
        if take(&mut self.exported) || take(self.views.slot()) {
            return Some(Asker::Console);
        }
        let mut found = false;
        self.banner.slots(&mut |slot| found |= take(slot));
        if found {
            return Some(Asker::Banner);
        }
        for (at, layer) in self.stack.iter_mut().enumerate() {
            layer.pane.slots(&mut |slot| found |= take(slot));
            if found {
                return Some(Asker::Layer(at));
            }
        }
        None
    }

    /// Says how something failed; a refusal is shown at the fields it blames, with the caret in the first.
    fn tell(&mut self, verdict: &Verdict, asker: Option<Asker>, effects: &mut Vec<Effect>) {
        if let (Verdict::Refused(refusal), Some(Asker::Layer(at))) = (verdict, asker)
            && let Some(layer) = self.stack.get_mut(at)
            && let Focus::Form(form) | Focus::Search(form, _) = layer.pane.focus()
        {
            form.blame(refusal);
        }
        if self.lock.is_some() && asker.is_some_and(|asker| self.is_front(asker)) {
            // The lock tells it itself: nothing else may be read behind it.
            stop_type_ahead(effects);
            return;
        }
        match verdict {
            Verdict::Fault(Fault::Cancelled) => self.object(Fault::Cancelled.told(), effects),
            Verdict::Refused(refusal) => {
                self.file(Tone::Bad, refusal.cited(), true, refusal.filed());
                stop_type_ahead(effects);
            }
            Verdict::Stale(_) | Verdict::Fault(_) | Verdict::Unknown(_) => {
                self.complain(told(verdict), effects);
            }
        }
    }

    fn is_front(&self, asker: Asker) -> bool {
        match asker {
            Asker::Banner | Asker::Console => false,
            Asker::Layer(at) => at.saturating_add(1) == self.stack.len(),
        }
    }

    /// A request has run for 100 ms, or a further second, and still runs: how far it is can be shown.
    pub(super) fn lingered(&mut self, ticket: Ticket) {
        let Some(sent) = self.sent.get_mut(&ticket) else {
            return;
        };
        sent.lingers = true;
        self.dirty = true;
        let mut linger = |slot: &mut dyn AnySlot| {
            if slot.awaits(ticket) {
                slot.linger();
            }
        };
        self.banner.slots(&mut linger);
        for layer in &mut self.stack {
            layer.pane.slots(&mut linger);
        }
    }

    /// Stops what runs. A question is given up at once; an act may have been done, so its end is awaited.
    pub(super) fn cancel(&mut self, effects: &mut Vec<Effect>) {
        if self.sent.is_empty() {
            effects.push(Effect::Ring);
            return;
        }
        let asked: Vec<(Ticket, bool)> = self
            .sent
            .iter()
            .map(|(ticket, sent)| (*ticket, sent.is_act))
            .collect();
        for (ticket, is_act) in asked {
            effects.push(Effect::Cancel(ticket));
            if !is_act {
                self.arrived(ticket, Err(Verdict::Fault(Fault::Cancelled)), effects);
            }
        }
    }

    /// Somebody changed these: the open pane reads again, those below when they come up.
    pub(super) fn changed(&mut self, topics: &[Topic], effects: &mut Vec<Effect>) {
        let meets = |watched: &[Topic]| {
            watched
                .iter()
                .any(|mine| topics.iter().any(|topic| mine.meets(topic)))
        };
        if meets(&self.banner.watches()) {
            self.load_banner(effects);
        }
        if meets(&[Topic::of(VIEWS, "")]) {
            self.ask_views(effects);
        }
        for layer in &mut self.stack {
            layer.stale |= meets(&layer.pane.watches());
        }
        if let Some(top) = self.stack.last_mut().filter(|layer| layer.stale) {
            top.stale = false;
            self.dirty = true;
            self.with_pane(effects, None, |pane, cx| pane.load(cx));
        }
    }

    /// A minute has begun. Only another day, or another countdown, is seen. A demonstration stays on its day.
    pub(super) fn ticked(&mut self, at: DateTime<Utc>, day: NaiveDate, effects: &mut Vec<Effect>) {
        let before = self.banner.line(&self.desk);
        self.desk.at = at;
        if !self.desk.demonstration && self.desk.business_date != day {
            self.desk.business_date = day;
            self.reload_all(effects);
        }
        self.dirty |= self.banner.line(&self.desk) != before;
        for layer in &mut self.stack {
            self.dirty |= layer.pane.minute(&self.desk);
        }
        self.grow_idle(at, effects);
    }

    /// The line is going away, or the operator leaves: every pane may keep its draft, questions are given up.
    pub(super) fn hung_up(&mut self, effects: &mut Vec<Effect>) {
        for layer in &mut self.stack {
            let mut cx = Cx::new(&self.desk, effects, &mut self.tickets);
            layer.pane.leaving(&mut cx);
            if self.draft.is_some() {
                note_leaving(layer, &self.desk, effects);
            }
        }
        self.sent.retain(|ticket, sent| {
            if !sent.is_act {
                effects.push(Effect::Cancel(*ticket));
            }
            sent.is_act
        });
        self.dirty = true;
        effects.push(Effect::Quit);
    }

    /// What runs for longer than the eye forgives, if anything does, with the key that stops it.
    pub(super) fn waiting(&self) -> Option<Phrase> {
        let slow = self.sent.values().filter(|sent| sent.lingers);
        let (is_act, is_export) = slow
            .map(|sent| (sent.is_act && !sent.is_export, sent.is_export))
            .max()?;
        let key = self.key_for(super::super::generic::CANCEL);
        let told = if is_act {
            phrase!("正在办理，请稍候", "working, please wait")
        } else if is_export {
            phrase!(
                "正在导出…（{key} 中止）",
                "exporting… ({key} stops it)",
                key = key
            )
        } else {
            phrase!(
                "正在查询（{key} 中止）",
                "asking ({key} stops it)",
                key = key
            )
        };
        Some(told.then(&self.told_held()))
    }
}

/// How something failed, in one line.
fn told(verdict: &Verdict) -> Phrase {
    match verdict {
        Verdict::Refused(refusal) => refusal.cited(),
        Verdict::Stale(difference) => phrase!(
            "该记录已被他人改动，本次未办理：{difference}",
            "somebody else was faster; nothing was done: {difference}",
            difference = *difference
        ),
        Verdict::Fault(fault) => fault.told(),
        Verdict::Unknown(operation) => phrase!(
            "提交结果尚不明确，正在按操作号 {operation} 核对，请勿重复办理",
            "nobody knows yet whether it was done; operation {operation} is being looked up, do not repeat it",
            operation = operation
        ),
    }
}
