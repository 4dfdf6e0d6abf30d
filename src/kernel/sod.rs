//! Segregation of duties (不相容岗位, `domain.md` 4.7): what one person may never do, or never on one
//! object.
//!
//! Deliberately absent: who holds which post, and waivers of small counties with their dates; the
//! organisation keeps those, and asks here.

use serde::{Deserialize, Serialize};

use super::clause::Clause;
use super::post::{Family, Post};
use super::refusal::Refusal;
use super::text::Text;
use crate::{phrase, text};

/// How far two duties keep one person apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Apart {
    /// Not at all.
    Free,
    /// A warning, no more.
    Warn,
    /// Never the same person on the same object.
    SameObject,
    /// Never the same person at all (the `*` pairs): no waiver.
    Never,
}

/// Two duties that keep one person apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The stable id, as `P.sod.relaxed_pairs` names it.
    pub id: &'static str,
    /// The first duty.
    pub first: Text,
    /// The second duty.
    pub second: Text,
    /// How far apart.
    pub apart: Apart,
    /// The posts that carry the two duties; empty where it is a matter of persons within one post.
    pub posts: &'static [(Post, Post)],
}

impl Pair {
    /// Whether a director may waive it, with a document number and an expiry.
    pub const fn may_be_waived(&self) -> bool {
        matches!(self.apart, Apart::SameObject | Apart::Warn)
    }
}

const fn pair(
    id: &'static str,
    first: Text,
    second: Text,
    apart: Apart,
    posts: &'static [(Post, Post)],
) -> Pair {
    Pair {
        id,
        first,
        second,
        apart,
        posts,
    }
}

/// The pairs of 4.7, in its order; those of whole families (audit, system) follow from
/// [`Post::family`].
#[rustfmt::skip]
pub const PAIRS: &[Pair] = &[
    pair("enrolment-entry/enrolment-review", text!("参保登记录入", "enrolment entry"),
        text!("参保登记复核", "enrolment review"), Apart::SameObject, &[(Post::CReg, Post::CRev)]),
    pair("award-computation/award-approval", text!("待遇计算", "award computation"),
        text!("待遇审批", "award approval"), Apart::Never, &[(Post::CBen, Post::CRev)]),
    pair("account-maintenance/benefit-approval", text!("个人账户管理", "account maintenance"),
        text!("待遇审批", "benefit approval"), Apart::Never, &[(Post::CAct, Post::CRev)]),
    pair("bank-change-entry/bank-change-review",
        text!("银行账户变更录入", "bank-account change entry"),
        text!("银行账户变更复核", "its review"), Apart::SameObject, &[(Post::CReg, Post::CRev)]),
    pair("run-maker/run-reviewer", text!("发放计算", "run maker"),
        text!("发放复核", "run reviewer"), Apart::SameObject, &[(Post::CPay, Post::CRev)]),
    pair("run-maker/file-release", text!("发放计算", "run maker"),
        text!("发放文件放行", "file release"), Apart::Never, &[(Post::CPay, Post::CAcc)]),
    pair("cashier/accountant", text!("出纳", "cashier"),
        text!("会计", "accountant"), Apart::Never, &[(Post::CCsh, Post::CAcc)]),
    pair("cashier/bank-reconciliation", text!("出纳", "cashier"),
        text!("银行对账", "bank reconciliation"), Apart::Never,
        &[(Post::CCsh, Post::CAcc), (Post::CCsh, Post::CAud)]),
    pair("accountant/account-posting", text!("会计", "accountant"),
        text!("个人账户记账", "account posting"), Apart::SameObject, &[(Post::CAcc, Post::CAct)]),
    pair("stop-maker/stop-approver", text!("停发名单经办", "stop-list maker"),
        text!("停发名单审批", "stop approver"), Apart::SameObject,
        &[(Post::TClk, Post::CRev), (Post::TClk, Post::CDir)]),
    pair("recovery-handler/write-off-approver", text!("追回经办", "recovery handler"),
        text!("核销审批", "write-off approver"), Apart::SameObject,
        &[(Post::CBen, Post::CDir), (Post::CVer, Post::CDir)]),
    pair("audit/business-or-finance", text!("稽核", "audit"),
        text!("业务或财务岗位", "any business or finance post"), Apart::Never, &[]),
    pair("system/business", text!("系统管理", "system administrator"),
        text!("业务岗位", "any business post"), Apart::Never, &[]),
    pair("parameter-maker/parameter-approver", text!("参数变更经办", "parameter maker"),
        text!("参数变更审批", "parameter approver"), Apart::SameObject,
        &[(Post::CRev, Post::CDir), (Post::CRev, Post::MDir)]),
    pair("archive-custodian/accountant", text!("档案保管", "archive custodian"),
        text!("会计", "accountant"), Apart::Warn, &[(Post::CArc, Post::CAcc)]),
];

/// How far two posts keep one person apart.
///
/// A pair marked `*` and two of the four families are never one person's (IC07). The one pair that
/// is only a warning, archive custodian and accountant, is that against its families: the
/// particular rule goes first.
pub fn posts_apart(first: Post, second: Post) -> Apart {
    let named = PAIRS.iter().filter(|pair| {
        pair.posts.contains(&(first, second)) || pair.posts.contains(&(second, first))
    });
    let named = named.map(|pair| pair.apart).max().unwrap_or(Apart::Free);
    if named == Apart::Warn || !families_exclude(first.family(), second.family()) {
        named
    } else {
        Apart::Never
    }
}

