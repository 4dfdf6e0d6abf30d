//! A screen as it was left when the line went: kept among the drafts, and compared with what it has become.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::draft::Draft;
use super::table::{Table, TableRow};
use crate::kernel::text::Lang;

/// Rows whose state is kept at most.
const ROWS_MAX: usize = 1_000;

/// A screen as it was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub pane: String,
    pub argument: String,
    pub filter: String,
    /// The row under the cursor.
    pub row: String,
    /// What each row showed, as a digest.
    rows: BTreeMap<String, String>,
}

/// What a row shows, as a digest: enough to see that it has changed, and nothing to read.
fn digest(text: &str) -> String {
    let hash = Sha256::digest(text);
    let half = hash.iter().take(8);
    half.fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

fn digests(table: &Table) -> BTreeMap<String, String> {
    let rows = table.rows().iter().take(ROWS_MAX);
    let shown = |row: &TableRow| {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell.text(Lang::Zh)).collect();
        digest(&cells.join("\u{1f}"))
    };
    rows.map(|row| (row.id.clone(), shown(row))).collect()
}

impl Place {
    /// A pane with the argument that opens it like this again, and the table in its focus.
    pub(super) fn of(pane: &str, argument: String, table: Option<&Table>) -> Self {
        let row = table.and_then(Table::current).map(|row| row.id.clone());
        Self {
            pane: pane.to_owned(),
            argument,
            filter: table.map_or_else(String::new, |table| table.filter().to_owned()),
            row: row.unwrap_or_default(),
            rows: table.map(digests).unwrap_or_default(),
        }
    }

    /// As it is kept: a draft like any other.
    pub(super) fn draft(&self) -> Draft {
        let named = [
            ("pane", &self.pane),
            ("argument", &self.argument),
            ("filter", &self.filter),
            ("row", &self.row),
        ];
        let rows = self
            .rows
            .iter()
            .map(|(id, digest)| (format!("={id}"), digest.clone()));
        let fields = named
            .into_iter()
            .map(|(name, it)| (name.to_owned(), it.clone()));
        Draft {
            fields: fields.chain(rows).collect(),
            ..Draft::default()
        }
    }

    /// The place that was kept so.
    pub(super) fn read(draft: &Draft) -> Self {
        let mut place = Self::default();
        for (name, text) in &draft.fields {
            let text = text.clone();
            match (name.as_str(), name.strip_prefix('=')) {
                (_, Some(id)) => drop(place.rows.insert(id.to_owned(), text)),
                ("pane", None) => place.pane = text,
                ("argument", None) => place.argument = text,
                ("filter", None) => place.filter = text,
                ("row", None) => place.row = text,
                (_, None) => {}
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
