//! Who decides a case, and on what: the verification post makes, the reviewer approves, never one person (4.7, 4.8, 5.3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::effects::reasons;
use crate::business::matching::{CaseState, Evidence, Level, MatchCase, Tells};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::moves::permitted;
use crate::kernel::refusal::Refusal;
use crate::kernel::sod::checker_is_another;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The kind of object, as the table of moves calls it.
pub const OBJECT: &str = "match_cases";

/// So many cases are decided at once.
pub const AT_ONCE: usize = 500;

/// What the verification post finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finding {
    /// It is so.
    True,
    /// It is not so.
    False,
}

/// What the reviewer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Agrees.
    Approve,
    /// Sends it back.
    Return,
}

/// What is entered with a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was found.
    pub finding: Finding,
    /// The reason proposed, of a true case; empty for the usual one.
    pub reason: String,
    /// What it rests on.
    pub evidence: Option<Evidence>,
    /// Its number or where it lies.
    pub evidence_ref: String,
    /// The day as the evidence has it; none for the list's own.
    pub event_date: Option<NaiveDate>,
    /// Who checked on site, and what else is to be said.
    pub remark: String,
}

/// What a decision brings a case to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The state.
    pub to: CaseState,
    /// The reason that is proposed.
    pub reason: Option<&'static str>,
    /// The day of what happened.
    pub event_date: Option<NaiveDate>,
}

/// Whether this desk may run the comparison of a month: the present one.
pub fn may_run(month: Month, desk: &Desk) -> Result<(), Refusal> {
    permitted(OBJECT, ("", CaseState::Open.word()), desk.post)?;
    if month == Month::of(desk.business_date) {
        return Ok(());
    }
    Err(refused(
        "PN-4401",
        phrase!(
            "只能办理当月比对",
            "the comparison is run for the present month only"
        ),
        phrase!("请改为当月", "run it for this month"),
    ))
}

/// Whether this desk decides cases at all.
pub fn may_decide(desk: &Desk) -> Result<(), Refusal> {
    let (from, to) = (CaseState::Open.word(), CaseState::Confirmed.word());
    permitted(OBJECT, (from, to), desk.post).map(drop)
}

/// What a decision on a case comes to.
pub fn decide(case: &MatchCase, decision: &Decision, desk: &Desk) -> Result<Decided, Refusal> {
    let to = match decision.finding {
        Finding::True => CaseState::Confirmed,
        Finding::False => CaseState::Denied,
    };
    permitted(OBJECT, (case.state.word(), to.word()), desk.post)?;
    let evidence = decision.evidence.ok_or_else(no_evidence)?;
    if decision.evidence_ref.trim().is_empty() {
        return Err(no_reference());
    }
    if to == CaseState::Denied {
        return denied(evidence, decision);
    }
    let reason = reason(case, decision)?;
    if !takes(case, reason, evidence) {
        return Err(not_enough(case, evidence));
    }
    if evidence == Evidence::Comparison
        && is_of_death(case.tells)
        && decision.remark.trim().is_empty()
    {
        return Err(nobody_looked());
    }
    let event_date = decision.event_date.or(case.event_date);
    dated(reason, event_date, desk)?;
    Ok(Decided {
        to,
        reason,
        event_date,
    })
}

/// A false hit rests on more than the list itself.
fn denied(evidence: Evidence, decision: &Decision) -> Result<Decided, Refusal> {
    if evidence == Evidence::Comparison {
        return Err(refused(
            "PN-4406",
            phrase!(
                "不能以比对结果本身否定比对",
                "a hit is not disproved by the list it comes from"
            ),
            phrase!(
                "请填写当面核实、入户核实或公安证明等依据",
                "name what shows it: seen in person, a home visit, a police certificate"
            ),
        )
        .blaming("evidence"));
    }
    Ok(Decided {
        to: CaseState::Denied,
        reason: None,
        event_date: decision.event_date,
    })
}

const fn is_of_death(tells: Tells) -> bool {
    matches!(tells, Tells::Death | Tells::Cancelled)
}

/// The reason that is proposed: the one named, or the case's own, or the first of what it tells. None for somebody who
/// is paid nothing, or where there is nothing to stop.
fn reason(case: &MatchCase, decision: &Decision) -> Result<Option<&'static str>, Refusal> {
    if !case.has_pension() {
        return Ok(None);
    }
    let may = reasons(case.tells);
    let typed = decision.reason.trim();
    let wanted = if typed.is_empty() {
        case.reason.as_deref()
    } else {
        Some(typed)
    };
    let Some(wanted) = wanted else {
        return Ok(may.first().copied());
    };
    match may.iter().find(|it| **it == wanted) {
        Some(known) => Ok(Some(known)),
        None => Err(refused(
            "PN-4404",
            phrase!(
                "“{tells}”不能按“{reason}”提出",
                "'{tells}' does not lead to '{reason}'",
                tells = case.tells.title(),
                reason = wanted
            ),
            phrase!(
                "可选：{may}",
                "one of: {may}",
                may = if may.is_empty() {
                    "—".to_owned()
                } else {
                    may.join(" ")
                }
            ),
        )
        .blaming("reason")),
    }
}

/// Whether a confirmation may rest on this. The list itself is enough only where the identity is sure: at level A.
fn takes(case: &MatchCase, reason: Option<&str>, evidence: Evidence) -> bool {
    use Evidence::{Comparison, Cremation, DeathCertificate, Judgment, Police, Report};
    if evidence == Comparison {
        return case.level == Level::A;
    }
    match case.tells {
        Tells::Death | Tells::Cancelled => {
            let suspected = reason == Some("S04") && evidence == Report;
            let certified = [Police, DeathCertificate, Cremation, Judgment];
            suspected || certified.contains(&evidence)
        }
        Tells::Sentence | Tells::Release => [Judgment, Police].contains(&evidence),
        Tells::Detention => [Judgment, Police, Report].contains(&evidence),
        Tells::MovedOut | Tells::IdChanged => evidence == Police,
        Tells::OtherPension | Tells::DualEnrolment => [Report, Police].contains(&evidence),
    }
}

