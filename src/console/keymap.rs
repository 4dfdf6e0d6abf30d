//! The keymap: which keys mean which action, context by context. Read from TOML by `keymap_file`.
//!
//! Esc and a digit within one read are F1 to F10 for terminals without function keys; `runtime` merges the two
//! strokes before they come here, so a keymap never binds them.

use std::collections::BTreeMap;

use super::action::Action;
use super::key::Key;
use super::notation;

/// What keys lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// An action.
    Act(Action),
    /// The pane of this name (`g` and the key of its spec).
    Open(&'static str),
}

/// What a sequence of strokes means so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// More strokes must follow.
    Pending,
    /// This is meant.
    Matched(Bound),
    /// The one stroke means nothing here.
    NotFound,
    /// The last stroke does not go on with those before it.
    Cancelled,
}

/// The keys of every context.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    /// Sequences in order: a sequence and those it is the beginning of stand side by side.
    pub(super) contexts: BTreeMap<&'static str, BTreeMap<Vec<Key>, Bound>>,
    /// The same the other way round; the first sequence is the one shown.
    pub(super) sequences: BTreeMap<&'static str, Vec<(Bound, Vec<Key>)>>,
}

impl Keymap {
    /// What these strokes mean in these contexts, the first of which is asked first.
    pub fn find(&self, contexts: &[&str], strokes: &[Key]) -> Outcome {
        for context in contexts {
            let Some(bound) = self.contexts.get(context) else {
                continue;
            };
            match bound.range(strokes.to_vec()..).next() {
                Some((keys, bound)) if keys == strokes => return Outcome::Matched(*bound),
                Some((keys, _)) if keys.starts_with(strokes) => return Outcome::Pending,
                Some(_) | None => {}
            }
        }
        if strokes.len() > 1 {
            Outcome::Cancelled
        } else {
            Outcome::NotFound
        }
    }

    /// All sequences that lead to this in these contexts, as people read them; the first is the one to show.
    /// While text is typed, those that begin with a character lead nowhere and are left out.
    pub fn keys_of(&self, contexts: &[&str], bound: Bound, typing: bool) -> Vec<String> {
        contexts
            .iter()
            .filter_map(|context| self.sequences.get(context))
            .flatten()
            .filter(|(to, _)| *to == bound)
            .filter(|(_, keys)| !typing || !keys.first().is_some_and(Key::is_typed))
            .filter(|(_, keys)| !self.is_hidden(contexts, keys, bound))
            .map(|(_, keys)| notation::shown(keys))
            .collect()
    }

    /// Whether an earlier context takes these keys for something else.
    fn is_hidden(&self, contexts: &[&str], keys: &[Key], bound: Bound) -> bool {
        self.find(contexts, keys) != Outcome::Matched(bound)
    }

    /// What may follow these strokes: the rest of each sequence, and where it leads.
    pub fn following(&self, contexts: &[&str], strokes: &[Key]) -> Vec<(String, Bound)> {
        let mut found: Vec<(String, Bound)> = Vec::new();
        for bound in contexts
            .iter()
            .filter_map(|context| self.contexts.get(context))
        {
            for (keys, to) in bound.range(strokes.to_vec()..) {
                let Some(rest) = keys.strip_prefix(strokes) else {
                    break;
                };
                let rest = notation::shown(rest);
                if !found.iter().any(|(known, _)| *known == rest) {
                    found.push((rest, *to));
                }
            }
        }
        found
    }
}
