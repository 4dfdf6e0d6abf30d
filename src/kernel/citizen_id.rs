//! The citizen identity number (公民身份号码, GB 11643-1999): 18 characters, read from 18 or 15
//! (`domain.md` 1.4).
//!
//! Deliberately absent: any demand that the first six digits be a county of today. Numbers are
//! given once, for life, under the division of that day; see [`super::birthplace`].

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::clause::Clause;
use super::name::half_width;
use super::refusal::Refusal;
use super::text::{Phrase, Text};
use crate::{phrase, text};

/// The weights of the 17 digits before the check digit.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check digit by the weighted sum modulo 11.
const CHECK_DIGITS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// A valid citizen id, in its 18-character form with a capital X.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CitizenId(String);

/// A person's sex, by the codes of GB 2261.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sex {
    /// 1, male.
    Male,
    /// 2, female.
    Female,
}

impl Sex {
    /// The code of GB 2261: 1 or 2.
    pub const fn code(self) -> i64 {
        match self {
            Self::Male => 1,
            Self::Female => 2,
        }
    }

    /// The sex of a code of GB 2261; codes 0 and 9 (unknown) are none.
    pub const fn of_code(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Male),
            2 => Some(Self::Female),
            _ => None,
        }
    }

    /// The word.
    pub const fn title(self) -> Text {
        match self {
            Self::Male => text!("男", "male"),
            Self::Female => text!("女", "female"),
        }
    }
}

/// Why a text is no citizen id, or none of a person who can be enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotACitizenId {
    /// Neither 18 nor 15 characters.
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that cannot stand there: only the 18th may be an X, all others are digits.
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
    /// The birth date in it is no day of the calendar, such as 29 February of a common year.
    ImpossibleDate {
        /// The digits: `19620229`.
        digits: String,
    },
    /// The birth date lies after the day of judgment.
    FutureDate {
        /// The birth date.
        birth: NaiveDate,
    },
    /// The person would be older than `P.id.max_age`.
    TooOld {
        /// The birth date.
        birth: NaiveDate,
        /// The age that would be, in full years.
        age: u32,
        /// The greatest age allowed.
        max_age: u32,
    },
}

impl CitizenId {
    /// Reads an id of 18 or 15 characters; spaces go, full-width digits and small x are taken.
    pub fn parse(typed: &str) -> Result<Self, NotACitizenId> {
        let plain: String = half_width(typed)
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        match plain.chars().count() {
            18 => Self::of_eighteen(plain),
            15 => Self::of_fifteen(&plain),
            found => Err(NotACitizenId::Length { found }),
        }
    }

    /// Reads an id and judges its birth date on a day, by `P.id.max_age`.
    pub fn parse_on(typed: &str, day: NaiveDate, max_age: u32) -> Result<Self, NotACitizenId> {
        let id = Self::parse(typed)?;
        id.check_age(day, max_age)?;
        Ok(id)
    }

    /// Whether the person is born, and not too old, on a day.
    pub fn check_age(&self, day: NaiveDate, max_age: u32) -> Result<(), NotACitizenId> {
        let birth = self.birth_date();
        match day.years_since(birth) {
            None => Err(NotACitizenId::FutureDate { birth }),
            Some(age) if age > max_age => Err(NotACitizenId::TooOld {
                birth,
                age,
                max_age,
            }),
            Some(_) => Ok(()),
        }
    }

    fn of_eighteen(plain: String) -> Result<Self, NotACitizenId> {
        let found = plain.chars().next_back().unwrap_or(' ');
        let body = plain.strip_suffix(found).unwrap_or(&plain);
        digits_only(body)?;
        if !(found.is_ascii_digit() || found == 'X') {
            return Err(NotACitizenId::Character { place: 18, found });
        }
        let expected = check_digit(body);
        if found != expected {
            return Err(NotACitizenId::CheckDigit { expected, found });
        }
        birth_in(body)?;
        Ok(Self(plain))
    }

