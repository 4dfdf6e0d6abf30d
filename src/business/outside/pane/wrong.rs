//! What the wrong lines of a file are called on the screen.

use crate::console::table::Cell;
use crate::exchange::outside::lists::field_title;
use crate::kernel::shown::Shown;
use crate::text;

/// The field of a wrong line as the office calls it; the whole line where no field is to blame.
pub(super) fn field_cell(kind: &str, column: &str) -> Cell {
    match field_title(kind, column) {
        Some(title) => Cell::Fixed(title),
        None if column.is_empty() => Cell::Fixed(text!("整行", "whole line")),
        None => Cell::Outside(Shown::new(column)),
    }
}
