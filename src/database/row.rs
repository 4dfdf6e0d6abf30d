//! Rows read strictly: a NULL where the program expects a value is an inconsistency on both engines.
//!
//! `SQLite`, read through sqlx, turns a NULL into 0, "" or false without a word; here nothing does.

use std::fmt::Display;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, ValueRef as _};

use super::fault::Fault;
use crate::kernel::area::{AreaCode, County};
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::post::Post;

/// One row of either engine.
pub enum Row {
    /// From `SQLite`.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

/// Something a whole row is read into; [`record!`](crate::record) writes it.
pub trait Record: Sized {
    /// Reads the row by column names.
    fn read(row: &Row) -> Result<Self, Fault>;
}

/// Something one column is read into.
pub trait Column: Sized {
    /// Reads the named column.
    fn read(row: &Row, column: &str) -> Result<Self, Fault>;

    /// Reads the named column where NULL is allowed.
    fn read_nullable(row: &Row, column: &str) -> Result<Option<Self>, Fault> {
        if is_null(row, column)? {
            Ok(None)
        } else {
            Self::read(row, column).map(Some)
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn read(row: &Row, column: &str) -> Result<Self, Fault> {
        T::read_nullable(row, column)
    }
}

fn is_null(row: &Row, column: &str) -> Result<bool, Fault> {
    Ok(match row {
        Row::Sqlite(row) => row.try_get_raw(column)?.is_null(),
        Row::Postgres(row) => row.try_get_raw(column)?.is_null(),
    })
}

macro_rules! native_column {
    ($($kind:ty),+) => {$(
        impl Column for $kind {
            fn read(row: &Row, column: &str) -> Result<Self, Fault> {
                Self::read_nullable(row, column)?
                    .ok_or_else(|| Fault::inconsistent(column, "NULL"))
            }

            // Always asked for as an `Option`: without it sqlx reads a NULL of SQLite as 0, "" or false.
            fn read_nullable(row: &Row, column: &str) -> Result<Option<Self>, Fault> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(column)?,
                    Row::Postgres(row) => row.try_get(column)?,
                })
            }
        }
    )+};
}

native_column!(i64, String, bool, NaiveDate, DateTime<Utc>);

/// A column kept as text whose words the kernel knows.
pub fn read_word<T: FromStr>(row: &Row, column: &str) -> Result<T, Fault> {
    let text = String::read(row, column)?;
    text.parse().map_err(|_| Fault::inconsistent(column, &text))
}

/// A column whose raw value the kernel must accept.
fn accepted<T>(column: &str, raw: impl Display, made: Option<T>) -> Result<T, Fault> {
    made.ok_or_else(|| Fault::inconsistent(column, &raw.to_string()))
}

impl Column for Fen {
    fn read(row: &Row, column: &str) -> Result<Self, Fault> {
        i64::read(row, column).map(Fen)
    }
}

impl Column for Month {
    fn read(row: &Row, column: &str) -> Result<Self, Fault> {
        let raw = i64::read(row, column)?;
        let year = i32::try_from(raw / 100).ok();
        let month = u32::try_from(raw % 100).ok();
        accepted(
            column,
            raw,
            year.zip(month)
                .and_then(|(year, month)| Month::new(year, month)),
        )
    }
}

macro_rules! word_column {
    ($($kind:ty),+ $(,)?) => {$(
        impl Column for $kind {
            fn read(row: &Row, column: &str) -> Result<Self, Fault> { read_word(row, column) }
        }
    )+};
}

word_column!(County, AreaCode, Post);

/// A struct read from a row by the names of its fields; it serialises, so that answers can be recorded.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident: $kind:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $kind),+ }

        impl $crate::database::row::Record for $name {
            fn read(row: &$crate::database::row::Row) -> Result<Self, $crate::database::fault::Fault> {
                Ok(Self { $($field: $crate::database::row::Column::read(row, stringify!($field))?),+ })
            }
        }
    };
}

/// A word that is none of those a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord;

/// An enum kept as a word in the database, with the name operators know it by.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $kind:ident { $($(#[$doc:meta])* $variant:ident = $word:literal $zh:literal $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $kind { $($(#[$doc])* $variant,)+ }

        impl $kind {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word in the database.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Its name.
            pub const fn title(self) -> $crate::kernel::text::Text {
                match self { $(Self::$variant => $crate::text!($zh, $en)),+ }
            }
        }

        impl std::str::FromStr for $kind {
            type Err = $crate::database::row::UnknownWord;

            fn from_str(word: &str) -> Result<Self, $crate::database::row::UnknownWord> {
                let mut all = Self::ALL.iter().copied();
                all.find(|it| it.word() == word).ok_or($crate::database::row::UnknownWord)
            }
        }

        impl $crate::database::row::Column for $kind {
            fn read(
                row: &$crate::database::row::Row,
                column: &str,
            ) -> Result<Self, $crate::database::fault::Fault> {
                $crate::database::row::read_word(row, column)
            }
        }
    };
}