    /// The century goes in and the check digit on: 18 for the sequences 996 to 999, else 19.
    fn of_fifteen(plain: &str) -> Result<Self, NotACitizenId> {
        digits_only(plain)?;
        let (division, rest) = plain.split_at_checked(6).unwrap_or((plain, ""));
        let century = if is_centenarian(rest) { "18" } else { "19" };
        let body = format!("{division}{century}{rest}");
        birth_in(&body)?;
        let check = check_digit(&body);
        Ok(Self(format!("{body}{check}")))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The birth date.
    pub fn birth_date(&self) -> NaiveDate {
        // Every constructor has read this date once already.
        birth_in(&self.0).unwrap_or_default()
    }

    /// The sex, by whether the sequence number is odd.
    pub fn sex(&self) -> Sex {
        match self.0.as_bytes().get(16) {
            Some(digit) if digit % 2 == 1 => Sex::Male,
            _ => Sex::Female,
        }
    }

    /// The six digits of the division that gave the number.
    pub fn division(&self) -> &str {
        self.0.get(..6).unwrap_or_default()
    }

    /// The last four characters, by which operators look people up.
    pub fn last_four(&self) -> &str {
        self.0.get(14..).unwrap_or_default()
    }

    /// Full years of age on a day; none before birth. A child of 29 February has its birthday on 1
    /// March.
    pub fn age_on(&self, day: NaiveDate) -> Option<u32> {
        day.years_since(self.birth_date())
    }

    /// The 15-digit form the number had before 1999, if it can have had one.
    pub fn to_fifteen(&self) -> Option<String> {
        let division = self.0.get(..6)?;
        let century = self.0.get(6..8)?;
        let rest = self.0.get(8..17)?;
        let fitting = if is_centenarian(rest) { "18" } else { "19" };
        (century == fitting).then(|| format!("{division}{rest}"))
    }

    /// The id as lists show it: `372801********0024`.
    pub fn masked(&self) -> String {
        format!("{}********{}", self.division(), self.last_four())
    }
}

/// Whether the last three digits of a 15-digit number were reserved for people born in the 1800s.
fn is_centenarian(digits: &str) -> bool {
    ["996", "997", "998", "999"]
        .iter()
        .any(|sequence| digits.ends_with(sequence))
}

fn digits_only(body: &str) -> Result<(), NotACitizenId> {
    match body.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
        Some((at, found)) => Err(NotACitizenId::Character {
            place: at.saturating_add(1),
            found,
        }),
        None => Ok(()),
    }
}

/// The check digit of seventeen digits (ISO 7064 MOD 11-2).
fn check_digit(body: &str) -> char {
    let sum: u32 = body
        .chars()
        .zip(WEIGHTS)
        .filter_map(|(c, weight)| Some(c.to_digit(10)? * weight))
        .sum();
    CHECK_DIGITS
        .into_iter()
        .nth((sum % 11) as usize)
        .unwrap_or('X')
}

/// The birth date in the 7th to 14th digit.
fn birth_in(digits: &str) -> Result<NaiveDate, NotACitizenId> {
    let written = digits.get(6..14).unwrap_or_default();
    let part = |range| {
        written
            .get(range)
            .and_then(|part: &str| part.parse::<u32>().ok())
    };
    let date = || {
        let year = i32::try_from(part(0..4)?).ok()?;
        NaiveDate::from_ymd_opt(year, part(4..6)?, part(6..8)?)
    };
    date().ok_or_else(|| NotACitizenId::ImpossibleDate {
        digits: written.to_owned(),
    })
}

impl NotACitizenId {
    /// What is wrong, in a sentence.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Length { found } => phrase!(
                "公民身份号码应为18位（旧号15位），现为{found}位",
                "a citizen id has 18 characters (an old one 15), this one {found}",
                found = found,
            ),
            Self::Character { place, found } => phrase!(
                "公民身份号码第{place}位“{found}”有误，除末位可为X外应全部为数字",
                "character {place} of the citizen id, '{found}', cannot stand there: all are \
                 digits but a final X",
                place = place,
                found = found,
            ),
            Self::CheckDigit { expected, found } => phrase!(
                "公民身份号码校验位不符：按前17位应为{expected}，录入为{found}",
                "the check digit of the citizen id should be {expected} by the 17 digits before \
                 it, not {found}",
                expected = expected,
                found = found,
            ),
            Self::ImpossibleDate { digits } => phrase!(
                "公民身份号码中的出生日期{digits}不存在",
                "the birth date {digits} in the citizen id is no day of the calendar",
                digits = digits,
            ),
            Self::FutureDate { birth } => phrase!(
                "公民身份号码中的出生日期{birth}晚于业务日期",
                "the birth date {birth} in the citizen id lies after the business date",
                birth = birth,
            ),
            Self::TooOld {
                birth,
                age,
                max_age,
            } => phrase!(
                "公民身份号码中的出生日期为{birth}，年满{age}周岁，超过上限{max_age}周岁",
                "born {birth} by the citizen id, the person would be {age}, over the limit of \
                 {max_age}",
                birth = birth,
                age = age,
                max_age = max_age,
            ),
        }
    }

    /// The refusal of a form field that holds such a number.
    pub fn refusal(&self, field: &str) -> Refusal {
        let code = match self {
            Self::Length { .. } => "PN-0101",
            Self::Character { .. } => "PN-0102",
            Self::CheckDigit { .. } => "PN-0103",
            Self::ImpossibleDate { .. } => "PN-0104",
            Self::FutureDate { .. } => "PN-0105",
            Self::TooOld { .. } => "PN-0106",
        };
        let remedy = phrase!(
            "请对照居民身份证或户口簿逐位核对后重新录入。",
            "Compare it digit by digit with the identity card or the household book and type it \
             again.",
        );
        Refusal::new(code, Clause::of("GBID"), self.phrase(), remedy).blaming(field)
    }
}

