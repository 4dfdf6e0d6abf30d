//! The drafts of the open forms: noted as they change, asked for when a form opens, put back where they were left.

use chrono::{DateTime, Utc};

use super::super::body::Tone;
use super::super::draft::{Draft, DraftKey, Kept, Note};
use super::super::effect::Effect;
use super::super::generic as g;
use super::super::keymap::Bound;
use super::super::overlay::{Confirm, Overlay};
use super::super::pane::Focus;
use super::super::slot::Ticket;
use super::{App, Layer};
use crate::database::request::{Payload, Topic, Verdict};
use crate::kernel::calendar::{local_date, local_time};
use crate::kernel::desk::Desk;
use crate::phrase;

/// How the draft of a layer's form stands.
#[derive(Default)]
pub(super) struct Drafting {
    /// What was last noted, or what is kept.
    noted: Option<Draft>,
    /// The question for the one that was kept before.
    asked: Option<Ticket>,
    /// What was kept before, until the pane has read what its form begins with.
    held: Option<Kept>,
}

impl Drafting {
    /// The question under way.
    pub(super) fn asked(&self) -> Option<Ticket> {
        self.asked
    }

    /// Whether what was kept before is not in the form yet: nothing may be noted in its place.
    fn waits(&self) -> bool {
        self.asked.is_some() || self.held.is_some()
    }
}

/// What stands in a layer's form and was not submitted.
fn drafted(layer: &mut Layer) -> Option<Draft> {
    let basis = layer.pane.basis();
    match layer.pane.focus() {
        Focus::Form(form) => Draft::of(form, basis),
        Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) | Focus::Search(..) => None,
    }
}

/// Whose draft it is.
fn key(layer: &Layer, desk: &Desk) -> DraftKey {
    DraftKey {
        county: desk.county.clone(),
        operator: desk.operator.clone(),
        pane: layer.spec.name.to_owned(),
        argument: layer.argument.clone(),
    }
}

/// Notes what stands in a layer's form, if that has changed since it was last noted.
fn note(layer: &mut Layer, desk: &Desk, effects: &mut Vec<Effect>) {
    let draft = drafted(layer);
    if draft != layer.drafting.noted {
        layer.drafting.noted.clone_from(&draft);
        let key = key(layer, desk);
        effects.push(Effect::Note(Note { key, draft }));
    }
}

/// The last chance: what was typed before an older draft could be put back takes its place.
pub(super) fn note_leaving(layer: &mut Layer, desk: &Desk, effects: &mut Vec<Effect>) {
    let typed = !layer.drafting.waits() || drafted(layer).is_some();
    if layer.pane.keeps_draft() && typed {
        note(layer, desk, effects);
    }
}

/// Puts the draft that is held into its form. Says when it was kept, and whether what it rests on has changed since.
fn restore(layer: &mut Layer, kept: Kept) -> Option<(DateTime<Utc>, bool)> {
    let Focus::Form(form) = layer.pane.focus() else {
        return None;
    };
    let restored = form.restore(&kept.draft);
    let (then, now) = (&kept.draft.basis, layer.pane.basis());
    let overtaken = !now.is_empty() && *then != now;
    if restored {
        layer.pane.resume(&kept.draft.basis);
    }
    layer.drafting.noted = Some(kept.draft);
    restored.then_some((kept.saved_at, overtaken))
}

impl App {
    /// Notes what stands in the open form.
    pub(super) fn note_draft(&mut self, effects: &mut Vec<Effect>) {
        if self.draft.is_some()
            && let Some(layer) = self.stack.last_mut()
            && layer.pane.keeps_draft()
            && !layer.drafting.waits()
        {
            note(layer, &self.desk, effects);
        }
    }

    /// Asks for the draft of a form that has just been opened.
    pub(super) fn ask_draft(&mut self, effects: &mut Vec<Effect>) {
        let Some((find, layer)) = self.draft.zip(self.stack.last_mut()) else {
            return;
        };
        if layer.pane.keeps_draft() {
            let ticket = self.tickets.issue();
            layer.drafting.asked = Some(ticket);
            let ask = Effect::Ask(ticket, find(key(layer, &self.desk)));
            self.keep_account(std::slice::from_ref(&ask));
            effects.push(ask);
        }
    }

