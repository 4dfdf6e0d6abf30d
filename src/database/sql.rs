//! Statements: one text for both engines, named, listed, and split only where the engines truly differ.

/// One statement. `sqlite` and `postgres` are the same text unless the statement says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sql {
    /// Where it stands in the code: `jingban::business::benefit::store::AWARD_OF`.
    pub name: &'static str,
    /// The text SQLite runs.
    pub sqlite: &'static str,
    /// The text PostgreSQL runs.
    pub postgres: &'static str,
}

impl Sql {
    /// The same statement under its name; [`statements!`](crate::statements) calls it.
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

/// A statement: `sql!("…")` once for both engines, `sql!(lock "…")` takes a row lock on PostgreSQL
/// (SQLite already holds the write lock), `sql!(sqlite "…", postgres "…")` where they truly differ.
#[macro_export]
macro_rules! sql {
    (lock $text:expr) => {
        $crate::database::sql::Sql {
            name: "",
            sqlite: $text,
            postgres: concat!($text, " for update"),
        }
    };
    (sqlite $sqlite:expr, postgres $postgres:expr) => {
        $crate::database::sql::Sql {
            name: "",
            sqlite: $sqlite,
            postgres: $postgres,
        }
    };
    ($text:expr) => {
        $crate::database::sql::Sql {
            name: "",
            sqlite: $text,
            postgres: $text,
        }
    };
}

/// The statements of a file, and their list, which the both-engines test walks.
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* const $name: $crate::database::sql::Sql =
            $sql.named(concat!(module_path!(), "::", stringify!($name)));)+
        /// Every statement of this file; each runs on both engines in the tests.
        pub const STATEMENTS: &[$crate::database::sql::Sql] = &[$($name),+];
    };
}
