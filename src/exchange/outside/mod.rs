//! Files that other agencies hand over, and we hand on (`domain.md` 11.1): a header, details, a trailer with count, sum
//! and hash. The machinery stands here once; a layout is a table in `lists.rs`.
//!
//! A file is read as a stream, as often as it takes, and never held whole.

pub mod cells;
pub mod encoding;
pub mod frame;
pub mod lines;
pub mod lists;
pub mod reader;
pub mod table;
pub mod trouble;
pub mod watch;
pub mod writer;

pub use encoding::Encoding;
pub use frame::Head;
pub use lists::{LISTS, list_of};
pub use reader::{Found, Row, Source, read};
pub use table::{Field, FieldKind, Goes, OutsideLayout};
pub use trouble::{BadLine, CellTrouble, NotRead};
pub use watch::Watch;
