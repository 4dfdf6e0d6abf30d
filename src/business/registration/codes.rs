//! Code tables of registration, as data: GB 3304 ethnicities, hukou types, banks, scheme lines, special groups, change items.

use crate::kernel::text::{Phrase, Text};
use crate::text;

/// A code and its name.
pub type Code = (&'static str, Text);

/// The name of a code; the bare code where the table does not hold it.
pub fn name_of(table: &[Code], code: &str) -> Phrase {
    table
        .iter()
        .find(|(known, _)| *known == code)
        .map_or_else(|| Phrase::verbatim(code), |(_, name)| (*name).into())
}

/// Hukou types.
pub const HUKOU: &[Code] = &[
    ("10", text!("非农业", "non-agricultural")),
    ("20", text!("农业", "agricultural")),
];

/// The banks that pay and collect in the city.
pub const BANKS: &[Code] = &[
    ("RCU", text!("农村信用社", "rural credit co-op")),
    ("ABC", text!("农业银行", "Agricultural Bank")),
    ("PSBC", text!("邮政储蓄银行", "Postal Savings Bank")),
];

/// Scheme lines, kept for statistics only: forms are unified (N2.1-a).
pub const SCHEME_LINES: &[Code] = &[
    ("NRPS", text!("新农保", "rural (NRPS)")),
    ("URP", text!("城居保", "urban (URP)")),
    ("RESIDENT", text!("城乡居民", "resident")),
];

/// Special groups (`domain.md` 1.7).
pub const GROUPS: &[Code] = &[
    ("00", text!("无", "none")),
    ("01", text!("重度残疾一级", "severe disability 1")),
    ("02", text!("重度残疾二级", "severe disability 2")),
    ("03", text!("三四级残疾", "disability 3-4")),
    ("10", text!("低保", "low income")),
    ("11", text!("五保", "five guarantees")),
    ("20", text!("计生独女双女户", "one child or two daughters")),
    ("21", text!("计生特扶", "family-planning support")),
    ("30", text!("离任村干部", "former village cadre")),
    ("31", text!("被征地农民", "land expropriated")),
    ("40", text!("库区移民", "reservoir migrant")),
    ("50", text!("老农保参保人", "legacy rural pension")),
];

/// What a change registration changes (`domain.md` 1.9).
pub const CHANGE_ITEMS: &[Code] = &[
    ("name", text!("姓名", "name")),
    ("citizen_id", text!("公民身份号码", "citizen id")),
    ("birth_date", text!("出生日期", "birth date")),
    ("sex", text!("性别", "sex")),
    ("bank_account", text!("银行账号", "bank account")),
    ("account_holder", text!("户名", "account holder")),
    ("grade_yuan", text!("缴费档次", "grade")),
    ("village", text!("村居", "village")),
    ("phone", text!("联系电话", "telephone")),
    ("address", text!("居住地址", "address")),
    ("special_group", text!("特殊群体", "special group")),
];

/// Ethnicities (GB 3304).
pub const ETHNICITIES: &[Code] = &[
    ("01", text!("汉族", "Han")),
    ("02", text!("蒙古族", "Mongol")),
    ("03", text!("回族", "Hui")),
    ("04", text!("藏族", "Tibetan")),
    ("05", text!("维吾尔族", "Uygur")),
    ("06", text!("苗族", "Miao")),
    ("07", text!("彝族", "Yi")),
    ("08", text!("壮族", "Zhuang")),
    ("09", text!("布依族", "Bouyei")),
    ("10", text!("朝鲜族", "Korean")),
    ("11", text!("满族", "Manchu")),
    ("12", text!("侗族", "Dong")),
    ("13", text!("瑶族", "Yao")),
    ("14", text!("白族", "Bai")),
    ("15", text!("土家族", "Tujia")),
    ("16", text!("哈尼族", "Hani")),
    ("17", text!("哈萨克族", "Kazak")),
    ("18", text!("傣族", "Dai")),
    ("19", text!("黎族", "Li")),
    ("20", text!("傈僳族", "Lisu")),
    ("21", text!("佤族", "Va")),
    ("22", text!("畲族", "She")),
    ("23", text!("高山族", "Gaoshan")),
    ("24", text!("拉祜族", "Lahu")),
    ("25", text!("水族", "Sui")),
    ("26", text!("东乡族", "Dongxiang")),
    ("27", text!("纳西族", "Naxi")),
    ("28", text!("景颇族", "Jingpo")),
    ("29", text!("柯尔克孜族", "Kirgiz")),
    ("30", text!("土族", "Tu")),
    ("31", text!("达斡尔族", "Daur")),
    ("32", text!("仫佬族", "Mulao")),
    ("33", text!("羌族", "Qiang")),
    ("34", text!("布朗族", "Blang")),
    ("35", text!("撒拉族", "Salar")),
    ("36", text!("毛南族", "Maonan")),
    ("37", text!("仡佬族", "Gelao")),
    ("38", text!("锡伯族", "Xibe")),
    ("39", text!("阿昌族", "Achang")),
    ("40", text!("普米族", "Pumi")),
    ("41", text!("塔吉克族", "Tajik")),
    ("42", text!("怒族", "Nu")),
    ("43", text!("乌孜别克族", "Uzbek")),
    ("44", text!("俄罗斯族", "Russ")),
    ("45", text!("鄂温克族", "Ewenki")),
    ("46", text!("德昂族", "Deang")),
    ("47", text!("保安族", "Bonan")),
    ("48", text!("裕固族", "Yugur")),
    ("49", text!("京族", "Gin")),
    ("50", text!("塔塔尔族", "Tatar")),
    ("51", text!("独龙族", "Derung")),
    ("52", text!("鄂伦春族", "Oroqen")),
    ("53", text!("赫哲族", "Hezhen")),
    ("54", text!("门巴族", "Monba")),
    ("55", text!("珞巴族", "Lhoba")),
    ("56", text!("基诺族", "Jino")),
];
