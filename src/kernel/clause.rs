//! The clauses that refusals, fields and duties rest on: of the notice (N…), of statutes, and our
//! own decisions.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::text::{Phrase, Text};
use crate::{phrase, text};

/// The id of a clause, as `domain.md` and `obligations.md` write it: `N2.1-c`, `GBID`, `IC07`, `D`.
///
/// A clause that is read back (from a recording, from an outcome) must stand in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Clause(pub &'static str);

impl<'de> Deserialize<'de> for Clause {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let id = String::deserialize(from)?;
        let known = REGISTER.iter().find(|(known, _)| *known == id);
        known
            .map(|(id, _)| Self(id))
            .ok_or_else(|| D::Error::custom("no such clause"))
    }
}

impl Clause {
    /// A clause known to the program.
    pub const fn of(id: &'static str) -> Self {
        Self(id)
    }

    /// The id.
    pub const fn id(self) -> &'static str {
        self.0
    }

    /// What the clause says, in a line; its bare id where the register does not hold it.
    pub fn title(self) -> Phrase {
        REGISTER
            .iter()
            .find(|(id, _)| *id == self.0)
            .map_or_else(|| Phrase::verbatim(self.0), |(_, text)| (*text).into())
    }

    /// The id and what it says: `N2.1-c 保险编号不得重号、漏编`.
    pub fn cite(self) -> Phrase {
        phrase!(
            "〔{id}〕{title}",
            "[{id}] {title}",
            id = self.0,
            title = self.title()
        )
    }
}

