//! The chain of a form: whose hand is next, who may send it back or take it back, nobody twice (4.7, 4.8, 5.5).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::months::days_late;
use crate::business::stop_payment::{FormState, Hand, HandAct, Whole};
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::moves::{Move, needs_substitution, permitted};
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::phrase;

/// The kind of object, as the table of moves calls it.
pub const OBJECT: &str = "stop_forms";

/// On, back, or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// To the next hand.
    On,
    /// One step back by the next hand, with a reason.
    Return,
    /// One step back by the last signer.
    Withdraw,
}

/// What a step rests on besides the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The last day in time; why it cannot be told, where it cannot.
    pub due: Result<Option<NaiveDate>, Refusal>,
    /// Who is substituted for by this desk today, if anybody.
    pub acts_for: Option<String>,
}

/// Where a form goes from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The state after; the same while other coordinators have yet to sign.
    pub to: FormState,
    /// What is done.
    pub act: HandAct,
    /// In whose place.
    pub acts_for: Option<String>,
    /// By how many days the approval is late; none for every other hand.
    pub days_late: Option<i64>,
}

/// Whether a form may be opened: of this month, by a hand of the township, while none of the township's waits. An empty
/// one is a nil return.
pub fn open(
    township: &AreaCode,
    month: Month,
    waiting: Option<&str>,
    desk: &Desk,
) -> Result<(), Refusal> {
    permitted(OBJECT, ("", FormState::Draft.word()), desk.post)?;
    let own = desk.area.holds(township) || township.holds(&desk.area);
    if !own {
        return Err(not_yours());
    }
    if month != Month::of(desk.business_date) {
        return Err(Refusal::new(
            "PN-4510",
            Clause::of("5.5"),
            phrase!(
                "只能填报当月核定表",
                "a form is opened for the present month only"
            ),
            phrase!("请填报当月的核定表", "open the form of this month"),
        ));
    }
    match waiting {
        None => Ok(()),
        Some(form_no) => Err(Refusal::new(
            "PN-4511",
            Clause::of("5.5"),
            phrase!(
                "本乡镇{form}尚未批准，不能另开一表",
                "{form} of this township is not yet approved",
                form = form_no
            ),
            phrase!("请在该表上填报", "work on that form"),
        )),
    }
}

/// The next hand, a return or a withdrawal: by whom, and on what conditions (5.5).
pub fn step(
    whole: &Whole,
    way: Way,
    reason: &str,
    terms: &Terms,
    desk: &Desk,
) -> Result<Step, Refusal> {
    let township = &whole.form.township;
    // A coordinator's area is his village, which lies in the township.
    let his = desk.post == Post::VCo && township.holds(&desk.area);
    if !his && !desk.area.holds(township) {
        return Err(not_yours());
    }
    match way {
        Way::On => on(whole, terms, desk),
        Way::Return => back(whole, HandAct::Return, reason, terms, desk),
        Way::Withdraw => back(whole, HandAct::Withdraw, reason, terms, desk),
    }
}

fn on(whole: &Whole, terms: &Terms, desk: &Desk) -> Result<Step, Refusal> {
    let state = whole.form.state;
    let unsigned = |mine: bool| {
        whole.lines.iter().any(|line| {
            line.maker_post == Post::VCo && !line.signed && (line.maker == desk.operator) == mine
        })
    };
    let to = match (state, desk.post) {
        // Without coordinators' lines the village's signature is passed empty.
        (FormState::Draft, Post::TClk) => FormState::StationChecked,
        _ => state.next().ok_or_else(|| at_the_end(state))?,
    };
    let row = permitted(OBJECT, (state.word(), to.word()), desk.post)?;
    let village = to == FormState::VillageSigned;
    if village && !unsigned(true) {
        return Err(nothing_to_sign());
    }
    if to == FormState::StationChecked && (unsigned(true) || unsigned(false)) {
        return Err(not_signed());
    }
    hands_apart(whole, to, desk)?;
    let acts_for = stands_in(row, terms, desk)?;
    let late = match (to, &terms.due) {
        (FormState::Approved, Ok(due)) => Some(days_late(*due, desk.business_date)),
        (FormState::Approved, Err(refusal)) => return Err(refusal.clone()),
        _ => None,
    };
    Ok(Step {
        to: if village && unsigned(false) {
            state
        } else {
            to
        },
        act: act(to),
        acts_for,
        days_late: late,
    })
}

