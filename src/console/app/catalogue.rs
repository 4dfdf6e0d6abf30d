//! All that can be done here, from the specs: the one list behind hint bar, which-key, help and palette.

use super::super::action::{Action, ActionSpec, NotNow};
use super::super::frame::Hint;
use super::super::generic as g;
use super::super::keymap::Bound;
use super::super::pane::PaneSpec;
use super::{App, Ground};
use crate::kernel::text::Text;

/// One thing that can be done or opened.
pub(super) struct Entry {
    /// What it leads to.
    pub bound: Bound,
    /// Its label or title.
    pub label: Text,
    /// Its help; a screen has none.
    pub help: Option<Text>,
    /// Its keys, the first to be shown.
    pub keys: Vec<String>,
    /// A screen's number path and mnemonic.
    pub path: Option<(&'static str, &'static str)>,
    /// Why it cannot be done now.
    pub refused: Option<NotNow>,
}

impl App {
    /// The sections of the open pane: its own, and those its further actions come from (an open tab's).
    pub(super) fn pane_contexts(&self) -> Vec<&'static str> {
        let Some(layer) = self.stack.last() else {
            return Vec::new();
        };
        let mut contexts = Vec::new();
        for spec in layer.pane.more_actions() {
            let section = spec.action.0.split('.').next().unwrap_or_default();
            if !contexts.contains(&section) && section != layer.spec.name {
                contexts.push(section);
            }
        }
        contexts.insert(0, layer.spec.name);
        contexts
    }

    /// Every action that has a meaning here, the pane's own first. A generic action that the pane lists again
    /// stands there once, with the pane's label and guard.
    pub(super) fn actions_here(&self) -> Vec<&'static ActionSpec> {
        let mut here: Vec<&'static ActionSpec> = Vec::new();
        let generic: &[&'static [ActionSpec]] = match self.stance.on {
            Ground::Nothing | Ground::Scroll => &[],
            Ground::Table => &[g::TABLE],
            Ground::Form => &[g::FORM, g::TEXT],
            Ground::Search => &[g::TABLE, g::TEXT],
        };
        let own = self
            .stack
            .last()
            .map(|layer| [layer.spec.actions, layer.pane.more_actions()]);
        let own: Vec<&'static [ActionSpec]> = own.into_iter().flatten().collect();
        let lists = own
            .iter()
            .copied()
            .chain(generic.iter().copied())
            .chain([self.globals, g::GLOBAL]);
        for spec in lists.flatten() {
            if !here.iter().any(|known| known.action == spec.action) {
                here.push(spec);
            }
        }
        // What only some screens have is there where they list it, or where the field has something to choose from.
        let lists = |action| {
            own.iter()
                .copied()
                .flatten()
                .any(|spec| spec.action == action)
        };
        here.retain(|spec| self.is_within_reach(Bound::Act(spec.action)));
        here.retain(|spec| match spec.action {
            g::OPEN => lists(g::OPEN),
            g::RESUME => self.has_place(),
            g::CHOICES => self.stance.chooses || lists(g::CHOICES),
            _ => true,
        });
        here
    }

    /// The spec of an action that has a meaning here.
    pub(super) fn spec_of(&self, action: Action) -> Option<&'static ActionSpec> {
        self.actions_here()
            .into_iter()
            .find(|spec| spec.action == action)
    }

    /// Every action here as an entry.
    pub(super) fn acts(&self) -> Vec<Entry> {
        let contexts = self.contexts_below();
        self.actions_here()
            .into_iter()
            .map(|spec| Entry {
                bound: Bound::Act(spec.action),
                label: spec.label,
                help: Some(spec.help),
                keys: self.keys_of(&contexts, Bound::Act(spec.action)),
                path: None,
                refused: self.permitted(spec).err(),
            })
            .collect()
    }

    /// Every screen with a number path as an entry.
    pub(super) fn screens(&self) -> Vec<Entry> {
        self.panes
            .iter()
            .filter(|spec| !spec.path.is_empty())
            .map(|spec| self.screen(spec))
            .collect()
    }

    fn screen(&self, spec: &'static PaneSpec) -> Entry {
        Entry {
            bound: Bound::Open(spec.name),
            label: spec.title,
            help: None,
            keys: self.keys_of(&["global"], Bound::Open(spec.name)),
            path: Some((spec.path, spec.mnemonic)),
            refused: None,
        }
    }

    /// The sections that are asked when no overlay stands above.
    pub(super) fn contexts_below(&self) -> Vec<&'static str> {
        let mut contexts = self.pane_contexts();
        contexts.extend(match self.stance.on {
            Ground::Nothing => &[][..],
            Ground::Table | Ground::Scroll => &["table"][..],
            Ground::Form => &["form", "text"][..],
            Ground::Search => &["text", "table"][..],
        });
        contexts.push("global");
        contexts
    }

    /// The keys that lead to this now: while text is typed, not those that begin with a character.
    pub(super) fn keys_of(&self, contexts: &[&str], bound: Bound) -> Vec<String> {
        let typing = matches!(self.stance.on, Ground::Form | Ground::Search);
        self.keymap.keys_of(contexts, bound, typing)
    }

    /// The key shown for an action of every pane.
    pub(super) fn key_for(&self, action: Action) -> String {
        self.keys_of(&["global"], Bound::Act(action))
            .into_iter()
            .next()
            .unwrap_or_default()
    }

    /// The hint bar: what specs want shown, most important first; in an overlay its own.
    pub(super) fn hints(&self) -> Vec<Hint> {
        let contexts = self.contexts();
        let mut specs = if self.overlay.is_some() {
            g::OVERLAY.iter().collect()
        } else {
            self.actions_here()
        };
        specs.retain(|spec| spec.hint.is_some());
        specs.sort_by_key(|spec| spec.hint);
        specs
            .into_iter()
            .filter_map(|spec| {
                let keys = self.keys_of(&contexts, Bound::Act(spec.action));
                Some(Hint {
                    keys: keys.into_iter().next()?,
                    label: spec.label,
                    allowed: self.overlay.is_some() || self.permitted(spec).is_ok(),
                })
            })
            .collect()
    }

    /// What may follow the strokes so far; `None` where none are pending.
    pub(super) fn which_key(&self) -> Option<Vec<Hint>> {
        if self.strokes.is_empty() {
            return None;
        }
        let here = self.actions_here();
        let hints = self
            .keymap
            .following(&self.contexts(), &self.strokes)
            .into_iter()
            .filter_map(|(keys, bound)| {
                let (label, allowed) = match bound {
                    Bound::Act(action) => {
                        let spec = here.iter().find(|spec| spec.action == action)?;
                        (spec.label, self.permitted(spec).is_ok())
                    }
                    Bound::Open(name) => {
                        let spec = self.panes.iter().find(|spec| spec.name == name)?;
                        (spec.title, true)
                    }
                };
                Some(Hint {
                    keys,
                    label,
                    allowed,
                })
            })
            .collect();
        Some(hints)
    }
}
