//! From a stroke to what it means: typed into a text, a number to look up, or a sequence of the keymap.

use super::super::effect::Effect;
use super::super::generic;
use super::super::key::{Code, Key, half_width};
use super::super::keymap::{Bound, Outcome};
use super::super::overlay::Overlay;
use super::super::pane::Focus;
use super::{App, Ground, Message};
use crate::phrase;

impl App {
    /// A key was struck.
    pub(super) fn struck(&mut self, key: Key, effects: &mut Vec<Effect>) {
        if self.is_too_small() {
            self.struck_small(key, effects);
            return;
        }
        let passes = |message: &Message| !message.stays;
        if self.lock.is_none() && self.message.as_ref().is_some_and(passes) {
            self.message = None;
            self.dirty = true;
        }
        if let (Code::Char(c), false, false, true) =
            (key.code, key.ctrl, key.alt, self.strokes.is_empty())
        {
            if self.takes_text() {
                self.typed(c.encode_utf8(&mut [0; 4]), effects);
                return;
            }
            let narrow = half_width(c);
            if self.overlay.is_none() && narrow.is_ascii_digit() {
                self.open(self.lookup, &narrow.to_string(), effects);
                return;
            }
        }
        self.commanded(key, effects);
    }

    /// Too small a screen shows nothing, so nothing may be done on it but to leave.
    fn struck_small(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.strokes.push(narrowed(key));
        match self.keymap.find(&["global"], &self.strokes) {
            Outcome::Pending => return,
            Outcome::Matched(Bound::Act(generic::QUIT)) if !self.is_touched() => {
                effects.push(Effect::Quit);
            }
            Outcome::Matched(_) | Outcome::NotFound | Outcome::Cancelled => {}
        }
        self.strokes.clear();
    }

    /// A key that means a command, perhaps with others before it.
    fn commanded(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let began = !self.strokes.is_empty();
        self.strokes.push(narrowed(key));
        let found = self.keymap.find(&self.contexts(), &self.strokes);
        if began && key.code == Code::Esc {
            self.strokes.clear();
            self.dirty = true;
            return;
        }
        match found {
            Outcome::Pending => self.dirty = true,
            Outcome::Matched(bound) => {
                let strokes = std::mem::take(&mut self.strokes);
                self.dirty |= began;
                if self.waits_for_rows(bound, &strokes) {
                    return;
                }
                if let (Bound::Act(action), true) = (bound, self.overlay.is_some()) {
                    self.act_above(action, effects);
                } else {
                    self.perform(bound, effects);
                }
            }
            Outcome::Cancelled => {
                self.strokes.clear();
                self.dirty = true;
                effects.push(Effect::Ring);
            }
            Outcome::NotFound => {
                self.strokes.clear();
                self.meaningless(key, effects);
            }
        }
    }

    /// A key without a meaning here. A hanzi can only come from an input method that should be off.
    fn meaningless(&mut self, key: Key, effects: &mut Vec<Effect>) {
        if matches!(key.code, Code::Char(c) if !c.is_ascii() && c.is_alphabetic()) {
            self.object(
                phrase!(
                    "此处等待命令键，请将输入法切换到英文",
                    "a command is awaited here: switch the input method to English"
                ),
                effects,
            );
        } else {
            effects.push(Effect::Ring);
        }
    }

    /// Text was pasted: into the field that has the caret, or a number to look up.
    pub(super) fn pasted(&mut self, text: &str, effects: &mut Vec<Effect>) {
        // What confirms must be typed by a hand that has read the question.
        let confirming = matches!(self.overlay, Some(Overlay::Confirm(_)));
        if self.is_too_small() || confirming {
            effects.push(Effect::Ring);
        } else if self.takes_text() {
            self.strokes.clear();
            self.typed(text, effects);
        } else if let (Some(number), None) = (number_in(text), &self.overlay) {
            self.open(self.lookup, &number, effects);
        } else {
            effects.push(Effect::Ring);
        }
    }

    /// The sections of the keymap that are asked, the first one first.
    pub(super) fn contexts(&self) -> Vec<&'static str> {
        if self.overlay.is_some() {
            return vec!["overlay", "text"];
        }
        self.contexts_below()
    }

    /// Whether a character is text now, not a command.
    fn takes_text(&self) -> bool {
        match &self.overlay {
            Some(Overlay::Read(..)) => false,
            Some(_) => true,
            None => matches!(self.stance.on, Ground::Form | Ground::Search),
        }
    }

    /// Characters go where the caret is.
    fn typed(&mut self, text: &str, effects: &mut Vec<Effect>) {
        if self.overlay.is_some() {
            self.typed_above(text, effects);
            return;
        }
        let changed = match self.focus() {
            Focus::Form(form) | Focus::Search(form, _) => {
                form.current_mut().is_some_and(|field| field.insert(text))
            }
            Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) => false,
        };
        if changed {
            self.edited(effects);
        } else {
            effects.push(Effect::Ring);
        }
    }

    /// Whether text stands in a form of any open pane that nobody has saved, and that is not kept as a draft either.
    pub(super) fn is_touched(&mut self) -> bool {
        let kept = self.draft.is_some();
        self.stack.iter_mut().any(|layer| {
            let keeps = kept && layer.pane.keeps_draft();
            match layer.pane.focus() {
                Focus::Form(form) => form.is_touched() && !keeps,
                Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) | Focus::Search(..) => false,
            }
        })
    }
}

/// The stroke as a keyboard without an input method would have sent it.
fn narrowed(key: Key) -> Key {
    if let Code::Char(c) = key.code {
        return Key {
            code: Code::Char(half_width(c)),
            ..key
        };
    }
    key
}

/// The number in a pasted text: digits, perhaps with the X that ends a citizen id.
fn number_in(text: &str) -> Option<String> {
    let number: String = text.trim().chars().map(half_width).collect();
    let digits = number.trim_end_matches(['X', 'x']);
    let is_number = !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit())
        && number.len().saturating_sub(digits.len()) <= 1;
    is_number.then_some(number)
}
