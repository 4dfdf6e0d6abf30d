//! The registry of policy parameters: ONE table, row for row Appendix A of `domain.md`.
//!
//! A value here is only what a new database begins with; what holds is what
//! [`super::policy::Policies`] finds.

use serde::{Deserialize, Serialize};

use super::policy_value::{Kind, Legal};
use super::text::Text;
use crate::text;

/// How sure we are of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// Certain: text of the notice, a statute or a national standard.
    C,
    /// Likely: recalled, the wording not verified.
    L,
    /// An assumption; no text.
    A,
}

impl Confidence {
    /// The word.
    pub const fn title(self) -> Text {
        match self {
            Self::C => text!("确定", "certain"),
            Self::L => text!("较可靠", "likely"),
            Self::A => text!("暂定", "assumed"),
        }
    }
}

/// A policy parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The id: `P.cal.verify_day`.
    pub id: &'static str,
    /// What it governs.
    pub title: Text,
    /// How its value is written.
    pub kind: Kind,
    /// What the law asks beyond that.
    pub legal: Legal,
    /// The value of the set `LY-2012`.
    pub default: &'static str,
    /// How sure we are of the default.
    pub confidence: Confidence,
    /// The clause or instrument behind it.
    pub clause: &'static str,
    /// Whether a county may have a value of its own.
    pub per_county: bool,
}

/// The day defaults begin: the pilot counties' start (epoch E1).
pub const START: (i32, u32, u32) = (2009, 12, 1);

