//! The insurance number (保险编号): 16 digits, given once and kept for life (`domain.md` 1.5).
//!
//! `CCCCCC YY SSSSSSS K`: county of first registration, year of approval, serial within county and
//! year, and the check digit of ISO 7064 MOD 11,10. Deliberately absent: who takes the next serial;
//! that is a row lock.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::area::County;
use super::clause::Clause;
use super::name::half_width;
use super::refusal::Refusal;
use super::text::Phrase;
use crate::phrase;

/// The last serial a county can give in a year.
pub const LAST_SERIAL: u32 = 9_999_999;

/// A valid insurance number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InsuranceNo(String);

/// Why a text is no insurance number, or a number cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotAnInsuranceNo {
    /// Not 16 characters.
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that is no digit.
    Character {
        /// Its place, from 1.
        place: usize,
        /// The character.
        found: char,
    },
    /// The check digit does not follow from the others: something is mistyped.
    CheckDigit {
        /// What it would have to be.
        expected: char,
        /// What it is.
        found: char,
    },
    /// Serials run from 1 to 9 999 999, years from 0 to 99.
    OutOfRange,
}

impl InsuranceNo {
    /// The number of a county, a two-digit year of approval and a serial.
    pub fn issue(county: &County, year2: u8, serial: u32) -> Result<Self, NotAnInsuranceNo> {
        if year2 > 99 || !(1..=LAST_SERIAL).contains(&serial) {
            return Err(NotAnInsuranceNo::OutOfRange);
        }
        let payload = format!("{county}{year2:02}{serial:07}");
        let check = check_digit(&payload);
        Ok(Self(format!("{payload}{check}")))
    }

    /// Reads a number; spaces go, full-width digits are taken.
    pub fn parse(typed: &str) -> Result<Self, NotAnInsuranceNo> {
        let plain: String = half_width(typed)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let length = plain.chars().count();
        if length != 16 {
            return Err(NotAnInsuranceNo::Length { found: length });
        }
        if let Some((at, found)) = plain.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
            return Err(NotAnInsuranceNo::Character {
                place: at.saturating_add(1),
                found,
            });
        }
        let found = plain.chars().next_back().unwrap_or(' ');
        let expected = check_digit(plain.get(..15).unwrap_or_default());
        if found != expected {
            return Err(NotAnInsuranceNo::CheckDigit { expected, found });
        }
        let number = Self(plain);
        if number.serial() == 0 {
            Err(NotAnInsuranceNo::OutOfRange)
        } else {
            Ok(number)
        }
    }

    /// The sixteen digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The six digits of the county of first registration.
    pub fn county_digits(&self) -> &str {
        self.0.get(..6).unwrap_or_default()
    }

    /// The county of first registration, which a later move does not change.
    pub fn county(&self) -> Option<County> {
        self.county_digits().parse().ok()
    }

    /// The last two digits of the year of approval.
    pub fn year2(&self) -> u8 {
        self.0
            .get(6..8)
            .and_then(|part| part.parse().ok())
            .unwrap_or_default()
    }

    /// The serial within county and year.
    pub fn serial(&self) -> u32 {
        self.0
            .get(8..15)
            .and_then(|part| part.parse().ok())
            .unwrap_or_default()
    }
}

/// The check digit of a run of digits, by ISO 7064 MOD 11,10.
fn check_digit(payload: &str) -> char {
    let product = payload
        .chars()
        .filter_map(|c| c.to_digit(10))
        .fold(10, |product, digit| {
            let sum = (product + digit) % 10;
            (if sum == 0 { 10 } else { sum }) * 2 % 11
        });
    char::from_digit((11 - product) % 10, 10).unwrap_or('0')
}

/// What is wrong with the serials of one county and year (漏编、重号).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SerialReport {
    /// Runs of serials below the counter that nobody has (漏编).
    pub missing: Vec<RangeInclusive<u32>>,
    /// Serials that more than one person has, with how many (重号).
    pub doubles: Vec<(u32, usize)>,
    /// Serials the counter has not reached, or 0: given by other means.
    pub beyond: Vec<u32>,
}

impl SerialReport {
    /// Whether all serials are there once, and none besides.
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.doubles.is_empty() && self.beyond.is_empty()
    }

    /// How many serials are missing.
    pub fn missing_count(&self) -> usize {
        self.missing.iter().cloned().map(Iterator::count).sum()
    }
}

/// Compares serials in ascending order (the voided among them) with the last one the counter gave.
pub fn serial_report(sorted: impl IntoIterator<Item = u32>, last_given: u32) -> SerialReport {
    let mut report = SerialReport::default();
    let mut reached = 0_u32;
    for serial in sorted {
        if serial == 0 || serial > last_given {
            report.beyond.push(serial);
        } else if serial == reached {
            match report.doubles.last_mut() {
                Some((double, times)) if *double == serial => *times = times.saturating_add(1),
                _ => report.doubles.push((serial, 2)),
            }
        } else {
            let next = reached.saturating_add(1);
            if serial > next {
                report.missing.push(next..=serial.saturating_sub(1));
            }
            reached = serial;
        }
    }
    if reached < last_given {
        report.missing.push(reached.saturating_add(1)..=last_given);
    }
    report
}

