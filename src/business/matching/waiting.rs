//! What of the comparison waits for which post; and what an open case means for the why line.

use super::{CaseState, Level, MatchCase, store};
use crate::business::descriptor::{Cause, Paid, WorkItem};
use crate::database::request::{Ending, Query as _, Topic};
use crate::database::{Db, Fault};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, record, sql, statements};
use chrono::NaiveDate;

statements! {
    /// What waits in an area, by state and level, each with its oldest case and the nearest day of a field check.
    WAITING = sql!(
        "select c.state, c.level, count(*) as n, min(c.found_on) as since, min(c.check_by) as check_by
        from match_cases c
        where c.county = $1 and c.state in ('OPEN', 'CONFIRMED', 'DENIED') and c.village between $2 and $3
        group by c.state, c.level order by min(c.found_on), c.state, c.level"
    );
}

record! {
    struct Waiting {
        state: CaseState,
        level: Level,
        n: i64,
        since: NaiveDate,
        check_by: Option<NaiveDate>,
    }
}

/// The cases that wait for this desk, one matter for each state and level, oldest first.
pub(super) fn work<'a>(db: &'a Db, desk: &'a Desk) -> Ending<'a, Vec<WorkItem>> {
    Box::pin(async move { Ok(work_of(db, desk).await?) })
}

/// Which posts have something to do about a case: the verification post decides, the reviewer agrees, and the station and
/// the coordinator check level B in the field.
fn is_for(post: Post, it: &Waiting) -> bool {
    match it.state {
        CaseState::Open if post == Post::CVer => true,
        CaseState::Open => it.level == Level::B && [Post::VCo, Post::TClk].contains(&post),
        CaseState::Confirmed | CaseState::Denied => post == Post::CRev,
        CaseState::Approved | CaseState::FalseHit => false,
    }
}

/// The same.
pub(super) async fn work_of(db: &Db, desk: &Desk) -> Result<Vec<WorkItem>, Fault> {
    let Some((first, last)) = store::seen(desk) else {
        return Ok(Vec::new());
    };
    let found: Vec<Waiting> = db
        .rows(&WAITING, &binds![&desk.county, first, last])
        .await?;
    let mine = found.iter().filter(|it| is_for(desk.post, it));
    Ok(mine.map(item).collect())
}

fn item(it: &Waiting) -> WorkItem {
    let plain = phrase!(
        "比对{state}：{level} {n}件",
        "matching, {state}: level {level}, {n}",
        state = it.state.title(),
        level = it.level.title(),
        n = it.n
    );
    let title = match it.check_by.filter(|_| it.state == CaseState::Open) {
        Some(day) => plain.then(&phrase!(
            "，实地核查至{day}",
            ", field check by {day}",
            day = day
        )),
        None => plain,
    };
    WorkItem {
        title,
        since: it.since,
        opens: ("matching".to_owned(), it.state.word().to_owned()),
        topic: Topic::of("matching", ""),
    }
}

/// What open cases say about somebody: a hit alone stops nothing.
pub(super) fn causes<'a>(
    db: &'a Db,
    desk: &'a Desk,
    insurance_no: &'a str,
    _: Month,
) -> Ending<'a, Vec<Cause>> {
    Box::pin(async move {
        let insurance_no = insurance_no.to_owned();
        let found = store::CasesOf { insurance_no }.find(db, desk).await?;
        let open = found.iter().filter(|it| it.state.waits());
        Ok(open.map(cause).collect())
    })
}

/// As heavy as what a verification list says: heavier than plain news, lighter than whatever keeps money back.
const WEIGHT: u16 = 310;

fn cause(it: &MatchCase) -> Cause {
    Cause {
        weight: WEIGHT,
        paid: Paid::Yes,
        why: phrase!(
            "{no}：{level}比对“{tells}”，{state}，待遇不因此停发",
            "{no}: a level-{level} hit says '{tells}', {state}; that alone stops nothing",
            no = it.case_no,
            level = it.level.title(),
            tells = it.tells.title(),
            state = it.state.title()
        ),
        clause: Clause::of("5.4"),
        next: next(it),
    }
}

fn next(it: &MatchCase) -> Phrase {
    match (it.state, it.check_by) {
        (CaseState::Open, Some(day)) => phrase!(
            "协理员须于{day}前实地核查",
            "the coordinator checks on site by {day}",
            day = day
        ),
        (CaseState::Open, None) => phrase!(
            "由县认证岗核查，复核岗复核",
            "the county's verification post decides, the reviewer agrees"
        ),
        (CaseState::Confirmed | CaseState::Denied, _) => {
            phrase!("待县复核岗复核", "the county's reviewer has yet to agree")
        }
        (CaseState::Approved | CaseState::FalseHit, _) => Phrase::default(),
    }
}
