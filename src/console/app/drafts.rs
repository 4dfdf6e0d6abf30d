//! The drafts of the open forms: noted as they change, asked for when a form opens, put back where they were left.

use super::super::body::Tone;
use super::super::draft::{Draft, DraftKey, Note};
use super::super::effect::Effect;
use super::super::generic as g;
use super::super::keymap::Bound;
use super::super::overlay::{Confirm, Overlay};
use super::super::pane::Focus;
use super::super::slot::Ticket;
use super::{App, Layer};
use crate::database::request::{Payload, Verdict};
use crate::phrase;

/// What stands in a layer's form and was not submitted.
fn drafted(layer: &mut Layer) -> Option<Draft> {
    match layer.pane.focus() {
        Focus::Form(form) => Draft::of(form),
        Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) | Focus::Search(..) => None,
    }
}

/// Whose draft it is.
fn key(layer: &Layer) -> DraftKey {
    DraftKey {
        pane: layer.spec.name.to_owned(),
        argument: layer.pane.argument(),
    }
}

/// Notes what stands in a layer's form, if that has changed since it was last noted.
pub(super) fn note(layer: &mut Layer, effects: &mut Vec<Effect>) {
    if !layer.pane.keeps_draft() {
        return;
    }
    let draft = drafted(layer);
    if draft != layer.draft {
        layer.draft.clone_from(&draft);
        let key = key(layer);
        effects.push(Effect::Note(Note { key, draft }));
    }
}

impl App {
    /// Notes what stands in the open form.
    pub(super) fn note_draft(&mut self, effects: &mut Vec<Effect>) {
        if self.draft.is_some()
            && let Some(layer) = self.stack.last_mut()
        {
            note(layer, effects);
        }
    }

    /// Asks for the draft of a form that has just been opened.
    pub(super) fn ask_draft(&mut self, effects: &mut Vec<Effect>) {
        let Some((find, layer)) = self.draft.zip(self.stack.last_mut()) else {
            return;
        };
        if layer.pane.keeps_draft() {
            let ticket = self.tickets.issue();
            layer.asked = Some(ticket);
            let ask = Effect::Ask(ticket, find(key(layer)));
            self.keep_account(std::slice::from_ref(&ask));
            effects.push(ask);
        }
    }

    /// Puts a draft back into the form it was asked for; gives the answer back where it is no draft's.
    pub(super) fn take_draft(
        &mut self,
        ticket: Ticket,
        answer: Result<Payload, Verdict>,
    ) -> Result<(), Result<Payload, Verdict>> {
        let asked = |layer: &&mut Layer| layer.asked == Some(ticket);
        let Some(layer) = self.stack.iter_mut().find(asked) else {
            return Err(answer);
        };
        layer.asked = None;
        // That it was asked for may stand in the message line.
        self.dirty = true;
        let payload = match answer {
            Ok(payload) => payload,
            failed @ Err(_) => return Err(failed),
        };
        let Ok(Some(draft)) = payload.into_answer::<Option<Draft>>() else {
            return Ok(());
        };
        let restored = match layer.pane.focus() {
            Focus::Form(form) => form.restore(&draft),
            Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) | Focus::Search(..) => false,
        };
        if restored {
            layer.draft = drafted(layer);
            let keys = self.keys_of(&["form"], Bound::Act(g::DISCARD));
            let key = keys.into_iter().next().unwrap_or_default();
            let said = phrase!(
                "已恢复上次未提交的内容；不需要的按 {key} 放弃",
                "what was not submitted last time is back; {key} discards it",
                key = key
            );
            self.say(Tone::Plain, said, false);
        }
        Ok(())
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
