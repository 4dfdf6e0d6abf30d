//! Money: a whole number of fen. No floats, no fractions, no silent overflow.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in fen; 100 fen are one yuan. Shown as yuan with two decimals: `1,234.56`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Fen(pub i64);

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let yuan = (self.0.unsigned_abs() / 100).to_string();
        let sign = if self.0 < 0 { "-" } else { "" };
        let mut grouped = String::new();
        for (at, digit) in yuan.chars().enumerate() {
            if at > 0 && (yuan.len().saturating_sub(at)) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        f.pad_integral(
            true,
            "",
            &format!("{sign}{grouped}.{:02}", self.0.unsigned_abs() % 100),
        )
    }
}
