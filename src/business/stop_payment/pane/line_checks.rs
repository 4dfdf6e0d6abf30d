//! The checks of the fields of a line, as each is left.

use chrono::NaiveDate;

use crate::business::stop_payment::{Evidence, Reason};
use crate::kernel::clause::Clause;
use crate::kernel::insurance_no::InsuranceNo;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::phrase;

fn wrong(code: &str, clause: &'static str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of(clause), why, remedy)
}

pub(super) fn is_number(typed: &str) -> Result<(), Refusal> {
    InsuranceNo::parse(typed).map(drop).map_err(|_| {
        wrong(
            "PN-4580",
            "1.5",
            phrase!(
                "“{it}”不是保险编号",
                "'{it}' is no insurance number",
                it = typed
            ),
            phrase!(
                "请核对16位编号，或先在查询（g 2）中找到本人",
                "check the 16 digits, or find the person with g 2"
            ),
        )
    })
}

pub(super) fn is_reason(typed: &str) -> Result<(), Refusal> {
    let known = Reason::of(&typed.to_ascii_uppercase());
    known.map(drop).ok_or_else(|| {
        wrong(
            "PN-4581",
            "3.6",
            phrase!(
                "没有原因代码“{it}”",
                "there is no reason '{it}'",
                it = typed
            ),
            phrase!(
                "请填S01至S99、T01至T99，或按F4选择",
                "S01 to S99, T01 to T99, or choose with F4"
            ),
        )
    })
}

pub(super) fn is_evidence(typed: &str) -> Result<(), Refusal> {
    let known = typed.to_ascii_uppercase().parse::<Evidence>();
    known.map(drop).map_err(|_| {
        wrong(
            "PN-4582",
            "5.3",
            phrase!(
                "没有依据代码“{it}”",
                "there is no evidence '{it}'",
                it = typed
            ),
            phrase!("请填E01至E13，或按F4选择", "E01 to E13, or choose with F4"),
        )
    })
}

pub(super) fn is_day(typed: &str) -> Result<(), Refusal> {
    // A leap year: the 29th of February is asked of the year of the business date later.
    day(typed, 2012).map(drop).ok_or_else(|| {
        wrong(
            "PN-4583",
            "5.5",
            phrase!("“{it}”不是日期", "'{it}' is no day", it = typed),
            phrase!(
                "请按 2012-03-05、20120305 或 0305 填写",
                "write 2012-03-05, 20120305 or 0305"
            ),
        )
    })
}

pub(super) fn is_choice(typed: &str) -> Result<(), Refusal> {
    if matches!(typed, "0" | "1") {
        return Ok(());
    }
    Err(wrong(
        "PN-4584",
        "3.6",
        phrase!("“{it}”不是可填内容", "'{it}' is no choice", it = typed),
        phrase!("请填1或0，或按F4选择", "1 or 0, or choose with F4"),
    ))
}

/// A day as it is typed: `2012-03-05`, `20120305`, or `0305` of this year.
pub(super) fn day(typed: &str, year: i32) -> Option<NaiveDate> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    match digits.len() {
        4 => NaiveDate::from_ymd_opt(year, number(0, 2)?, number(2, 4)?),
        8 => NaiveDate::from_ymd_opt(
            i32::try_from(number(0, 4)?).ok()?,
            number(4, 6)?,
            number(6, 8)?,
        ),
        _ => typed.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_typed_in_three_ways_and_a_leap_day_only_in_its_year() {
        let fifth = NaiveDate::from_ymd_opt(2012, 3, 5);
        for typed in ["2012-03-05", "20120305", "0305"] {
            assert_eq!(day(typed, 2012), fifth, "{typed}");
        }
        assert_eq!((day("0229", 2013), day("soon", 2012)), (None, None));
    }
}
