//! What the first six digits of a citizen id tell: the division that gave the number, on the day it
//! was given.
//!
//! Linyi's residents carry the codes of the old Linyi prefecture (临沂地区, 3728xx) as often as
//! today's, and spouses those of any province; so an unknown code is a warning, never a refusal
//! (`domain.md` 1.4).

use super::citizen_id::CitizenId;
use super::text::{Phrase, Text};
use crate::{phrase, text};

/// The counties and districts of today.
pub const TODAY: &[(&str, Text)] = &[
    ("371300", text!("临沂市", "Linyi City")),
    ("371302", text!("兰山区", "Lanshan")),
    ("371311", text!("罗庄区", "Luozhuang")),
    ("371312", text!("河东区", "Hedong")),
    ("371321", text!("沂南县", "Yinan")),
    ("371322", text!("郯城县", "Tancheng")),
    ("371323", text!("沂水县", "Yishui")),
    ("371324", text!("苍山县", "Cangshan")),
    ("371325", text!("费县", "Feixian")),
    ("371326", text!("平邑县", "Pingyi")),
    ("371327", text!("莒南县", "Junan")),
    ("371328", text!("蒙阴县", "Mengyin")),
    ("371329", text!("临沭县", "Linshu")),
];

/// The divisions of the old Linyi prefecture.
pub const OLD_PREFECTURE: &[(&str, Text)] = &[
    (
        "372801",
        text!("临沂市（原临沂地区）", "Linyi City (old prefecture)"),
    ),
    (
        "372822",
        text!("郯城县（原临沂地区）", "Tancheng (old prefecture)"),
    ),
    (
        "372823",
        text!("苍山县（原临沂地区）", "Cangshan (old prefecture)"),
    ),
    (
        "372824",
        text!("莒南县（原临沂地区）", "Junan (old prefecture)"),
    ),
    (
        "372827",
        text!("沂水县（原临沂地区）", "Yishui (old prefecture)"),
    ),
    (
        "372829",
        text!("蒙阴县（原临沂地区）", "Mengyin (old prefecture)"),
    ),
    (
        "372830",
        text!("平邑县（原临沂地区）", "Pingyi (old prefecture)"),
    ),
    (
        "372831",
        text!("费县（原临沂地区）", "Feixian (old prefecture)"),
    ),
    (
        "372832",
        text!("沂南县（原临沂地区）", "Yinan (old prefecture)"),
    ),
    (
        "372833",
        text!("临沭县（原临沂地区）", "Linshu (old prefecture)"),
    ),
];

/// The provinces, by the first two digits (GB 2260).
pub const PROVINCES: &[(&str, Text)] = &[
    ("11", text!("北京市", "Beijing")),
    ("12", text!("天津市", "Tianjin")),
    ("13", text!("河北省", "Hebei")),
    ("14", text!("山西省", "Shanxi")),
    ("15", text!("内蒙古自治区", "Inner Mongolia")),
    ("21", text!("辽宁省", "Liaoning")),
    ("22", text!("吉林省", "Jilin")),
    ("23", text!("黑龙江省", "Heilongjiang")),
    ("31", text!("上海市", "Shanghai")),
    ("32", text!("江苏省", "Jiangsu")),
    ("33", text!("浙江省", "Zhejiang")),
    ("34", text!("安徽省", "Anhui")),
    ("35", text!("福建省", "Fujian")),
    ("36", text!("江西省", "Jiangxi")),
    ("37", text!("山东省", "Shandong")),
    ("41", text!("河南省", "Henan")),
    ("42", text!("湖北省", "Hubei")),
    ("43", text!("湖南省", "Hunan")),
    ("44", text!("广东省", "Guangdong")),
    ("45", text!("广西壮族自治区", "Guangxi")),
    ("46", text!("海南省", "Hainan")),
    ("50", text!("重庆市", "Chongqing")),
    ("51", text!("四川省", "Sichuan")),
    ("52", text!("贵州省", "Guizhou")),
    ("53", text!("云南省", "Yunnan")),
    ("54", text!("西藏自治区", "Tibet")),
    ("61", text!("陕西省", "Shaanxi")),
    ("62", text!("甘肃省", "Gansu")),
    ("63", text!("青海省", "Qinghai")),
    ("64", text!("宁夏回族自治区", "Ningxia")),
    ("65", text!("新疆维吾尔自治区", "Xinjiang")),
];

/// The division that gave the number: a county of Linyi, today's or the old one, else the province.
pub fn birthplace(id: &CitizenId) -> Option<Text> {
    let code = id.division();
    let exact = TODAY
        .iter()
        .chain(OLD_PREFECTURE)
        .find(|(known, _)| *known == code);
    let province = || {
        PROVINCES
            .iter()
            .find(|(province, _)| code.starts_with(province))
    };
    exact.or_else(province).map(|(_, name)| *name)
}

/// A warning where no province has such a number, or Linyi never had such a county.
pub fn unknown_birthplace(id: &CitizenId) -> Option<Phrase> {
    let code = id.division();
    let ours = code.starts_with("3713") || code.starts_with("3728");
    let known = TODAY
        .iter()
        .chain(OLD_PREFECTURE)
        .any(|(known, _)| *known == code)
        || (!ours
            && PROVINCES
                .iter()
                .any(|(province, _)| code.starts_with(province)));
    (!known).then(|| {
        phrase!(
            "公民身份号码前6位{code}不在已知行政区划内，请核对证件",
            "the first six digits {code} of the citizen id are no division we know: compare with \
             the card",
            code = code,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(fifteen: &str) -> CitizenId {
        fifteen.parse().unwrap()
    }

    #[test]
    fn old_and_new_codes_of_linyi_are_known() {
        let old = id("372801520315002");
        assert_eq!(
            birthplace(&old),
            Some(text!("临沂市（原临沂地区）", "Linyi City (old prefecture)"))
        );
        assert_eq!(unknown_birthplace(&old), None);
        assert_eq!(
            birthplace(&id("371323520315001")),
            Some(text!("沂水县", "Yishui"))
        );
        assert_eq!(OLD_PREFECTURE.len(), 10);
    }

    #[test]
    fn a_spouse_may_come_from_anywhere() {
        let spouse = id("510101520315002");
        assert_eq!(birthplace(&spouse), Some(text!("四川省", "Sichuan")));
        assert_eq!(unknown_birthplace(&spouse), None);
    }

    #[test]
    fn a_code_nobody_had_is_a_warning_and_no_more() {
        for text in ["990101520315002", "371399520315002", "372899520315002"] {
            let warning = unknown_birthplace(&id(text)).unwrap();
            assert!(warning.zh.contains(&text[..6]) && warning.en.contains(&text[..6]));
        }
        assert_eq!(birthplace(&id("990101520315002")), None);
    }
}
