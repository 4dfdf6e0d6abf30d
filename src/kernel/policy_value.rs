//! How parameter values are written and judged: types, ranges, and what the law allows on a day.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::clause::Clause;
use super::money::Fen;
use super::parameter::Parameter;
use super::refusal::Refusal;
use super::text::Phrase;
use crate::phrase;

/// How the value of a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number from the one to the other, both included.
    Int(i64, i64),
    /// `true` or `false`.
    Bool,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// For each key one of these words, for `all` at least: `all=NONE,verify=PREV_WORKDAY`.
    ChoiceBy(&'static [&'static str]),
    /// A decimal between two whole numbers.
    Decimal(i64, i64),
    /// An amount in yuan from 0 to so many.
    Yuan(i64),
    /// Free text of at most so many characters.
    Text(usize),
    /// A day: `2011-07-01`.
    Date,
    /// A day of every year: `03-31`.
    MonthDay,
    /// From one day of the year to another: `01-01..03-31`.
    Window,
    /// Ascending whole numbers between two: `100,200,300`.
    Numbers(i64, i64),
    /// Keys with decimals between two whole numbers: `100=30,200=35`; may be empty.
    Pairs(i64, i64),
}

/// What the law asks of a value beyond its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legal {
    /// Nothing more.
    Free,
    /// Subsidies: 30 yuan at least; from the national merger 60 for grades of 500 and more.
    SubsidyFloor,
    /// The shares total 100.
    TotalsHundred,
    /// The collection window ends by 31 March.
    EndsInMarch,
    /// Only pairs of duties that may be waived, each with a document and a last day.
    Waivers,
}

/// The day the national merger raised the floor of subsidies.
const MERGER: (i32, u32, u32) = (2014, 2, 21);

/// A table of keys and numbers, in its own order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(pub Vec<(String, Decimal)>);

impl Pairs {
    /// The number of a key.
    pub fn get(&self, key: &str) -> Option<Decimal> {
        self.0
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, number)| *number)
    }

    /// The number of the greatest numeric key that is not above a number.
    pub fn step(&self, upto: Decimal) -> Option<Decimal> {
        let keys = self
            .0
            .iter()
            .filter_map(|(key, number)| Some((key.parse().ok()?, *number)));
        let reached = keys.filter(|(key, _): &(Decimal, Decimal)| *key <= upto);
        reached
            .max_by_key(|(key, _)| *key)
            .map(|(_, number)| number)
    }
}

/// Reads `key=number` pairs, each key once; empty text is an empty table.
pub fn pairs_of(value: &str) -> Option<Pairs> {
    let mut pairs: Vec<(String, Decimal)> = Vec::new();
    for part in value.split(',').filter(|_| !value.is_empty()) {
        let (key, number) = part.split_once('=')?;
        let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !plain || pairs.iter().any(|(known, _)| known == key) {
            return None;
        }
        pairs.push((key.to_owned(), number.parse().ok()?));
    }
    Some(Pairs(pairs))
}

/// Reads a day of the year: `03-31`. The year asked is a leap year, so that 29 February may stand.
pub fn month_day_of(value: &str) -> Option<(u32, u32)> {
    let (month, day) = value.split_once('-').filter(|_| value.len() == 5)?;
    let date = NaiveDate::from_ymd_opt(2012, month.parse().ok()?, day.parse().ok()?)?;
    Some((date.month(), date.day()))
}

/// Reads a window of the year: `01-01..03-31`, the first not after the last.
pub fn window_of(value: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = value.split_once("..")?;
    let window = (month_day_of(first)?, month_day_of(last)?);
    (window.0 <= window.1).then_some(window)
}

impl Kind {
    /// Whether a value is written as the kind asks, and in range.
    pub fn takes(self, value: &str) -> bool {
        let in_range = |number: Decimal, least: i64, most: i64| {
            Decimal::from(least) <= number && number <= Decimal::from(most)
        };
        match self {
            Self::Int(least, most) => value
                .parse::<i64>()
                .is_ok_and(|number| (least..=most).contains(&number)),
            Self::Bool => matches!(value, "true" | "false"),
            Self::Choice(words) => words.contains(&value),
            Self::ChoiceBy(words) => choices_fit(value, words),
            Self::Decimal(least, most) => value
                .parse()
                .is_ok_and(|number| in_range(number, least, most)),
            Self::Yuan(most) => Fen::from_file(value)
                .is_ok_and(|amount| (Fen::ZERO..=Fen::yuan(most)).contains(&amount)),
            Self::Text(longest) => value.chars().count() <= longest,
            Self::Date => value.len() == 10 && value.parse::<NaiveDate>().is_ok(),
            Self::MonthDay => month_day_of(value).is_some(),
            Self::Window => window_of(value).is_some(),
            Self::Numbers(least, most) => {
                let numbers: Option<Vec<i64>> =
                    value.split(',').map(|part| part.parse().ok()).collect();
                numbers.is_some_and(|numbers| {
                    numbers.iter().all(|number| (least..=most).contains(number))
                        && numbers.is_sorted_by(|one, next| one < next)
                })
            }
            Self::Pairs(least, most) => pairs_of(value).is_some_and(|pairs| {
                pairs
                    .0
                    .iter()
                    .all(|(_, number)| in_range(*number, least, most))
            }),
        }
    }

