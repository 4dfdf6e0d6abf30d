//! Actions: const names that are also the TOML keys of the keymaps, and one spec row each.
//!
//! The hint bar, the help, the palette, which-key and the key table of the README are all made from the specs.

use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::text::{Phrase, Text};

/// An intention of the operator: `Action("lookup.open")`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Action(pub &'static str);

/// Everything that is to be known about an action, once.
#[derive(Clone, Copy, Debug)]
pub struct ActionSpec {
    /// Its name.
    pub action: Action,
    /// Two to four words, as the hint bar shows it.
    pub label: Text,
    /// One sentence for the help.
    pub help: Text,
    /// What must hold for it to be allowed now.
    pub needs: &'static [Need],
    /// The confirmation the console raises by itself before a dangerous action.
    pub danger: Option<Danger>,
    /// Whether the hint bar shows it, and before which others (smaller first); `None` keeps it in the help only.
    pub hint: Option<u8>,
}

/// A condition of an action; when it fails, it says why in both languages.
#[derive(Clone, Copy, Debug)]
pub enum Need {
    /// One of these posts.
    Post(&'static [Post]),
    /// At least one row under the cursor or marked.
    Selection,
    /// A demonstration database.
    Demonstration,
    /// The pane says that this holds; the text says why not.
    State(&'static str, Text),
}

/// How a dangerous action is confirmed; plain Enter or y never does.
#[derive(Clone, Copy, Debug)]
pub enum Danger {
    /// Type the count of what is touched.
    Count,
    /// Type how many stand on a list; an empty one is answered with 0, for that nobody stands on it is said too.
    List,
    /// Type the word shown.
    Word(&'static str),
}

/// What guards see of a pane: a pure snapshot.
pub struct Situation<'a> {
    /// Who sits here.
    pub desk: &'a Desk,
    /// Rows marked, or 1 if the cursor stands on one.
    pub selected: usize,
    /// Whether the pane says that a state holds.
    pub holds: &'a dyn Fn(&str) -> bool,
}

/// Why an action may not be taken now: the reason, and the clause if one stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotNow {
    /// The reason.
    pub why: Phrase,
    /// The clause.
    pub clause: Option<Clause>,
}

impl NotNow {
    /// The reason, with its clause.
    pub fn told(&self) -> Phrase {
        match self.clause {
            Some(clause) => self.why.then(&clause.cite()),
            None => self.why.clone(),
        }
    }
}
