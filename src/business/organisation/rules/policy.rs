//! Who may change a parameter, to what, and from when. Pure.

use chrono::NaiveDate;

use crate::business::organisation::{
    Decided, PolicyRecord, PolicyState, PolicyVerdict, Proposed, scope_title, scope_word,
};
use crate::kernel::area::County;
use crate::kernel::calendar::local_time;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::moves::{self, Letter, Operation};
use crate::kernel::policy::{self, PolicyRow};
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::sod;
use crate::kernel::text::Phrase;
use crate::phrase;

/// Reads a day typed by an operator; a day that does not exist is refused.
pub fn day_of(typed: &str) -> Result<NaiveDate, Refusal> {
    let plain = typed.len() == 10 && typed.is_ascii();
    typed.parse().ok().filter(|_| plain).ok_or_else(|| {
        policy_refusal(
            "PN-2201",
            phrase!(
                "“{typed}”不是有效日期",
                "'{typed}' is no day",
                typed = typed
            ),
            phrase!("请按 2012-03-31 的格式填写", "write it as 2012-03-31"),
        )
        .blaming("effective_from")
    })
}

/// Whether a change of policy may be proposed, and what it would change (4.8, Appendix A).
///
/// `rows` are all rows of the parameter, of every scope and state.
pub fn propose(
    wanted: &PolicyRow,
    reason: &str,
    rows: &[PolicyRecord],
    desk: &Desk,
) -> Result<Proposed, Refusal> {
    moves::permitted("policies", ("", PolicyState::Proposed.word()), desk.post)?;
    policy::check_proposal(wanted)?;
    own_county(wanted.scope.as_ref(), desk)?;
    given("source", &wanted.source)?;
    given("reason", reason)?;
    let scope = scope_word(wanted.scope.as_ref());
    let of_scope = || rows.iter().filter(|row| row.scope == scope);
    if let Some(pending) = of_scope().find(|row| row.state == PolicyState::Proposed) {
        return Err(still_pending(pending));
    }
    let before = of_scope()
        .filter(|row| {
            row.state == PolicyState::Approved && row.effective_from <= wanted.effective_from
        })
        .max_by_key(|row| (row.effective_from, row.revision));
    if let Some(same) = before.filter(|row| row.value == wanted.value) {
        return Err(nothing_changes(same));
    }
    let revision = of_scope()
        .filter(|row| row.effective_from == wanted.effective_from)
        .map(|row| row.revision)
        .max()
        .unwrap_or(0)
        .saturating_add(1);
    let retroactive = wanted.effective_from < desk.business_date;
    let told = phrase!(
        "已提出变更：{id} 自{from}起改为“{value}”，待审批",
        "proposed: {id} becomes '{value}' from {from} on; it waits for approval",
        id = wanted.parameter,
        from = wanted.effective_from,
        value = wanted.value,
    );
    Ok(Proposed {
        revision,
        before: before.map(|row| row.value.clone()),
        retroactive,
        told: warned(told, retroactive),
    })
}

/// Whether a proposal may be approved, rejected or withdrawn by this desk (4.7, 4.8).
pub fn decide(
    proposal: Option<&PolicyRecord>,
    verdict: PolicyVerdict,
    reason: &str,
    desk: &Desk,
) -> Result<Decided, Refusal> {
    let row = proposal.ok_or_else(no_such_proposal)?;
    if row.state != PolicyState::Proposed {
        return Err(decided_already(row));
    }
    let state = verdict.state();
    moves::permitted("policies", (row.state.word(), state.word()), desk.post)?;
    match verdict {
        PolicyVerdict::Approve => may_approve(row, desk)?,
        PolicyVerdict::Reject => {
            may_approve(row, desk)?;
            given("reason", reason)?;
        }
        PolicyVerdict::Withdraw => {
            if row.maker != desk.operator {
                return Err(only_its_maker(row));
            }
            given("reason", reason)?;
        }
    }
    let retroactive = verdict == PolicyVerdict::Approve && row.effective_from < desk.business_date;
    let told = match verdict {
        PolicyVerdict::Approve => phrase!(
            "已批准：{id} 自{from}起适用“{value}”",
            "approved: {id} is '{value}' from {from} on",
            id = row.parameter,
            from = row.effective_from,
            value = row.value,
        ),
        PolicyVerdict::Reject => phrase!(
            "已退回{id}的变更，原值继续适用",
            "the change of {id} is rejected; the old value stays",
            id = row.parameter,
        ),
        PolicyVerdict::Withdraw => phrase!(
            "已撤回{id}的变更，原值继续适用",
            "the change of {id} is withdrawn; the old value stays",
            id = row.parameter,
        ),
    };
    Ok(Decided {
        state,
        retroactive,
        told: warned(told, retroactive),
    })
}

/// A county's value is approved by its own director, a city-wide one by the city's; never by its maker.
fn may_approve(row: &PolicyRecord, desk: &Desk) -> Result<(), Refusal> {
    sod::checker_is_another(&row.maker, &desk.operator)?;
    let approver = if row.scope.is_empty() {
        Post::MDir
    } else {
        Post::CDir
    };
    let here = row.scope.is_empty() || row.scope == desk.county.as_str();
    if desk.post == approver && here {
        return Ok(());
    }
    let mut refusal = moves::may_not_as(desk.post, Operation::Policy, Letter::A);
    refusal.remedy = Box::new(if row.scope.is_empty() {
        phrase!(
            "全市参数请交由市级机构负责人（{post}）审批",
            "a city-wide value is approved by the city director ({post})",
            post = approver,
        )
    } else {
        phrase!(
            "县级参数请交由{county}的经办机构负责人（{post}）审批",
            "a county's value is approved by the agency director ({post}) of {county}",
            post = approver,
            county = row.scope,
        )
    });
    Err(refusal)
}

