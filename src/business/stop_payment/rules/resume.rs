//! The resume form (恢复发放核定表): what has ended, from which month the pension is due again, what is in arrears (3.6, 5.5).

use super::lines::{Computed, Person, may_write, no_day, not_pending, too_much, unknown};
use super::months::{MonthPaid, sums};
use crate::business::stop_payment::{
    BackPay, Class, Entered, EventKind, Payment, PaymentState, Reason, ReasonKind, Whole,
};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::phrase;

/// What keeps somebody's money back for a reason, and since when; none where nothing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Whether it is a hold, which takes no right away.
    pub hold: bool,
    /// Since which month.
    pub since: Month,
}

/// What keeps somebody's money back for a reason: a suspension or hold that was never lifted, or a hold nobody decided.
pub fn kept(person: &Person, reason: &str) -> Option<Kept> {
    let mut kept = None;
    for event in person.events.iter().filter(|it| it.reason == reason) {
        kept = match event.kind {
            EventKind::Suspend | EventKind::Hold => Some(Kept {
                hold: event.kind == EventKind::Hold,
                since: event.from_month,
            }),
            EventKind::Resume | EventKind::Release => None,
            EventKind::Stop => kept,
        };
    }
    let waits = || {
        let held = person.holds.iter().find(|(code, _)| code == reason)?;
        Some(Kept {
            hold: true,
            since: held.1,
        })
    };
    kept.or_else(waits)
}

/// A line for somebody whose reason has ended: from which month the pension is due again, and what is in arrears.
///
/// Of a sentence the month after the release; of anything that is paid back the first month kept back; of the rest the
/// month that is open now. `rate` is the basic pension everybody has in a month.
pub fn line(
    whole: &Whole,
    person: &Person,
    entered: &Entered,
    (open, rate): (Month, &dyn Fn(Month) -> Option<Fen>),
    desk: &Desk,
) -> Result<Computed, Refusal> {
    may_write(whole, &person.village, desk)?;
    let reason = Reason::of(&entered.reason).ok_or_else(|| unknown(&entered.reason))?;
    not_pending(person)?;
    let kept = kept(person, reason.code)
        .filter(|_| reason.kind != ReasonKind::Stop)
        .ok_or_else(|| nothing_kept(person, reason))?;
    fits(person, kept, reason)?;
    founded(entered, desk)?;
    let now = whole.form.month.max(open);
    let from = first_due(reason, kept, entered, now)?;
    let last = person
        .payments
        .iter()
        .filter(|paid| paid.state == PaymentState::Credited)
        .max_by_key(|paid| paid.month);
    let monthly = |month: Month| basic(last, month, rate);
    let first = from.max(person.start.unwrap_or(from));
    let unpaid = |month: &Month| {
        let stands = |paid: &Payment| paid.month == *month && paid.state != PaymentState::Returned;
        !person.payments.iter().any(stands)
    };
    let back: Option<Vec<MonthPaid>> = first
        .through(now.previous())
        .filter(unpaid)
        .map(|month| {
            Some(MonthPaid {
                month,
                basic: monthly(month)?,
                account: person.account,
            })
        })
        .collect();
    let back = back.ok_or_else(too_much)?;
    Ok(Computed {
        from_month: from,
        last_paid: last.map(|paid| paid.month),
        basic: monthly(now).ok_or_else(too_much)?,
        account: person.account,
        sums: sums(&back).ok_or_else(too_much)?,
        back,
    })
}

/// The basic pension of a month: what was paid last, and what everybody's has changed by since.
fn basic(last: Option<&Payment>, month: Month, rate: &dyn Fn(Month) -> Option<Fen>) -> Option<Fen> {
    let general = rate(month)?;
    match last {
        Some(paid) => paid
            .basic()?
            .checked_add(general)?
            .checked_sub(rate(paid.month)?),
        None => Some(general),
    }
}

fn first_due(reason: &Reason, kept: Kept, entered: &Entered, now: Month) -> Result<Month, Refusal> {
    let back = match reason.back_pay {
        BackPay::Yes => true,
        BackPay::Decided => entered.back_pay.ok_or_else(|| undecided(reason))?,
        BackPay::No => {
            let released = entered.event_date.ok_or_else(no_day)?;
            return Ok(Month::of(released).next().max(kept.since));
        }
        BackPay::Nothing => false,
    };
    Ok(if back { kept.since.min(now) } else { now })
}

/// A suspension is lifted of who is suspended; a hold of who is still in payment.
fn fits(person: &Person, kept: Kept, reason: &Reason) -> Result<(), Refusal> {
    let fits = match person.class {
        // A suspension from a month to come has not changed the state yet.
        Some(Class::SuspendedRecipient | Class::Recipient) => person.stopped.is_none(),
        Some(Class::ActiveContributor | Class::PausedContributor | Class::Terminated) | None => {
            false
        }
    };
    if fits {
        return Ok(());
    }
    let what = if kept.hold {
        crate::text!("解除暂缓", "released")
    } else {
        crate::text!("恢复发放", "resumed")
    };
    Err(Refusal::new(
        "PN-4527",
        reason.clause,
        phrase!(
            "{name}已停发或已终止参保，不能{what}",
            "{name} is stopped or out of the scheme and cannot be {what}",
            name = person.name,
            what = what
        ),
        phrase!(
            "误报死亡等须另按更正办理",
            "a death reported by mistake is corrected by a case of its own"
        ),
    ))
}

/// That a reason has ended rests on a paper and, where a day is given, on one that has come.
fn founded(entered: &Entered, desk: &Desk) -> Result<(), Refusal> {
    let (field, why) = if entered.evidence.is_none() || entered.evidence_ref.is_none() {
        (
            "evidence",
            phrase!(
                "恢复发放须填写依据及其文号",
                "a pension is resumed on evidence, with its number"
            ),
        )
    } else if entered
        .event_date
        .is_some_and(|day| day > desk.business_date)
    {
        (
            "event_date",
            phrase!("发生日期晚于业务日期", "the day lies in the future"),
        )
    } else {
        return Ok(());
    };
    Err(Refusal::new(
        "PN-4528",
        Clause::of("3.6"),
        why,
        phrase!(
            "补齐或更正后再填",
            "complete or correct it, then enter it again"
        ),
    )
    .blaming(field))
}

fn nothing_kept(person: &Person, reason: &Reason) -> Refusal {
    Refusal::new(
        "PN-4529",
        Clause::of("3.6"),
        phrase!(
            "{name}没有因“{title}”暂停或暂缓的待遇",
            "nothing of {name}'s is kept back for '{title}'",
            name = person.name,
            title = reason.title
        ),
        phrase!(
            "请按待遇记录中的暂停原因填报",
            "enter the reason under which the pension was suspended"
        ),
    )
    .blaming("reason")
}

fn undecided(reason: &Reason) -> Refusal {
    Refusal::new(
        "PN-4530",
        reason.clause,
        phrase!(
            "“{title}”期间的待遇是否补发须写明",
            "whether the months of '{title}' are paid back must be said",
            title = reason.title
        ),
        phrase!("请选择补发或不补发", "choose whether they are paid back"),
    )
    .blaming("back_pay")
}

#[cfg(test)]
#[path = "resume_tests.rs"]
mod tests;
