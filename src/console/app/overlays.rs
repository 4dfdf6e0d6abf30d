//! What stands above the pane: raising it, typing into it, and what its answer leads to.

use super::super::action::{Action, Danger};
use super::super::effect::Effect;
use super::super::field::{Edit, TextField};
use super::super::generic as g;
use super::super::key::half_width;
use super::super::overlay::{Choose, Confirm, Overlay};
use super::motions::scrolled;
use super::{App, stop_type_ahead};
use crate::phrase;

impl App {
    /// Raises an overlay. Where something is to be confirmed, keys struck before it was seen are thrown away.
    pub(super) fn raise(&mut self, overlay: Overlay, effects: &mut Vec<Effect>) {
        if matches!(overlay, Overlay::Confirm(_)) {
            stop_type_ahead(effects);
        }
        self.stand(overlay);
    }

    /// Puts an overlay above the pane.
    pub(super) fn stand(&mut self, mut overlay: Overlay) {
        if let Overlay::Choose(Choose { rows, .. }) = &mut overlay {
            rows.set_lang(self.lang);
        }
        self.strokes.clear();
        self.overlay = Some(overlay);
        self.dirty = true;
    }

    /// An action of the overlay sections of the keymap.
    pub(super) fn act_above(&mut self, action: Action, effects: &mut Vec<Effect>) {
        if let Some(edit) = g::edit_of(action) {
            self.edit_above(edit, effects);
            return;
        }
        match (g::move_of(action), action) {
            (Some(how), _) => {
                self.dirty |= match &mut self.overlay {
                    Some(Overlay::Help(search) | Overlay::Palette(search)) => search.rows.go(how),
                    Some(Overlay::Choose(choose)) => choose.rows.go(how),
                    Some(Overlay::Read(_, _, at)) => scrolled(at, how),
                    Some(Overlay::Confirm(_) | Overlay::Prompt(_)) | None => false,
                };
            }
            (None, g::ACCEPT) => self.accept(effects),
            (None, g::OVERLAY_PROCEDURE) => match self.overlay {
                Some(Overlay::Help(_)) if self.has_procedure() => self.raise_procedure(effects),
                Some(_) | None => effects.push(Effect::Ring),
            },
            (None, g::OVERLAY_WHOLE) => self.raise_whole(effects),
            (None, _) => self.close_above(),
        }
    }

    /// Closes the overlay; nothing of what was begun in it happens.
    fn close_above(&mut self) {
        self.dirty = true;
        if let Some(Overlay::Prompt(prompt)) = self.overlay.take()
            && prompt.action == g::FILTERED
        {
            self.filter("");
            self.filtered();
        }
    }

    /// Characters typed into the overlay.
    pub(super) fn typed_above(&mut self, text: &str, effects: &mut Vec<Effect>) {
        let changed = match &mut self.overlay {
            Some(Overlay::Choose(choose)) => {
                let narrowed = format!("{}{text}", choose.rows.filter());
                choose.rows.set_filter(&narrowed)
            }
            other => field_of(other).is_some_and(|field| field.insert(text)),
        };
        if changed {
            self.edited_above();
        } else {
            effects.push(Effect::Ring);
        }
    }

    fn edit_above(&mut self, edit: Edit, effects: &mut Vec<Effect>) {
        if let Some(Overlay::Choose(choose)) = &mut self.overlay {
            let mut wider: Vec<char> = choose.rows.filter().chars().collect();
            if edit == Edit::Backspace {
                wider.pop();
            } else if edit == Edit::Clear {
                wider.clear();
            }
            self.dirty |= choose
                .rows
                .set_filter(&wider.into_iter().collect::<String>());
            return;
        }
        let Some(field) = field_of(&mut self.overlay) else {
            effects.push(Effect::Ring);
            return;
        };
        let before = field.text().to_owned();
        let changed = field.edit(edit);
        let is_other_text = field.text() != before;
        self.dirty |= changed;
        if is_other_text {
            self.edited_above();
        }
    }

    /// The text of the overlay has changed: rows are searched again, a filter works as it is typed.
    fn edited_above(&mut self) {
        self.dirty = true;
        match &mut self.overlay {
            Some(Overlay::Help(_) | Overlay::Palette(_)) => self.search_again(),
            Some(Overlay::Prompt(prompt)) => {
                prompt.error = None;
                if prompt.action == g::FILTERED {
                    let filter = prompt.text.text().to_owned();
                    self.filter(&filter);
                }
            }
            Some(Overlay::Confirm(_) | Overlay::Choose(_) | Overlay::Read(..)) | None => {}
        }
    }

    /// Enter in an overlay.
    fn accept(&mut self, effects: &mut Vec<Effect>) {
        self.dirty = true;
        match self.overlay.take() {
            Some(Overlay::Help(search) | Overlay::Palette(search)) => {
                if let Some(bound) = search.rows.current().and_then(|row| self.bound_of(&row.id)) {
                    self.perform(bound, effects);
                }
            }
            Some(Overlay::Confirm(confirm)) => self.confirmed(confirm, effects),
            Some(Overlay::Choose(choose)) => {
                if let Some(row) = choose.rows.current() {
                    self.act(choose.action, Some(row.id.clone()), effects);
                }
            }
            Some(Overlay::Prompt(mut prompt)) => {
                let line = prompt.text.text().trim().to_owned();
                match (prompt.check)(&line) {
                    Ok(()) => self.act(prompt.action, Some(line), effects),
                    Err(refusal) => {
                        prompt.error = Some(refusal);
                        self.overlay = Some(Overlay::Prompt(prompt));
                        stop_type_ahead(effects);
                    }
                }
            }
            Some(Overlay::Read(..)) | None => {}
        }
    }

    /// Something was typed in answer to a confirmation. Only the very word lets the action through, and only if
    /// it still touches what was shown: rows may have changed while the question stood.
    fn confirmed(&mut self, mut confirm: Confirm, effects: &mut Vec<Effect>) {
        let typed: String = confirm.text.text().trim().chars().map(half_width).collect();
        if typed != confirm.word {
            confirm.text.set("");
            self.overlay = Some(Overlay::Confirm(confirm));
            self.object(
                phrase!(
                    "输入不符，未办理",
                    "that is not what was asked for; nothing was done"
                ),
                effects,
            );
            return;
        }
        self.observe();
        if let Some(spec) = self.spec_of(confirm.action) {
            if let Err(not_now) = self.permitted(spec) {
                self.complain(not_now.told(), effects);
                return;
            }
            // The same count is not the same rows: what is told of them must be what was told.
            let counts = |danger: &Danger| matches!(danger, Danger::Count | Danger::List);
            let asked = Some((confirm.word.clone(), confirm.question.clone()));
            if let Some(danger) = spec.danger.filter(counts)
                && self.question(spec, danger) != asked
            {
                self.complain(
                    phrase!(
                        "确认期间数据有变化，未办理，请核对后重新操作",
                        "records changed while the question stood; nothing was done, look again"
                    ),
                    effects,
                );
                return;
            }
        }
        self.go_through(confirm.action, confirm.answer, effects);
    }
}

/// The text of an overlay, where it has one.
fn field_of(overlay: &mut Option<Overlay>) -> Option<&mut TextField> {
    match overlay {
        Some(Overlay::Help(search) | Overlay::Palette(search)) => Some(&mut search.text),
        Some(Overlay::Confirm(confirm)) => Some(&mut confirm.text),
        Some(Overlay::Prompt(prompt)) => Some(&mut prompt.text),
        Some(Overlay::Choose(_) | Overlay::Read(..)) | None => None,
    }
}