fn back(
    whole: &Whole,
    act: HandAct,
    reason: &str,
    terms: &Terms,
    desk: &Desk,
) -> Result<Step, Refusal> {
    let state = whole.form.state;
    let to = state.previous().ok_or_else(|| at_the_end(state))?;
    let last = last_signer(whole);
    let mine = last.is_some_and(|hand| hand.operator == desk.operator);
    if act == HandAct::Withdraw {
        if !mine {
            return Err(not_the_last(last));
        }
        permitted(OBJECT, (state.word(), to.word()), desk.post)?;
    }
    let acts_for = if act == HandAct::Return {
        let row = permitted(OBJECT, (state.word(), to.word()), desk.post)?;
        if row.act != HandAct::Return.word() {
            return Err(returns_by_the_next(state));
        }
        reason_given(reason)?;
        let next = state.next().ok_or_else(|| at_the_end(state))?;
        hands_apart(whole, next, desk)?;
        stands_in(row, terms, desk)?
    } else {
        None
    };
    Ok(Step {
        to,
        act,
        acts_for,
        days_late: None,
    })
}

/// Whose hand brought the form where it is; none where the last thing done was to take it back.
pub fn last_signer(whole: &Whole) -> Option<&Hand> {
    whole
        .hands
        .last()
        .filter(|hand| !hand.act.is_back() && hand.to_state == whole.form.state)
}

const fn act(to: FormState) -> HandAct {
    match to {
        FormState::Draft | FormState::VillageSigned => HandAct::Sign,
        FormState::StationChecked | FormState::CountyChecked => HandAct::Check,
        FormState::TownshipSigned => HandAct::Submit,
        FormState::Reviewed => HandAct::Review,
        FormState::Approved => HandAct::Approve,
    }
}

/// In whose place the desk acts: the reviewer in the director's, by a substitution that holds today.
fn stands_in(row: &Move, terms: &Terms, desk: &Desk) -> Result<Option<String>, Refusal> {
    if needs_substitution(row, desk.post) {
        return terms.acts_for.clone().map(Some).ok_or_else(no_substitution);
    }
    Ok(None)
}

/// Nobody acts twice on one form; who opened it or entered a line has acted, save the coordinator who signs his lines.
/// The same hand may do the same step again after a return or a withdrawal.
fn hands_apart(whole: &Whole, to: FormState, desk: &Desk) -> Result<(), Refusal> {
    let village = to == FormState::VillageSigned;
    let earlier = whole
        .hands
        .iter()
        .find(|hand| hand.operator == desk.operator && !hand.act.is_back() && aim(hand) != to);
    let made = whole.form.opened_by == desk.operator
        || whole.lines.iter().any(|line| line.maker == desk.operator);
    let before = match (earlier, made && !village) {
        (Some(hand), _) => hand.act.title(),
        (None, true) => crate::text!("填报", "entered"),
        (None, false) => return Ok(()),
    };
    Err(Refusal::new(
        "PN-4512",
        Clause::of("4.7"),
        phrase!(
            "您已在本表上{before}过，同一表不得由同一人办理两个环节",
            "you have already acted on this form ({before}); nobody acts twice on one form",
            before = before
        ),
        phrase!(
            "请交由同岗位的其他人员办理",
            "leave it to another person in the post"
        ),
    ))
}

/// The state a hand worked towards: a coordinator's signature is the village's even while others have yet to sign.
fn aim(hand: &Hand) -> FormState {
    if hand.to_state == FormState::Draft {
        FormState::VillageSigned
    } else {
        hand.to_state
    }
}

/// Whoever confirmed a hit of the comparison does not check the form that stops by it (5.4).
pub fn confirmer_apart(confirmers: &[String], to: FormState, desk: &Desk) -> Result<(), Refusal> {
    if to != FormState::CountyChecked || !confirmers.contains(&desk.operator) {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4536",
        Clause::of("5.4"),
        phrase!(
            "表内有您确认的比对疑点，不得由您核对本表",
            "a line rests on a data match you confirmed; you do not check this form"
        ),
        phrase!(
            "请交由同岗位的其他人员核对",
            "leave it to another person in the post"
        ),
    ))
}

/// What was paid has changed since the lines were looked at last.
pub fn paid_since(changed: i64) -> Result<(), Refusal> {
    if changed == 0 {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4537",
        Clause::of("3.9"),
        phrase!(
            "表内{n}人的发放记录在复核后有变化，多发金额须重新核对",
            "what was paid to {n} of them has changed since the review; the sums must be looked at again",
            n = changed
        ),
        phrase!(
            "请退回复核岗，重新复核后再批准",
            "send it back to the reviewer, then approve"
        ),
    ))
}

