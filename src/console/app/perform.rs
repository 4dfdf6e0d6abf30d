//! From what is meant to what is done: guard, check, confirmation, and then the console itself or the pane.

use super::super::action::{Action, ActionSpec, Danger, NotNow, Situation};
use super::super::effect::Effect;
use super::super::field::Edit;
use super::super::generic as g;
use super::super::guard;
use super::super::keymap::Bound;
use super::super::overlay::{Confirm, Overlay};
use super::super::pane::Focus;
use super::held::Awaited;
use super::{App, Ground};
use crate::kernel::text::Phrase;
use crate::phrase;

impl App {
    /// Takes an action or opens a pane, as keys, the help and the palette ask for it.
    pub(super) fn perform(&mut self, bound: Bound, effects: &mut Vec<Effect>) {
        if !self.is_within_reach(bound) {
            effects.push(Effect::Ring);
            return;
        }
        match bound {
            Bound::Open(name) => self.open(name, "", effects),
            Bound::Act(action) => self.act(action, None, effects),
        }
    }

    /// Takes an action if its guard lets it through; a dangerous one raises its confirmation first.
    pub(super) fn act(
        &mut self,
        action: Action,
        answer: Option<String>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(spec) = self.spec_of(action) else {
            if action == g::OPEN {
                self.object(
                    phrase!("此处没有可打开的内容", "nothing opens here"),
                    effects,
                );
            } else {
                self.go_through(action, answer, effects);
            }
            return;
        };
        self.observe();
        if let Err(not_now) = self.permitted(spec) {
            self.object(not_now.told(), effects);
            return;
        }
        if action == g::SUBMIT && !self.is_form_sound(effects) {
            return;
        }
        match spec.danger {
            None => self.go_through(action, answer, effects),
            Some(danger) => self.confirm(spec, danger, answer, effects),
        }
    }

    /// Whether the guard of an action lets it through now.
    pub(super) fn permitted(&self, spec: &ActionSpec) -> Result<(), NotNow> {
        let holds = |state: &str| {
            self.stack
                .last()
                .is_some_and(|layer| layer.pane.holds(state))
        };
        // In a search, Enter may come before the rows do; the pane then waits for its answer.
        let is_awaited = self.stance.on == Ground::Search && self.stance.awaited > Awaited::Nothing;
        let situation = Situation {
            desk: &self.desk,
            selected: self.stance.selected.max(usize::from(is_awaited)),
            holds: &holds,
        };
        guard::permitted(spec, &situation)
    }

