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

    /// The sequences that need this stroke, each with its context, as people read them.
    pub fn sequences_with(&self, stroke: Key) -> Vec<(&'static str, String)> {
        let all = self.sequences.iter();
        let all =
            all.flat_map(|(context, bound)| bound.iter().map(move |(_, keys)| (*context, keys)));
        all.filter(|(_, keys)| keys.contains(&stroke))
            .map(|(context, keys)| (context, notation::shown(keys)))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn keymap() -> Keymap {
        let mut keymap = Keymap::default();
        for (context, lines) in [
            ("pane", [("g x", "pane.cross"), ("s", "pane.sign")]),
            ("global", [("g l", "app.language"), ("s", "app.save")]),
        ] {
            let lines: Vec<(Bound, Vec<Key>)> = lines
                .into_iter()
                .map(|(keys, name)| (Bound::Act(Action(name)), notation::sequence(keys).unwrap()))
                .collect();
            let sequences = lines.iter().map(|(to, keys)| (keys.clone(), *to));
            keymap.contexts.insert(context, sequences.collect());
            keymap.sequences.insert(context, lines);
        }
        keymap
    }

    #[test]
    fn strokes_have_four_outcomes_across_contexts() {
        let keymap = keymap();
        let find = |keys| keymap.find(&["pane", "global"], &notation::sequence(keys).unwrap());
        let act = |name| Outcome::Matched(Bound::Act(Action(name)));
        assert_eq!(find("g"), Outcome::Pending);
        assert_eq!(find("g x"), act("pane.cross"));
        assert_eq!(
            find("g l"),
            act("app.language"),
            "two contexts may share a first stroke"
        );
        assert_eq!(find("s"), act("pane.sign"), "the pane is asked first");
        assert_eq!(find("w"), Outcome::NotFound);
        assert_eq!(find("g w"), Outcome::Cancelled);
    }

    #[test]
    fn a_key_that_another_context_takes_is_not_shown() {
        let keymap = keymap();
        let keys =
            |name, typing| keymap.keys_of(&["pane", "global"], Bound::Act(Action(name)), typing);
        assert!(keys("app.save", false).is_empty());
        assert_eq!(keys("pane.sign", false), ["s"]);
        assert!(
            keys("pane.sign", true).is_empty(),
            "while text is typed, s is text"
        );
        let following = keymap.following(&["pane", "global"], &notation::sequence("g").unwrap());
        assert_eq!(following.len(), 2);
    }
}
