//! Money: a whole number of fen. No floats, no fractions, no silent overflow.
//!
//! Rounding is half up to the fen (away from zero at the half) and happens only where `domain.md`
//! names it.

use std::fmt;
use std::str::FromStr;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::name::half_width;
use super::text::{Phrase, Text};
use crate::text;

/// An amount in fen; 100 fen are one yuan. Shown as yuan with two decimals: `1,234.56`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Fen(pub i64);

/// Why a text is no amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NotMoney {
    /// Nothing was written.
    Empty,
    /// Something other than digits, one point, a sign in front and commas.
    Characters,
    /// Commas that do not part groups of three digits: `12,34`.
    Grouping,
    /// Parts of a fen: more than two decimals.
    TooFine,
    /// More than the program can hold, or more than 12 digits of yuan in a file.
    TooLarge,
}

impl NotMoney {
    /// What is wrong, in a sentence.
    pub const fn text(self) -> Text {
        match self {
            Self::Empty => text!("未填写金额", "no amount is given"),
            Self::Characters => text!(
                "金额只能由数字、小数点、千位分隔符和负号组成",
                "an amount is made of digits, a point, commas and a minus sign only"
            ),
            Self::Grouping => text!(
                "千位分隔符位置有误，应每三位一组",
                "the commas do not stand between groups of three digits"
            ),
            Self::TooFine => text!(
                "金额最多保留两位小数（分）",
                "an amount has at most two decimals"
            ),
            Self::TooLarge => text!("金额超出可处理范围", "the amount is too large"),
        }
    }
}

impl From<NotMoney> for Phrase {
    fn from(why: NotMoney) -> Self {
        why.text().into()
    }
}

impl Fen {
    /// No money.
    pub const ZERO: Fen = Fen(0);