    /// Holds a draft for the form it was asked for; gives the answer back where it is no draft's.
    pub(super) fn take_draft(
        &mut self,
        ticket: Ticket,
        answer: Result<Payload, Verdict>,
    ) -> Result<(), Result<Payload, Verdict>> {
        let asked = |layer: &&mut Layer| layer.drafting.asked == Some(ticket);
        let Some(layer) = self.stack.iter_mut().find(asked) else {
            return Err(answer);
        };
        layer.drafting.asked = None;
        // That it was asked for may stand in the message line.
        self.dirty = true;
        let found = answer.map_err(Err)?.into_answer::<Option<Kept>>();
        layer.drafting.held = found.ok().flatten();
        Ok(())
    }

    /// Puts back the drafts whose panes have read what their forms begin with.
    pub(super) fn restore_drafts(&mut self) {
        let sent = &self.sent;
        let mut told = None;
        for layer in &mut self.stack {
            let mut reads = false;
            layer.pane.slots(&mut |slot| {
                reads |= sent.keys().any(|ticket| slot.awaits(*ticket));
            });
            if let Some(kept) = layer.drafting.held.take_if(|_| !reads) {
                self.dirty = true;
                told = restore(layer, kept);
            }
        }
        if let Some((saved_at, overtaken)) = told {
            self.tell_restored(saved_at, overtaken);
        }
    }

    fn tell_restored(&mut self, saved_at: DateTime<Utc>, overtaken: bool) {
        let keys = self.keys_of(&["form"], Bound::Act(g::DISCARD));
        let key = keys.into_iter().next().unwrap_or_default();
        let (day, time) = (local_date(saved_at), local_time(saved_at).format("%H:%M"));
        if overtaken {
            let said = phrase!(
                "已恢复{day} {time}未提交的内容，此后记录有改动，请核对；{key} 放弃",
                "unsubmitted text of {day} {time} is back; the record has changed since: check. {key} discards",
                day = day,
                time = time,
                key = key
            );
            self.say(Tone::Warning, said, true);
        } else {
            let said = phrase!(
                "已恢复{day} {time}未提交的内容；不需要的按 {key} 放弃",
                "what was not submitted at {day} {time} is back; {key} discards it",
                day = day,
                time = time,
                key = key
            );
            self.say(Tone::Plain, said, false);
        }
    }

    /// Drafts were written, or could not be: the first failure is told, and the end of it.
    pub(super) fn noted(&mut self, ended: Result<(), Verdict>, effects: &mut Vec<Effect>) {
        match (ended, self.unkept) {
            (Err(_), false) => {
                let said = phrase!(
                    "草稿暂时无法保存，系统将自动重试；恢复前请勿关闭窗口",
                    "drafts cannot be kept for now; it is tried again. Do not close the window until then"
                );
                self.say(Tone::Warning, said, true);
                self.unkept = true;
            }
            (Err(_), true) => {}
            (Ok(()), told) => {
                if told {
                    let said = phrase!("草稿已恢复保存", "drafts are kept again");
                    self.say(Tone::Plain, said, false);
                }
                self.unkept = false;
                self.changed(&[Topic::of("draft", "")], effects);
            }
        }
    }

    /// Asks whether what was typed shall be thrown away.
    pub(super) fn raise_discard(&mut self, effects: &mut Vec<Effect>) {
        let typed = matches!(self.focus(), Focus::Form(form) if form.is_touched());
        if !typed {
            let said = phrase!(
                "没有未提交的内容",
                "nothing was typed that could be discarded"
            );
            self.object(said, effects);
            return;
        }
        let confirm = Confirm {
            question: phrase!(
                "放弃本表中尚未提交的内容",
                "what was typed here and not submitted will be gone"
            ),
            word: "discard".to_owned(),
            ..Confirm::of(g::DISCARDED)
        };
        self.raise(Overlay::Confirm(confirm), effects);
    }

    /// Throws away what was typed.
    pub(super) fn discard(&mut self) {
        if let Focus::Form(form) = self.focus() {
            form.discard();
            self.dirty = true;
        }
    }
}