/// Whether one person may never hold both posts.
pub fn posts_exclude(first: Post, second: Post) -> bool {
    posts_apart(first, second) == Apart::Never
}

/// Whether two families exclude each other: business, finance, data and audit do; and what is
/// outside the agency excludes everything inside it.
fn families_exclude(first: Family, second: Family) -> bool {
    let of_four = |family| {
        matches!(
            family,
            Family::Business | Family::Finance | Family::Data | Family::Audit
        )
    };
    let outside = |family| family == Family::Outside;
    (first != second && of_four(first) && of_four(second)) || outside(first) != outside(second)
}

/// Refuses a second post that excludes one already held.
pub fn may_hold_both(held: Post, wanted: Post) -> Result<(), Refusal> {
    if !posts_exclude(held, wanted) {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-0503",
        Clause::of("IC07"),
        phrase!(
            "{held}（{held_code}）与{wanted}（{wanted_code}）为不相容岗位，不得由同一人兼任",
            "{held} ({held_code}) and {wanted} ({wanted_code}) are incompatible posts, never one \
             person's",
            held = held.title(),
            held_code = held,
            wanted = wanted.title(),
            wanted_code = wanted,
        ),
        phrase!(
            "请安排他人任职，或先免去原岗位。",
            "Appoint somebody else, or end the first post before.",
        ),
    )
    .blaming("post"))
}

/// Refuses the maker of a thing as its checker, its approver or its next hand.
pub fn checker_is_another(maker: &str, checker: &str) -> Result<(), Refusal> {
    if maker != checker {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-0504",
        Clause::of("4.7"),
        phrase!(
            "本件由{who}本人经办，复核、审批不得由同一人办理",
            "{who} made this: the same person may not check or approve it",
            who = checker,
        ),
        phrase!(
            "请交由其他有权岗位人员办理。",
            "Have another person of a post that may do it."
        ),
    ))
}

/// Refuses anybody who has acted on a thing before, its makers included.
pub fn acts_once<'a>(
    earlier: impl IntoIterator<Item = &'a str>,
    operator: &str,
) -> Result<(), Refusal> {
    earlier
        .into_iter()
        .try_for_each(|hand| checker_is_another(hand, operator))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_holds_every_pair_of_the_reference() {
        let ids: BTreeSet<_> = PAIRS.iter().map(|pair| pair.id).collect();
        assert_eq!(ids.len(), 15);
        let starred: Vec<_> = PAIRS
            .iter()
            .filter(|pair| pair.apart == Apart::Never)
            .map(|pair| pair.id)
            .collect();
        assert_eq!(
            starred,
            [
                "award-computation/award-approval",
                "account-maintenance/benefit-approval",
                "run-maker/file-release",
                "cashier/accountant",
                "cashier/bank-reconciliation",
                "audit/business-or-finance",
                "system/business",
            ]
        );
        assert!(
            PAIRS
                .iter()
                .all(|pair| pair.may_be_waived() == (pair.apart != Apart::Never))
        );
    }

    #[test]
    fn the_four_families_exclude_each_other() {
        for (first, second) in [
            (Post::CReg, Post::CAcc),
            (Post::CVer, Post::CAud),
            (Post::CAcc, Post::CAud),
            (Post::CSys, Post::CReg),
            (Post::CSys, Post::CCsh),
            (Post::CSta, Post::MAud),
            (Post::VCo, Post::CCsh),
        ] {
            assert!(posts_exclude(first, second) && posts_exclude(second, first));
        }
        assert!(posts_exclude(Post::FDsb, Post::CAcc) && posts_exclude(Post::BOpr, Post::CDir));
    }

    #[test]
    fn within_a_family_the_starred_pairs_exclude() {
        assert!(posts_exclude(Post::CBen, Post::CRev));
        assert!(posts_exclude(Post::CRev, Post::CAct));
        assert!(posts_exclude(Post::CCsh, Post::CAcc));
        assert!(posts_exclude(Post::CCsh, Post::CAud));
        assert!(!posts_exclude(Post::CReg, Post::CCol));
        assert_eq!(posts_apart(Post::CReg, Post::CRev), Apart::SameObject);
        assert_eq!(posts_apart(Post::CReg, Post::CCol), Apart::Free);
        assert_eq!(posts_apart(Post::CArc, Post::CAcc), Apart::Warn);
        for post in Post::ALL {
            assert!(!posts_exclude(*post, *post));
        }
    }

    #[test]
    fn holding_both_is_refused_by_the_internal_control_rules() {
        let refusal = may_hold_both(Post::CAcc, Post::CCsh).unwrap_err();
        assert_eq!(
            (refusal.clause.0, refusal.fields.as_slice()),
            ("IC07", &["post".to_owned()][..])
        );
        assert!(refusal.why.zh.contains("会计岗（C-ACC）与出纳岗（C-CSH）"));
        assert!(may_hold_both(Post::CReg, Post::CCol).is_ok());
    }

    #[test]
    fn a_maker_never_checks_his_own() {
        assert!(checker_is_another("wangfang", "lijun").is_ok());
        let refusal = checker_is_another("wangfang", "wangfang").unwrap_err();
        assert_eq!(
            (refusal.clause.0, refusal.code.as_str()),
            ("4.7", "PN-0504")
        );
        assert!(acts_once(["a", "b"], "c").is_ok());
        assert!(acts_once(["a", "b"], "b").is_err());
    }
}
