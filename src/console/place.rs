//! A screen as it was left: kept among the drafts while somebody stands in it, and compared with what it has become.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::draft::Draft;
use super::table::{Table, TableRow};
use crate::kernel::text::Lang;

/// Rows whose state is kept at most.
const ROWS_MAX: usize = 1_000;

/// What stands where the line was cut.
const CUT: &str = "cut";
/// The characters of a digest.
const DIGEST: usize = 8;

/// How a screen was left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Left {
    /// Not at all, as far as was known when it was kept: a program that is killed cannot say so.
    #[default]
    Standing,
    /// The line was cut.
    Cut,
}

/// Where somebody stands, without what is to be seen there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    pub pane: String,
    pub argument: String,
    pub filter: String,
    /// The row under the cursor.
    pub row: String,
}

/// A screen as it was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub spot: Spot,
    pub left: Left,
    /// What each row showed, by its id: both as digests.
    rows: BTreeMap<String, String>,
}

/// Enough to see that a text has changed, and nothing to read.
fn digest(text: &str) -> String {
    let hash = Sha256::digest(text);
    let some = hash.iter().take(DIGEST / 2);
    some.fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

impl Spot {
    /// A pane with the argument that opens it like this again, and the table in its focus.
    pub(super) fn of(pane: &str, argument: String, table: Option<&Table>) -> Self {
        let row = table.and_then(Table::current).map(|row| row.id.clone());
        Self {
            pane: pane.to_owned(),
            argument,
            filter: table.map_or_else(String::new, |table| table.filter().to_owned()),
            row: row.unwrap_or_default(),
        }
    }

    /// Whether it is the same but for the row.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        (&self.pane, &self.argument, &self.filter) == (&other.pane, &other.argument, &other.filter)
    }
}

fn digests(table: &Table) -> BTreeMap<String, String> {
    let rows = table.rows().iter().take(ROWS_MAX);
    let shown = |row: &TableRow| {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell.text(Lang::Zh)).collect();
        digest(&cells.join("\u{1f}"))
    };
    rows.map(|row| (digest(&row.id), shown(row))).collect()
}

impl Place {
    /// A spot, with what the table in its focus shows.
    pub(super) fn of(spot: Spot, left: Left, table: Option<&Table>) -> Self {
        Self {
            spot,
            left,
            rows: table.map(digests).unwrap_or_default(),
        }
    }

    /// As it is kept: a draft like any other.
    pub(super) fn draft(&self) -> Draft {
        let Spot {
            pane,
            argument,
            filter,
            row,
        } = &self.spot;
        let cut = match self.left {
            Left::Standing => "",
            Left::Cut => CUT,
        };
        let rows = self.rows.iter().flat_map(|(id, text)| [id, text]);
        let rows: String = rows.map(String::as_str).collect();
        let named = [
            ("pane", pane.as_str()),
            ("argument", argument),
            ("filter", filter),
            ("row", row),
            ("left", cut),
            ("rows", &rows),
        ];
        let fields = named.map(|(name, it)| (name.to_owned(), it.to_owned()));
        Draft {
            fields: fields.into(),
            ..Draft::default()
        }
    }

    /// The place that was kept so.
    pub(super) fn read(draft: &Draft) -> Self {
        let mut place = Self::default();
        for (name, text) in &draft.fields {
            let text = text.clone();
            match name.as_str() {
                "pane" => place.spot.pane = text,
                "argument" => place.spot.argument = text,
                "filter" => place.spot.filter = text,
                "row" => place.spot.row = text,
                "left" if text == CUT => place.left = Left::Cut,
                "rows" => place.rows = pairs(&text),
                _ => {}
            }
        }
        place
    }

    /// What has become of the rows since: changed, come, gone.
    pub(super) fn difference(&self, table: &Table) -> (usize, usize, usize) {
        let now = digests(table);
        let of = |row: &(&String, &String)| self.rows.get(row.0);
        let changed = now
            .iter()
            .filter(|row| of(row).is_some_and(|was| was != row.1));
        let come = now.iter().filter(|row| of(row).is_none());
        let gone = self.rows.keys().filter(|id| !now.contains_key(*id));
        (changed.count(), come.count(), gone.count())
    }
}

/// The digests of rows that stand one after the other: of each its id, then what it shows.
fn pairs(digits: &str) -> BTreeMap<String, String> {
    let digits: Vec<char> = digits.chars().collect();
    let pairs = digits.chunks_exact(2 * DIGEST).map(|pair| {
        let (id, text) = pair.split_at(DIGEST);
        (id.iter().collect(), text.iter().collect())
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_kept() {
        let rows = [("one", "shows this"), ("two", "shows that")];
        let place = Place {
            spot: Spot {
                pane: "verification_list".to_owned(),
                argument: "201203 371323".to_owned(),
                filter: "刘".to_owned(),
                row: "two".to_owned(),
            },
            left: Left::Cut,
            rows: rows.map(|(id, text)| (digest(id), digest(text))).into(),
        };
        let draft = place.draft();
        assert_eq!(Place::read(&draft), place);
        let kept: usize = draft.fields.iter().map(|(_, text)| text.len()).sum();
        assert!(kept < 100, "sixteen characters a row: {draft:?}");
    }
}
