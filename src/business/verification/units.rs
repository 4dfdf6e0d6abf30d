//! The lists that wait for this desk one by one, and the hand that may be set to many of them together.

use chrono::NaiveDate;

use super::rules::signing::{OBJECT, Way};
use super::sign::MoveList;
use super::waiting::hand_of;
use super::{ListState, argument};
use crate::business::descriptor::{WorkStep, WorkUnit, WorkUnits};
use crate::database::request::{AnyChange, Topic};
use crate::database::{Db, Fault};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::text::Text;
use crate::{binds, phrase, record, sql, statements, text};

/// So many are listed at once.
const LISTED_MAX: i64 = 500;

statements! {
    /// The lists that wait in a state, the oldest first.
    ONE_BY_ONE = sql!(
        "select l.village, coalesce(t.name, '') as township, coalesce(v.name, '') as name, l.due, l.version,
            l.issued_on as since
        from verification_lists l
        left join areas v on v.code = l.village and v.valid_to is null
        left join areas t on t.code = substr(l.village, 1, 9) || '000' and t.valid_to is null
        where l.county = $1 and l.month = $2 and l.village between $3 and $4 and l.state = $5
        order by l.issued_on, l.village limit $6"
    );
}

record! {
    struct Listed {
        village: AreaCode,
        township: String,
        name: String,
        due: i64,
        version: i64,
        since: NaiveDate,
    }
}

/// What the worklist shows of lists.
pub(super) const UNITS: WorkUnits = WorkUnits {
    find: |db, desk| Box::pin(async move { Ok(units_of(db, desk).await?) }),
    act,
};

async fn units_of(db: &Db, desk: &Desk) -> Result<Vec<WorkUnit>, Fault> {
    let Some((state, what)) = hand_of(desk.post) else {
        return Ok(Vec::new());
    };
    let month = Month::of(desk.business_date);
    let (first, last) = desk.area.codes();
    let values = binds![&desk.county, month, first, last, state.word(), LISTED_MAX];
    let found: Vec<Listed> = db.rows(&ONE_BY_ONE, &values).await?;
    let step = step_of(state);
    Ok(found
        .iter()
        .map(|list| unit(month, what, step, list))
        .collect())
}

/// What may be done to many lists together; a list that is still worked on is opened.
const fn step_of(state: ListState) -> Option<Text> {
    match state {
        ListState::VillageSigned => Some(text!("复核", "check")),
        ListState::StationChecked => Some(text!("签发", "sign")),
        ListState::StationSigned => Some(text!("接收", "accept")),
        ListState::Issued | ListState::CountyAccepted => None,
    }
}

fn unit(month: Month, what: Text, step: Option<Text>, list: &Listed) -> WorkUnit {
    let key = argument::of(month, &list.village);
    WorkUnit {
        title: phrase!(
            "{what}：{month} {township}{village} 应核{due}人",
            "{what}: {month} {township} {village}, {due} due",
            what = what,
            month = month,
            township = list.township,
            village = list.name,
            due = list.due
        ),
        since: list.since,
        opens: ("verification_list".to_owned(), key.clone()),
        topic: Topic::of("verification", ""),
        step: step.map(|what| WorkStep {
            what: what.into(),
            object: OBJECT.to_owned(),
            key,
            version: list.version,
        }),
    }
}

fn act(step: &WorkStep) -> Option<Box<dyn AnyChange>> {
    if step.object != OBJECT {
        return None;
    }
    let (month, village, _) = argument::read(&step.key)?;
    Some(Box::new(MoveList {
        month,
        village,
        version: step.version,
        way: Way::On,
        reason: String::new(),
    }))
}
