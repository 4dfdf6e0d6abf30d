//! Layouts: a file of rows described as a table of columns, and what its rows become in the database.

use crate::database::value::Value;

/// A file whose lines become rows of one or more tables.
#[derive(Clone, Copy)]
pub struct Layout {
    /// The file's name: `persons.csv`.
    pub file: &'static str,
    /// Its columns; the file's header line names them, in any order.
    pub columns: &'static [LayoutColumn],
    /// What its rows become, in the order they must be inserted; the values stand in the order of `columns`.
    pub becomes: Becomes,
}

/// Turns a file's rows into rows of tables, or says which row cannot.
pub type Becomes = fn(rows: Vec<Vec<Value>>) -> Result<Vec<TableRows>, RowTrouble>;

/// A column of a layout.
#[derive(Clone, Copy)]
pub struct LayoutColumn {
    /// Its name in the header line.
    pub name: &'static str,
    /// What it may hold.
    pub kind: ColumnKind,
    /// Whether an empty cell is allowed (and becomes NULL).
    pub maybe: bool,
}

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// Yuan with at most two decimals, stored as fen.
    Yuan,
    /// A day, `2012-03-08`.
    Day,
    /// A moment with its zone, `2012-03-05T08:30:00+08:00`.
    Time,
    /// A month, `2012-03`, stored as 201203.
    Month,
    /// `true` or `false`.
    Bool,
    /// A citizen id (18 digits) that passes its check.
    CitizenId,
    /// An insurance number that passes its check.
    InsuranceNo,
    /// A 12-digit area code.
    Area,
}

/// Rows for one table.
pub struct TableRows {
    /// The table.
    pub table: &'static str,
    /// Its columns, in the order of the values.
    pub columns: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// A row that cannot become what it should: which one (from 0), which column, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowTrouble {
    /// The row's index among those given.
    pub row: usize,
    /// The column to blame.
    pub column: &'static str,
    /// What is wrong with it.
    pub why: crate::kernel::text::Phrase,
}

/// A column that must hold something.
pub const fn column(name: &'static str, kind: ColumnKind) -> LayoutColumn {
    LayoutColumn {
        name,
        kind,
        maybe: false,
    }
}

/// A column that may be empty.
pub const fn maybe(name: &'static str, kind: ColumnKind) -> LayoutColumn {
    LayoutColumn {
        name,
        kind,
        maybe: true,
    }
}

/// Layouts whose rows become rows of one table with the same columns.
#[macro_export]
macro_rules! layouts {
    ($($(#[$meta:meta])* $name:ident $file:literal => $table:literal [$($make:ident $column:literal $kind:ident),+ $(,)?];)+) => {$(
        $(#[$meta])*
        pub const $name: $crate::exchange::layout::Layout = $crate::exchange::layout::Layout {
            file: $file,
            columns: &[$($crate::exchange::layout::$make($column, $crate::exchange::layout::ColumnKind::$kind)),+],
            becomes: |rows| Ok(vec![$crate::exchange::layout::TableRows { table: $table, columns: &[$($column),+], rows }]),
        };
    )+};
}
