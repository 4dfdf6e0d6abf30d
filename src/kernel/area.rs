//! Areas: 12-digit division codes, county 6 + township 3 + village 3 (`domain.md` 10.2).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The city of the notice, Linyi: not a county, but the area of the municipal agency.
pub const CITY: &str = "371300";

/// A county-level unit's six digits: `371323`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct County(Cow<'static, str>);

/// The level an area stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// The city: all counties.
    City,
    /// A county, district or development zone.
    County,
    /// A township or sub-district.
    Township,
    /// A village or community.
    Village,
}

/// A 12-digit area code, zero-filled below its level: `371323000000` is a county, `371323101000` a township.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AreaCode(String);

/// Why a text is no area code: not 6 or 12 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnArea;

impl FromStr for County {
    type Err = NotAnArea;

    fn from_str(text: &str) -> Result<Self, NotAnArea> {
        let ok = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        ok.then(|| Self(Cow::Owned(text.to_owned())))
            .ok_or(NotAnArea)
    }
}

impl County {
    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AreaCode {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level, told by the zeros.
    pub fn level(&self) -> Level {
        match (self.0.get(..6), self.0.get(6..9), self.0.get(9..)) {
            (Some(CITY), _, _) => Level::City,
            (_, Some("000"), _) => Level::County,
            (_, _, Some("000")) => Level::Township,
            _ => Level::Village,
        }
    }

    /// The county the area lies in (the city's code for the city).
    pub fn county(&self) -> County {
        County(Cow::Owned(self.0.chars().take(6).collect()))
    }

    /// The digits that all areas inside this one begin with: 4, 6, 9 or 12 of them.
    pub fn prefix(&self) -> &str {
        let digits = match self.level() {
            Level::City => 4,
            Level::County => 6,
            Level::Township => 9,
            Level::Village => 12,
        };
        self.0.get(..digits).unwrap_or(&self.0)
    }

    /// Whether the other area is this one or lies inside it.
    pub fn holds(&self, other: &AreaCode) -> bool {
        other.0.starts_with(self.prefix())
    }
}

impl FromStr for AreaCode {
    type Err = NotAnArea;

    /// Six digits are a county; nine a township; twelve any area.
    fn from_str(text: &str) -> Result<Self, NotAnArea> {
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAnArea);
        }
        match text.len() {
            6 | 9 | 12 => Ok(Self(format!("{text:0<12}"))),
            _ => Err(NotAnArea),
        }
    }
}

impl fmt::Display for County {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