impl NotAnInsuranceNo {
    /// What is wrong, in a sentence.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Length { found } => phrase!(
                "保险编号应为16位数字，现为{found}位",
                "an insurance number has 16 digits, this one {found}",
                found = found,
            ),
            Self::Character { place, found } => phrase!(
                "保险编号第{place}位“{found}”不是数字",
                "character {place} of the insurance number, '{found}', is no digit",
                place = place,
                found = found,
            ),
            Self::CheckDigit { expected, found } => phrase!(
                "保险编号校验位不符：按前15位应为{expected}，录入为{found}",
                "the check digit of the insurance number should be {expected} by the 15 digits \
                 before it, not {found}",
                expected = expected,
                found = found,
            ),
            Self::OutOfRange => phrase!(
                "保险编号顺序号应在0000001至9999999之间，年份应为两位",
                "the serial of an insurance number runs from 0000001 to 9999999, its year has two \
                 digits",
            ),
        }
    }

    /// The refusal of a form field that holds such a number.
    pub fn refusal(&self, field: &str) -> Refusal {
        let code = match self {
            Self::Length { .. } => "PN-0201",
            Self::Character { .. } => "PN-0202",
            Self::CheckDigit { .. } => "PN-0203",
            Self::OutOfRange => "PN-0204",
        };
        let remedy = phrase!(
            "请对照缴费证或登记表核对后重新录入，也可按姓名或公民身份号码查询。",
            "Compare it with the contribution book or the form and type it again, or look the \
             person up by name or id.",
        );
        Refusal::new(code, Clause::of("N2.1-c"), self.phrase(), remedy).blaming(field)
    }
}

impl FromStr for InsuranceNo {
    type Err = NotAnInsuranceNo;

    fn from_str(typed: &str) -> Result<Self, NotAnInsuranceNo> {
        Self::parse(typed)
    }
}

impl TryFrom<String> for InsuranceNo {
    type Error = NotAnInsuranceNo;

    fn try_from(written: String) -> Result<Self, NotAnInsuranceNo> {
        Self::parse(&written)
    }
}

impl From<InsuranceNo> for String {
    fn from(number: InsuranceNo) -> String {
        number.0
    }
}

impl fmt::Display for NotAnInsuranceNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrase().zh)
    }
}

impl fmt::Display for InsuranceNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn county(code: &str) -> County {
        code.parse().unwrap()
    }

    #[test]
    fn the_worked_numbers_come_out() {
        for (code, serial, number) in [
            ("371323", 1_234, "3713231200012344"),
            ("371302", 1, "3713021200000014"),
            ("371302", 1_234, "3713021200012347"),
            ("371371", 1, "3713711200000012"),
        ] {
            assert_eq!(
                InsuranceNo::issue(&county(code), 12, serial)
                    .unwrap()
                    .as_str(),
                number
            );
        }
    }

    #[test]
    fn a_number_tells_its_parts() {
        let number: InsuranceNo = "3713231200012344".parse().unwrap();
        assert_eq!(number.county(), Some(county("371323")));
        assert_eq!((number.year2(), number.serial()), (12, 1_234));
        assert_eq!(
            InsuranceNo::parse("３７１３２３ 12 0001234 4").unwrap(),
            number
        );
    }

    #[test]
    fn each_kind_of_mistake_is_named() {
        let why = |text: &str| InsuranceNo::parse(text).unwrap_err();
        assert_eq!(
            why("371323120001234"),
            NotAnInsuranceNo::Length { found: 15 }
        );
        assert_eq!(
            why("37132312000123X4"),
            NotAnInsuranceNo::Character {
                place: 15,
                found: 'X'
            }
        );
        let wrong = NotAnInsuranceNo::CheckDigit {
            expected: '4',
            found: '5',
        };
        assert_eq!(why("3713231200012345"), wrong);
        assert_eq!(wrong.refusal("insurance_no").clause.0, "N2.1-c");
        let zero = format!("37132312{:07}", 0);
        assert_eq!(
            why(&format!("{zero}{}", check_digit(&zero))),
            NotAnInsuranceNo::OutOfRange
        );
        for (year, serial) in [(12, 0), (12, 10_000_000), (100, 1)] {
            let refused = InsuranceNo::issue(&county("371323"), year, serial);
            assert_eq!(refused, Err(NotAnInsuranceNo::OutOfRange));
        }
    }

    #[test]
    fn clean_serials_give_a_clean_report() {
        assert!(serial_report(1..=1_260, 1_260).is_clean());
        assert!(serial_report([], 0).is_clean());
    }

    #[test]
    fn gaps_doubles_and_strangers_are_reported() {
        let report = serial_report([0, 2, 3, 3, 3, 4, 7, 7, 9, 12], 11);
        assert_eq!(report.missing, [1..=1, 5..=6, 8..=8, 10..=11]);
        assert_eq!(report.doubles, [(3, 3), (7, 2)]);
        assert_eq!(report.beyond, [0, 12]);
        assert_eq!(report.missing_count(), 6);
        assert_eq!(serial_report([], 3).missing, [1..=3]);
    }

    proptest! {
        #[test]
        fn any_single_wrong_digit_is_found(serial in 1..=LAST_SERIAL, year in 0_u8..100, place in 0_usize..16, add in 1_u8..10) {
            let number = InsuranceNo::issue(&county("371323"), year, serial).unwrap();
            let mut digits = number.as_str().as_bytes().to_vec();
            digits[place] = b'0' + (digits[place] - b'0' + add) % 10;
            prop_assert!(InsuranceNo::parse(std::str::from_utf8(&digits).unwrap()).is_err());
        }

        #[test]
        fn what_is_issued_reads_back(serial in 1..=LAST_SERIAL, year in 0_u8..100) {
            let number = InsuranceNo::issue(&county("371302"), year, serial).unwrap();
            prop_assert_eq!((number.year2(), number.serial()), (year, serial));
            prop_assert_eq!(number.as_str().parse(), Ok(number.clone()));
        }
    }
}
