//! The why line: every cause of being paid or not paid in a month, weightiest first. Pure; the words are in `sentences`.
//!
//! Entitlement is decided by `rules::right` alone. What is found here besides (a hold, a dispute about the citizen id,
//! a record that contradicts itself) keeps money that is due waiting; it never takes a right away.

use chrono::NaiveDate;

use super::rules::{self, Bar, Right, Verification};
use super::{Award, BackPay, Cause, Class, Event, EventKind, Paid, PaymentState, Reason, Standing};
use super::{sentences as say, sentences_paid as say_paid};
use crate::kernel::clause::Clause;
use crate::kernel::month::Month;
use crate::kernel::text::Phrase;

/// What a cause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The two state fields are no legal pair: nothing can be said before that is mended.
    Illegal,
    /// Dead, and the month lies after the month of death.
    Died,
    /// Stopped by an approved line.
    Stopped,
    /// Out of the scheme, without a line that says from when.
    Terminated,
    /// Paid although there was no right to it.
    Overpaid,
    /// Two people with one citizen id.
    Dispute,
    /// Suspended.
    Suspended,
    /// The record contradicts itself.
    Contradiction,
    /// Held for a decision.
    Held,
    /// The bank sent the month's money back.
    Returned,
    /// Due in a past month, and no payment stands in the books.
    Unpaid,
    /// Covered by a suspension or hold that is over and is paid back.
    PaidBack,
    /// Awarded, but the first month is still to come.
    NotBegun,
    /// Of age, but years of contribution are missing.
    ShortOfYears,
    /// Of age, and not yet awarded.
    NotAwarded,
    /// Not yet of age.
    NotOfAge,
    /// The month of death, which is paid in full.
    LastMonth,
    /// Paid, though the annual verification is overdue.
    Overdue,
    /// Paid.
    Paid,
    /// Something recorded that must not keep money back.
    NoEffect,
}

/// How heavy each matter weighs: what is final speaks before what can be lifted, what can be lifted before what only
/// waits, what waits before what is still to come, and all of these before the plain news that a month is paid.
pub const WEIGHTS: &[(Matter, u16)] = &[
    (Matter::Illegal, 1000),
    (Matter::Died, 900),
    (Matter::Stopped, 880),
    (Matter::Terminated, 860),
    (Matter::Overpaid, 840),
    (Matter::Dispute, 740),
    (Matter::Suspended, 700),
    (Matter::Contradiction, 660),
    (Matter::Held, 620),
    (Matter::Returned, 600),
    (Matter::Unpaid, 580),
    (Matter::PaidBack, 560),
    (Matter::NotBegun, 400),
    (Matter::ShortOfYears, 360),
    (Matter::NotAwarded, 340),
    (Matter::NotOfAge, 320),
    (Matter::LastMonth, 220),
    (Matter::Overdue, 200),
    (Matter::Paid, 100),
    (Matter::NoEffect, 90),
];

/// The weight of a matter; every one stands in the table, which a test sees to.
fn weight(matter: Matter) -> u16 {
    WEIGHTS
        .iter()
        .find(|(it, _)| *it == matter)
        .map_or(0, |(_, weight)| *weight)
}

/// A cause of this matter.
fn cause(matter: Matter, paid: Paid, clause: Clause, (why, next): (Phrase, Phrase)) -> Cause {
    Cause {
        weight: weight(matter),
        paid,
        why,
        clause,
        next,
    }
}

/// A person's month, as it is asked about.
pub(super) struct Asked<'a> {
    pub(super) standing: &'a Standing,
    pub(super) month: Month,
    pub(super) as_of: NaiveDate,
    pub(super) award: Option<&'a Award>,
    right: Right,
}

impl Asked<'_> {
    /// Whether the month is not yet over: only then does the person's present state speak for it.
    fn is_present(&self) -> bool {
        self.month >= Month::of(self.as_of)
    }

    /// What becomes of the month when something makes money wait.
    fn waiting(&self) -> Paid {
        if self.right == Right::None {
            Paid::No
        } else {
            Paid::Held
        }
    }
}

