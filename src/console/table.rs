//! Tables as data: columns, rows with an identity, a cursor kept by identity, marks, sorting and a filter.
//!
//! Rows hold no state of the screen: all that an operator has set (cursor, marks, order, filter) outlives a reload.

use std::cell::Cell as Remembered;
use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::body::Tone;
use super::key::half_width;
use super::spelling;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Lang, Phrase, Text};

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its title.
    pub title: Text,
    /// Cells it wants at least (a hanzi takes two).
    pub width: u16,
    /// Its share of what is left over; 0 keeps it at `width`.
    pub grows: u16,
    /// Numbers stand on the right.
    pub right: bool,
    /// When the screen is narrow, columns with the greatest `spare` are left out first; 0 always stays.
    pub spare: u8,
}

/// One cell; the language is chosen when it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Empty.
    Nothing,
    /// Text from outside, made safe.
    Outside(Shown),
    /// Chrome.
    Fixed(Text),
    /// A sentence.
    Said(Phrase),
    /// A count.
    Count(i64),
    /// Money, as yuan.
    Money(Fen),
    /// A day.
    Day(NaiveDate),
    /// A month.
    Month(Month),
}

/// A row, known by its identity.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// What the cursor and the marks hold on to.
    pub id: String,
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// How the row is meant.
    pub tone: Tone,
}

impl Cell {
    /// The cell as it reads in a language.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Outside(shown) => shown.as_str().to_owned(),
            Self::Fixed(text) => text.in_lang(lang).to_owned(),
            Self::Said(phrase) => Shown::new(phrase.in_lang(lang)).as_str().to_owned(),
            Self::Count(count) => grouped(*count),
            Self::Money(fen) => fen.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Month(month) => month.to_string(),
        }
    }

    /// What the cell is sorted by: nothing first, then numbers and days by value, then words by sound.
    fn order(&self, lang: Lang) -> (u8, i64, String) {
        match self {
            Self::Nothing => (0, 0, String::new()),
            Self::Count(count) => (1, *count, String::new()),
            Self::Money(fen) => (1, fen.0, String::new()),
            Self::Month(month) => (1, month.yyyymm(), String::new()),
            Self::Day(day) => (1, i64::from(day.num_days_from_ce()), String::new()),
            Self::Outside(_) | Self::Fixed(_) | Self::Said(_) => {
                (2, 0, spelling::order(&self.text(lang)))
            }
        }
    }
}

/// A whole number in groups of three: `12,431`.
fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::from(if count < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A table: what is in it, and where the operator stands.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    rows: Vec<TableRow>,
    /// Rows shown, in order: indices into `rows`, after filter and sort.
    shown: Vec<usize>,
    /// The identity of the row under the cursor, and where it stood when the cursor last moved.
    cursor: Option<String>,
    at: usize,
    marks: BTreeSet<String>,
    /// Column and whether it falls.
    sort: Option<(usize, bool)>,
    filter: String,
    /// What an empty table says.
    pub empty: Phrase,
    /// A total row, not sorted, filtered or reached by the cursor.
    pub total: Option<TableRow>,
    /// How many more rows exist beyond those loaded, if the question was limited.
    pub more: Option<Phrase>,
    lang: Lang,
    /// The first row in the window and the window's rows, as last drawn.
    window: Remembered<(usize, usize)>,
}

/// The rows a page move takes before the table was ever drawn: the body of the smallest screen.
const PAGE_UNDRAWN: usize = 14;

/// Where the cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One window up.
    PageUp,
    /// One window down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// What is in the table.
impl Table {
    /// An empty table with these columns, and what it says while it is empty.
    pub fn new(columns: Vec<Column>, empty: Phrase) -> Self {
        Self {
            columns,
            empty,
            ..Self::default()
        }
    }

    /// Puts in what was found. Cursor and marks stay on their rows; where a row has gone, its mark goes too,
    /// and the cursor takes the row now in its place.
    pub fn set_rows(&mut self, rows: Vec<TableRow>) {
        self.rows = rows;
        let here: BTreeSet<&str> = self.rows.iter().map(|row| row.id.as_str()).collect();
        self.marks.retain(|id| here.contains(id.as_str()));
        self.arrange();
    }

    /// All rows, as they were put in.
    pub fn rows(&self) -> &[TableRow] {
        &self.rows
    }

    /// The rows shown, in order, after filter and sort.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &TableRow> + Clone {
        self.shown
            .iter()
            .map(|at| self.rows.get(*at).unwrap_or(&NO_ROW))
    }

    /// How many rows are shown.
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    /// Where the cursor stands among the rows shown.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor.as_ref().map(|_| self.at)
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<&TableRow> {
        self.shown
            .get(self.cursor()?)
            .and_then(|at| self.rows.get(*at))
    }

    /// The language that sorting and the filter read; the console sets it.
    pub fn set_lang(&mut self, lang: Lang) {
        if self.lang != lang {
            self.lang = lang;
            self.arrange();
        }
    }

    /// Which of the rows shown to draw when so many fit. The window stays where it is as long as the cursor
    /// is in it, and else jumps so that the cursor stands in its middle (a jump costs no more bytes than a scroll).
    pub fn window(&self, rows: usize) -> Range<usize> {
        let (mut top, _) = self.window.get();
        let at = self.cursor().unwrap_or(0);
        if at < top || at >= top.saturating_add(rows) {
            top = at.saturating_sub(rows / 2);
        }
        top = top.min(self.shown.len().saturating_sub(rows));
        self.window.set((top, rows));
        top..top.saturating_add(rows).min(self.shown.len())
    }
}

/// Where the operator stands.
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
        self.put(to)
    }

    /// Puts the cursor on the row with this identity, if it is shown; says whether it moved.
    pub fn go_to(&mut self, id: &str) -> bool {
        let found = self.shown().position(|row| row.id == id);
        found.is_some_and(|at| self.put(at))
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

    /// Sorts by the next column to the right, or to the left; past the edge, in the order of the question again.
    pub fn sort_beside(&mut self, right: bool) {
        let columns = self.columns.len();
        self.sort = match (self.sort, right) {
            (None, true) => (columns > 0).then_some((0, false)),
            (None, false) => columns.checked_sub(1).map(|last| (last, false)),
            (Some((at, _)), true) => at
                .checked_add(1)
                .filter(|next| *next < columns)
                .map(|next| (next, false)),
            (Some((at, _)), false) => at.checked_sub(1).map(|next| (next, false)),
        };
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
    fn arrange(&mut self) {
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
        let kept = self
            .cursor
            .as_ref()
            .and_then(|id| self.shown().position(|row| row.id == *id));
        let last = self.shown.len().saturating_sub(1);
        self.put(kept.unwrap_or(self.at.min(last)));
    }
}

/// Stands in where an index points nowhere; none does.
static NO_ROW: TableRow = TableRow {
    id: String::new(),
    cells: Vec::new(),
    tone: Tone::Plain,
};

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