    /// Checks the form before it is submitted; what is wrong is shown, and the caret stands in it.
    fn is_form_sound(&mut self, effects: &mut Vec<Effect>) -> bool {
        let found = match self.focus() {
            Focus::Form(form) | Focus::Search(form, _) => form.checked(),
            Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) => Ok(()),
        };
        self.dirty = true;
        match found {
            Ok(()) => {
                self.message = None;
                true
            }
            Err(refusal) => {
                self.complain(refusal.cited(), effects);
                false
            }
        }
    }

    /// How many records an action touches, and what the pane says about them.
    pub(super) fn at_stake(&self, action: Action) -> (usize, Phrase) {
        self.stack
            .last()
            .and_then(|layer| layer.pane.at_stake(action))
            .unwrap_or((self.stance.selected, Phrase::default()))
    }

    /// The word that lets a dangerous action through, and what is asked; none where there is nothing to work on.
    pub(super) fn question(&self, spec: &ActionSpec, danger: Danger) -> Option<(String, Phrase)> {
        let (count, details) = self.at_stake(spec.action);
        let (word, question) = match danger {
            Danger::Count if count == 0 => return None,
            Danger::Count | Danger::List => (
                count.to_string(),
                phrase!(
                    "{what}：共 {count} 笔",
                    "{what}: {count} in all",
                    what = spec.label,
                    count = count
                ),
            ),
            Danger::Word(word) => (word.to_owned(), spec.label.into()),
        };
        let question = if details == Phrase::default() {
            question
        } else {
            details.then(&question)
        };
        Some((word, question))
    }

    /// Raises the confirmation of a dangerous action. Keys struck before it was seen are thrown away.
    fn confirm(
        &mut self,
        spec: &ActionSpec,
        danger: Danger,
        answer: Option<String>,
        effects: &mut Vec<Effect>,
    ) {
        let Some((word, question)) = self.question(spec, danger) else {
            self.object(
                phrase!("没有可办理的记录", "there is nothing to work on"),
                effects,
            );
            return;
        };
        self.raise(
            Overlay::Confirm(Confirm {
                question,
                word,
                answer,
                ..Confirm::of(spec.action)
            }),
            effects,
        );
    }

    /// What was asked for, permitted and confirmed.
    pub(super) fn go_through(
        &mut self,
        action: Action,
        answer: Option<String>,
        effects: &mut Vec<Effect>,
    ) {
        if let Some(how) = g::move_of(action) {
            self.moved(how, effects);
            return;
        }
        if let Some(edit) = g::edit_of(action) {
            self.edit(edit, effects);
            return;
        }
        match action {
            g::HELP => self.raise_help(),
            g::PROCEDURE => self.raise_procedure(effects),
            g::PALETTE => self.raise_palette(),
            g::FAST_PATH => self.raise_fast_path(),
            g::GO => self.go(&answer.unwrap_or_default(), effects),
            g::BASE => self.back_to_base(effects),
            g::BACK => self.back(effects),
            g::DISMISS => self.dismiss(effects),
            g::CHOICES => self.choices(effects),
            g::CHOSEN => self.chosen(&answer.unwrap_or_default(), effects),
            g::RELOAD => self.reload(effects),
            g::CANCEL => self.cancel(effects),
            g::RESUME => self.resume(effects),
            g::MESSAGES => self.raise_messages(effects),
            g::LANGUAGE => {
                self.lang = self.lang.other();
                self.dirty = true;
            }
            g::REPAINT => {
                effects.push(Effect::Repaint);
                self.dirty = true;
            }
            g::QUIT => self.quit(effects),
            g::QUIT_UNSAVED => {
                self.forget_place(effects);
                self.hung_up(effects);
            }
            g::MARK | g::MARK_ALL | g::UNMARK_ALL => self.mark(action),
            g::SORT_NEXT | g::SORT_PREVIOUS | g::SORT_REVERSE => self.sort(action),
            g::FILTER => self.raise_filter(),
            g::FILTERED => self.filtered(),
            g::EXPORT => self.raise_export(effects),
            g::EXPORTED => self.export(&answer.unwrap_or_default(), None, effects),
            g::WHOLE_REASON => self.confirm_whole(&answer.unwrap_or_default(), effects),
            g::EXPORTED_WHOLE => self.export_whole(effects),
            g::VIEWS => self.raise_views(effects),
            g::VIEW_CHOSEN => self.view_chosen(&answer.unwrap_or_default(), effects),
            g::VIEW_NAMED => self.view_named(&answer.unwrap_or_default(), effects),
            g::VIEW_RENAMED => self.view_renamed(&answer.unwrap_or_default(), effects),
            g::COPY => self.raise_copy(effects),
            g::COPIED => self.copy_chosen(&answer.unwrap_or_default(), effects),
            g::NEXT => self.step(true, effects),
            g::PREVIOUS => self.step(false, effects),
            g::FIELD_EXIT => {
                self.edit(Edit::ClearToEnd, effects);
                self.step(true, effects);
            }
            g::DUPLICATE => self.duplicate(effects),
            g::DISCARD => self.raise_discard(effects),
            g::DISCARDED => self.discard(),
            _ => {
                self.dirty = true;
                self.with_pane(effects, answer, |pane, cx| pane.on(action, cx));
            }
        }
    }

    fn quit(&mut self, effects: &mut Vec<Effect>) {
        if self.sent.values().any(|sent| sent.is_act) {
            self.object(
                phrase!(
                    "有业务正在办理，办结后方可退出",
                    "an act is under way; wait for its end"
                ),
                effects,
            );
            return;
        }
        if !self.is_touched() {
            self.forget_place(effects);
            self.hung_up(effects);
            return;
        }
        self.raise(
            Overlay::Confirm(Confirm {
                question: phrase!(
                    "表单中有尚未提交的内容，退出后不再显示",
                    "a form holds text that was not submitted"
                ),
                word: "quit".to_owned(),
                ..Confirm::of(g::QUIT_UNSAVED)
            }),
            effects,
        );
    }

    /// Takes away the nearest thing that can be taken away: message, filter, marks, at last the pane itself.
    fn dismiss(&mut self, effects: &mut Vec<Effect>) {
        if self.message.take().is_some() {
            self.dirty = true;
            return;
        }
        let cleared = match self.focus() {
            Focus::Table(table) => table.set_filter("") || table.unmark_all(),
            Focus::Form(form) if form.is_touched() => {
                // Text that was typed is not thrown away by a key that also means "never mind".
                self.object(
                    phrase!(
                        "表单尚未提交；退出本屏请用上一步",
                        "the form is not submitted; to leave it, go back one step"
                    ),
                    effects,
                );
                return;
            }
            Focus::Search(..) | Focus::Form(_) | Focus::Nothing | Focus::Scroll(_) => false,
        };
        if cleared {
            self.dirty = true;
        } else {
            self.back(effects);
        }
    }
}
