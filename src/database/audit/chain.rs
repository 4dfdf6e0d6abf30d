//! The bytes that are hashed. Two programs make them and a third verifies, so nothing here may ever change.
//!
//! Each field is its decimal length in bytes, `:`, and its UTF-8 bytes; NULL is `-`. Lengths come first because
//! plain joins collide: `a|b` + `c` and `a` + `b|c` would be one text.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The `prev` of a county's first entry: 64 zeros.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// How the `row_after` of a bulk entry begins; the 64 digits of the rows' hash follow.
const ROWS_HEAD: &str = "{\"rows_sha256\":\"";

/// A chain's head at some time, kept outside the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The county's six digits.
    pub county: String,
    /// The entry's number.
    pub seq: i64,
    /// The entry's hash.
    pub hash: String,
}

/// Length-prefixed fields on their way into a hash.
#[derive(Default)]
pub struct Fields {
    hash: Sha256,
}

impl Fields {
    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        let mut digits = [0_u8; 20];
        self.hash.update(decimal(text.len(), &mut digits));
        self.hash.update(b":");
        self.hash.update(text.as_bytes());
        self
    }

    /// Adds a text that may be NULL.
    #[must_use]
    pub fn maybe(mut self, text: Option<&str>) -> Self {
        if let Some(text) = text {
            return self.text(text);
        }
        self.hash.update(b"-");
        self
    }

    /// Adds a number, as its decimal digits.
    #[must_use]
    pub fn number(self, number: i64) -> Self {
        self.text(&number.to_string())
    }

    /// The hash so far, in lower-case hexadecimal digits.
    pub fn finish(self) -> String {
        hex(&self.hash.finalize())
    }
}

/// The decimal digits of a length, without an allocation.
fn decimal(mut number: usize, digits: &mut [u8; 20]) -> &[u8] {
    let mut first = digits.len();
    for (at, digit) in digits.iter_mut().enumerate().rev() {
        *digit = b"0123456789".get(number % 10).copied().unwrap_or(b'0');
        number /= 10;
        first = at;
        if number == 0 {
            break;
        }
    }
    digits.get(first..).unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// The ordered hash of a bulk act's rows.
#[derive(Default)]
pub struct RowsHash {
    fields: Fields,
    lines: i64,
}

impl RowsHash {
    /// Adds the next row.
    #[must_use]
    pub fn row(self, line: i64, key: &str, before: Option<&str>, after: Option<&str>) -> Self {
        Self {
            fields: self
                .fields
                .number(line)
                .text(key)
                .maybe(before)
                .maybe(after),
            lines: self.lines.saturating_add(1),
        }
    }

    /// How the entry's `row_after` must begin: the hash and the number of rows.
    pub fn finish(self) -> String {
        format!(
            "{ROWS_HEAD}{}\",\"rows\":{},",
            self.fields.finish(),
            self.lines
        )
    }
}

/// The `row_after` of a bulk entry: hash and number of the rows, then what the act itself says.
pub fn after_with_rows(rows: RowsHash, after: Option<&str>) -> String {
    format!("{}\"after\":{}}}", rows.finish(), after.unwrap_or("null"))
}

/// Whether a `row_after` says that rows belong to its entry.
pub fn promises_rows(after: Option<&str>) -> bool {
    after.is_some_and(|after| after.starts_with(ROWS_HEAD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_length_prefixed_and_null_is_a_dash() {
        // printf '2:ab-0:3:沂' | sha256sum
        let made = Fields::default()
            .text("ab")
            .maybe(None)
            .text("")
            .text("沂")
            .finish();
        let plain = hex(&Sha256::digest("2:ab-0:3:沂"));
        assert_eq!(made, plain);
        assert_eq!(
            made,
            "9e8bf093becaf46df3cdf26b0dee86e5ad767f839baec00b3e24aed6957c7066"
        );
    }

    #[test]
    fn lengths_are_decimal_whatever_their_size() {
        let mut digits = [0; 20];
        for number in [0, 9, 10, 12_345, usize::MAX] {
            assert_eq!(decimal(number, &mut digits), number.to_string().as_bytes());
        }
    }

    #[test]
    fn moving_a_byte_between_fields_changes_the_hash() {
        let one = Fields::default().text("a").text("bc").finish();
        let two = Fields::default().text("ab").text("c").finish();
        assert_ne!(one, two);
    }

    #[test]
    fn a_bulk_entry_is_recognised_by_what_it_promises() {
        let rows = RowsHash::default().row(1, "k", None, Some("{}"));
        let after = after_with_rows(rows, Some("{\"n\":1}"));
        assert!(promises_rows(Some(&after)));
        assert!(after.ends_with("\"rows\":1,\"after\":{\"n\":1}}"));
        assert!(!promises_rows(Some("{\"n\":1}")) && !promises_rows(None));
    }
}