/// What is approved is what was looked at: as many lines, the same lines (5.5).
pub fn frozen(whole: &Whole, now: &str, seen: &str, count: usize) -> Result<(), Refusal> {
    if now == seen && whole.lines.len() == count {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4513",
        Clause::of("5.5"),
        phrase!(
            "表内人员与您核对时不同：核对时{seen}人，现为{now}人",
            "the lines are not those you looked at: {seen} then, {now} now",
            seen = count,
            now = whole.lines.len()
        ),
        phrase!(
            "请刷新后逐行核对，再批准",
            "reload, look at every line, then approve"
        ),
    ))
}

/// The approval is given by the number of lines, not as another signature.
pub fn approve_by_count() -> Refusal {
    Refusal::new(
        "PN-4525",
        Clause::of("5.5"),
        phrase!(
            "批准须逐行核对并输入人数",
            "an approval is given by typing the number of lines"
        ),
        phrase!(
            "请核对后输入人数批准",
            "look at the lines and type their number"
        ),
    )
}

/// Only what was reviewed can be approved.
pub fn not_reviewed(state: FormState) -> Refusal {
    Refusal::new(
        "PN-4526",
        Clause::of("5.5"),
        phrase!(
            "核定表为“{state}”，尚不能批准",
            "the form is '{state}' and cannot be approved yet",
            state = state.title()
        ),
        phrase!("请等待前面的环节办理", "the hands before must act first"),
    )
}

fn not_yours() -> Refusal {
    Refusal::new(
        "PN-4514",
        Clause::of("10.1"),
        phrase!("该乡镇不在您的辖区内", "that township is not in your area"),
        phrase!("请由该乡镇办理", "leave it to that township"),
    )
}

fn at_the_end(state: FormState) -> Refusal {
    Refusal::new(
        "PN-4515",
        Clause::of("5.5"),
        phrase!(
            "核定表已是“{state}”，没有这一步",
            "the form is '{state}'; there is no such step",
            state = state.title()
        ),
        phrase!("请刷新后核对", "reload and look again"),
    )
}

fn nothing_to_sign() -> Refusal {
    Refusal::new(
        "PN-4516",
        Clause::of("5.5"),
        phrase!(
            "表内没有待您签字的人员",
            "no line of yours waits for your signature"
        ),
        phrase!(
            "没有停发人员的村不须签字，由人社所直接核对",
            "a village without lines need not sign; the station checks the form"
        ),
    )
}

fn not_signed() -> Refusal {
    Refusal::new(
        "PN-4517",
        Clause::of("5.5"),
        phrase!(
            "表内还有协理员填报而未签字的人员",
            "a coordinator has yet to sign lines of his"
        ),
        phrase!(
            "请催协理员签字后再核对",
            "have the coordinator sign, then check"
        ),
    )
}

fn not_the_last(last: Option<&Hand>) -> Refusal {
    let why = match last {
        Some(hand) => phrase!(
            "最近签办的是{who}，只有本人能撤回",
            "{who} signed last, and nobody else may take that back",
            who = hand.name
        ),
        None => phrase!("没有可以撤回的签办", "there is no signature to take back"),
    };
    Refusal::new(
        "PN-4518",
        Clause::of("5.5"),
        why,
        phrase!(
            "下一环节已办理的，请其退回",
            "where the next hand has acted, ask for a return"
        ),
    )
}

fn returns_by_the_next(state: FormState) -> Refusal {
    Refusal::new(
        "PN-4519",
        Clause::of("5.5"),
        phrase!(
            "“{state}”的表由下一环节退回；您可以撤回自己的签办",
            "a form '{state}' is sent back by the next hand; you may take your own signature back",
            state = state.title()
        ),
        phrase!("请改用撤回", "withdraw instead"),
    )
}

/// A return needs a reason.
pub fn reason_given(typed: &str) -> Result<(), Refusal> {
    if !typed.trim().is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4520",
        Clause::of("5.5"),
        phrase!("退回须写明理由", "a return needs a reason"),
        phrase!("请写明需要更正的内容", "say what has to be put right"),
    )
    .blaming("reason"))
}

fn no_substitution() -> Refusal {
    Refusal::new(
        "PN-4521",
        Clause::of("5.2"),
        phrase!(
            "复核岗代所长报送须有当日有效的代理授权",
            "the reviewer submits for the director only by a substitution that holds today"
        ),
        phrase!(
            "请由信息岗凭文件登记代理期限，经负责人批准",
            "have IT enter the substitution by its document and the director approve it"
        ),
    )
}

#[cfg(test)]
#[path = "hands_tests.rs"]
mod tests;
