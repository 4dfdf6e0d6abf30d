//! Required years, amounts, entitlement by month, overpayment, and when a verification is due (`domain.md` 3, 5.1). Pure.

use chrono::{Datelike, Months, NaiveDate};

use super::{Award, BackPay, Event, EventKind, Payment, PaymentState, Reason, ReasonKind};
use super::{Standing, Terms};
use crate::kernel::money::Fen;
use crate::kernel::month::Month;

/// The years of contribution an award asks for: from the scheme's start to the year of turning 60, at most 15 (3.1).
///
/// Born in March 1952 under a scheme begun in 2011: 1. Born in 1970: 15.
pub fn required_years(birth: NaiveDate, terms: &Terms) -> i64 {
    let turns = i64::from(birth.year()).saturating_add(terms.age);
    let years = turns
        .saturating_sub(terms.start_year)
        .saturating_add(i64::from(terms.count_year_of_60));
    years.clamp(0, 15)
}

/// The month in which somebody reaches the age of entitlement.
pub fn comes_of_age(birth: NaiveDate, terms: &Terms) -> Month {
    i32::try_from(terms.age.saturating_mul(12))
        .ok()
        .and_then(|months| Month::of(birth).plus_months(months))
        .unwrap_or(Month::MAX)
}

/// How an account pension is rounded (`P.ben.rounding`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Half up to the fen.
    HalfUpFen,
    /// Up to the next jiao (见分进角).
    CeilJiao,
}

/// The account pension a month: the balance at award over the divisor (3.3). 15 678.40 over 139 are 112.79.
pub fn account_pension(balance: Fen, divisor: i64, rounding: Rounding) -> Option<Fen> {
    match rounding {
        Rounding::HalfUpFen => balance.divided_by(divisor),
        Rounding::CeilJiao => Fen::ceil_jiao(balance.to_decimal().checked_div(divisor.into())?),
    }
}

/// The first month after the month of death: nothing is entitled from it on (N2.3-f). The day does not matter.
pub fn stops_after(died_on: NaiveDate) -> Month {
    Month::of(died_on).next()
}

/// A span of months in which an event keeps money back.
#[derive(Clone, Copy, Debug)]
pub struct Bar<'a> {
    /// The suspension, hold or stop.
    pub event: &'a Event,
    /// The first month after it, if it has been lifted.
    pub until: Option<Month>,
}

impl Bar<'_> {
    /// Whether the month lies in the span.
    pub fn covers(&self, month: Month) -> bool {
        self.event.from_month <= month && self.until.is_none_or(|until| month < until)
    }

    /// Whether it still stands.
    pub fn is_open(&self) -> bool {
        self.until.is_none()
    }
}

/// Every span in which an event keeps money back, as recorded for the award that speaks for the month.
///
/// A span ends with the first later event that lifts the same reason: 恢复 for 暂停 and 停发, 解除暂缓 for 暂缓.
/// Where somebody was awarded anew, what was recorded before the new award belongs to the old one.
pub fn bars(standing: &Standing, month: Month) -> Vec<Bar<'_>> {
    let anew = standing
        .award(month)
        .filter(|award| {
            let earlier = |other: &Award| other.start_month < award.start_month;
            standing.awards.iter().any(earlier)
        })
        .map(|award| award.approved_on);
    let events = || {
        let since = |event: &&Event| anew.is_none_or(|approved| event.recorded_on >= approved);
        standing.events.iter().filter(since)
    };
    events()
        .filter_map(|event| {
            let lifts = match event.kind {
                EventKind::Suspend | EventKind::Stop => EventKind::Resume,
                EventKind::Hold => EventKind::Release,
                EventKind::Resume | EventKind::Release => return None,
            };
            let until = events()
                .filter(|later| later.seq > event.seq)
                .find(|later| later.kind == lifts && later.reason == event.reason)
                .map(|later| later.from_month);
            Some(Bar { event, until })
        })
        .collect()
}

