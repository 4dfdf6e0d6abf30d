//! Months as people write them, stored as the whole number `yyyymm`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A calendar month, `201203`. Built only from a real year and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month(i32);

impl Month {
    /// The month of a year (1..=9999) and a month number (1..=12).
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let month = i32::try_from(month).ok()?;
        ((1..=9999).contains(&year) && (1..=12).contains(&month))
            .then(|| Self(year.saturating_mul(100).saturating_add(month)))
    }

    /// The stored number.
    pub fn yyyymm(self) -> i64 {
        i64::from(self.0)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}", self.0 / 100, self.0 % 100))
    }
}
