//! Areas: 12-digit division codes, county 6 + township 3 + village 3 (`domain.md` 10.2).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::clause::Clause;
use super::refusal::Refusal;
use crate::phrase;

/// The longest chain of successors that is followed.
const LONGEST_CHAIN: usize = 16;

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

/// A 12-digit area code, zero-filled below its level: `371323000000` is a county, `371323101000` a
/// township.
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

    /// The first and the last code inside it: what a statement asks for between.
    pub fn codes(&self) -> (String, String) {
        let prefix = self.prefix();
        (format!("{prefix:0<12}"), format!("{prefix:9<12}"))
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

/// A division as it stood for a time: villages merge and split, counties are renamed (`domain.md`
/// 10.2).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Area {
    /// The twelve digits.
    pub code: AreaCode,
    /// The name in these days.
    pub name: String,
    /// The first day of this row.
    pub valid_from: NaiveDate,
    /// The last day of this row; none while it stands.
    pub valid_to: Option<NaiveDate>,
    /// The division that took its place, where the code itself ended.
    pub successor: Option<AreaCode>,
}

impl Area {
    /// Whether the row holds on a day.
    pub fn stands_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// The row of a code that holds on a day: the name as of the date.
pub fn area_on<'a>(rows: &'a [Area], code: &AreaCode, day: NaiveDate) -> Option<&'a Area> {
    rows.iter()
        .filter(|area| area.code == *code && area.stands_on(day))
        .max_by_key(|area| area.valid_from)
}

/// The row that holds on a day for whoever was registered under a code, following its successors.
pub fn successor_on<'a>(
    rows: &'a [Area],
    code: &AreaCode,
    day: NaiveDate,
) -> Result<&'a Area, Refusal> {
    let mut code = code;
    for _ in 0..LONGEST_CHAIN {
        if let Some(area) = area_on(rows, code, day) {
            return Ok(area);
        }
        let ended = rows
            .iter()
            .filter(|area| area.code == *code && area.valid_from <= day);
        let last = ended.max_by_key(|area| area.valid_from);
        code = last
            .and_then(|area| area.successor.as_ref())
            .ok_or_else(|| no_area(code, day))?;
    }
    Err(Refusal::new(
        "PN-1002",
        Clause::of("10.2"),
        phrase!(
            "行政区划{code}的承继关系循环或过长",
            "the successors of division {code} run in a circle or too far",
            code = code,
        ),
        phrase!(
            "请由信息岗核对行政区划表中的承继代码。",
            "Have the IT post check the successor codes in the table of divisions.",
        ),
    ))
}

/// The refusal where no division of a code stands on a day, nor one that took its place.
fn no_area(code: &AreaCode, day: NaiveDate) -> Refusal {
    Refusal::new(
        "PN-1001",
        Clause::of("10.2"),
        phrase!(
            "行政区划{code}在{day}无有效名称，也无承继区划",
            "no division {code} stands on {day}, nor one that took its place",
            code = code,
            day = day,
        ),
        phrase!(
            "请由信息岗在行政区划表中补录该代码或其承继代码。",
            "Have the IT post add the code or its successor to the table of divisions.",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn code(text: &str) -> AreaCode {
        text.parse().unwrap()
    }

    fn row(of: &str, name: &str, from: &str, to: Option<&str>, successor: Option<&str>) -> Area {
        Area {
            code: code(of),
            name: name.to_owned(),
            valid_from: day(from),
            valid_to: to.map(day),
            successor: successor.map(code),
        }
    }

    #[test]
    fn codes_tell_their_level_and_what_lies_inside() {
        let levels =
            ["371300", "371323", "371323101", "371323101001"].map(|text| code(text).level());
        assert_eq!(
            levels,
            [Level::City, Level::County, Level::Township, Level::Village]
        );
        assert!(code("371300").holds(&code("371323101001")));
        assert!(code("371323101").holds(&code("371323101001")));
        assert!(!code("371323101").holds(&code("371323102001")));
        assert!(!code("371323101001").holds(&code("371323101")));
        assert!("37132".parse::<AreaCode>().is_err() && "37132X".parse::<County>().is_err());
    }

    #[test]
    fn a_renamed_county_keeps_its_code() {
        let rows = [
            row("371324", "苍山县", "1994-12-17", Some("2014-01-20"), None),
            row("371324", "兰陵县", "2014-01-21", None, None),
        ];
        let name = |on| area_on(&rows, &code("371324"), day(on)).map(|area| area.name.as_str());
        assert_eq!(name("2012-03-08"), Some("苍山县"));
        assert_eq!(name("2014-01-20"), Some("苍山县"));
        assert_eq!(name("2014-01-21"), Some("兰陵县"));
        assert_eq!(name("1990-01-01"), None);
    }

    #[test]
    fn a_merged_village_is_found_in_what_took_its_place() {
        let (first, second, third) = ("371323101001", "371323101002", "371323101003");
        let rows = [
            row(
                first,
                "上华庄村",
                "2009-01-01",
                Some("2011-12-31"),
                Some(second),
            ),
            row(
                second,
                "下华庄村",
                "2009-01-01",
                Some("2012-12-31"),
                Some(third),
            ),
            row(third, "华庄社区", "2013-01-01", None, None),
        ];
        let found = |on| successor_on(&rows, &code(first), day(on)).map(|area| area.name.clone());
        assert_eq!(found("2011-12-31"), Ok("上华庄村".to_owned()));
        assert_eq!(found("2012-03-08"), Ok("下华庄村".to_owned()));
        assert_eq!(found("2013-01-01"), Ok("华庄社区".to_owned()));
        assert_eq!(found("2008-01-01").unwrap_err().code, "PN-1001");
    }

    #[test]
    fn a_circle_of_successors_is_refused() {
        let (first, second) = ("371323101001", "371323101002");
        let rows = [
            row(
                first,
                "甲村",
                "2009-01-01",
                Some("2011-12-31"),
                Some(second),
            ),
            row(
                second,
                "乙村",
                "2009-01-01",
                Some("2011-12-31"),
                Some(first),
            ),
        ];
        let refusal = successor_on(&rows, &code(first), day("2012-03-08")).unwrap_err();
        assert_eq!(refusal.code, "PN-1002");
    }
}
