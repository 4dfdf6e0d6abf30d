//! What is bound to a statement: the few kinds of value that both engines store alike.

use chrono::{DateTime, NaiveDate, Utc};

use crate::kernel::area::{AreaCode, County};
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::post::Post;

/// A bound value. A NULL knows its kind, because PostgreSQL asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// BIGINT.
    Int(Option<i64>),
    /// TEXT.
    Text(Option<String>),
    /// DATE (SQLite: ISO text).
    Date(Option<NaiveDate>),
    /// TIMESTAMPTZ, whole microseconds (SQLite: ISO text).
    Time(Option<DateTime<Utc>>),
    /// BOOLEAN (SQLite: 0 or 1).
    Bool(Option<bool>),
}

macro_rules! into_value {
    ($($kind:ty => $variant:ident, $this:ident => $make:expr;)+) => {$(
        impl From<$kind> for Value {
            fn from($this: $kind) -> Self { Self::$variant(Some($make)) }
        }
        impl From<Option<$kind>> for Value {
            fn from(maybe: Option<$kind>) -> Self { Self::$variant(maybe.map(|$this| $make)) }
        }
    )+};
}

into_value! {
    i64 => Int, it => it;
    Fen => Int, it => it.0;
    Month => Int, it => it.yyyymm();
    String => Text, it => it;
    &str => Text, it => it.to_owned();
    &String => Text, it => it.clone();
    &County => Text, it => it.as_str().to_owned();
    &AreaCode => Text, it => it.as_str().to_owned();
    Post => Text, it => it.code().to_owned();
    NaiveDate => Date, it => it;
    DateTime<Utc> => Time, it => it;
    bool => Bool, it => it;
}

/// The values of a statement, in order: `binds![county, no, month]`.
#[macro_export]
macro_rules! binds {
    ($($value:expr),* $(,)?) => {
        [$($crate::database::value::Value::from($value)),*]
    };
}