/// A stop that counts from a day needs it, and it has come.
fn dated(reason: Option<&str>, day: Option<NaiveDate>, desk: &Desk) -> Result<(), Refusal> {
    let needs = matches!(reason, Some("T01" | "S02" | "T03" | "T04"));
    let why = match day {
        None if needs => phrase!("没有发生日期", "the day it happened is missing"),
        Some(day) if day > desk.business_date => {
            phrase!("发生日期晚于业务日期", "the day lies in the future")
        }
        Some(_) | None => return Ok(()),
    };
    Err(refused(
        "PN-4405",
        why,
        phrase!(
            "请按证明填写发生日期",
            "enter the day as the evidence has it"
        ),
    )
    .blaming("event_date"))
}

/// Where the reviewer's answer brings a case: never by whoever decided it.
pub fn answer(
    case: &MatchCase,
    answer: Answer,
    why: &str,
    desk: &Desk,
) -> Result<CaseState, Refusal> {
    let to = match (answer, case.state) {
        (Answer::Return, _) => CaseState::Open,
        (Answer::Approve, CaseState::Denied) => CaseState::FalseHit,
        (
            Answer::Approve,
            CaseState::Open | CaseState::Confirmed | CaseState::Approved | CaseState::FalseHit,
        ) => CaseState::Approved,
    };
    permitted(OBJECT, (case.state.word(), to.word()), desk.post)?;
    checker_is_another(
        case.decided_by.as_deref().unwrap_or_default(),
        &desk.operator,
    )?;
    if answer == Answer::Return {
        said(why)?;
    }
    Ok(to)
}

/// Whether a false hit may be taken up again: with a reason that stays in its trail.
pub fn reopen(case: &MatchCase, why: &str, desk: &Desk) -> Result<CaseState, Refusal> {
    let to = CaseState::Open;
    permitted(OBJECT, (case.state.word(), to.word()), desk.post)?;
    said(why)?;
    Ok(to)
}

/// A case that is sent back or taken up again needs a reason.
pub fn said(why: &str) -> Result<(), Refusal> {
    if !why.trim().is_empty() {
        return Ok(());
    }
    Err(refused(
        "PN-4408",
        phrase!("须写明理由", "a reason is needed"),
        phrase!("请写明理由", "say why"),
    )
    .blaming("reason"))
}

/// Whether not too many are decided at once.
pub fn at_once(count: usize) -> Result<(), Refusal> {
    if (1..=AT_ONCE).contains(&count) {
        return Ok(());
    }
    Err(refused(
        "PN-4409",
        phrase!(
            "一次办理1至{most}件，现为{count}件",
            "1 to {most} cases are decided at once, not {count}",
            most = AT_ONCE,
            count = count
        ),
        phrase!("请分批办理", "decide them in parts"),
    ))
}

/// Somebody has acted on the case since it was looked at.
pub fn overtaken(case: &MatchCase) -> Refusal {
    refused(
        "PN-4412",
        phrase!(
            "{no}刚被他人办理，现为“{state}”",
            "somebody has just acted on {no}: it is '{state}' now",
            no = case.case_no,
            state = case.state.title()
        ),
        phrase!("请刷新后核对再办", "reload, look, and decide again"),
    )
}

/// The case asked for is not there.
pub fn no_case(case_no: &str) -> Refusal {
    refused(
        "PN-4410",
        phrase!("没有比对案件{no}", "there is no case {no}", no = case_no),
        phrase!("请刷新后核对编号", "reload, and check its number"),
    )
}

fn refused(code: &str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of("5.4"), why, remedy)
}

fn no_evidence() -> Refusal {
    refused(
        "PN-4402",
        phrase!("没有填写核查依据", "the evidence is missing"),
        phrase!("请选择依据类型", "choose what it rests on"),
    )
    .blaming("evidence")
}

fn no_reference() -> Refusal {
    refused(
        "PN-4407",
        phrase!(
            "没有填写依据的文号或存放处",
            "the number of the evidence, or where it lies, is missing"
        ),
        phrase!(
            "请填写文号，或核查人和核查时间",
            "enter its number, or who checked and when"
        ),
    )
    .blaming("evidence_ref")
}

fn not_enough(case: &MatchCase, evidence: Evidence) -> Refusal {
    refused(
        "PN-4403",
        phrase!(
            "{level}“{tells}”不能仅凭“{evidence}”认定",
            "a level-{level} '{tells}' does not rest on '{evidence}' alone",
            level = case.level.title(),
            tells = case.tells.title(),
            evidence = evidence.title()
        ),
        phrase!(
            "请由协理员实地核查，或取得公安、医学、火化证明或判决书",
            "have the coordinator check on site, or obtain a certificate or judgment"
        ),
    )
    .blaming("evidence")
}

fn nobody_looked() -> Refusal {
    refused(
        "PN-4411",
        phrase!(
            "仅凭比对结果认定死亡的，须有协理员核实",
            "a death that rests on the list alone needs the coordinator's word"
        ),
        phrase!(
            "请在备注写明由哪位协理员何时核实",
            "say in the remark which coordinator confirmed it, and when"
        ),
    )
    .blaming("remark")
}

#[cfg(test)]
#[path = "deciding_tests.rs"]
mod tests;