/// The clause register: id and gist. Source: the notice, and the instruments of `domain.md` 0.2.
#[rustfmt::skip]
pub const REGISTER: &[(&str, Text)] = &[
    // The notice, 临政办字〔2012〕3号, in its own order and close to its own words.
    ("N2.1-a", text!("新农保和城居保实行统一的《参保登记表》和《变更登记表》",
        "one enrolment form and one change form for rural and urban residents")),
    ("N2.1-b", text!("基层平台要强化户籍、年龄等基本信息的核查和比对，确保真实无误",
        "grass-roots platforms check and compare hukou, age and other basics")),
    ("N2.1-c", text!("同一参保人保险编号必须一致，不得重号、漏编",
        "one insurance number per person; none given twice, none skipped")),
    ("N2.1-d", text!("避免参保人同时参加两种养老保险制度",
        "nobody is in two pension schemes at once")),
    ("N2.2-a", text!("保险费按年度一次性缴纳，第一季度集中缴纳，3月底前完成",
        "contributions are paid once a year, in the first quarter, by the end of March")),
    ("N2.2-b", text!("集中征缴前做好宣传发动，备好相关表格资料",
        "publicity and forms are ready before the collection window")),
    ("N2.2-c", text!("及时将财政部门拨付的缴费补贴记入个人账户",
        "subsidies paid over by finance are credited to accounts promptly")),
    ("N2.2-d", text!("经办人员、协理员不得经手现金，全部通过金融机构缴纳",
        "staff and coordinators never handle cash; all goes through financial institutions")),
    ("N2.3-a", text!("每月10日前向同级财政部门报送用款申请及发放信息",
        "by the 10th, the fund-use application and payment details go to finance")),
    ("N2.3-b", text!("每月15日前将基金从财政专户拨入支出户",
        "by the 15th, finance moves the money to the expenditure account")),
    ("N2.3-c", text!("每月20日前将养老金存入领取人账户，不得拖欠、扣押、错发",
        "by the 20th, banks credit pensioners; nothing late, withheld or mis-paid")),
    ("N2.3-d", text!("每月10日前完成领取资格核实，并报送停止发放人员核定表",
        "by the 10th, verification is finished and the stop-payment form submitted")),
    ("N2.3-e", text!("与公安、计生、民政等部门建立信息比对机制，掌握生存状况",
        "life status is compared with police, family planning and civil affairs")),
    ("N2.3-f", text!("当月死亡的，下月停发养老金", "death in a month stops payment from the next")),
    ("N2.3-g", text!("骗取养老金的及时追回，并依法处理相关责任人",
        "pensions obtained by fraud are recovered, those responsible dealt with by law")),
    ("N2.4-a", text!("社保经办、财政、金融机构三方对账，及时建账、准确记账",
        "agency, finance and bank reconcile; accounts opened promptly, posted exactly")),
    ("N2.4-b", text!("个人缴费、集体补助、各方资助和政府补贴全部计入个人账户，按规定计息",
        "contributions, aid and subsidies all go to the account, with interest")),
    ("N2.4-c", text!("跨统筹范围转移时，当年未到账政府补贴一并记入随同转移",
        "on transfer, this year's subsidy not yet arrived is credited and goes along")),
    ("N2.4-d", text!("以多种方式方便参保人员对账查询",
        "participants can check their account in several ways")),
    ("N2.5-a", text!("执行财务、会计暂行办法，编制收支预算，每季度分析",
        "financial and accounting rules, budget, quarterly analysis")),
    ("N2.5-b", text!("开设收入户、支出户和财政专户，实行收支两条线",
        "income, expenditure and special account; two separate lines")),
    ("N2.5-c", text!("个人账户基金和基础养老金分账管理",
        "account fund and basic pension in separate books")),
    ("N2.5-d", text!("健全岗位责任制和岗位之间的监督制约机制",
        "posts are responsible, and check each other")),
    ("N2.5-e", text!("对基金筹集、上解、划拨、发放全过程监控和定期检查",
        "raising, remitting, allocating and paying are monitored and inspected")),
    ("N2.5-f", text!("定期清理暂付款和暂收款项", "suspense items are cleared periodically")),
    ("N2.5-g", text!("基金收入按月上缴财政专户，收入户月末无余额",
        "income goes to the special account monthly; income account at zero")),
    ("N2.5-h", text!("定期披露基金筹集和支付信息，严禁挤占挪用",
        "raising and paying are disclosed; no diversion of the fund")),
    ("N2.6-a", text!("档案以村居为单位整理，乡镇按年度审核，县区指导保管",
        "archives sorted by village, reviewed yearly by township, kept by county")),
    ("N2.6-b", text!("十二种归档的主要资料", "the twelve named documents to be filed")),
    ("N2.6-c", text!("档案登记、统一柜存、专人管理、查阅登记、清点交接",
        "register, cabinets, custodian, inspection log, handover")),
    ("N2.7-a", text!("设专人负责统计报表，五套业务报表按时、准确、规范",
        "a statistician; five sets of reports on time, exact, in form")),
    ("N2.7-b", text!("健全全市业务统计通报制度，定期比对分析",
        "a city-wide circular, with comparison and analysis")),
    ("N3.1", text!("健全县、乡镇（街道）、村居（社区）三级经办机构",
        "three tiers: county, township, village")),
    ("N3.2", text!("纳入“金保工程”，推行社会保障卡，做好与各方接口",
        "part of Golden Insurance; cards; interfaces")),
    ("N3.3", text!("执行经办规程，全面推行首问负责制、承诺限时服务制度",
        "handling procedures, first-contact responsibility, promised time limits")),
    ("N3.4", text!("建设评选示范县区和示范乡镇（街道）", "demonstration counties and townships")),
    ("N3.5", text!("定期培训，重要岗位逐步实行上岗资格证制度",
        "regular training; post certificates for key posts")),
    // Statutes, State Council texts, standards.
    ("SIL", text!("《中华人民共和国社会保险法》", "Social Insurance Law")),
    ("SIL-14", text!("《社会保险法》第十四条：个人账户不得提前支取，记账利率不低于银行定期存款利率",
        "Social Insurance Law art. 14: no early withdrawal; interest floor")),
    ("SIL-58", text!("《社会保险法》第五十八条：社会保障号码为公民身份号码",
        "Social Insurance Law art. 58: the citizen id is the social-security number")),
    ("SIL-74", text!("《社会保险法》第七十四条：免费查询、核对缴费和权益记录",
        "Social Insurance Law art. 74: records may be consulted free of charge")),
    ("SIL-81", text!("《社会保险法》第八十一条：依法为个人信息保密",
        "Social Insurance Law art. 81: personal data are confidential")),
    ("SIL-88", text!("《社会保险法》第八十八条：骗取待遇的责令退回并处罚款",
        "Social Insurance Law art. 88: fraud is repaid and fined")),
    ("SIL-92", text!("《社会保险法》第九十二条：泄露个人信息的责任",
        "Social Insurance Law art. 92: liability for leaking data")),
    ("G09", text!("国发〔2009〕32号：开展新型农村社会养老保险试点的指导意见",
        "State Council 2009 no. 32: rural pension pilot")),
    ("G11", text!("国发〔2011〕18号：开展城镇居民社会养老保险试点的指导意见",
        "State Council 2011 no. 18: urban resident pension pilot")),
    ("G14", text!("国发〔2014〕8号：建立统一的城乡居民基本养老保险制度",
        "State Council 2014 no. 8: unified resident pension")),
    ("RG09", text!("《新型农村社会养老保险经办规程（试行）》",
        "handling procedures of 2009 (trial)")),
    ("RG14", text!("《城乡居民基本养老保险经办规程》（2014年）", "handling procedures of 2014")),
    ("RG19", text!("《城乡居民基本养老保险经办规程》（2019年）", "handling procedures of 2019")),
    ("FM11", text!("财社〔2011〕16号：新农保基金财务管理暂行办法",
        "fund financial management, 2011")),
    ("FA11", text!("财会〔2011〕3号：新农保基金会计核算暂行办法", "fund accounting, 2011")),
    ("AR09", text!("《社会保险业务档案管理规定（试行）》",
        "rules on business archives (trial), 2009")),
    ("SDAR", text!("《山东省社会保险档案管理办法》",
        "Shandong rules on social-insurance archives")),
    ("IS09", text!("人社部发〔2009〕146号：新农保信息系统建设指导意见",
        "guidance on the information system, 2009")),
    ("AU03", text!("《社会保险稽核办法》", "rules on social-insurance audit, 2003")),
    ("IC07", text!("《社会保险经办机构内部控制暂行办法》：不相容岗位相分离",
        "internal control, 2007: incompatible posts are separated")),
    ("LK14", text!("《城乡养老保险制度衔接暂行办法》", "bridging between pension schemes, 2014")),
    ("OP23", text!("《社会保险经办条例》", "regulations on social-insurance handling, 2023")),
    ("SD13", text!("鲁政发〔2013〕13号：山东省居民基本养老保险",
        "Shandong resident pension, 2013")),
    ("GBID", text!("《公民身份号码》国家标准 GB 11643-1999",
        "citizen identity number, GB 11643-1999")),
    ("GB2260", text!("《中华人民共和国行政区划代码》国家标准",
        "administrative division codes, GB/T 2260")),
    ("GB2261", text!("《人的性别代码》国家标准", "sex codes, GB/T 2261")),
    ("GB3304", text!("《中国各民族名称代码》国家标准", "ethnicity codes, GB 3304")),
    // Chapters of our reference, and our own decisions.
    ("D", text!("本系统设计规定", "a design decision of this system")),
    ("A", text!("本地参数暂定值，待正式文件确认", "a local parameter, awaiting the official text")),
    ("1.3", text!("参保登记流程：村级收集、乡镇初审、县级复核",
        "enrolment: village collects, township reviews, county re-reviews")),
    ("1.4", text!("公民身份号码校验规则", "checks of the citizen id")),
    ("1.6", text!("重复参保核查规则", "duplicate and dual-enrolment checks")),
    ("4.1", text!("月度业务日历", "the monthly calendar")),
    ("4.3", text!("待遇发放批次流程", "states of a payment run")),
    ("4.4", text!("截止日遇节假日的处理", "deadlines on weekends and holidays")),
    ("4.7", text!("不相容岗位分离：经办与复核、审批不得由同一人办理",
        "segregation of duties: maker, checker and approver differ")),
    ("4.8", text!("岗位权限表：各岗位经办、复核、审批权限",
        "post matrix: what each post may make, check or approve")),
    ("5.1", text!("待遇领取资格每月核实，并至少每年认证一次",
        "entitlement is verified every month, and formally once a year")),
    ("5.2", text!("月度认证名单签报流程", "signing of the monthly verification list")),
    ("5.3", text!("认证结果及其依据", "outcomes of verification and what they rest on")),
    ("5.4", text!("部门数据比对的级别、效果和核查", "levels, effects and decisions of the comparison")),
    ("5.5", text!("停止发放人员核定表签报流程", "signing of the stop-payment form")),
    ("10.1", text!("村、乡、县、市各级的数据范围", "what each tier sees and works on")),
    ("10.2", text!("行政区划及其沿革", "divisions and their changes")),
    ("11.1", text!("数据交换文件通用规则", "common rules of exchange files")),
    ("AppA", text!("政策参数登记表：变更须双人办理并注明文号和生效日期",
        "parameter registry: two persons, a document number and an effective date")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_clause_stands_twice_and_each_speaks_both_languages() {
        let ids: BTreeSet<_> = REGISTER.iter().map(|(id, _)| id).collect();
        assert_eq!(ids.len(), REGISTER.len());
        for (id, title) in REGISTER {
            assert!(!title.zh.is_empty() && !title.en.is_empty(), "{id}");
            assert!(title.en.is_ascii(), "{id}");
        }
    }

    #[test]
    fn every_clause_of_the_notice_is_there() {
        let parts = [
            ('1', "abcd"),
            ('2', "abcd"),
            ('3', "abcdefg"),
            ('4', "abcd"),
            ('5', "abcdefgh"),
            ('6', "abc"),
            ('7', "ab"),
        ];
        let second = parts.iter().flat_map(|(part, letters)| {
            letters
                .chars()
                .map(move |letter| format!("N2.{part}-{letter}"))
        });
        let third = (1..=5).map(|part| format!("N3.{part}"));
        let expected: BTreeSet<String> = second.chain(third).collect();
        let found: BTreeSet<String> = REGISTER
            .iter()
            .filter(|(id, _)| id.starts_with("N2") || id.starts_with("N3"))
            .map(|(id, _)| (*id).to_owned())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_clause_is_cited_with_its_gist() {
        let cited = Clause::of("N2.3-f").cite();
        assert_eq!(cited.zh, "〔N2.3-f〕当月死亡的，下月停发养老金");
        assert_eq!(
            cited.en,
            "[N2.3-f] death in a month stops payment from the next"
        );
        assert_eq!(Clause::of("X9").title(), Phrase::verbatim("X9"));
    }
}
