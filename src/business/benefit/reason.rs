//! The reasons for suspending, holding and stopping (`domain.md` 3.6): a code table. Who adds a reason adds a row here.

use crate::kernel::clause::Clause;
use crate::kernel::text::Text;
use crate::text;

/// What a reason does to the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonKind {
    /// Suspends: not entitled until resumed.
    Suspend,
    /// Holds: entitled, but the money waits.
    Hold,
    /// Stops for good.
    Stop,
    /// Suspends only where the policy says so (`P.detention`); else nothing.
    ByPolicy,
    /// Must not keep any money back.
    None,
}

/// From which month a reason works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromRule {
    /// The next payment run.
    NextRun,
    /// The run that is open now.
    CurrentRun,
    /// The month after the event.
    MonthAfterEvent,
    /// The month after it is recorded.
    NextMonth,
    /// The first month of the other pension.
    FirstMonthOfOther,
    /// Never.
    Never,
}

/// Whether the months kept back are paid once it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackPay {
    /// Yes, from the first month kept back.
    Yes,
    /// No.
    No,
    /// As the receiving place or the decision says.
    Decided,
    /// There is nothing to pay back.
    Nothing,
}

/// One reason.
#[derive(Clone, Debug)]
pub struct Reason {
    /// Its code: `S01`.
    pub code: &'static str,
    /// What it is.
    pub title: Text,
    /// What it does.
    pub kind: ReasonKind,
    /// From when.
    pub from: FromRule,
    /// What becomes of the months kept back.
    pub back_pay: BackPay,
    /// What it rests on.
    pub clause: Clause,
    /// What ends it, or what comes next.
    pub next: Text,
}

impl Reason {
    /// The reason with this code.
    pub fn of(code: &str) -> Option<&'static Self> {
        REASONS.iter().find(|reason| reason.code == code)
    }
}

/// A row of the table.
const fn reason(
    code: &'static str,
    title: Text,
    (kind, from, back_pay): (ReasonKind, FromRule, BackPay),
    clause: &'static str,
    next: Text,
) -> Reason {
    Reason {
        code,
        title,
        kind,
        from,
        back_pay,
        clause: Clause::of(clause),
        next,
    }
}

use BackPay::{Decided, Nothing, Yes};
use FromRule::{CurrentRun, FirstMonthOfOther, MonthAfterEvent, Never, NextMonth, NextRun};
use ReasonKind::{ByPolicy, Hold, Stop, Suspend};