/// All causes of being paid or not paid in a month, weightiest first; there is always at least one.
pub fn causes(standing: &Standing, month: Month, as_of: NaiveDate) -> Vec<Cause> {
    let asked = Asked {
        standing,
        month,
        as_of,
        award: standing.award(month),
        right: rules::right(standing, month),
    };
    let Some(class) = standing.class() else {
        let said = say::illegal(&asked);
        return vec![cause(Matter::Illegal, Paid::No, Clause::of("N2.1-b"), said)];
    };
    let bars = rules::bars(standing, month);
    let mut causes = Vec::new();
    causes.extend(death(&asked, &bars));
    causes.extend(
        bars.iter()
            .filter(|bar| bar.covers(month))
            .filter_map(|bar| barred(&asked, bar)),
    );
    causes.extend(dispute(&asked));
    causes.extend(overpaid(&asked));
    causes.extend(contradiction(&asked, class, &bars));
    causes.extend(not_yet(&asked, class));
    if causes.is_empty() {
        causes = payment(&asked);
        causes.extend(without_effect(&asked, &bars));
    }
    // A stable sort: of two causes of one weight, the one recorded first speaks first.
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.weight));
    causes
}

/// Death, once the month of death is over; without an award the month of death itself.
fn death(asked: &Asked<'_>, bars: &[Bar<'_>]) -> Option<Cause> {
    let died_on = asked.standing.died_on?;
    if asked.month < Month::of(died_on)
        || (asked.award.is_some() && asked.month == Month::of(died_on))
    {
        return None;
    }
    let decided = bars.iter().any(|bar| bar.event.reason == "T01");
    let said = say::died(asked, died_on, decided);
    Some(cause(Matter::Died, Paid::No, Clause::of("N2.3-f"), said))
}

/// What an event that covers the month does to it.
fn barred(asked: &Asked<'_>, bar: &Bar<'_>) -> Option<Cause> {
    let event = bar.event;
    if !rules::keeps_back(event, &asked.standing.terms) {
        return None;
    }
    let reason = Reason::of(&event.reason);
    let clause = reason.map_or(Clause::of("N2.3-d"), |reason| reason.clause);
    let back_pay = reason.is_some_and(|reason| reason.back_pay == BackPay::Yes);
    let (matter, paid) = match (event.kind, bar.is_open()) {
        (EventKind::Stop, _) => (Matter::Stopped, Paid::No),
        (EventKind::Hold, true) => (Matter::Held, asked.waiting()),
        (EventKind::Hold, false) => (Matter::PaidBack, asked.waiting()),
        (EventKind::Suspend, false) if back_pay => (Matter::PaidBack, asked.waiting()),
        (EventKind::Suspend, _) => (Matter::Suspended, Paid::No),
        (EventKind::Resume | EventKind::Release, _) => return None,
    };
    let said = match bar.until {
        Some(until) => say::lifted(asked, event, until, matter == Matter::PaidBack),
        None => say::standing_bar(asked, event),
    };
    Some(cause(matter, paid, clause, said))
}

/// An open dispute about the citizen id blocks payment until public security has decided (1.4).
fn dispute(asked: &Asked<'_>) -> Option<Cause> {
    asked.standing.dispute.then(|| {
        cause(
            Matter::Dispute,
            asked.waiting(),
            Clause::of("N2.1-c"),
            say::dispute(asked),
        )
    })
}

/// A payment without a right to it.
fn overpaid(asked: &Asked<'_>) -> Option<Cause> {
    let paid = asked.standing.payment.as_ref()?;
    let stands = paid.month == asked.month && paid.state != PaymentState::Returned;
    (stands && asked.right == Right::None).then(|| {
        cause(
            Matter::Overpaid,
            Paid::No,
            Clause::of("N2.3-g"),
            say::overpaid(asked, paid),
        )
    })
}

/// A present state that the award and the events do not bear out.
fn contradiction(asked: &Asked<'_>, class: Class, bars: &[Bar<'_>]) -> Option<Cause> {
    let open = |kind: EventKind| {
        let effective = |event: &Event| rules::keeps_back(event, &asked.standing.terms);
        bars.iter()
            .any(|bar| bar.event.kind == kind && bar.is_open() && effective(bar.event))
    };
    if !asked.is_present() {
        return None;
    }
    let awarded = asked.award.is_some();
    let (matter, paid, said) = match class {
        Class::Recipient | Class::SuspendedRecipient if !awarded => {
            (Matter::Contradiction, Paid::No, say::no_award(asked, class))
        }
        Class::SuspendedRecipient if !open(EventKind::Suspend) && !open(EventKind::Stop) => (
            Matter::Contradiction,
            asked.waiting(),
            say::no_suspension(asked),
        ),
        Class::ActiveContributor | Class::PausedContributor
            if awarded && !open(EventKind::Stop) =>
        {
            (
                Matter::Contradiction,
                asked.waiting(),
                say::award_of_contributor(asked, class),
            )
        }
        Class::Terminated if !open(EventKind::Stop) && asked.standing.died_on.is_none() => {
            (Matter::Terminated, Paid::No, say::terminated(asked))
        }
        Class::ActiveContributor
        | Class::PausedContributor
        | Class::Recipient
        | Class::SuspendedRecipient
        | Class::Terminated => return None,
    };
    Some(cause(matter, paid, Clause::of("N2.1-b"), said))
}

