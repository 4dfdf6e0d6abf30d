//! The keys as the shipped file writes them, read by this test's own hand: which sequence means what in which section.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jingban::console::key::{Code, Key};
use jingban::console::notation;
use jingban::desk::panes;

const FILE: &str = include_str!("../../../keymaps/default.toml");

/// What a sequence means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    /// An action, by name.
    Act(String),
    /// A screen, by name.
    Open(&'static str),
}

/// What strokes mean so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Nothing,
    Pending,
    Whole(Means),
}

/// The shipped file.
pub(crate) static KEYS: LazyLock<Keys> = LazyLock::new(Keys::read);

/// Every section of a file.
pub(crate) struct Keys(BTreeMap<String, Vec<(Vec<Key>, Means)>>);

impl Keys {
    fn read() -> Self {
        let file: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(FILE).unwrap();
        let mut sections = BTreeMap::new();
        for (section, actions) in file {
            let mut all = Vec::new();
            for (action, sequences) in actions {
                for keys in sequences {
                    let keys = notation::sequence(&keys).unwrap();
                    all.push((keys, Means::Act(action.clone())));
                }
            }
            sections.insert(section, all);
        }
        let global: &mut Vec<_> = sections.entry("global".to_owned()).or_default();
        for pane in panes::all() {
            if let Some(c) = pane.go {
                let keys = [Code::Char('g'), Code::Char(c)].map(Key::plain).to_vec();
                global.push((keys, Means::Open(pane.name)));
            }
        }
        Self(sections)
    }

    /// The sequences of a section.
    pub(crate) fn of(&self, section: &str) -> &[(Vec<Key>, Means)] {
        self.0.get(section).map_or(&[], Vec::as_slice)
    }

    /// What strokes mean in these sections, of which the first that knows them speaks.
    pub(crate) fn hear(&self, sections: &[&str], strokes: &[Key]) -> Heard {
        for section in sections {
            let known = self.of(section).iter();
            let mut begun = known
                .filter(|(keys, _)| keys.starts_with(strokes))
                .peekable();
            if begun.peek().is_some() {
                let whole = begun.find(|(keys, _)| keys.len() == strokes.len());
                return whole.map_or(Heard::Pending, |(_, means)| Heard::Whole(means.clone()));
            }
        }
        Heard::Nothing
    }
}
