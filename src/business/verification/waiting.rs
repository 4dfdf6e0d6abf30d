//! What of the month waits for which post, for Today and the countdown; and what a list means for the why line.

use super::progress::{HistoryOf, Waiting, missing as done, waiting};
use super::{ListState, Outcome};
use crate::business::descriptor::{Cause, Missing, Paid, WorkItem};
use crate::database::request::{Ending, Query, Topic};
use crate::database::{Db, Fault};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// Which state waits for which post, and what it waits for.
const HANDS: &[(Post, ListState, Text)] = &[
    (
        Post::VCo,
        ListState::Issued,
        text!("核实名册", "work on the list"),
    ),
    (
        Post::TClk,
        ListState::VillageSigned,
        text!("复核名册", "check lists"),
    ),
    (
        Post::TDir,
        ListState::StationChecked,
        text!("签发名册", "sign lists"),
    ),
    (
        Post::CVer,
        ListState::StationSigned,
        text!("接收名册", "accept lists"),
    ),
];

/// What is done and due of the month in the desk's area.
pub(super) fn missing<'a>(db: &'a Db, desk: &'a Desk, month: Month) -> Ending<'a, Missing> {
    Box::pin(async move { Ok(done(db, desk, month).await?) })
}

/// The lists that wait for this desk, one matter for each township.
pub(super) fn work<'a>(db: &'a Db, desk: &'a Desk) -> Ending<'a, Vec<WorkItem>> {
    Box::pin(async move { Ok(work_of(db, desk).await?) })
}

async fn work_of(db: &Db, desk: &Desk) -> Result<Vec<WorkItem>, Fault> {
    let month = Month::of(desk.business_date);
    let Some((state, what)) = hand_of(desk.post) else {
        return Ok(Vec::new());
    };
    let found = waiting(db, desk, month, state).await?;
    Ok(found.iter().map(|lists| item(month, what, lists)).collect())
}

/// The state that waits for a post, and what for.
pub(super) fn hand_of(post: Post) -> Option<(ListState, Text)> {
    let hand = HANDS.iter().find(|(of, ..)| *of == post);
    hand.map(|(_, state, what)| (*state, *what))
}

fn item(month: Month, what: Text, lists: &Waiting) -> WorkItem {
    let one = lists.lists == 1;
    let title = if one {
        phrase!(
            "{what}：{month} {township}{village}",
            "{what}: {month} {township} {village}",
            what = what,
            month = month,
            township = lists.township,
            village = lists.first
        )
    } else {
        phrase!(
            "{what}：{month} {township} {n}册",
            "{what}: {month} {township}, {n}",
            what = what,
            month = month,
            township = lists.township,
            n = lists.lists
        )
    };
    let (pane, argument) = if one {
        (
            "verification_list",
            super::argument::of(month, &lists.village),
        )
    } else {
        (
            "verification",
            format!("{}000", lists.village.as_str().get(..9).unwrap_or_default()),
        )
    };
    WorkItem {
        title,
        since: lists.since,
        opens: (pane.to_owned(), argument),
        topic: Topic::of("verification", ""),
    }
}

/// What the month's list says about somebody: it stops nothing by itself.
pub(super) fn causes<'a>(
    db: &'a Db,
    desk: &'a Desk,
    insurance_no: &'a str,
    month: Month,
) -> Ending<'a, Vec<Cause>> {
    Box::pin(async move {
        let insurance_no = insurance_no.to_owned();
        let history = HistoryOf { insurance_no }.find(db, desk).await?;
        let found = history
            .months
            .into_iter()
            .find(|found| found.month == month);
        let outcome = found.and_then(|found| found.outcome);
        Ok(outcome
            .filter(|it| *it != Outcome::Alive)
            .map(|it| reported(it, month))
            .into_iter()
            .collect())
    })
}

/// Heavier than the plain news that a month is paid, lighter than whatever keeps it back.
const WEIGHT: u16 = 300;

fn reported(outcome: Outcome, month: Month) -> Cause {
    let next = match outcome {
        Outcome::NotReached => phrase!(
            "协理员须在宽限期内核实到人",
            "the coordinator must find the person before the grace ends"
        ),
        Outcome::Disputed => phrase!(
            "请乡镇核实异议后改填结果",
            "the station settles the dispute and changes the outcome"
        ),
        Outcome::Alive
        | Outcome::Dead
        | Outcome::Imprisoned
        | Outcome::Missing
        | Outcome::MovedOut
        | Outcome::OtherPension => phrase!(
            "停发、暂停须经停止发放人员核定表批准后生效",
            "a stop or suspension takes effect only by an approved line of the stop-payment form"
        ),
    };
    let why: Phrase = phrase!(
        "{month}认证名册填报“{outcome}”，待遇不因此停发",
        "the list of {month} says '{outcome}'; that alone stops nothing",
        month = month,
        outcome = outcome.title()
    );
    Cause {
        weight: WEIGHT,
        paid: Paid::Yes,
        why,
        clause: Clause::of("5.3"),
        next,
    }
}