    /// How a value is written, for the field's hint and the refusal.
    pub fn hint(self) -> Phrase {
        match self {
            Self::Int(least, most) => phrase!(
                "{least}至{most}之间的整数",
                "a whole number from {least} to {most}",
                least = least,
                most = most,
            ),
            Self::Bool => phrase!("true 或 false", "true or false"),
            Self::Choice(words) => {
                phrase!(
                    "以下之一：{words}",
                    "one of {words}",
                    words = words.join(" / ")
                )
            }
            Self::ChoiceBy(words) => phrase!(
                "形如 all=值，值为以下之一：{words}",
                "all=VALUE, a value being one of {words}",
                words = words.join(" / "),
            ),
            Self::Decimal(least, most) => phrase!(
                "{least}至{most}之间的小数",
                "a decimal from {least} to {most}",
                least = least,
                most = most,
            ),
            Self::Yuan(most) => phrase!(
                "0.00至{most}.00元，保留两位小数",
                "yuan from 0.00 to {most}.00, with two decimals",
                most = most,
            ),
            Self::Text(longest) => {
                phrase!("不超过{n}个字", "at most {n} characters", n = longest)
            }
            Self::Date => phrase!("日期，形如 2012-03-31", "a day, as 2012-03-31"),
            Self::MonthDay => phrase!("月日，形如 03-31", "month and day, as 03-31"),
            Self::Window => phrase!("起止月日，形如 01-01..03-31", "from..to, as 01-01..03-31"),
            Self::Numbers(least, most) => phrase!(
                "由小到大、逗号分隔的整数，{least}至{most}",
                "ascending whole numbers from {least} to {most}, parted by commas",
                least = least,
                most = most,
            ),
            Self::Pairs(least, most) => phrase!(
                "逗号分隔的“键=数值”，数值{least}至{most}",
                "key=number parted by commas, numbers from {least} to {most}",
                least = least,
                most = most,
            ),
        }
    }
}

/// Whether every choice is one of the words, every key stands once, and `all` is among them.
fn choices_fit(value: &str, words: &[&str]) -> bool {
    let pairs: Option<Vec<(&str, &str)>> =
        value.split(',').map(|pair| pair.split_once('=')).collect();
    pairs.is_some_and(|pairs| {
        let mut keys: Vec<&str> = pairs.iter().map(|(key, _)| *key).collect();
        keys.sort_unstable();
        let once = keys.is_sorted_by(|one, next| one < next);
        once && keys.contains(&"all") && pairs.iter().all(|(_, word)| words.contains(word))
    })
}

impl Parameter {
    /// Judges a value that shall hold from a day on: its type, its range, and what the law asks.
    pub fn check(&self, value: &str, from: NaiveDate) -> Result<(), Refusal> {
        if !self.kind.takes(value) {
            return Err(Refusal::new(
                "PN-0703",
                Clause::of("AppA"),
                phrase!(
                    "参数{id}的值“{value}”不符合要求，应为{hint}",
                    "'{value}' is no value of {id}, which is {hint}",
                    id = self.id,
                    value = value,
                    hint = self.kind.hint(),
                ),
                phrase!("请按提示格式重新填写。", "Write it as the hint says."),
            )
            .blaming("value"));
        }
        match self.legal {
            Legal::Free => Ok(()),
            Legal::SubsidyFloor => subsidy_floor(value, from),
            Legal::TotalsHundred => totals_hundred(value),
            Legal::EndsInMarch => ends_in_march(value),
            Legal::Waivers => super::waiver::waivers(value).map(drop),
        }
    }
}

