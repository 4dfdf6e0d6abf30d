//! The fields of a line: who, why, since when, on what.

use chrono::NaiveDate;

use crate::business::stop_payment::{Entered, Evidence, Reason};
use crate::console::form::{FieldSpec, Form};
use crate::kernel::clause::Clause;
use crate::kernel::insurance_no::InsuranceNo;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const REASONS: &[(&str, Text)] = &[
    ("S01", text!("未按时通过资格认证", "not verified in time")),
    ("S02", text!("服刑", "serving a prison sentence")),
    ("S03", text!("下落不明", "whereabouts unknown")),
    (
        "S04",
        text!("疑似死亡，待核实", "suspected death, evidence pending"),
    ),
    ("S05", text!("疑似重复享受待遇", "suspected dual benefit")),
    (
        "S06",
        text!(
            "银行账户无效或两次退票",
            "bank account invalid or returned twice"
        ),
    ),
    (
        "S07",
        text!(
            "户籍迁出，保险关系未明确",
            "hukou moved out, relationship unclear"
        ),
    ),
    ("S08", text!("被羁押尚未判决", "detained before judgment")),
    (
        "S09",
        text!(
            "拒不退还多领待遇",
            "refuses to repay an established overpayment"
        ),
    ),
    ("S99", text!("其他原因暂停", "other reason for suspension")),
    ("T01", text!("死亡", "death")),
    (
        "T02",
        text!("丧失国籍并出国定居", "nationality lost and settled abroad"),
    ),
    (
        "T03",
        text!("领取其他基本养老保险待遇", "draws another basic pension"),
    ),
    ("T04", text!("保险关系转出", "relationship transferred out")),
    (
        "T05",
        text!("待遇核定错误或骗取待遇", "award wrong or fraudulent"),
    ),
    ("T99", text!("其他原因停发", "other reason for stopping")),
];

const EVIDENCE: &[(&str, Text)] = &[
    ("E01", text!("当面核实", "seen in person")),
    ("E02", text!("入户核实", "home visit")),
    ("E03", text!("身份证及带日期照片", "id card, dated photo")),
    ("E04", text!("指纹人脸终端", "biometric terminal")),
    ("E05", text!("异地协助认证函", "letter from elsewhere")),
    ("E06", text!("驻外使领馆证明", "consulate certificate")),
    ("E07", text!("公安机关证明", "police certificate")),
    ("E08", text!("居民死亡医学证明", "death certificate")),
    ("E09", text!("火化证明", "cremation certificate")),
    ("E10", text!("法院判决书", "court judgment")),
    ("E11", text!("部门数据比对", "data-match hit")),
    ("E12", text!("村民反映", "villager's report")),
    ("E13", text!("生物特征自助认证", "biometric self-service")),
];

const BACK_PAY: &[(&str, Text)] = &[
    ("1", text!("补发", "paid back")),
    ("0", text!("不补发", "not paid back")),
];

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

fn wrong(code: &str, clause: &'static str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of(clause), why, remedy)
}

fn is_number(typed: &str) -> Result<(), Refusal> {
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

fn is_reason(typed: &str) -> Result<(), Refusal> {
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

fn is_evidence(typed: &str) -> Result<(), Refusal> {
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

fn is_day(typed: &str) -> Result<(), Refusal> {
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

fn is_choice(typed: &str) -> Result<(), Refusal> {
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
    fn the_choices_are_the_reasons_and_the_evidence_there_are() {
        let reasons: Vec<(&str, Text)> = crate::business::stop_payment::REASONS
            .iter()
            .map(|it| (it.code, it.title))
            .collect();
        assert_eq!(REASONS, reasons);
        let evidence: Vec<(&str, Text)> = Evidence::ALL
            .iter()
            .map(|it| (it.word(), it.title()))
            .collect();
        assert_eq!(EVIDENCE, evidence);
    }

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

    #[test]
    fn a_day_is_typed_in_three_ways_and_a_leap_day_only_in_its_year() {
        let fifth = NaiveDate::from_ymd_opt(2012, 3, 5);
        for typed in ["2012-03-05", "20120305", "0305"] {
            assert_eq!(day(typed, 2012), fifth, "{typed}");
        }
        assert_eq!((day("0229", 2013), day("soon", 2012)), (None, None));
    }
}