/// What is still to come: the first month, the award, the missing years, the age.
fn not_yet(asked: &Asked<'_>, class: Class) -> Option<Cause> {
    if let Some(award) = asked.award {
        return (asked.month < award.start_month).then(|| {
            cause(
                Matter::NotBegun,
                Paid::No,
                Clause::of("RG14"),
                say::not_begun(asked, award.start_month),
            )
        });
    }
    let standing = asked.standing;
    let contributes = matches!(class, Class::ActiveContributor | Class::PausedContributor);
    let dead = standing
        .died_on
        .is_some_and(|died_on| Month::of(died_on) <= asked.month);
    if dead || (asked.is_present() && !contributes) {
        return None;
    }
    let of_age = rules::comes_of_age(standing.birth_date, &standing.terms);
    let required = rules::required_years(standing.birth_date, &standing.terms);
    let (matter, clause, said) = if asked.month < of_age {
        let said = say::not_of_age(asked, of_age, class);
        (Matter::NotOfAge, "G09", said)
    } else if standing.paid_years < required {
        let said = say::short_of_years(asked, required);
        (Matter::ShortOfYears, "G09", said)
    } else {
        (Matter::NotAwarded, "RG14", say::not_awarded(asked, of_age))
    };
    Some(cause(matter, Paid::No, Clause::of(clause), said))
}

/// The month is due and nothing keeps it back: paid, to be paid, sent back by the bank, or forgotten.
fn payment(asked: &Asked<'_>) -> Vec<Cause> {
    let Some(award) = asked.award else {
        // Only who leaves the scheme later than the month asked, and was never awarded, comes here.
        let said = say::terminated(asked);
        let clause = Clause::of("N2.1-b");
        return vec![cause(Matter::Terminated, Paid::No, clause, said)];
    };
    let standing = asked.standing;
    let state = standing.payment.as_ref().map(|paid| paid.state);
    if state == Some(PaymentState::Returned) {
        let said = say_paid::returned(asked);
        return vec![cause(
            Matter::Returned,
            Paid::Held,
            Clause::of("N2.3-c"),
            said,
        )];
    }
    if state.is_none() && !asked.is_present() {
        let said = say_paid::unpaid(asked, award);
        return vec![cause(
            Matter::Unpaid,
            Paid::Held,
            Clause::of("N2.3-c"),
            said,
        )];
    }
    let checked = rules::verification(award, &standing.terms, asked.as_of);
    let (matter, clause, said) = match (standing.died_on, checked) {
        (Some(died_on), _) if asked.month == Month::of(died_on) => (
            Matter::LastMonth,
            "N2.3-f",
            say_paid::last_month(asked, award, died_on),
        ),
        (_, Verification::Overdue(since)) => (
            Matter::Overdue,
            "N2.3-d",
            say_paid::overdue(asked, award, since),
        ),
        _ => (
            Matter::Paid,
            "N2.3-c",
            say_paid::paid(asked, award, checked),
        ),
    };
    vec![cause(matter, Paid::Yes, Clause::of(clause), said)]
}

/// Events that cover the month and must not keep money back.
fn without_effect(asked: &Asked<'_>, bars: &[Bar<'_>]) -> Vec<Cause> {
    bars.iter()
        .filter(|bar| bar.covers(asked.month))
        .filter(|bar| !rules::keeps_back(bar.event, &asked.standing.terms))
        .filter_map(|bar| Reason::of(&bar.event.reason))
        .map(|reason| {
            let said = say::without_effect(asked, reason);
            cause(Matter::NoEffect, Paid::Yes, reason.clause, said)
        })
        .collect()
}

#[cfg(test)]
#[path = "why_tests.rs"]
mod tests;
