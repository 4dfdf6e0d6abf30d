//! Tables as data: columns, rows with an identity, a cursor kept by identity, marks, sorting and a filter.
//!
//! Rows hold no state of the screen: all that an operator has set (cursor, marks, order, filter) outlives a reload.

mod standing;

use std::cell::Cell as Remembered;
use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::body::Tone;
use super::spelling;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Lang, Phrase, Text};

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it is known by in saved views and to what shows masked values whole: the same in every language, and
    /// never another's in its table. Whoever changes it takes the order from the views that sort by it.
    pub id: &'static str,
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
    /// So much of so much, as a bar. Glyphs that are narrow everywhere: a screen without any others draws it alike.
    Bar(i64, i64),
}

/// The places of a whole bar.
const BAR: usize = 40;

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
            Self::Bar(part, whole) => bar(*part, *whole),
        }
    }

    /// What the cell is sorted by: nothing first, then numbers and days by value, then words by sound.
    fn order(&self, lang: Lang) -> (u8, i64, String) {
        match self {
            Self::Nothing => (0, 0, String::new()),
            Self::Count(count) => (1, *count, String::new()),
            Self::Bar(part, _) => (1, *part, String::new()),
            Self::Money(fen) => (1, fen.0, String::new()),
            Self::Month(month) => (1, month.yyyymm(), String::new()),
            Self::Day(day) => (1, i64::from(day.num_days_from_ce()), String::new()),
            Self::Outside(_) | Self::Fixed(_) | Self::Said(_) => {
                (2, 0, spelling::order(&self.text(lang)))
            }
        }
    }
}

/// A bar: `#` for what is there, `.` for what is missing.
fn bar(part: i64, whole: i64) -> String {
    let places = i64::try_from(BAR).unwrap_or(i64::MAX);
    let filled = part.max(0).saturating_mul(places).checked_div(whole.max(0));
    let filled = filled.and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
    let filled = filled.min(BAR);
    format!(
        "{}{}",
        "#".repeat(filled),
        ".".repeat(BAR.saturating_sub(filled))
    )
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
    /// The row it stood on before a filter that is still being typed moved it: it goes back there.
    stood: Option<String>,
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
    /// The keys work in another table of the same screen: this one shows no cursor.
    pub rests: bool,
    /// The saved view that is on, as it is told below the rows; the console sets it.
    pub view: Option<Phrase>,
    lang: Lang,
    /// The first row in the window and the window's rows, as last drawn.
    window: Remembered<(usize, usize)>,
    /// The columns left out when it was last drawn, a bit each.
    left_out: Remembered<u64>,
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
        let stays = |id: &String| here.contains(id.as_str());
        self.stood = self.stood.take().filter(stays);
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

    /// Notes which columns had no room: nobody sorts by what is not in sight.
    pub fn leaves_out(&self, columns: impl IntoIterator<Item = usize>) {
        let bit = |column| u32::try_from(column).map_or(0, |at| 1_u64.checked_shl(at).unwrap_or(0));
        self.left_out.set(columns.into_iter().map(bit).sum());
    }

    /// Whether a column was in sight when the table was last drawn.
    pub(super) fn in_sight(&self, column: usize) -> bool {
        let at = u32::try_from(column).unwrap_or(u32::MAX);
        self.left_out.get().checked_shr(at).unwrap_or(0) & 1 == 0
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

/// Stands in where an index points nowhere; none does.
static NO_ROW: TableRow = TableRow {
    id: String::new(),
    cells: Vec::new(),
    tone: Tone::Plain,
};

#[cfg(test)]
mod tests;
