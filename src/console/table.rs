//! Tables as data: columns, rows with an identity, a cursor kept by identity, marks, sorting and a filter.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::body::Tone;
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

/// A table: what is in it, and where the operator stands.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    rows: Vec<TableRow>,
    /// Rows shown, in order: indices into `rows`, after filter and sort.
    shown: Vec<usize>,
    cursor: Option<String>,
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
}
