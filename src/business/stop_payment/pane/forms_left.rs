//! How long there is left for a form, or how late it was.

use chrono::{Datelike as _, NaiveDate};

use crate::business::stop_payment::FormKind;
use crate::business::stop_payment::board::Board;
use crate::business::stop_payment::list::FormRow;
use crate::console::body::Tone;
use crate::kernel::calendar::local_time;
use crate::kernel::deadline::{Countdown, Urgency};
use crate::kernel::desk::Desk;
use crate::kernel::text::Phrase;
use crate::phrase;

/// A day of the year: 03-05.
pub(super) fn short(day: NaiveDate) -> String {
    format!("{:02}-{:02}", day.month(), day.day())
}

/// Where a form stands against the last day, in words and tone.
pub(super) fn standing(form: &FormRow, board: &Board, desk: &Desk) -> (Phrase, Tone) {
    let Some(on) = form.approved_on else {
        return match form.kind {
            FormKind::Stop => counted(board, desk),
            FormKind::Resume => (
                phrase!("{day}起", "since {day}", day = short(form.since())),
                Tone::Plain,
            ),
        };
    };
    let day = short(on);
    match (form.kind, form.days_late.unwrap_or(0)) {
        (FormKind::Stop, 0) => (phrase!("{day}按期", "{day} in time", day = day), Tone::Good),
        (FormKind::Stop, late) => (
            phrase!("{day}逾期{n}天", "{day} {n}d late", day = day, n = late),
            Tone::Bad,
        ),
        (FormKind::Resume, _) => (phrase!("{day}", "{day}", day = day), Tone::Good),
    }
}

/// What is left until the last day, or how long it has passed.
pub(super) fn counted(board: &Board, desk: &Desk) -> (Phrase, Tone) {
    let Ok(Some(due)) = board.due else {
        return (Phrase::default(), Tone::Plain);
    };
    let now = desk.business_date.and_time(local_time(desk.at).time());
    let count = Countdown::at(due, now, None, &board.holidays);
    let said = match count.urgency {
        Urgency::DueToday => phrase!("今日截止", "due today"),
        Urgency::Late | Urgency::Done | Urgency::Far | Urgency::Near => count.brief(),
    };
    let tone = match count.urgency {
        Urgency::Late | Urgency::DueToday => Tone::Bad,
        Urgency::Near => Tone::Warning,
        Urgency::Far | Urgency::Done => Tone::Plain,
    };
    (said, tone)
}
