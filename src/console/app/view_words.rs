//! What is said of saved views.

use super::super::table::Table;
use super::super::views::{Arrangement, Deed, View, ViewKey};
use crate::kernel::shown::Shown;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The view its table opened with is no longer there.
pub(super) fn gone(key: &ViewKey) -> Phrase {
    phrase!(
        "本表打开时使用的视图“{name}”已改名、删除或不再共享",
        "view '{name}', which this table opened with, was renamed, deleted or is no longer shared",
        name = Shown::new(&key.name)
    )
}

/// The view sorts by a column that is no longer there.
pub(super) fn orphaned(key: &ViewKey) -> Phrase {
    phrase!(
        "视图“{name}”按已不存在的列排序，本次按原次序显示",
        "view '{name}' sorts by a column that is gone; the rows stand in the order they were asked",
        name = Shown::new(&key.name)
    )
}

/// The view that is on, as a table tells it.
pub(super) fn told(key: &ViewKey, view: Option<&View>, table: &Table, operator: &str) -> Phrase {
    let name = Shown::new(&key.name);
    let changed = view.is_some_and(|view| view.look != Arrangement::of(table));
    let word = match view.filter(|view| view.key.owner != operator) {
        Some(view) => phrase!(
            "视图 {name}（{owner}）",
            "view {name} ({owner})",
            name = name,
            owner = Shown::new(&view.owner_name)
        ),
        None => phrase!("视图 {name}", "view {name}", name = name),
    };
    if !changed {
        return word;
    }
    phrase!("{word}，已改动", "{word}, changed", word = word)
}

/// What was done, in a sentence.
pub(super) fn done(key: &ViewKey, deed: &Deed) -> Phrase {
    let name = Shown::new(&key.name);
    match deed {
        Deed::Save(_) => phrase!("已保存视图“{name}”", "view '{name}' is saved", name = name),
        Deed::Rename(new) => phrase!(
            "视图“{name}”已改名为“{new}”",
            "view '{name}' is now called '{new}'",
            name = name,
            new = Shown::new(new)
        ),
        Deed::Share(true) => phrase!(
            "视图“{name}”已与本县同岗位人员共享",
            "view '{name}' is shared with your post in this county",
            name = name
        ),
        Deed::Share(false) => phrase!(
            "视图“{name}”不再共享",
            "view '{name}' is no longer shared",
            name = name
        ),
        Deed::Open(true) => phrase!(
            "本表今后打开时使用视图“{name}”",
            "this table opens with view '{name}' from now on",
            name = name
        ),
        Deed::Open(false) => phrase!(
            "本表打开时不再使用视图“{name}”",
            "this table no longer opens with view '{name}'",
            name = name
        ),
        Deed::Delete => phrase!(
            "已删除视图“{name}”",
            "view '{name}' is deleted",
            name = name
        ),
    }
}