fn own_county(scope: Option<&County>, desk: &Desk) -> Result<(), Refusal> {
    match scope {
        Some(county) if *county != desk.county => Err(policy_refusal(
            "PN-2202",
            phrase!(
                "{county}不是本县，不得代为提出参数变更",
                "{county} is another county; its values are not proposed here",
                county = county,
            ),
            phrase!(
                "适用范围请填本县代码；全市统一的留空",
                "give your own county's code, or leave it empty for the whole city"
            ),
        )
        .blaming("scope")),
        Some(_) | None => Ok(()),
    }
}

fn given(field: &str, text: &str) -> Result<(), Refusal> {
    if !text.trim().is_empty() {
        return Ok(());
    }
    let refusal = if field == "source" {
        policy_refusal(
            "PN-2203",
            phrase!("未注明依据", "the instrument it rests on is not named"),
            phrase!("请填写文件名称或条款", "name the instrument or the clause"),
        )
    } else {
        policy_refusal(
            "PN-2204",
            phrase!("未填写事由", "no reason is given"),
            phrase!(
                "请写明变更、退回或撤回的事由",
                "say why it is changed, rejected or withdrawn"
            ),
        )
    };
    Err(refusal.blaming(field))
}

fn still_pending(row: &PolicyRecord) -> Refusal {
    Refusal::new(
        "PN-2205",
        Clause::of("N2.5-d"),
        phrase!(
            "{id}（{scope}）已有一项待审变更：{who}于{at}提出，改为“{value}”，自{from}起",
            "a change of {id} ({scope}) waits already: {who} proposed '{value}' from {from} on, at {at}",
            id = row.parameter, scope = scope_title(&row.scope), who = row.maker_name,
            at = local_time(row.made_at).format("%Y-%m-%d %H:%M"), value = row.value, from = row.effective_from,
        ),
        phrase!(
            "请待其审批办结，或由提出人撤回后再提",
            "wait until it is decided, or have its maker withdraw it"
        ),
    )
    .blaming("parameter")
}

fn nothing_changes(row: &PolicyRecord) -> Refusal {
    policy_refusal(
        "PN-2206",
        phrase!(
            "{id}自{from}起已是“{value}”，无须变更",
            "{id} is '{value}' already, from {from} on",
            id = row.parameter,
            from = row.effective_from,
            value = row.value,
        ),
        phrase!(
            "请核对新值和执行日期",
            "check the value and the effective date"
        ),
    )
    .blaming("value")
}

fn no_such_proposal() -> Refusal {
    policy_refusal(
        "PN-2207",
        phrase!("没有这项参数变更", "there is no such change of policy"),
        phrase!(
            "请刷新后从列表中选择",
            "refresh and choose one from the list"
        ),
    )
}

fn decided_already(row: &PolicyRecord) -> Refusal {
    let who = row.checker_name.as_deref().unwrap_or(&row.maker_name);
    let at = row.checked_at.unwrap_or(row.made_at);
    policy_refusal(
        "PN-2208",
        phrase!(
            "{id}的该项变更{state}（{who}，{at}），不能再办",
            "this change of {id} is {state} ({who}, {at}) and cannot be decided again",
            id = row.parameter,
            state = row.state.title(),
            who = who,
            at = local_time(at).format("%Y-%m-%d %H:%M"),
        ),
        phrase!(
            "如需再改，请另提变更",
            "propose another change if it must change again"
        ),
    )
}

fn only_its_maker(row: &PolicyRecord) -> Refusal {
    Refusal::new(
        "PN-2209",
        Clause::of("4.7"),
        phrase!(
            "该项变更由{who}提出，只能由本人撤回",
            "{who} proposed this; nobody else withdraws it",
            who = row.maker_name,
        ),
        phrase!(
            "请由提出人撤回，或由审批岗退回",
            "have its maker withdraw it, or the approver reject it"
        ),
    )
}

fn policy_refusal(code: &str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of("AppA"), why, remedy)
}

/// Adds what a date in the past means.
fn warned(told: Phrase, retroactive: bool) -> Phrase {
    if !retroactive {
        return told;
    }
    told.then(&phrase!(
        "。执行日期早于今日：已办业务不改写，差额另行补发或追回",
        "The date lies in the past: nothing done is rewritten; differences are paid or recovered"
    ))
}

/// Whether a reason was written for a rejection or a withdrawal.
pub fn reason_given(reason: &str) -> Result<(), Refusal> {
    given("reason", reason)
}

/// The refusal of a scope that is no county.
pub fn no_county(typed: &str) -> Refusal {
    policy_refusal(
        "PN-2210",
        phrase!(
            "“{typed}”不是县区代码",
            "'{typed}' is no county",
            typed = typed
        ),
        phrase!(
            "请填六位县区代码；全市统一的留空",
            "give a county's six digits, or leave it empty for the whole city"
        ),
    )
    .blaming("scope")
}