/// Two people under one id (历史重号): entry stops hard; the county reviewer may open a dispute.
pub fn already_enrolled(masked_id: &str, insurance_no: &str) -> Refusal {
    Refusal::new(
        "PN-0107",
        Clause::of("N2.1-c"),
        phrase!(
            "公民身份号码{id}已参保，保险编号{number}",
            "the citizen id {id} is already enrolled under insurance number {number}",
            id = masked_id,
            number = insurance_no,
        ),
        phrase!(
            "系同一人的，请在原保险编号下办理；确属两人重号的，由县业务复核岗凭公安机关证明提起“重号争议”，争议解决前两人均暂缓支付。",
            "If it is the same person, use the number above. If two people truly share the id, \
             the county reviewer opens a duplicate-id dispute on a public-security certificate; \
             both stay blocked for payment until it is settled.",
        ),
    )
    .blaming("citizen_id")
}

/// Where the dispute over an id that two people share stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum IdDispute {
    /// Opened by the county reviewer, with the certificate of public security.
    Open,
    /// Settled: one of the two has a corrected number.
    Settled,
}

impl IdDispute {
    /// Whether both persons stay blocked for payment.
    pub const fn blocks_payment(self) -> bool {
        matches!(self, Self::Open)
    }
}

impl FromStr for CitizenId {
    type Err = NotACitizenId;

    fn from_str(typed: &str) -> Result<Self, NotACitizenId> {
        Self::parse(typed)
    }
}

impl TryFrom<String> for CitizenId {
    type Error = NotACitizenId;

    fn try_from(written: String) -> Result<Self, NotACitizenId> {
        Self::parse(&written)
    }
}

impl From<CitizenId> for String {
    fn from(id: CitizenId) -> String {
        id.0
    }
}

impl fmt::Display for NotACitizenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrase().zh)
    }
}