/// All reasons, by code.
pub static REASONS: &[Reason] = &[
    reason(
        "S01",
        text!("未按时通过资格认证", "not verified in time"),
        (Suspend, NextRun, Yes),
        "RG14",
        text!(
            "本人完成资格认证后，由乡镇（街道）人社所填报恢复发放核定表，自暂停之月起补发",
            "once verified, the township station files the resume form; arrears from the first month suspended"
        ),
    ),
    reason(
        "S02",
        text!("服刑", "serving a prison sentence"),
        (Suspend, MonthAfterEvent, BackPay::No),
        "RG14",
        text!(
            "刑满释放后持释放证明申请，经核定自释放次月起恢复，服刑期间不补发",
            "after release, apply with the certificate; resumed from the month after, without arrears"
        ),
    ),
    reason(
        "S03",
        text!("下落不明", "whereabouts unknown"),
        (Suspend, NextRun, Yes),
        "N2.3-d",
        text!(
            "查明健在并完成资格认证后恢复，自暂停之月起补发；确认死亡的按死亡办理停发",
            "if found alive and verified, resume with arrears; if dead, stop for death"
        ),
    ),
    reason(
        "S04",
        text!("疑似死亡，待核实", "suspected death, evidence pending"),
        (Hold, CurrentRun, Yes),
        "N2.3-e",
        text!(
            "由村（居）协理员实地核查：健在的解除暂缓并补发，死亡属实的办理停发核定",
            "the coordinator checks on site: alive, release with arrears; dead, stop-payment form"
        ),
    ),
    reason(
        "S05",
        text!("疑似重复享受待遇", "suspected dual benefit"),
        (Hold, NextRun, Yes),
        "N2.1-d",
        text!(
            "与其他养老保险经办机构核对：未重复享受的解除暂缓并补发，重复享受的办理停发",
            "check with the other scheme: not drawing there, release with arrears; else stop"
        ),
    ),
    reason(
        "S06",
        text!(
            "银行账户无效或两次退票",
            "bank account invalid or returned twice"
        ),
        (Hold, NextRun, Yes),
        "N2.3-c",
        text!(
            "请本人提供有效银行账户，办理账户变更后重新发放",
            "obtain a valid bank account, register the change and pay again"
        ),
    ),
    reason(
        "S07",
        text!(
            "户籍迁出，保险关系未明确",
            "hukou moved out, relationship unclear"
        ),
        (Suspend, NextRun, Decided),
        "RG09",
        text!(
            "与迁入地经办机构确认保险关系后，办理转移或恢复发放，期间待遇按确认结果处理",
            "settle the relationship with the receiving place, then transfer or resume"
        ),
    ),
    reason(
        "S08",
        text!("被羁押尚未判决", "detained before judgment"),
        (ByPolicy, NextRun, Yes),
        "A",
        text!(
            "跟踪判决结果：判处徒刑的按服刑办理暂停，未判处的维持发放",
            "follow the judgment: sentenced, suspend for prison; otherwise payment goes on"
        ),
    ),
    reason(
        "S09",
        text!(
            "拒不退还多领待遇",
            "refuses to repay an established overpayment"
        ),
        (ReasonKind::None, Never, Nothing),
        "N2.3-c",
        text!(
            "不得扣发养老金，应另行办理追回；本人书面同意的可按月抵扣",
            "no withholding; recover by a case, or offset with written consent"
        ),
    ),
    reason(
        "S99",
        text!("其他原因暂停", "other reason for suspension"),
        (Suspend, NextRun, Decided),
        "N2.3-d",
        text!(
            "按负责人批示意见核实处理，暂停期间待遇是否补发由批示确定",
            "act on the director's decision, which also settles the arrears"
        ),
    ),
    reason(
        "T01",
        text!("死亡", "death"),
        (Stop, MonthAfterEvent, Nothing),
        "N2.3-f",
        text!(
            "办理注销登记，结算个人账户余额；多发待遇予以追回",
            "cancel the registration, settle the account, recover what was overpaid"
        ),
    ),
    reason(
        "T02",
        text!("丧失国籍并出国定居", "nationality lost and settled abroad"),
        (Stop, NextMonth, Nothing),
        "RG14",
        text!(
            "办理注销登记，一次性结清个人账户余额",
            "cancel the registration and settle the account at once"
        ),
    ),
    reason(
        "T03",
        text!("领取其他基本养老保险待遇", "draws another basic pension"),
        (Stop, FirstMonthOfOther, Nothing),
        "LK14",
        text!(
            "办理注销登记和账户清退，重复领取的基础养老金予以追回",
            "cancel, refund the account, recover the basic pension drawn twice"
        ),
    ),
    reason(
        "T04",
        text!("保险关系转出", "relationship transferred out"),
        (Stop, MonthAfterEvent, Nothing),
        "RG14",
        text!(
            "待遇由转入地发放，请向转入地经办机构查询",
            "the receiving place pays; ask its agency"
        ),
    ),
    reason(
        "T05",
        text!("待遇核定错误或骗取待遇", "award wrong or fraudulent"),
        (Stop, NextRun, Nothing),
        "SIL-88",
        text!(
            "自首次发放月份起追回多领待遇，涉嫌骗取的移交有关部门处理",
            "recover from the first month paid; refer fraud to the authorities"
        ),
    ),
    reason(
        "T99",
        text!("其他原因停发", "other reason for stopping"),
        (Stop, NextRun, Nothing),
        "N2.3-d",
        text!(
            "按停发核定意见办理注销登记或其他后续手续",
            "follow the stop decision: cancellation or what else it asks"
        ),
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn sixteen_reasons_each_once_and_all_in_both_languages() {
        let codes: BTreeSet<_> = REASONS.iter().map(|reason| reason.code).collect();
        assert_eq!((codes.len(), REASONS.len()), (16, 16));
        for reason in REASONS {
            for text in [reason.title, reason.next] {
                assert!(
                    !text.zh.is_empty() && !text.en.is_empty(),
                    "{}",
                    reason.code
                );
            }
            assert_eq!(reason.kind == Stop, reason.code.starts_with('T'));
            assert_ne!(reason.clause.title().zh, reason.clause.0, "{}", reason.code);
            assert_eq!(Reason::of(reason.code).unwrap().code, reason.code);
        }
        assert!(Reason::of("S10").is_none());
    }
}
