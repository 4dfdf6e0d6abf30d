//! From which month a line keeps money back, from which run it takes effect, and what was paid beyond it (3.5, 3.6, 3.7).

use chrono::NaiveDate;

use crate::business::stop_payment::{FromRule, Payment, PaymentState, Reason, ReasonKind};
use crate::kernel::money::Fen;
use crate::kernel::month::Month;

/// When a line is entered, and when what it is about happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The day of death, judgment, move; the first day of the other pension.
    pub event: Option<NaiveDate>,
    /// The month of the form.
    pub form: Month,
    /// The first month whose run is not yet applied.
    pub open: Month,
}

/// The first month that is not due any more; none where the reason keeps nothing back, or needs a day that is missing.
///
/// Death on 29 February: March. On 1 March: April. On 27 January, learnt of in March: February.
pub fn stop_from(reason: &Reason, when: When) -> Option<Month> {
    match reason.from {
        FromRule::NextRun | FromRule::CurrentRun => Some(when.form.max(when.open)),
        FromRule::MonthAfterEvent => when.event.map(|day| Month::of(day).next()),
        FromRule::NextMonth => Some(when.form.next()),
        FromRule::FirstMonthOfOther => when.event.map(Month::of),
        FromRule::Never => None,
    }
}

/// The month whose run a line takes effect with: never one before the form's, nor one already applied.
pub fn effect(stop_from: Month, form: Month, open: Month) -> Month {
    stop_from.max(form).max(open)
}

/// What was credited for one month that was not due, by book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthPaid {
    /// The month.
    pub month: Month,
    /// From the basic-pension book, in fen.
    pub basic: Fen,
    /// From the individual-account book, in fen.
    pub account: Fen,
}

/// What was credited for months that were not due, the first month first; none if a sum cannot be held.
///
/// An award that was wrong was never due: all of it is overpaid. What a hold keeps back stays due: nothing is.
pub fn overpaid(reason: &Reason, stop_from: Month, payments: &[Payment]) -> Option<Vec<MonthPaid>> {
    let first = match (reason.kind, reason.code) {
        (ReasonKind::Hold, _) => return Some(Vec::new()),
        (_, WRONG_AWARD) => Month::MIN,
        (_, _) => stop_from,
    };
    let mut late: Vec<&Payment> = payments
        .iter()
        .filter(|paid| paid.state == PaymentState::Credited && paid.month >= first)
        .collect();
    late.sort_by_key(|paid| paid.month);
    let months = late.into_iter().map(|paid| {
        Some(MonthPaid {
            month: paid.month,
            basic: paid.from_basic_book()?,
            account: paid.from_account_book()?,
        })
    });
    months.collect()
}

/// The reason whose money is recovered from the first month paid.
const WRONG_AWARD: &str = "T05";

/// The sums of both books: basic, account; none if one cannot be held.
pub fn sums(months: &[MonthPaid]) -> Option<(Fen, Fen)> {
    Some((
        Fen::total(months.iter().map(|it| it.basic))?,
        Fen::total(months.iter().map(|it| it.account))?,
    ))
}

/// By how many days an approval is late: the day of the month included, it is in time (5.5).
pub fn days_late(due: Option<NaiveDate>, today: NaiveDate) -> i64 {
    due.map_or(0, |due| today.signed_duration_since(due).num_days().max(0))
}

#[cfg(test)]
#[path = "months_tests.rs"]
mod tests;