/// Whether an event may keep money back at all: a reason that must not, or that policy lets pass, does nothing.
pub fn keeps_back(event: &Event, terms: &Terms) -> bool {
    Reason::of(&event.reason).is_none_or(|reason| match reason.kind {
        ReasonKind::Suspend | ReasonKind::Hold | ReasonKind::Stop => true,
        ReasonKind::ByPolicy => terms.detention_suspends,
        ReasonKind::None => false,
    })
}

/// What somebody has a right to for a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Nothing.
    None,
    /// The month's pension, paid later as arrears: the suspension that covered it is over and is paid back.
    Arrears,
    /// The month's pension.
    Due,
}

/// What somebody has a right to for a month (3.5).
///
/// Entitled from the start month on, up to the month of death, unless stopped or suspended. A hold takes no right away.
pub fn right(standing: &Standing, month: Month) -> Right {
    let begun = standing
        .award(month)
        .is_some_and(|award| award.start_month <= month);
    let dead = standing
        .died_on
        .is_some_and(|died_on| stops_after(died_on) <= month);
    if !begun || dead {
        return Right::None;
    }
    bars(standing, month)
        .into_iter()
        .filter(|bar| bar.covers(month) && bar.event.kind != EventKind::Hold)
        .filter(|bar| keeps_back(bar.event, &standing.terms))
        .map(|bar| {
            let back_pay = Reason::of(&bar.event.reason).map(|reason| reason.back_pay);
            if !bar.is_open() && back_pay == Some(BackPay::Yes) {
                Right::Arrears
            } else {
                Right::None
            }
        })
        .min_by_key(|right| *right != Right::None)
        .unwrap_or(Right::Due)
}

/// Whether a month is entitled, now or as arrears.
pub fn entitled(standing: &Standing, month: Month) -> bool {
    right(standing, month) != Right::None
}

/// Months paid after the month of death, by book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overpaid {
    /// The months, in order.
    pub months: Vec<Month>,
    /// From the basic-pension book.
    pub basic: Fen,
    /// From the individual-account book.
    pub account: Fen,
}

impl Overpaid {
    /// All of it.
    pub fn total(&self) -> Option<Fen> {
        self.basic.checked_add(self.account)
    }
}

/// What was credited for months after the month of death (3.7); none if a sum cannot be held.
///
/// Death on 2012-03-27, April and May credited at 70.00: 140.00, of it 110.00 basic and 30.00 account.
pub fn overpaid_after_death(died_on: NaiveDate, payments: &[Payment]) -> Option<Overpaid> {
    let mut late: Vec<&Payment> = payments
        .iter()
        .filter(|paid| paid.state == PaymentState::Credited && paid.month >= stops_after(died_on))
        .collect();
    late.sort_by_key(|paid| paid.month);
    late.iter().try_fold(Overpaid::default(), |mut sum, paid| {
        sum.months.push(paid.month);
        sum.basic = sum.basic.checked_add(paid.from_basic_book()?)?;
        sum.account = sum.account.checked_add(paid.from_account_book()?)?;
        Some(sum)
    })
}

/// How an annual verification stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// It holds, until this day included.
    Valid(NaiveDate),
    /// It has run out; until this day included it may be renewed without consequence.
    Grace(NaiveDate),
    /// It is overdue since the day after this one. Nobody is suspended by that alone.
    Overdue(NaiveDate),
}

/// How the annual verification of an award stands (5.1); without one since, it counts from the approval.
pub fn verification(award: &Award, terms: &Terms, as_of: NaiveDate) -> Verification {
    let seen = award.verified_on.unwrap_or(award.approved_on);
    let after = |months: i64| {
        u32::try_from(months)
            .ok()
            .and_then(|months| seen.checked_add_months(Months::new(months)))
            .unwrap_or(NaiveDate::MAX)
    };
    let valid = after(terms.validity_months);
    let grace = after(terms.validity_months.saturating_add(terms.grace_months));
    if as_of <= valid {
        Verification::Valid(valid)
    } else if as_of <= grace {
        Verification::Grace(grace)
    } else {
        Verification::Overdue(grace)
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
