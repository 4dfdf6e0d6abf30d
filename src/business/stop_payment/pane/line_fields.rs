//! The fields of a line: who, why, since when, on what.

use super::line_checks::{day, is_choice, is_day, is_evidence, is_number, is_reason};
use super::line_choices::{BACK_PAY, EVIDENCE, REASONS};
use crate::business::stop_payment::Entered;
use crate::console::form::{FieldSpec, Form};
use crate::kernel::clause::Clause;
use crate::text;

/// All fields, the number first and what only a resume form asks last.
static FIELDS: &[FieldSpec] = &[
    FieldSpec::text(
        "insurance_no",
        text!("保险编号", "insurance no."),
        text!("16位，可扫描社保卡或证件", "16 digits, typed or scanned"),
        Clause::of("5.5"),
    )
    .required()
    .sized(18, 16)
    .checked_by(is_number),
    FieldSpec::text(
        "reason",
        text!("原因", "reason"),
        text!(
            "S01至S99、T01至T99，F4选择",
            "S01 to S99, T01 to T99; F4 lists them"
        ),
        Clause::of("3.6"),
    )
    .required()
    .sized(4, 3)
    .choosing(REASONS)
    .checked_by(is_reason),
    FieldSpec::text(
        "event_date",
        text!("发生日期", "happened on"),
        text!(
            "死亡、判决、迁出、释放日期，如 2012-03-05 或 0305",
            "day of death, judgment, move or release: 2012-03-05, or 0305"
        ),
        Clause::of("5.5"),
    )
    .sized(10, 10)
    .checked_by(is_day),
    FieldSpec::text(
        "evidence",
        text!("依据种类", "evidence"),
        text!("E01至E13，F4选择", "E01 to E13; F4 lists them"),
        Clause::of("5.3"),
    )
    .sized(4, 3)
    .choosing(EVIDENCE)
    .checked_by(is_evidence),
    FieldSpec::text(
        "evidence_ref",
        text!("文号或来源", "number, source"),
        text!(
            "证明编号、出具单位",
            "the certificate's number and who issued it"
        ),
        Clause::of("5.3"),
    )
    .sized(40, 80)
    .as_typed(),
    FieldSpec::text(
        "reporter",
        text!("报告人", "reported by"),
        text!("报告人姓名、与本人关系", "who reported it, and how related"),
        Clause::of("5.5"),
    )
    .sized(20, 40)
    .as_typed(),
    FieldSpec::text(
        "remark",
        text!("备注", "remark"),
        text!(
            "情况说明；S99、T99必填",
            "what there is to say; S99 and T99 need it"
        ),
        Clause::of("5.5"),
    )
    .sized(40, 200)
    .as_typed(),
    FieldSpec::text(
        "back_pay",
        text!("是否补发", "paid back"),
        text!(
            "原因为S07、S99的须填：1补发，0不补发",
            "for S07 and S99: 1 paid back, 0 not"
        ),
        Clause::of("3.6"),
    )
    .sized(2, 1)
    .choosing(BACK_PAY)
    .checked_by(is_choice),
];

/// The form of a new line, or of one that stands; a resume form asks one thing more.
pub(super) fn form(is_new: bool, is_resume: bool) -> Form {
    let first = usize::from(!is_new);
    let last = if is_resume {
        FIELDS.len()
    } else {
        FIELDS.len().saturating_sub(1)
    };
    Form::new(FIELDS.get(first..last).unwrap_or(FIELDS), |_| Ok(()))
}

/// What is typed so far; a day that is none yet is left out.
pub(super) fn entered(form: &Form, year: i32) -> Entered {
    let text = |name: &str| Some(form.value(name).to_owned()).filter(|it| !it.is_empty());
    let code = |name: &str| form.value(name).to_ascii_uppercase();
    Entered {
        reason: code("reason"),
        event_date: day(form.value("event_date"), year),
        evidence: code("evidence").parse().ok(),
        evidence_ref: text("evidence_ref"),
        reporter: text("reporter"),
        remark: text("remark"),
        back_pay: match form.value("back_pay") {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        },
    }
}

/// Puts what stands on a line into its form; what somebody has typed stays.
pub(super) fn refill(form: &mut Form, line: &crate::business::stop_payment::Line) {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let evidence = line.evidence_type.map(|it| it.word().to_owned());
    let day = line.event_date.map(|it| it.to_string());
    let back_pay = line.back_pay.map(|it| if it { "1" } else { "0" });
    let values = [
        ("reason", line.reason.clone()),
        ("event_date", day.unwrap_or_default()),
        ("evidence", evidence.unwrap_or_default()),
        ("evidence_ref", text(line.evidence_ref.as_ref())),
        ("reporter", text(line.reporter.as_ref())),
        ("remark", text(line.remark.as_ref())),
        ("back_pay", back_pay.unwrap_or_default().to_owned()),
    ];
    for (name, value) in values {
        form.refill(name, &value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_line_asks_for_the_number_and_a_resumption_whether_it_is_paid_back() {
        let names =
            |form: Form| -> Vec<&str> { form.fields.iter().map(|it| it.spec.name).collect() };
        let stop = names(form(true, false));
        assert_eq!(
            (stop.first(), stop.last()),
            (Some(&"insurance_no"), Some(&"remark"))
        );
        let resume = names(form(false, true));
        assert_eq!(
            (resume.first(), resume.last()),
            (Some(&"reason"), Some(&"back_pay"))
        );
    }
}
