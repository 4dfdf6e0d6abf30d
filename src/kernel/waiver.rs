//! Waivers of incompatible pairs in small counties, as `P.sod.relaxed_pairs` writes them (`domain.md` 4.7).
//!
//! `run-maker/run-reviewer@DOCUMENT@2012-12-31;…`: the pair, the director's document, the last day.

use chrono::NaiveDate;

use super::clause::Clause;
use super::refusal::Refusal;
use super::sod::{PAIRS, Pair};
use crate::phrase;

/// A pair waived until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The pair.
    pub pair: &'static Pair,
    /// The director's document.
    pub document_no: String,
    /// The last day.
    pub until: NaiveDate,
}

/// Reads the waivers of a parameter's value; a `*` pair can never be waived.
pub fn waivers(value: &str) -> Result<Vec<Waiver>, Refusal> {
    value
        .split(';')
        .filter(|part| !part.trim().is_empty())
        .map(waiver)
        .collect()
}

/// Whether a pair is waived on a day.
pub fn is_waived(waivers: &[Waiver], pair: &str, day: NaiveDate) -> bool {
    waivers
        .iter()
        .any(|waiver| waiver.pair.id == pair && day <= waiver.until)
}

fn waiver(written: &str) -> Result<Waiver, Refusal> {
    let mut parts = written.trim().split('@');
    let (Some(id), Some(document_no), Some(until), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(unreadable(written));
    };
    let pair = PAIRS
        .iter()
        .find(|pair| pair.id == id)
        .ok_or_else(|| unreadable(written))?;
    let until = until.parse().map_err(|_| unreadable(written))?;
    if document_no.trim().is_empty() {
        return Err(unreadable(written));
    }
    if !pair.may_be_waived() {
        return Err(Refusal::new(
            "PN-0505",
            Clause::of("IC07"),
            phrase!(
                "“{first}”与“{second}”绝对不得由同一人担任，不能豁免",
                "'{first}' and '{second}' may never be one person's, and cannot be waived",
                first = pair.first,
                second = pair.second,
            ),
            phrase!("请调整人员分工。", "Divide the work among other people."),
        )
        .blaming("value"));
    }
    Ok(Waiver {
        pair,
        document_no: document_no.to_owned(),
        until,
    })
}

fn unreadable(written: &str) -> Refusal {
    Refusal::new(
        "PN-0506",
        Clause::of("4.7"),
        phrase!(
            "豁免事项“{it}”格式有误",
            "the waiver '{it}' cannot be read",
            it = written
        ),
        phrase!(
            "请按“事项@文号@到期日”填写，多项以分号隔开。",
            "Write it as pair@document@last-day, several parted by semicolons.",
        ),
    )
    .blaming("value")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_waiver_holds_until_its_day() {
        let read = waivers("run-maker/run-reviewer@沂人社〔2012〕5号@2012-12-31;").unwrap();
        assert!(is_waived(
            &read,
            "run-maker/run-reviewer",
            day("2012-12-31")
        ));
        assert!(!is_waived(
            &read,
            "run-maker/run-reviewer",
            day("2013-01-01")
        ));
        assert!(!is_waived(
            &read,
            "stop-maker/stop-approver",
            day("2012-12-31")
        ));
        assert_eq!(waivers(""), Ok(Vec::new()));
    }

    #[test]
    fn a_starred_pair_is_never_waived() {
        let refused = waivers("cashier/accountant@沂人社〔2012〕5号@2012-12-31").unwrap_err();
        assert_eq!(
            (refused.code.as_str(), refused.clause.0),
            ("PN-0505", "IC07")
        );
    }

    #[test]
    fn a_waiver_without_document_or_day_is_none() {
        for text in [
            "run-maker/run-reviewer",
            "run-maker/run-reviewer@@2012-12-31",
            "x@y@2012-12-31",
            "run-maker/run-reviewer@y@2012-13-01",
            "run-maker/run-reviewer@y@2012-12-31@z",
        ] {
            assert_eq!(waivers(text).unwrap_err().code, "PN-0506", "{text}");
        }
    }
}
