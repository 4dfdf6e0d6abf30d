//! Where the operator stands in a table: cursor, marks, order, filter.

use super::super::key::half_width;
use super::super::spelling;
use super::{Move, PAGE_UNDRAWN, Table, TableRow};
use crate::kernel::text::Lang;

impl Table {
    /// Moves the cursor; says whether it moved.
    pub fn go(&mut self, how: Move) -> bool {
        let last = self.shown.len().saturating_sub(1);
        let page = match self.window.get().1 {
            0 => PAGE_UNDRAWN,
            rows => rows,
        };
        let to = match how {
            Move::Up => self.at.saturating_sub(1),
            Move::Down => self.at.saturating_add(1).min(last),
            Move::PageUp => self.at.saturating_sub(page),
            Move::PageDown => self.at.saturating_add(page).min(last),
            Move::First => 0,
            Move::Last => last,
        };
        self.settle();
        self.put(to)
    }

    /// Puts the cursor on the row with this identity, if it is shown; says whether it moved.
    pub fn go_to(&mut self, id: &str) -> bool {
        let found = self.shown().position(|row| row.id == id);
        found.is_some_and(|at| {
            self.settle();
            self.put(at)
        })
    }

    fn put(&mut self, at: usize) -> bool {
        let id = self
            .shown
            .get(at)
            .and_then(|row| self.rows.get(*row))
            .map(|row| row.id.clone());
        let moved = self.cursor != id;
        self.at = at;
        self.cursor = id;
        moved
    }

    /// Sorts by a column; by the same column again, the other way round.
    pub fn sort_by(&mut self, column: usize) {
        self.sort = match self.sort {
            Some((was, falls)) if was == column => Some((column, !falls)),
            Some(_) | None => Some((column, false)),
        };
        self.arrange();
    }

    /// Sorts by the next column in sight to the right, or to the left; past the edge, in the order of the
    /// question again.
    pub fn sort_beside(&mut self, right: bool) {
        let mut columns = (0..self.columns.len()).filter(|column| self.in_sight(*column));
        let next = match (self.sort, right) {
            (None, true) => columns.next(),
            (None, false) => columns.next_back(),
            (Some((at, _)), true) => columns.find(|column| *column > at),
            (Some((at, _)), false) => columns.rfind(|column| *column < at),
        };
        self.sort = next.map(|column| (column, false));
        self.arrange();
    }

    /// Turns the order round; says whether there was one to turn.
    pub fn sort_reversed(&mut self) -> bool {
        let Some((column, falls)) = self.sort else {
            return false;
        };
        self.sort = Some((column, !falls));
        self.arrange();
        true
    }

    /// Sorts by a column, falling or rising, or takes the order of the question.
    pub fn set_sort(&mut self, sort: Option<(usize, bool)>) {
        self.sort = sort;
        self.arrange();
    }

    /// The column sorted by, and whether it falls.
    pub fn sort(&self) -> Option<(usize, bool)> {
        self.sort
    }

    /// Shows only rows with this text in one of their cells, whatever its case or width; hanzi are also found
    /// by the initials of their pinyin. Says whether the filter is another one now.
    pub fn set_filter(&mut self, filter: &str) -> bool {
        let changed = self.filter != filter;
        if changed {
            filter.clone_into(&mut self.filter);
            self.arrange();
        }
        changed
    }

    /// The same while the filter is still being typed: until it is settled or the cursor is moved, a wider filter
    /// brings the cursor back to the row it stood on.
    pub fn narrow(&mut self, filter: &str) -> bool {
        if self.stood.is_none() {
            self.stood.clone_from(&self.cursor);
        }
        self.set_filter(filter)
    }

    /// The filter is meant: the cursor's row is the one under it.
    pub fn settle(&mut self) {
        self.stood = None;
    }

    /// The filter; empty for none.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Marks the row under the cursor, or takes its mark away; then the cursor moves on.
    pub fn toggle_mark(&mut self) -> bool {
        let Some(id) = self.current().map(|row| row.id.clone()) else {
            return false;
        };
        if !self.marks.remove(&id) {
            self.marks.insert(id);
        }
        self.go(Move::Down);
        true
    }

    /// Marks every row shown, that is every row that matches the filter; says how many those are.
    pub fn mark_all(&mut self) -> usize {
        let ids: Vec<String> = self.shown().map(|row| row.id.clone()).collect();
        let count = ids.len();
        self.marks.extend(ids);
        count
    }

    /// Takes every mark away; says whether there was one.
    pub fn unmark_all(&mut self) -> bool {
        let any = !self.marks.is_empty();
        self.marks.clear();
        any
    }

    /// Whether the row with this identity is marked.
    pub fn is_marked(&self, id: &str) -> bool {
        self.marks.contains(id)
    }

    /// How many rows are marked, those included that the filter hides.
    pub fn marks(&self) -> usize {
        self.marks.len()
    }

    /// What an action works on: the marked rows in the order they were put in, or else the row under the cursor.
    pub fn selected(&self) -> Vec<&TableRow> {
        if self.marks.is_empty() {
            return self.current().into_iter().collect();
        }
        self.rows
            .iter()
            .filter(|row| self.marks.contains(&row.id))
            .collect()
    }

    /// Filters and sorts afresh, and finds the cursor's row again.
    pub(super) fn arrange(&mut self) {
        let needle = folded(&self.filter);
        let lang = self.lang;
        let mut shown: Vec<usize> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| needle.is_empty() || row.matches(&needle, lang))
            .map(|(at, _)| at)
            .collect();
        if let Some((column, falls)) = self.sort {
            shown.sort_by_cached_key(|at| {
                let cell = self.rows.get(*at).and_then(|row| row.cells.get(column));
                cell.map(|cell| cell.order(lang))
            });
            if falls {
                shown.reverse();
            }
        }
        self.shown = shown;
        let stands = |id: &String| self.shown().position(|row| row.id == *id);
        let known = [&self.stood, &self.cursor];
        let kept = known.into_iter().flatten().find_map(stands);
        let last = self.shown.len().saturating_sub(1);
        self.put(kept.unwrap_or(self.at.min(last)));
    }
}

impl TableRow {
    fn matches(&self, needle: &str, lang: Lang) -> bool {
        self.cells.iter().any(|cell| {
            let text = folded(&cell.text(lang));
            text.contains(needle)
                || (needle.chars().all(|c| c.is_ascii_alphabetic())
                    && spelling::reads_as(&text, needle))
        })
    }
}

/// Lower case and half width, as the filter compares.
fn folded(text: &str) -> String {
    text.chars()
        .map(half_width)
        .flat_map(char::to_lowercase)
        .collect()
}
