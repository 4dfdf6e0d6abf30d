//! What a record tells, whom it concerns, what a hit leads to by itself and what only a decision leads to (5.4, 3.6).
//!
//! Nothing here stops or suspends anybody: what comes of a case is a proposal, or one held month.

use chrono::NaiveDate;

use crate::business::matching::{Candidate, Class, Level, MatchCase, Tells};
use crate::kernel::calendar::Holidays;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;

/// What a hit leads to the moment it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The reason that is proposed once it is decided; of a level-A death the line is proposed at once.
    pub reason: Option<&'static str>,
    /// Whether the line is proposed at once.
    pub line_now: bool,
    /// Whether the person's coming month is held at once.
    pub hold_now: bool,
    /// Whether a coordinator checks it in the field by a day.
    pub field_check: bool,
}

/// What an event of a list tells that bears on anybody; none for what does not, a normal registration or an only child.
pub fn tells(source: &str, event: &str) -> Option<Tells> {
    match (source, event) {
        ("POLI" | "FAMP", "DEAD") | ("CIVI", "CREMATED" | "BURIED") => Some(Tells::Death),
        ("POLI", "CANCELLED") => Some(Tells::Cancelled),
        ("POLI", "MOVED_OUT") => Some(Tells::MovedOut),
        ("POLI", "ID_CHANGED") => Some(Tells::IdChanged),
        ("JUST", "SENTENCED") => Some(Tells::Sentence),
        ("JUST", "DETAINED") => Some(Tells::Detention),
        ("JUST", "RELEASED" | "PAROLED") => Some(Tells::Release),
        ("OTHP", "DRAWING") => Some(Tells::OtherPension),
        ("OTHP", "ACTIVE") => Some(Tells::DualEnrolment),
        _ => None,
    }
}

/// Whether it concerns somebody of this class. Whoever has left the scheme is left out: nothing of theirs can change.
pub fn concerns(tells: Tells, class: Class) -> bool {
    let (paid, suspended, pays) = match class {
        Class::Recipient => (true, false, false),
        Class::SuspendedRecipient => (false, true, false),
        Class::ActiveContributor | Class::PausedContributor => (false, false, true),
        Class::Terminated => return false,
    };
    match tells {
        Tells::Death
        | Tells::Cancelled
        | Tells::MovedOut
        | Tells::IdChanged
        | Tells::OtherPension => true,
        Tells::Sentence | Tells::Detention => paid,
        Tells::Release => suspended,
        Tells::DualEnrolment => pays,
    }
}

/// The reasons a decided case may propose; none where there is nothing to stop. Whether somebody detained is suspended
/// is a matter of policy (S08), and of a form that says so.
pub const fn reasons(tells: Tells) -> &'static [&'static str] {
    match tells {
        Tells::Death => &["T01", "S04"],
        Tells::Cancelled => &["S04", "T01", "T02"],
        Tells::MovedOut => &["S07", "T04"],
        Tells::Sentence => &["S02"],
        Tells::OtherPension => &["S05", "T03"],
        Tells::Detention | Tells::Release | Tells::IdChanged | Tells::DualEnrolment => &[],
    }
}

/// What is proposed for a level: a line for A, no more than a hold for B; C and D are items of the work list.
pub const fn proposed(level: Level, tells: Tells) -> Option<&'static str> {
    match (level, tells) {
        (Level::A, Tells::Death) => Some("T01"),
        (Level::A | Level::B, Tells::Cancelled) | (Level::B, Tells::Death) => Some("S04"),
        (Level::A, Tells::OtherPension) => Some("T03"),
        (Level::B, Tells::OtherPension) => Some("S05"),
        (Level::A, Tells::MovedOut) => Some("S07"),
        (Level::A, Tells::Sentence) => Some("S02"),
        (
            Level::A | Level::B,
            Tells::Detention | Tells::Release | Tells::IdChanged | Tells::DualEnrolment,
        )
        | (Level::B, Tells::MovedOut | Tells::Sentence)
        | (Level::C | Level::D, _) => None,
    }
}

/// What a hit leads to. `coming` is the person's coming month: the first whose run is not yet applied.
///
/// Only a death of level A does anything by itself, and only to somebody in payment: a line is proposed, and where the
/// month of death is earlier than the coming month, that month is held. The month of death itself is due. Where a
/// stop is on its way already, by another list or an approved line, nothing further is proposed.
pub fn effect(level: Level, it: &Candidate, tells: Tells, coming: Month) -> Effect {
    let class = it.class();
    let paid = matches!(class, Some(Class::Recipient | Class::SuspendedRecipient));
    let mut effect = by_itself(level, tells, class, it.event_date, coming);
    if it.proposed {
        (effect.line_now, effect.hold_now) = (false, false);
    }
    Effect {
        reason: proposed(level, tells).filter(|_| paid),
        ..effect
    }
}

/// What a case leads to that is taken up again: what it led to when it was found.
pub fn again(case: &MatchCase, coming: Month) -> Effect {
    let class = Class::of(case.participation, case.contribution_state);
    by_itself(case.level, case.tells, class, case.event_date, coming)
}

fn by_itself(
    level: Level,
    tells: Tells,
    class: Option<Class>,
    day: Option<NaiveDate>,
    coming: Month,
) -> Effect {
    let in_payment = class == Some(Class::Recipient);
    let paid = in_payment || class == Some(Class::SuspendedRecipient);
    let death = level == Level::A && tells == Tells::Death;
    let before = day.is_some_and(|day| Month::of(day) < coming);
    Effect {
        reason: None,
        line_now: death && paid && day.is_some(),
        hold_now: death && in_payment && before,
        field_check: level == Level::B,
    }
}

/// The last day of a field check: so many working days after it was found (`P.match.check_days`).
pub fn check_by(found: NaiveDate, days: i64, holidays: &Holidays) -> Result<NaiveDate, Refusal> {
    holidays.add_working_days(found, i32::try_from(days).unwrap_or(i32::MAX))
}

/// How many working days are left for a field check; negative when it is late; none where the calendar does not reach.
pub fn days_left(today: NaiveDate, check_by: NaiveDate, holidays: &Holidays) -> Option<i64> {
    let between = |from, to| holidays.working_days_between(from, to).ok().map(i64::from);
    if today <= check_by {
        between(today, check_by)
    } else {
        between(check_by, today).map(i64::saturating_neg)
    }
}

#[cfg(test)]
#[path = "effects_tests.rs"]
mod tests;