/// A subsidy table pays every grade from 100 yuan on at least what the law asks on the day.
fn subsidy_floor(value: &str, from: NaiveDate) -> Result<(), Refusal> {
    let pairs = pairs_of(value).unwrap_or_default();
    let merged =
        NaiveDate::from_ymd_opt(MERGER.0, MERGER.1, MERGER.2).is_some_and(|day| from >= day);
    let clause = if merged { "G14" } else { "G09" };
    let steps = pairs
        .0
        .iter()
        .filter_map(|(key, _)| key.parse::<Decimal>().ok());
    // The table is a staircase: it suffices to look at its own steps and at those of the law.
    for grade in steps.chain([100, 500].map(Decimal::from)) {
        let floor = if merged && grade >= Decimal::from(500) {
            60
        } else {
            30
        };
        let paid = pairs.step(grade).unwrap_or_default();
        if paid < Decimal::from(floor) {
            return Err(unlawful(
                clause,
                phrase!(
                    "{grade}元档次补贴{paid}元，低于规定的{floor}元",
                    "the subsidy of grade {grade} is {paid} yuan, under the floor of {floor}",
                    grade = grade,
                    paid = paid,
                    floor = floor,
                ),
            ));
        }
    }
    Ok(())
}

fn totals_hundred(value: &str) -> Result<(), Refusal> {
    let pairs = pairs_of(value).unwrap_or_default();
    let total: Decimal = pairs.0.iter().map(|(_, share)| *share).sum();
    if total == Decimal::ONE_HUNDRED {
        return Ok(());
    }
    let why = phrase!(
        "各项合计为{total}，应为100",
        "the shares total {total}, not 100",
        total = total
    );
    Err(unlawful("AppA", why))
}

fn ends_in_march(value: &str) -> Result<(), Refusal> {
    match window_of(value) {
        Some((_, last)) if last <= (3, 31) => Ok(()),
        _ => Err(unlawful(
            "N2.2-a",
            phrase!(
                "集中缴纳应在3月底前完成",
                "collection must be finished by the end of March"
            ),
        )),
    }
}

fn unlawful(clause: &'static str, why: Phrase) -> Refusal {
    let remedy = phrase!(
        "请按规定标准调整后重新填报。",
        "Adjust it to what the rule asks."
    );
    Refusal::new("PN-0704", Clause::of(clause), why, remedy).blaming("value")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_takes_its_own_and_nothing_else() {
        let cases: [(Kind, &[&str], &[&str]); 12] = [
            (
                Kind::Int(1, 10),
                &["1", "10"],
                &["0", "11", "", "1.0", "ten"],
            ),
            (Kind::Bool, &["true", "false"], &["TRUE", "1", ""]),
            (
                Kind::Choice(&["OFF", "FLAT"]),
                &["OFF"],
                &["off", "", "NONE"],
            ),
            (
                Kind::ChoiceBy(&["NONE", "NEXT"]),
                &["all=NONE", "all=NONE,verify=NEXT"],
                &["NONE", "verify=NEXT", "all=X", "all=NONE,all=NEXT", ""],
            ),
            (
                Kind::Decimal(0, 100),
                &["0", "3.50", "100"],
                &["-1", "100.01", "x"],
            ),
            (
                Kind::Yuan(2000),
                &["0.00", "2000.00"],
                &["2000.01", "55", "-1.00"],
            ),
            (Kind::Text(3), &["", "居民养"], &["居民养老"]),
            (Kind::Date, &["2011-07-01"], &["2011-7-1", "2011-02-29", ""]),
            (
                Kind::MonthDay,
                &["03-31", "02-29"],
                &["3-31", "02-30", "0331"],
            ),
            (
                Kind::Window,
                &["01-01..03-31"],
                &["03-31..01-01", "01-01", "01-01-03-31"],
            ),
            (
                Kind::Numbers(1, 5000),
                &["100", "100,200"],
                &["", "200,100", "100,100", "0"],
            ),
            (
                Kind::Pairs(0, 100),
                &["", "a=1,b=2.5"],
                &["a", "a=1,a=2", "a=101", "=1", "a=1,"],
            ),
        ];
        for (kind, good, bad) in cases {
            assert!(good.iter().all(|value| kind.takes(value)), "{kind:?}");
            for value in bad {
                assert!(!kind.takes(value), "{kind:?} {value}");
            }
            assert!(!kind.hint().zh.is_empty() && kind.hint().en.is_ascii());
        }
    }

    #[test]
    fn a_table_is_a_staircase() {
        let table = pairs_of("500=50,100=30").unwrap();
        let step = |upto: i64| table.step(Decimal::from(upto));
        assert_eq!(
            [99, 100, 499, 500, 9999].map(step),
            [None, Some(30), Some(30), Some(50), Some(50)].map(|n| n.map(Decimal::from))
        );
        assert_eq!(table.get("100"), Some(Decimal::from(30)));
    }
}
