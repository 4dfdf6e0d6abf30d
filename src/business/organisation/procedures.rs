//! The written procedures (经办流程) that F1 shows where the work is done (N3.3).
//!
//! Held here are those of the matters that belong to no single business; each later business brings its own.

use crate::console::app::Step;
use crate::kernel::clause::Clause;
use crate::text;

/// The procedures, by the screen or tab where the work is done.
pub const PROCEDURES: &[(&str, &[Step])] = &[
    ("lookup", LOOKUP),
    ("lookup_file", LOOKUP),
    ("overview", REVEAL),
    ("policy", POLICY),
    ("policy_change", POLICY),
    ("posts", POSTS),
    ("post_change", POSTS),
    ("certificates", CERTIFICATES),
    ("certificate", CERTIFICATES),
    ("login", SIGN_IN),
];

const LOOKUP: &[Step] = &[
    (
        text!(
            "请来人出示身份证或社会保障卡；代办的，同时核对委托书和代办人身份证",
            "ask for the identity card or the social-security card; from an agent, also the authority and the agent's own card"
        ),
        Clause::of("SIL-74"),
    ),
    (
        text!(
            "在任一屏幕直接输入或刷取号码、姓名、拼音首字母、电话或村居，回车确认到人",
            "on any screen type or scan a number, name, pinyin initials, telephone or village; Enter shows the person"
        ),
        Clause::of("N3.2"),
    ),
    (
        text!(
            "同名的，以身份证号和出生日期核对，不以姓名认人",
            "of two with one name, tell them apart by citizen id and birth date, never by name"
        ),
        Clause::of("N2.1-c"),
    ),
    (
        text!(
            "按首问负责制当场答复；不能当场办结的，登记并告知时限",
            "answer on the spot; what cannot be finished is registered, and its time limit told"
        ),
        Clause::of("N3.3"),
    ),
    (
        text!(
            "查询结果仅告知本人或受托人；查询留有记录",
            "tell what you see only to the person or the agent; every look-up is recorded"
        ),
        Clause::of("SIL-92"),
    ),
];

const REVEAL: &[Step] = &[
    (
        text!(
            "确有办理需要时方可查看完整证件号码或银行账号",
            "a whole id or account number is shown only where the work needs it"
        ),
        Clause::of("SIL-81"),
    ),
    (
        text!(
            "填写查看事由；事由先入审计记录，再显示号码",
            "give the reason; it is written to the audit trail before the number is shown"
        ),
        Clause::of("SIL-81"),
    ),
    (
        text!(
            "不得抄录、拍照或向他人提供；离开座席前退出该屏",
            "do not copy, photograph or pass it on; leave the screen before you leave the desk"
        ),
        Clause::of("SIL-92"),
    ),
    (
        text!(
            "稽核岗按月抽查查看事由是否真实",
            "the audit post samples the reasons every month"
        ),
        Clause::of("N2.5-e"),
    ),
];

const POLICY: &[Step] = &[
    (
        text!(
            "业务复核岗依据文件提出变更：填写参数、适用范围、执行日期、新值、文号和事由",
            "business review proposes by a document: parameter, scope, effective date, new value, document number, reason"
        ),
        Clause::of("AppA"),
    ),
    (
        text!(
            "同一参数、同一范围只能有一项待审变更；前一项办结或撤回后方可再提",
            "one pending change per parameter and scope; the next waits until it is decided or withdrawn"
        ),
        Clause::of("N2.5-d"),
    ),
    (
        text!(
            "县级参数由经办机构负责人审批，全市参数由市级机构负责人审批；经办人不得审批本人所提事项",
            "the agency director approves a county's value, the city director a city-wide one; never the one who proposed it"
        ),
        Clause::of("4.8"),
    ),
    (
        text!(
            "退回或撤回须写明理由；原记录保留",
            "rejecting or withdrawing needs a reason; the record stays"
        ),
        Clause::of("IC07"),
    ),
    (
        text!(
            "批准后自执行日期起适用；追溯执行的不改写历史，差额另行补发或追回",
            "once approved it applies from its date; a date in the past rewrites nothing, differences are paid or recovered"
        ),
        Clause::of("AppA"),
    ),
];

const POSTS: &[Step] = &[
    (
        text!(
            "信息岗依据任免文件提出：人员、岗位、机构、起止日期、文号和事由",
            "IT proposes by the document: person, post, division, days, document number, reason"
        ),
        Clause::of("N2.5-d"),
    ),
    (
        text!(
            "一人不得同时担任不相容岗位；会计、出纳、统计、信息岗须持上岗资格证",
            "nobody holds two posts that exclude each other; accounting, cashier, statistics and IT need a certificate"
        ),
        Clause::of("IC07"),
    ),
    (
        text!(
            "由经办机构负责人审批；任何人不得经办或审批本人的岗位变动",
            "the agency director decides; nobody makes or decides a change of his own post"
        ),
        Clause::of("4.7"),
    ),
    (
        text!(
            "所长不在岗的，由本所复核岗凭文件代理，须写明截止日期；代理签章注明代谁办理",
            "while a station's director is away its reviewer stands in by a document, to a stated day; such signatures name whose place was taken"
        ),
        Clause::of("5.2"),
    ),
    (
        text!(
            "退回或撤回须写明理由；原记录保留",
            "rejecting or withdrawing needs a reason; the record stays"
        ),
        Clause::of("IC07"),
    ),
];

const CERTIFICATES: &[Step] = &[
    (
        text!(
            "会计、出纳、统计、信息管理岗位持上岗资格证任职",
            "accounting, cashier, statistics and information management are held with a certificate"
        ),
        Clause::of("N3.5"),
    ),
    (
        text!(
            "信息岗按证书原件登记编号、发证机关、发证日期和学时；有效期未载明的，按规定年限计算",
            "IT registers number, issuer, day and hours from the certificate itself; without a last day, the years of the parameter count"
        ),
        Clause::of("N3.5"),
    ),
    (
        text!(
            "到期前60日起提示；到期未换的，按参数规定提示或不予任职",
            "from 60 days before it ends it is spoken of; once ended, the parameter says whether that warns or refuses"
        ),
        Clause::of("AppA"),
    ),
];

const SIGN_IN: &[Step] = &[
    (
        text!(
            "使用本人账号登录；账号和口令不得转借",
            "sign in as yourself; account and password are never lent"
        ),
        Clause::of("IC07"),
    ),
    (
        text!(
            "按当日有效的任职取得岗位权限；任职届满的，由信息岗凭文件续办",
            "rights follow from the post held today; when it has ended, IT renews it by a document"
        ),
        Clause::of("N2.5-d"),
    ),
    (
        text!("离开座席时退出登录", "sign out when you leave the desk"),
        Clause::of("SIL-92"),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clause::REGISTER;

    #[test]
    fn every_step_is_written_in_both_languages_and_rests_on_a_clause_of_the_register() {
        for (id, steps) in PROCEDURES {
            assert!(steps.len() >= 3, "{id}");
            for (what, clause) in *steps {
                assert!(!what.zh.is_empty() && !what.en.is_empty());
                assert!(
                    REGISTER.iter().any(|(known, _)| *known == clause.id()),
                    "{id}: {}",
                    clause.id()
                );
            }
        }
    }
}
