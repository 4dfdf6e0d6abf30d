//! Saved views: the order and the filter of a table under a name. Who keeps them is given to the console from outside.

use serde::{Deserialize, Serialize};

use super::table::Table;
use crate::database::request::{AnyChange, AnyQuery};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// How a table is ordered and filtered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// The identity of the column sorted by, and whether it falls; none keeps the order of the question.
    pub sort: Option<(String, bool)>,
    /// The filter; empty for none.
    pub filter: String,
}

/// Which view it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ViewKey {
    /// The table it belongs to: a pane, and where that has several tables, which: `policy`, `person.benefits.events`.
    pub table: String,
    /// Whose it is.
    pub owner: String,
    /// What its owner calls it.
    pub name: String,
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Which it is.
    pub key: ViewKey,
    /// The name of its owner.
    pub owner_name: String,
    /// What it shows.
    pub look: Arrangement,
    /// Whether everybody of a post of its owner sees it.
    pub shared: bool,
}

/// The views an operator may take.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Views {
    /// The operator's own, then those that are shared with the post.
    pub list: Vec<View>,
    /// Those with which their tables open, one for each table; some may be gone.
    pub opening: Vec<ViewKey>,
}

/// What shall be done with a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keep {
    /// Which view.
    pub key: ViewKey,
    /// What is done with it.
    pub deed: Deed,
}

/// A deed to a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Kept as the table stands now, in the place of what had the name.
    Save(Arrangement),
    /// Called by another name.
    Rename(String),
    /// Shared with everybody of the owner's post in the county, or no longer.
    Share(bool),
    /// The table opens with it for whoever says so, or no longer.
    Open(bool),
    /// Thrown away.
    Delete,
}

/// Where views are found and kept.
#[derive(Clone, Copy)]
pub struct ViewDoors {
    /// The question for the views of whoever asks; its answer is [`Views`].
    pub find: fn() -> Box<dyn AnyQuery>,
    /// The act that does something with a view; its outcome is the [`Keep`] that was done.
    pub keep: fn(Keep) -> Box<dyn AnyChange>,
    /// Whether this desk may keep views.
    pub may: fn(&Desk) -> Result<(), Refusal>,
    /// Whether a text can be the name of a view.
    pub named: fn(&str) -> Result<(), Refusal>,
}

impl Arrangement {
    /// How a table stands.
    pub fn of(table: &Table) -> Self {
        let id = |(at, falls): (usize, bool)| Some((table.columns.get(at)?.id.to_owned(), falls));
        Self {
            sort: table.sort().and_then(id),
            filter: table.filter().to_owned(),
        }
    }

    /// Orders and filters a table so. Says whether it still has the column that is sorted by; without it the table
    /// keeps the order of its question.
    pub fn lay(&self, table: &mut Table) -> bool {
        let column = self.sort.as_ref().map(|(id, falls)| {
            let at = table.columns.iter().position(|column| column.id == id);
            at.map(|at| (at, *falls))
        });
        table.set_sort(column.flatten());
        table.set_filter(&self.filter);
        column.is_none_or(|found| found.is_some())
    }

    /// What it shows, in words, with the titles of a table.
    pub fn told(&self, table: &Table) -> Phrase {
        let sorted = self.sort.as_ref().map(|(id, falls)| {
            let found = table.columns.iter().find(|column| column.id == id);
            let title = found.map_or(text!("已不存在的列", "a column that is gone"), |it| {
                it.title
            });
            let way = if *falls {
                text!("降序", "falling")
            } else {
                text!("升序", "rising")
            };
            phrase!(
                "按{title}{way}",
                "by {title}, {way}",
                title = title,
                way = way
            )
        });
        let filtered = (!self.filter.is_empty())
            .then(|| phrase!("筛选“{it}”", "filter \"{it}\"", it = self.filter));
        match (sorted, filtered) {
            (Some(sorted), Some(filtered)) => phrase!(
                "{sorted}，{filtered}",
                "{sorted}; {filtered}",
                sorted = sorted,
                filtered = filtered
            ),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => phrase!("原次序，全部行", "the order as asked, all rows"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::table::Column;

    fn table() -> Table {
        let column = |id, title| Column {
            id,
            title,
            width: 8,
            grows: 0,
            right: false,
            spare: 0,
        };
        let columns = vec![
            column("village", text!("村", "Village")),
            column("due", text!("应核", "Due")),
        ];
        Table::new(columns, Phrase::default())
    }

    #[test]
    fn a_look_is_known_by_the_column_and_not_by_its_place_or_title() {
        let mut then = table();
        then.sort_by(1);
        then.sort_reversed();
        then.set_filter("张");
        let look = Arrangement::of(&then);
        assert_eq!(look.sort, Some(("due".to_owned(), true)));
        let mut now = table();
        now.columns.reverse();
        assert!(look.lay(&mut now));
        assert_eq!((now.sort(), now.filter()), (Some((0, true)), "张"));
        assert_eq!(look.told(&now).zh, "按应核降序，筛选“张”");
        assert_eq!(look.told(&now).en, "by Due, falling; filter \"张\"");
    }

    #[test]
    fn a_column_that_is_gone_leaves_the_order_of_the_question() {
        let look = Arrangement {
            sort: Some(("gone".to_owned(), false)),
            filter: "李".to_owned(),
        };
        let mut now = table();
        now.sort_by(0);
        assert!(!look.lay(&mut now));
        assert_eq!((now.sort(), now.filter()), (None, "李"));
        assert!(Arrangement::default().lay(&mut now));
        assert_eq!((now.sort(), now.filter()), (None, ""));
    }
}
