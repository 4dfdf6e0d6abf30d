//! The generic keys: moving, marking and sorting in the focused table, stepping and typing in the focused form.

use super::super::action::Action;
use super::super::body::Tone;
use super::super::effect::Effect;
use super::super::field::Edit;
use super::super::generic as g;
use super::super::pane::Focus;
use super::super::table::Move;
use super::App;
use crate::phrase;

impl App {
    pub(super) fn moved(&mut self, how: Move, effects: &mut Vec<Effect>) {
        let moved = match self.focus() {
            Focus::Table(table) | Focus::Search(_, table) => table.go(how),
            Focus::Scroll(at) => scrolled(at, how),
            Focus::Nothing | Focus::Form(_) => false,
        };
        self.dirty |= moved;
        if moved {
            self.with_pane(effects, None, |pane, cx| pane.moved(cx));
        }
    }

    pub(super) fn mark(&mut self, action: Action) {
        let (changed, said) = match self.focus() {
            Focus::Table(table) | Focus::Search(_, table) => match action {
                g::MARK => (table.toggle_mark(), None),
                g::MARK_ALL => {
                    let count = table.mark_all();
                    let said = if table.filter().is_empty() {
                        phrase!("已标记全部 {count} 行", "all {count} marked", count = count)
                    } else {
                        phrase!(
                            "已标记符合筛选条件的全部 {count} 行",
                            "all {count} matching the filter marked",
                            count = count
                        )
                    };
                    (count > 0, Some(said))
                }
                _ => (table.unmark_all(), None),
            },
            Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => (false, None),
        };
        self.dirty |= changed;
        if let Some(said) = said {
            self.say(Tone::Plain, said, false);
        }
    }

    pub(super) fn sort(&mut self, action: Action) {
        let changed = match self.focus() {
            Focus::Table(table) | Focus::Search(_, table) => {
                if action == g::SORT_REVERSE {
                    table.sort_reversed()
                } else {
                    table.sort_beside(action == g::SORT_NEXT);
                    true
                }
            }
            Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => false,
        };
        self.dirty |= changed;
    }

    pub(super) fn step(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let found = match self.focus() {
            Focus::Form(form) => form.step(forward),
            Focus::Nothing | Focus::Table(_) | Focus::Search(..) | Focus::Scroll(_) => return,
        };
        self.dirty = true;
        if let Err(refusal) = found {
            self.object(refusal.cited(), effects);
        }
    }

    pub(super) fn duplicate(&mut self, effects: &mut Vec<Effect>) {
        let changed = match self.focus() {
            Focus::Form(form) | Focus::Search(form, _) => form.duplicate(),
            Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) => false,
        };
        if changed {
            self.edited(effects);
        } else {
            effects.push(Effect::Ring);
        }
    }

    /// Edits the text that has the caret, above the pane or in it.
    pub(super) fn edit(&mut self, edit: Edit, effects: &mut Vec<Effect>) {
        let field = match self.focus() {
            Focus::Form(form) | Focus::Search(form, _) => form.current_mut(),
            Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) => None,
        };
        let Some(field) = field else { return };
        let before = field.text.text().to_owned();
        let changed = field.text.edit(edit);
        let is_other_text = field.text.text() != before;
        if is_other_text {
            field.error = None;
        }
        self.dirty |= changed;
        if is_other_text {
            self.edited(effects);
        }
    }

    /// The text of a form has changed.
    pub(super) fn edited(&mut self, effects: &mut Vec<Effect>) {
        self.dirty = true;
        self.with_pane(effects, None, |pane, cx| pane.edited(cx));
    }
}

/// Scrolls text; how far it can go is the view's to limit.
pub(super) fn scrolled(at: &mut u16, how: Move) -> bool {
    let before = *at;
    *at = match how {
        Move::Up => at.saturating_sub(1),
        Move::Down => at.saturating_add(1),
        Move::PageUp => at.saturating_sub(10),
        Move::PageDown => at.saturating_add(10),
        Move::First => 0,
        Move::Last => before,
    };
    *at != before
}
