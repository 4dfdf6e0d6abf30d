//! What the fields of a line may hold: the reasons, the kinds of evidence, whether it is paid back.

use crate::kernel::text::Text;
use crate::text;

pub(super) const REASONS: &[(&str, Text)] = &[
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

pub(super) const EVIDENCE: &[(&str, Text)] = &[
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

pub(super) const BACK_PAY: &[(&str, Text)] = &[
    ("1", text!("补发", "paid back")),
    ("0", text!("不补发", "not paid back")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business::stop_payment::Evidence;

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
}