/// A parameter of the whole city.
const fn city(
    id: &'static str,
    title: Text,
    kind: Kind,
    default: &'static str,
    (confidence, clause): (Confidence, &'static str),
) -> Parameter {
    Parameter {
        id,
        title,
        kind,
        legal: Legal::Free,
        default,
        confidence,
        clause,
        per_county: false,
    }
}

/// A parameter a county may set for itself.
const fn local(
    id: &'static str,
    title: Text,
    kind: Kind,
    default: &'static str,
    (confidence, clause): (Confidence, &'static str),
) -> Parameter {
    Parameter {
        id,
        title,
        kind,
        legal: Legal::Free,
        default,
        confidence,
        clause,
        per_county: true,
    }
}

impl Parameter {
    const fn lawful(mut self, legal: Legal) -> Self {
        self.legal = legal;
        self
    }
}

use Confidence::{A, C, L};
use Kind::{Bool, Choice, ChoiceBy, Date, Int, MonthDay, Numbers, Pairs, Window, Yuan};

/// A working day or a day of the month that the agency sets itself.
const ASSUMED: (Confidence, &str) = (A, "D");

const ROLLS: Kind = ChoiceBy(&["NONE", "PREV_WORKDAY", "NEXT_WORKDAY"]);
const DAYS: Kind = Int(0, 366);
/// The working days a matter may take at each tier.
const TIERS: Kind = Pairs(0, 60);

/// Every parameter.
#[rustfmt::skip]
pub const PARAMETERS: &[Parameter] = &[
    // Calendar.
    city("P.deadline.inclusive", text!("截止日当天是否计入", "whether the last day still counts"),
        Bool, "true", ASSUMED),
    city("P.cal.roll",
        text!("截止日遇节假日的顺延规则（按截止事项）", "deadlines on days off, per deadline"),
        ROLLS, "all=NONE", (A, "4.4")),
    city("P.cal.application_day", text!("报送用款申请截止日", "day of the fund-use application"),
        Int(1, 10), "10", (C, "N2.3-a")),
    city("P.cal.funding_day", text!("基金拨入支出户截止日", "day of funding"),
        Int(1, 15), "15", (C, "N2.3-b")),
    city("P.cal.credit_day", text!("养老金到账截止日", "day of credit"),
        Int(1, 20), "20", (C, "N2.3-c")),
    city("P.cal.verify_day", text!("资格核实截止日", "day of verification"),
        Int(1, 10), "10", (C, "N2.3-d")),
    local("P.cal.village_day", text!("村级上报截止日", "day villages report"),
        Int(1, 10), "5", ASSUMED),
    local("P.cal.township_day", text!("乡镇签报截止日", "day townships sign"),
        Int(1, 10), "8", ASSUMED),
    local("P.cal.award_cutoff_day", text!("待遇核定截止日", "award cut-off day"),
        Int(1, 10), "5", ASSUMED),
    local("P.cal.file_day", text!("发放文件送达银行截止日", "day of the payment file"),
        Int(1, 20), "17", ASSUMED),
    local("P.cal.return_day", text!("回盘处理截止日", "day of the return file"),
        Int(1, 28), "22", ASSUMED),
    local("P.cal.recon_day", text!("三方对账截止日", "day of reconciliation"),
        Int(1, 28), "25", ASSUMED),
    // Contributions.
    city("P.contrib.window", text!("年度集中缴费期", "collection window"),
        Window, "01-01..03-31", (C, "N2.2-a")).lawful(Legal::EndsInMarch),
    local("P.contrib.late", text!("集中缴费期后缴费", "contributions after the window"),
        Choice(&["ALLOW_WITH_REASON", "BLOCK"]), "ALLOW_WITH_REASON", ASSUMED),
    local("P.contrib.topup_allowed",
        text!("年内能否提高缴费档次", "raising the grade later in the year"),
        Bool, "false", ASSUMED),
    local("P.contrib.year_of_60",
        text!("年满60周岁当年缴费", "contribution in the year of turning 60"),
        Choice(&["OPTIONAL", "REQUIRED", "FORBIDDEN"]), "OPTIONAL", ASSUMED),
    local("P.grades", text!("缴费档次（元/年）", "grades, yuan a year"),
        Numbers(100, 100_000), "100,200,300,400,500,600,700,800,900,1000", (A, "G11")),
    local("P.subsidy.table", text!("政府缴费补贴标准（档次=补贴，元）", "subsidy by grade, yuan"),
        Pairs(0, 10_000), "100=30,200=35,300=40,400=45,500=50",
        (A, "G09")).lawful(Legal::SubsidyFloor),
    local("P.subsidy.share", text!("缴费补贴各级负担比例（%）", "shares of the subsidy, per cent"),
        Pairs(0, 100), "province=0,city=0,county=100", ASSUMED).lawful(Legal::TotalsHundred),
    local("P.subsidy.post_days",
        text!("补贴到账后记账时限（工作日）", "working days to post a subsidy"),
        DAYS, "10", (A, "N2.2-c")),
    local("P.makeup.subsidised", text!("补缴是否享受补贴", "whether make-ups are subsidised"),
        Bool, "false", (L, "RG09")),
    local("P.makeup.surcharge", text!("补缴滞纳金（%）", "surcharge on make-ups, per cent"),
        Kind::Decimal(0, 100), "0", ASSUMED),
    local("P.makeup.grade_basis", text!("补缴档次依据", "grades a make-up may use"),
        Choice(&["AT_PAYMENT", "AT_YEAR"]), "AT_PAYMENT", ASSUMED),
    local("P.assist.rules",
        text!("代缴比例（群体=占最低档次%）", "assistance by group, per cent of the lowest grade"),
        Pairs(0, 100), "01=100,02=100", (A, "G09")),
    local("P.assist.tier", text!("代缴资金负担级次", "tier that funds assistance"),
        Choice(&["PROVINCE", "CITY", "COUNTY"]), "COUNTY", ASSUMED),
    local("P.assist.severe_grades", text!("重度残疾等级", "grades of severe disability"),
        Numbers(1, 4), "1,2", ASSUMED),
    local("P.assist.multi_year",
        text!("代缴审批是否跨年有效", "whether assistance holds for years"),
        Bool, "false", ASSUMED),
    city("P.aid.cap", text!("集体补助和资助上限", "cap of aid and support"),
        Choice(&["OFF", "HIGHEST_GRADE"]), "OFF", (C, "G14")),
    // Scheme and benefits.
    local("P.scheme.start_date", text!("制度启动日期", "start of the scheme"),
        Date, "2011-07-01", (A, "G11")),
    local("P.scheme.start_year", text!("制度启动年度", "year the scheme started"),
        Int(2009, 2100), "2011", (A, "G11")),
    city("P.ben.age", text!("领取待遇年龄（周岁）", "age of award"), Int(60, 70), "60", (C, "G09")),
    city("P.ben.divisor", text!("个人账户养老金计发月数", "annuity divisor, months"),
        Int(1, 480), "139", (C, "G09")),
    local("P.ben.count_year_of_60",
        text!("满60周岁当年是否计入应缴年限", "whether the year of turning 60 is required"),
        Bool, "false", ASSUMED),
    local("P.ben.family_binding", text!("捆绑缴费", "family binding"),
        Choice(&["OFF", "WARN", "REQUIRED"]), "OFF", (A, "G09")),
    local("P.ben.transitional_backpay",
        text!("启动时已满60周岁人员晚参保是否补发", "back-pay for late transitional enrolment"),
        Bool, "false", ASSUMED),
    local("P.ben.late_application_backpay",
        text!("晚申请是否补发", "back-pay for a late application"),
        Bool, "true", ASSUMED),
    local("P.ben.rounding", text!("养老金尾数处理", "rounding of pensions"),
        Choice(&["HALF_UP_FEN", "CEIL_JIAO"]), "HALF_UP_FEN", ASSUMED),
    local("P.ben.years_unit",
        text!("缴费年限基础养老金每年加发（元）", "add-on per year over 15, yuan"),
        Yuan(1_000), "0.00", ASSUMED),
    city("P.basic.rate.BP_CENTRAL", text!("中央基础养老金（元/月）", "central floor, yuan a month"),
        Yuan(10_000), "55.00", (C, "G09")),
    city("P.basic.rate.BP_PROV",
        text!("省级基础养老金加发（元/月）", "provincial top-up, yuan a month"),
        Yuan(10_000), "0.00", ASSUMED),
    city("P.basic.rate.BP_CITY", text!("市级基础养老金加发（元/月）", "city top-up, yuan a month"),
        Yuan(10_000), "0.00", ASSUMED),
    local("P.basic.rate.BP_COUNTY",
        text!("县级基础养老金加发（元/月）", "county top-up, yuan a month"),
        Yuan(10_000), "0.00", ASSUMED),
    local("P.basic.rate.BP_AGE", text!("高龄加发（年龄=元/月）", "age add-on: age = yuan a month"),
        Pairs(0, 1_000), "", ASSUMED),
    local("P.basic.rate.BP_FP", text!("计生加发（元/月）", "family-planning add-on, yuan a month"),
        Yuan(1_000), "0.00", ASSUMED),
    local("P.basic.share",
        text!("中央基础养老金各级负担比例（%）", "shares of the central floor, per cent"),
        Pairs(0, 100), "central=50,province=0,city=0,county=50",
        (C, "G09")).lawful(Legal::TotalsHundred),
    city("P.inherit.scope", text!("个人账户继承范围", "what is inherited"),
        Choice(&["EXCLUDE_GOV_SUBSIDY", "ALL"]), "EXCLUDE_GOV_SUBSIDY", (C, "G09")),
    local("P.inherit.gov_paid_is_gov",
        text!("代缴是否视同政府补贴", "whether assistance is government money"),
        Bool, "true", ASSUMED),
    local("P.inherit.multi_payee", text!("继承款能否分付多人", "several payees of an inheritance"),
        Bool, "false", ASSUMED),
    local("P.funeral", text!("丧葬补助", "funeral grant"),
        Choice(&["OFF", "FLAT", "MONTHS_OF_BASIC"]), "OFF", (A, "G14")),
    local("P.funeral.value", text!("丧葬补助标准（元或月数）", "funeral grant: yuan or months"),
        Kind::Decimal(0, 100_000), "0", ASSUMED),
    local("P.funeral.payee", text!("丧葬补助领取人", "payee of the funeral grant"),
        Choice(&["HEIR", "UNDERTAKER"]), "HEIR", ASSUMED),
    local("P.funeral.claim_months",
        text!("丧葬补助申领期限（月）", "months to claim the funeral grant"),
        Int(1, 120), "24", ASSUMED),
    local("P.missing.months",
        text!("认定下落不明的月数", "months until whereabouts count as unknown"),
        Int(1, 60), "6", ASSUMED),
    local("P.detention", text!("判决前羁押期间的待遇", "pension during detention before judgment"),
        Choice(&["CONTINUE", "SUSPEND"]), "CONTINUE", ASSUMED),
    local("P.recovery.due_days", text!("退还期限（天）", "days to repay"),
        Int(1, 366), "30", ASSUMED),
    local("P.recovery.max_monthly_share",
        text!("每月最高抵扣比例（%）", "greatest monthly offset, per cent"),
        Int(0, 100), "50", (A, "N2.3-c")),
    local("P.recovery.consent_required",
        text!("抵扣是否须本人书面同意", "whether offsets need consent"),
        Bool, "true", (A, "N2.3-c")),
    local("P.arrears.oneoff_threshold",
        text!("补发转一次性支付的月数", "months of arrears paid as a one-off"),
        Int(1, 600), "12", ASSUMED),
    city("P.bridge.mode", text!("城乡养老保险制度衔接方式", "bridging with the employee scheme"),
        Choice(&["LOCAL_HOLD", "LK14"]), "LOCAL_HOLD", (A, "LK14")),
    // Interest.
    city("P.int.rate", text!("个人账户记账利率（%）", "booking rate of the year, per cent"),
        Kind::Decimal(0, 20), "3.50", (C, "G09")),
    city("P.int.rate_ref", text!("记账利率取值日", "how the year's rate is taken"),
        Choice(&["JAN_1", "DEC_31", "TIME_WEIGHTED"]), "JAN_1", (A, "G09")),
    city("P.int.inyear", text!("当年缴费计息办法", "interest on the year's credits"),
        Choice(&["NEXT_MONTH", "SAME_MONTH", "ACTUAL_DAYS", "NONE"]), "NEXT_MONTH", (A, "RG09")),
    city("P.int.draw", text!("领取期计息办法", "interest while drawing"),
        Choice(&["MONTHLY_PRODUCT", "NONE", "YEAR_END_BALANCE"]), "MONTHLY_PRODUCT", ASSUMED),
    city("P.exhausted.source",
        text!("个人账户领完后的资金来源", "who pays after the account is exhausted"),
        Choice(&["RETAINED_THEN_COUNTY", "COUNTY"]), "RETAINED_THEN_COUNTY", (A, "G09")),
    // Verification and matching.
    local("P.verify.monthly_mode", text!("月度认证方式", "monthly verification"),
        Choice(&["EXCEPTION", "FULL"]), "EXCEPTION", (A, "N2.3-d")),
    local("P.verify.annual_validity_months",
        text!("年度认证有效期（月）", "months an annual verification holds"),
        Int(1, 36), "12", (A, "RG14")),
    local("P.verify.grace_months", text!("认证宽限期（月）", "months of grace"),
        Int(0, 3), "2", ASSUMED),
    local("P.match.check_days",
        text!("疑点实地核查时限（工作日）", "working days for a field check"),
        DAYS, "5", (A, "N2.3-e")),
    local("P.stop.director_threshold_lines",
        text!("停发表须负责人签批的人数", "lines above which the director signs"),
        Int(0, 100_000), "0", ASSUMED),
    // Transfer.
    city("P.pooling", text!("统筹层次", "pooling level"),
        Choice(&["COUNTY", "CITY", "PROVINCE"]), "COUNTY", (C, "G09")),
    city("P.transfer.days", text!("转移办理时限（工作日）", "working days for a transfer"),
        DAYS, "15", (L, "RG14")),
    city("P.transfer.in_payment", text!("领取待遇人员能否转移", "transfer of people in payment"),
        Choice(&["LOCAL_RULE", "FORBIDDEN"]), "LOCAL_RULE", (A, "G14")),
    // Fund.
    local("P.fund.has_income_account", text!("是否设收入户", "whether there is an income account"),
        Bool, "true", (L, "FM11")),
    local("P.fund.sweep_days", text!("收入户上缴间隔（天）", "days between sweeps"),
        Int(1, 31), "10", (L, "FM11")),
    local("P.fund.recovery_account", text!("追回款存入账户", "account recoveries go to"),
        Choice(&["INCOME", "EXPENDITURE", "SPECIAL"]), "INCOME", ASSUMED),
    local("P.fund.prior_year_recovery",
        text!("追回以前年度款项科目", "where recoveries of prior years are booked"),
        Choice(&["INC_OTHER", "EXPENDITURE"]), "INC_OTHER", ASSUMED),
    local("P.fund.interest_split", text!("利息分账办法", "split of interest between the books"),
        Choice(&["AVERAGE_BALANCE", "MONTH_END_BALANCE"]), "AVERAGE_BALANCE", ASSUMED),
    local("P.run.unused_funds", text!("未用款项处理", "unused money of a run"),
        Choice(&["NET_NEXT", "RETURN"]), "NET_NEXT", ASSUMED),
    local("P.run.max_amount",
        text!("单笔发放提示金额（元）", "amount of a line that is shown for review, yuan"),
        Yuan(1_000_000), "2000.00", ASSUMED),
    local("P.suspense.days.returns",
        text!("退票暂收款清理期限（天）", "days to clear bank returns"),
        Int(1, 366), "30", (A, "N2.5-f")),
    local("P.suspense.days.others",
        text!("其他暂付暂收款清理期限（天）", "days to clear other suspense items"),
        Int(1, 366), "90", (A, "N2.5-f")),
    local("P.recon.block_close",
        text!("未签对账是否阻止下月结账", "whether an unsigned month blocks the next"),
        Bool, "true", (A, "N2.4-a")),
    local("P.recon.max_age_days", text!("差异转稽核天数", "days until a break goes to audit"),
        Int(1, 366), "30", ASSUMED),
    // Identity, numbers, accounts.
    city("P.insno.format", text!("保险编号格式", "scheme of insurance numbers"),
        Choice(&["CCCCCC+YY+7+MOD11,10"]), "CCCCCC+YY+7+MOD11,10", (A, "N2.1-c")),
    city("P.id.max_age", text!("公民身份号码年龄上限（周岁）", "greatest age by the citizen id"),
        Int(100, 150), "120", ASSUMED),
    local("P.bank.max_persons_per_account.payment",
        text!("同一账户领取待遇人数上限", "persons paid into one account"),
        Int(1, 20), "1", ASSUMED),
    local("P.bank.max_persons_per_account.deduction",
        text!("同一账户扣款人数上限", "persons deducted from one account"),
        Int(1, 20), "5", ASSUMED),
    local("P.acct.post_days", text!("个人账户记账时限（工作日）", "working days to post"),
        DAYS, "10", (A, "N2.4-a")),
    local("P.stmt.objection_days", text!("对账单异议期限（天）", "days to object to a statement"),
        DAYS, "60", (A, "N2.4-d")),
    // Archives.
    city("P.arch.retention",
        text!("档案保管期限（类别=年，0为永久）", "retention by type, years; 0 is permanent"),
        Pairs(0, 100),
        "F01=100,F02=100,F03=100,F04=50,F05=100,F06=100,F07=50,\
         F08=100,F09=50,F10=50,F11=100,F12=100,F20=30,F21=30,F22=30,\
         F24=50,F25=30,F26=100,F27_YEAR=0,F27_MONTH=10,F28=30,F29=0",
        (A, "AR09")),
    local("P.arch.township_deadline",
        text!("乡镇整理审核期限（次年）", "townships review units by, next year"),
        MonthDay, "03-31", (A, "N2.6-a")),
    local("P.arch.county_deadline",
        text!("县级接收期限（次年）", "county takes units over by, next year"),
        MonthDay, "06-30", (A, "N2.6-a")),
    local("P.arch.loan_days", text!("档案借阅期限（天）", "days of a loan"),
        Int(1, 60), "5", ASSUMED),
    // Statistics.
    city("P.stat.month_due", text!("月报报送日（次月）", "day monthly reports are due, next month"),
        Int(1, 28), "5", (A, "N2.7-a")),
    city("P.stat.quarter_due", text!("季报报送日（季后月）", "day quarterly reports are due"),
        Int(1, 28), "10", (A, "N2.7-a")),
    city("P.stat.year_due", text!("年报报送日（次年）", "day yearly reports are due, next year"),
        MonthDay, "01-20", (A, "N2.7-a")),
    city("P.stat.weights", text!("通报指标权重", "weights of the circular"),
        Pairs(0, 100), "M1=10,M2=20,M3=20,M4=15,M5=10,M6=5,M7=5,M8=5,M9=5,M10=5",
        (A, "N2.7-b")).lawful(Legal::TotalsHundred),
    // Promised time limits, working days by tier.
    local("P.sla.enrolment", text!("承诺时限：参保登记", "time limit: enrolment"),
        TIERS, "village=2,township=3,county=5,total=10", (A, "N3.3")),
    local("P.sla.key_change", text!("承诺时限：关键信息变更", "time limit: key change"),
        TIERS, "village=2,township=3,county=5,total=10", (A, "N3.3")),
    local("P.sla.minor_change", text!("承诺时限：一般信息变更", "time limit: minor change"),
        TIERS, "township=1,total=1", (A, "N3.3")),
    local("P.sla.award", text!("承诺时限：待遇核定", "time limit: benefit award"),
        TIERS, "village=2,township=3,county=5,total=10", (A, "N3.3")),
    local("P.sla.resume", text!("承诺时限：恢复发放", "time limit: resuming payment"),
        TIERS, "village=1,township=2,county=3,total=6", (A, "N3.3")),
    local("P.sla.cancellation",
        text!("承诺时限：注销和死亡结算", "time limit: cancellation, death settlement"),
        TIERS, "village=2,township=3,county=10,total=15", (A, "N3.3")),
    local("P.sla.transfer", text!("承诺时限：关系转移", "time limit: transfer"),
        TIERS, "township=2,county=15,total=17", (A, "N3.3")),
    local("P.sla.makeup", text!("承诺时限：补缴、代缴申请", "time limit: make-up, assistance"),
        TIERS, "village=2,township=3,county=5,total=10", (A, "N3.3")),
    local("P.sla.query",
        text!("承诺时限：账户查询、证件打印", "time limit: query, certificate print"),
        TIERS, "township=0,county=0,total=0", (A, "N3.3")),
    local("P.sla.objection", text!("承诺时限：异议、投诉", "time limit: objection, complaint"),
        TIERS, "township=3,county=10,total=15", (A, "N3.3")),
    // Posts, audit, exchange.
    local("P.cert.enforce", text!("无上岗资格证任职", "appointment without a post certificate"),
        Choice(&["WARN", "BLOCK"]), "WARN", (A, "N3.5")),
    city("P.cert.years", text!("上岗资格证有效期（年）", "years a certificate holds"),
        Int(1, 10), "3", (A, "N3.5")),
    local("P.sod.relaxed_pairs",
        text!("不相容岗位豁免（事项、文号、到期日）", "waived pairs: pair, document, expiry"),
        Kind::Text(500), "", (A, "IC07")).lawful(Legal::Waivers),
    local("P.audit.old_age", text!("高龄核查年龄（周岁）", "age that is looked at twice"),
        Int(60, 130), "95", (A, "AU03")),
    local("P.if.encoding", text!("交换文件编码（按对方）", "encoding of files, per counterpart"),
        ChoiceBy(&["UTF-8", "GB18030"]), "all=UTF-8", (A, "11.1")),
    local("P.if.bank_memo", text!("银行摘要", "passbook text"),
        Kind::Text(20), text!("居民养老金", "resident pension").zh, ASSUMED),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::clause::REGISTER;
    use super::super::policy_history::HISTORY;
    use super::*;

    /// The ids of Appendix A, its minor ones and its families of rows included.
    const APPENDIX: &str = "\
        P.deadline.inclusive P.cal.roll P.cal.application_day P.cal.funding_day P.cal.credit_day \
        P.cal.verify_day P.cal.village_day P.cal.township_day P.cal.award_cutoff_day \
        P.cal.file_day P.cal.return_day P.cal.recon_day P.contrib.window P.contrib.late \
        P.contrib.topup_allowed P.contrib.year_of_60 P.grades P.subsidy.table P.subsidy.share \
        P.subsidy.post_days P.makeup.subsidised P.makeup.surcharge P.makeup.grade_basis \
        P.assist.rules P.assist.severe_grades P.aid.cap P.scheme.start_date P.scheme.start_year \
        P.ben.age P.ben.divisor P.ben.count_year_of_60 P.ben.family_binding \
        P.ben.transitional_backpay P.ben.late_application_backpay P.ben.rounding P.basic.rate \
        P.basic.share P.inherit.scope P.inherit.gov_paid_is_gov P.funeral P.missing.months \
        P.detention P.recovery.due_days P.recovery.max_monthly_share P.recovery.consent_required \
        P.int.rate P.int.rate_ref P.int.inyear P.int.draw P.exhausted.source \
        P.verify.monthly_mode P.verify.annual_validity_months P.verify.grace_months \
        P.match.check_days P.pooling P.transfer.days P.transfer.in_payment \
        P.fund.has_income_account P.fund.sweep_days P.fund.recovery_account \
        P.fund.prior_year_recovery P.fund.interest_split P.run.unused_funds P.run.max_amount \
        P.suspense.days P.recon.block_close P.recon.max_age_days P.insno.format P.arch.retention \
        P.arch.loan_days P.stat P.sla P.cert.enforce P.cert.years P.sod.relaxed_pairs \
        P.id.max_age P.bank.max_persons_per_account P.acct.post_days P.stmt.objection_days \
        P.assist.multi_year P.arrears.oneoff_threshold P.bridge.mode P.audit.old_age \
        P.stop.director_threshold_lines P.funeral.claim_months P.inherit.multi_payee \
        P.ben.years_unit P.if.encoding P.if.bank_memo";

    #[test]
    fn every_row_of_the_appendix_is_in_the_registry() {
        for id in APPENDIX.split_whitespace() {
            let family = format!("{id}.");
            let found = PARAMETERS
                .iter()
                .any(|row| row.id == id || row.id.starts_with(&family));
            assert!(found, "{id}");
        }
    }

    #[test]
    fn ids_stand_once_and_speak_both_languages() {
        let ids: BTreeSet<_> = PARAMETERS.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), PARAMETERS.len());
        for row in PARAMETERS {
            assert!(row.id.starts_with("P.") && !row.title.zh.is_empty());
            assert!(
                row.title.en.is_ascii() && !row.title.en.is_empty(),
                "{}",
                row.id
            );
            assert!(row.kind.takes(row.default), "{} {}", row.id, row.default);
        }
    }

    #[test]
    fn every_source_is_in_the_clause_register() {
        let sources = PARAMETERS.iter().map(|row| row.clause);
        for source in sources.chain(HISTORY.iter().map(|dated| dated.source)) {
            assert!(REGISTER.iter().any(|(id, _)| *id == source), "{source}");
        }
        for dated in HISTORY {
            assert!(
                PARAMETERS.iter().any(|row| row.id == dated.parameter),
                "{}",
                dated.parameter
            );
        }
    }

    #[test]
    fn the_deadlines_take_their_days_from_parameters_that_exist() {
        for deadline in super::super::deadline::CALENDAR {
            if let Some(id) = deadline.parameter {
                assert!(PARAMETERS.iter().any(|row| row.id == id), "{id}");
            }
        }
    }
}