impl fmt::Display for CitizenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALID: [(&str, &str, Sex); 6] = [
        ("372801195203150024", "1952-03-15", Sex::Female),
        ("371324198506170233", "1985-06-17", Sex::Male),
        ("371329199607043010", "1996-07-04", Sex::Male),
        ("371323195203150016", "1952-03-15", Sex::Male),
        ("37132519700101005X", "1970-01-01", Sex::Male),
        ("372829195107040016", "1951-07-04", Sex::Male),
    ];

    fn id(text: &str) -> CitizenId {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_test_ids_read_as_they_should() {
        for (text, birth, sex) in VALID {
            let id = id(text);
            assert_eq!(
                (id.birth_date(), id.sex(), id.as_str()),
                (day(birth), sex, text)
            );
        }
        assert_eq!(id("372801195203150024").division(), "372801");
    }

    #[test]
    fn days_that_never_were_are_refused_though_the_checksum_holds() {
        for (text, digits) in [
            ("372825196202293010", "19620229"),
            ("371302199302290010", "19930229"),
        ] {
            let wrong = NotACitizenId::ImpossibleDate {
                digits: digits.to_owned(),
            };
            assert_eq!(CitizenId::parse(text), Err(wrong));
        }
    }

    #[test]
    fn small_x_spaces_and_full_width_are_taken() {
        for text in [
            "37132519700101005x",
            " 371325 19700101 005X ",
            "３７１３２５１９７００１０１００５Ｘ",
            "371325　19700101　005ｘ",
        ] {
            assert_eq!(id(text).as_str(), "37132519700101005X");
        }
    }

    #[test]
    fn each_kind_of_mistake_is_named() {
        let why = |text: &str| CitizenId::parse(text).unwrap_err();
        assert_eq!(why(""), NotACitizenId::Length { found: 0 });
        assert_eq!(why("3728011952031500"), NotACitizenId::Length { found: 16 });
        assert_eq!(
            why("37280119520315002A"),
            NotACitizenId::Character {
                place: 18,
                found: 'A'
            }
        );
        assert_eq!(
            why("3728O1195203150024"),
            NotACitizenId::Character {
                place: 5,
                found: 'O'
            }
        );
        assert_eq!(
            why("37280119520315X024"),
            NotACitizenId::Character {
                place: 15,
                found: 'X'
            }
        );
        assert_eq!(
            why("37280152031500X"),
            NotACitizenId::Character {
                place: 15,
                found: 'X'
            }
        );
        assert_eq!(
            why("王72801195203150024"),
            NotACitizenId::Character {
                place: 1,
                found: '王'
            }
        );
        let wrong = NotACitizenId::CheckDigit {
            expected: '4',
            found: '5',
        };
        assert_eq!(why("372801195203150025"), wrong);
        let refusal = wrong.refusal("citizen_id");
        assert_eq!(
            (refusal.code.as_str(), refusal.clause.0),
            ("PN-0103", "GBID")
        );
        assert!(refusal.why.zh.contains("应为4") && refusal.why.en.contains("should be 4"));
    }

    #[test]
    fn nobody_is_unborn_or_too_old() {
        let text = "372801195203150024";
        let unborn = NotACitizenId::FutureDate {
            birth: day("1952-03-15"),
        };
        assert_eq!(
            CitizenId::parse_on(text, day("1952-03-14"), 120),
            Err(unborn)
        );
        assert!(CitizenId::parse_on(text, day("1952-03-15"), 120).is_ok());
        assert!(CitizenId::parse_on(text, day("2073-03-14"), 120).is_ok());
        let too_old = NotACitizenId::TooOld {
            birth: day("1952-03-15"),
            age: 121,
            max_age: 120,
        };
        assert_eq!(
            CitizenId::parse_on(text, day("2073-03-15"), 120),
            Err(too_old)
        );
        assert_eq!(id(text).age_on(day("2012-03-14")), Some(59));
        assert_eq!(id(text).age_on(day("2012-03-15")), Some(60));
    }

    #[test]
    fn fifteen_digits_become_eighteen_and_back() {
        let old = id("372801520315002");
        assert_eq!(old.as_str(), "372801195203150024");
        assert_eq!(old.to_fifteen().as_deref(), Some("372801520315002"));
        for (text, ..) in VALID {
            assert_eq!(id(&id(text).to_fifteen().unwrap()).as_str(), text);
        }
        let centenarian = id("372801990101997");
        assert_eq!(centenarian.birth_date(), day("1899-01-01"));
        assert_eq!(centenarian.to_fifteen().as_deref(), Some("372801990101997"));
        assert_eq!(id("372801990101995").birth_date(), day("1999-01-01"));
        let wrong = NotACitizenId::ImpossibleDate {
            digits: "19620229".to_owned(),
        };
        assert_eq!(CitizenId::parse("372825620229301"), Err(wrong));
    }

    #[test]
    fn a_number_given_after_the_old_form_ended_has_no_old_form() {
        let body = "37132320010101001";
        let id = id(&format!("{body}{}", check_digit(body)));
        assert_eq!(id.to_fifteen(), None);
        let reserved = "37280119520315997";
        assert_eq!(
            super::CitizenId(format!("{reserved}{}", check_digit(reserved))).to_fifteen(),
            None
        );
    }

    #[test]
    fn lists_show_a_masked_id() {
        assert_eq!(id("372801195203150024").masked(), "372801********0024");
        assert_eq!(id("372801195203150024").last_four(), "0024");
    }

    #[test]
    fn every_single_wrong_digit_is_found() {
        for (text, ..) in VALID {
            for place in 0..18 {
                for digit in '0'..='9' {
                    let mut typed: Vec<char> = text.chars().collect();
                    if typed[place] != digit {
                        typed[place] = digit;
                        assert!(CitizenId::parse(&typed.iter().collect::<String>()).is_err());
                    }
                }
            }
        }
    }

    #[test]
    fn every_birthday_of_1900_to_2030_is_read_as_written() {
        let last = day("2030-12-31");
        for birth in day("1900-01-01")
            .iter_days()
            .take_while(|birth| *birth <= last)
        {
            let body = format!("371323{}001", birth.format("%Y%m%d"));
            let id = id(&format!("{body}{}", check_digit(&body)));
            assert_eq!(id.birth_date(), birth);
            assert_eq!(id.age_on(birth), Some(0));
        }
    }

    #[test]
    fn a_record_cannot_bring_in_an_invalid_id() {
        assert!(serde_json::from_str::<CitizenId>("\"372801195203150025\"").is_err());
        let read: CitizenId = serde_json::from_str("\"372801195203150024\"").unwrap();
        assert_eq!(
            serde_json::to_string(&read).unwrap(),
            "\"372801195203150024\""
        );
    }

    #[test]
    fn sex_goes_by_gb2261() {
        assert_eq!((Sex::Male.code(), Sex::Female.code()), (1, 2));
        assert_eq!(
            [0, 1, 2, 9].map(Sex::of_code),
            [None, Some(Sex::Male), Some(Sex::Female), None]
        );
        assert_eq!(Sex::Female.title().zh, "女");
    }

    #[test]
    fn a_shared_id_stops_entry_and_shows_the_way_out() {
        let refusal = already_enrolled("372801********0024", "3713231200012344");
        assert_eq!(refusal.clause.0, "N2.1-c");
        assert!(refusal.remedy.zh.contains("重号争议"));
        assert!(IdDispute::Open.blocks_payment() && !IdDispute::Settled.blocks_payment());
    }
}