    /// Whole yuan; stops at the largest amount there is instead of wrapping round.
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan.saturating_mul(100))
    }

    /// The sum of two, unless it is too large.
    pub const fn checked_add(self, other: Fen) -> Option<Fen> {
        match self.0.checked_add(other.0) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// The difference of two, unless it is too large.
    pub const fn checked_sub(self, other: Fen) -> Option<Fen> {
        match self.0.checked_sub(other.0) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// The reversed amount, unless it is too large.
    pub const fn checked_neg(self) -> Option<Fen> {
        match self.0.checked_neg() {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// So many times the amount, unless it is too large.
    pub const fn checked_mul(self, times: i64) -> Option<Fen> {
        match self.0.checked_mul(times) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// The sum of all, unless it is too large.
    pub fn total(amounts: impl IntoIterator<Item = Fen>) -> Option<Fen> {
        amounts.into_iter().try_fold(Fen::ZERO, Fen::checked_add)
    }

    /// An amount computed in fen, rounded half up.
    pub fn round_half_up(fen: Decimal) -> Option<Fen> {
        fen.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .to_i64()
            .map(Fen)
    }

    /// An amount computed in yuan, rounded half up to the fen.
    pub fn from_yuan(yuan: Decimal) -> Option<Fen> {
        yuan.checked_mul(Decimal::ONE_HUNDRED)
            .and_then(Fen::round_half_up)
    }

    /// An amount computed in fen, rounded up to the next jiao (见分进角), as `P.ben.rounding =
    /// CEIL_JIAO` asks.
    pub fn ceil_jiao(fen: Decimal) -> Option<Fen> {
        let jiao = fen.checked_div(Decimal::TEN)?.ceil().to_i64()?;
        jiao.checked_mul(10).map(Fen)
    }

    /// The amount in fen, exactly, for a computation with rates.
    pub fn to_decimal(self) -> Decimal {
        Decimal::from(self.0)
    }

    /// The amount divided by a whole number, rounded half up; nothing for a divisor of 0.
    pub fn divided_by(self, divisor: i64) -> Option<Fen> {
        self.times_ratio(1, divisor)
    }

    /// The amount times a rate, rounded half up once, at the end.
    pub fn times_rate(self, rate: Decimal) -> Option<Fen> {
        self.to_decimal()
            .checked_mul(rate)
            .and_then(Fen::round_half_up)
    }

    /// The amount times `part` over `whole`, exact until it is rounded half up at the end.
    pub fn times_ratio(self, part: i64, whole: i64) -> Option<Fen> {
        let product = i128::from(self.0).checked_mul(i128::from(part))?;
        let whole = i128::from(whole);
        let quotient = product.checked_div(whole)?;
        let rest = product.checked_rem(whole)?;
        let doubled = rest.unsigned_abs().checked_mul(2)?;
        let away = if (product < 0) == (whole < 0) { 1 } else { -1 };
        let rounded = if doubled >= whole.unsigned_abs() {
            quotient + away
        } else {
            quotient
        };
        i64::try_from(rounded).ok().map(Fen)
    }

    /// The amount as files carry it: `1234.56`, no separators.
    pub fn to_yuan_string(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", fen / 100, fen % 100)
    }

    /// An amount as files must carry it: `0.00` form, no separators, at most 12 digits of yuan
    /// (`domain.md` 11.1).
    pub fn from_file(text: &str) -> Result<Fen, NotMoney> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (yuan, fen) = digits.split_once('.').ok_or(NotMoney::Characters)?;
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(yuan) || !plain(fen) {
            return Err(NotMoney::Characters);
        }
        match (yuan.len(), fen.len()) {
            (13.., _) => Err(NotMoney::TooLarge),
            (_, 3..) => Err(NotMoney::TooFine),
            (_, 2) => assemble(digits.len() < text.len(), yuan, fen),
            _ => Err(NotMoney::Characters),
        }
    }
}

impl FromStr for Fen {
    type Err = NotMoney;

    /// Reads what people type: `1,234.56`, `1234.5`, `１２３４`, `-5`.
    fn from_str(typed: &str) -> Result<Self, NotMoney> {
        let typed = half_width(typed);
        let typed = typed.trim();
        let digits = typed.strip_prefix(['-', '+']).unwrap_or(typed);
        if digits.is_empty() {
            return Err(NotMoney::Empty);
        }
        if !digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        {
            return Err(NotMoney::Characters);
        }
        let (yuan, fen) = digits.split_once('.').unwrap_or((digits, ""));
        if yuan.is_empty() || !fen.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotMoney::Characters);
        }
        if fen.len() > 2 {
            return Err(NotMoney::TooFine);
        }
        if !well_grouped(yuan) {
            return Err(NotMoney::Grouping);
        }
        assemble(typed.starts_with('-'), &yuan.replace(',', ""), fen)
    }
}

/// Whether commas, if there are any, part groups of three.
fn well_grouped(yuan: &str) -> bool {
    let mut groups = yuan.split(',');
    let first = groups.next().map_or(0, str::len);
    let mut rest = groups.peekable();
    rest.peek().is_none() || ((1..=3).contains(&first) && rest.all(|group| group.len() == 3))
}

/// An amount from its sign, its digits of yuan and none, one or two digits of fen.
fn assemble(negative: bool, yuan: &str, fen: &str) -> Result<Fen, NotMoney> {
    let magnitude: i64 = format!("{yuan}{fen:0<2}")
        .parse()
        .map_err(|_| NotMoney::TooLarge)?;
    Ok(Fen(if negative {
        magnitude.saturating_neg()
    } else {
        magnitude
    }))
}

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fen(text: &str) -> Fen {
        text.parse().unwrap()
    }

    #[test]
    fn sums_refuse_to_overflow() {
        assert_eq!(Fen(5).checked_add(Fen(7)), Some(Fen(12)));
        assert_eq!(Fen(i64::MAX).checked_add(Fen(1)), None);
        assert_eq!(Fen(i64::MIN).checked_sub(Fen(1)), None);
        assert_eq!(Fen(i64::MIN).checked_neg(), None);
        assert_eq!(Fen(i64::MAX).checked_mul(2), None);
        assert_eq!(Fen::total([Fen(1), Fen(2), Fen(-4)]), Some(Fen(-1)));
        assert_eq!(Fen::total([Fen(i64::MAX), Fen(1)]), None);
        assert_eq!(Fen::total([]), Some(Fen::ZERO));
    }

    #[test]
    fn the_run_of_april_2012_sums_to_the_fen() {
        let basic = Fen::yuan(55).checked_mul(1007).unwrap();
        assert_eq!(basic, fen("55,385.00"));
        let net = Fen::total([basic, fen("9063"), fen("330"), fen("-110")]).unwrap();
        assert_eq!(net, fen("64,668.00"));
    }

    #[test]
    fn people_may_type_money_in_several_ways() {
        for text in [
            "1,234.56",
            "1234.56",
            " 1234.56 ",
            "１２３４．５６",
            "１，２３４。５６",
            "+1234.56",
        ] {
            assert_eq!(text.parse(), Ok(Fen(123_456)), "{text}");
        }
        assert_eq!(fen("1234.5"), Fen(123_450));
        assert_eq!(fen("1234."), Fen(123_400));
        assert_eq!(fen("0"), Fen::ZERO);
        assert_eq!(fen("-0.05"), Fen(-5));
        assert_eq!(fen("－１００"), Fen(-10_000));
    }

    #[test]
    fn what_is_no_money_is_told_why() {
        let why = |text: &str| text.parse::<Fen>().unwrap_err();
        assert_eq!(why(""), NotMoney::Empty);
        assert_eq!(why(" - "), NotMoney::Empty);
        for text in [
            "12a",
            "1.2.3",
            ".5",
            "１２元",
            "--5",
            "5-",
            "1e3",
            "=1+1",
            "1,2.3,4",
        ] {
            assert_eq!(why(text), NotMoney::Characters, "{text}");
        }
        for text in ["12,34", "1,2345", ",123", "1234,567", "1,,234", "123,"] {
            assert_eq!(why(text), NotMoney::Grouping, "{text}");
        }
        assert_eq!(why("1.234"), NotMoney::TooFine);
        assert_eq!(why("92233720368547758.08"), NotMoney::TooLarge);
    }

    #[test]
    fn files_carry_one_form_only() {
        assert_eq!(Fen(123_456).to_yuan_string(), "1234.56");
        assert_eq!(Fen(-5).to_yuan_string(), "-0.05");
        assert_eq!(Fen::from_file("55.72"), Ok(Fen(5_572)));
        assert_eq!(Fen::from_file("-0.05"), Ok(Fen(-5)));
        assert_eq!(
            Fen::from_file("999999999999.99"),
            Ok(Fen(99_999_999_999_999))
        );
        assert_eq!(Fen::from_file("1000000000000.00"), Err(NotMoney::TooLarge));
        assert_eq!(Fen::from_file("1.234"), Err(NotMoney::TooFine));
        for text in [
            "", "55", "55.7", "1,234.56", " 5.00", "+5.00", "５.00", ".00", "5.",
        ] {
            assert_eq!(Fen::from_file(text), Err(NotMoney::Characters), "{text}");
        }
    }

    #[test]
    fn account_pensions_divide_by_139() {
        assert_eq!(fen("2085.00").divided_by(139), Some(fen("15.00")));
        assert_eq!(fen("15678.40").divided_by(139), Some(fen("112.79")));
        assert_eq!(fen("6460.32").divided_by(139), Some(fen("46.48")));
        assert_eq!(fen("1").divided_by(0), None);
    }

    #[test]
    fn an_inheritance_is_a_share_of_the_remainder() {
        let remainder = fen("1964.63");
        let heritable = remainder.times_ratio(1_800, 2_085).unwrap();
        assert_eq!(heritable, fen("1696.08"));
        assert_eq!(remainder.checked_sub(heritable), Some(fen("268.55")));
    }

    #[test]
    fn halves_go_up_and_away_from_zero() {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(Fen::from_yuan(decimal("7.875")), Some(fen("7.88")));
        assert_eq!(Fen::from_yuan(decimal("59.625")), Some(fen("59.63")));
        assert_eq!(Fen::from_yuan(decimal("-7.875")), Some(fen("-7.88")));
        assert_eq!(Fen::from_yuan(decimal("7.8749999")), Some(fen("7.87")));
        assert_eq!(Fen::round_half_up(decimal("0.5")), Some(Fen(1)));
        assert_eq!(Fen::round_half_up(Decimal::MAX), None);
        assert_eq!(
            Fen::yuan(400).times_rate(decimal("0.035")),
            Some(fen("14.00"))
        );
        assert_eq!(Fen::ceil_jiao(decimal("11279.42")), Some(fen("112.80")));
        assert_eq!(Fen::ceil_jiao(decimal("1500")), Some(fen("15.00")));
        assert_eq!(Fen(-1).times_ratio(1, 2), Some(Fen(-1)));
        assert_eq!(Fen(1).times_ratio(1, -2), Some(Fen(-1)));
    }

    #[test]
    fn the_screen_shows_thousands() {
        assert_eq!(Fen(-123_456_789).to_string(), "-1,234,567.89");
        assert_eq!(Fen(5).to_string(), "0.05");
        assert_eq!(format!("{:>10}", Fen(12_345)), "    123.45");
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed_again(amount in (i64::MIN + 1)..=i64::MAX) {
            prop_assert_eq!(Fen(amount).to_string().parse(), Ok(Fen(amount)));
            prop_assert_eq!(Fen(amount).to_yuan_string().parse(), Ok(Fen(amount)));
        }

        #[test]
        fn the_two_ways_to_round_agree(amount in -9_000_000_000_i64..9_000_000_000, divisor in 1_i64..5_000) {
            let exact = Fen(amount).to_decimal() / Decimal::from(divisor);
            prop_assert_eq!(Fen(amount).divided_by(divisor), Fen::round_half_up(exact));
        }
    }
}
