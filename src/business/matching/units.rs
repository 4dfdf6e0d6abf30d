//! The cases that wait for the reviewer one by one, and the answer that may be given to many of them together.

use super::answer::AnswerCase;
use super::rules::deciding::{Answer, OBJECT};
use super::store::CasesIn;
use super::waiting::work_of;
use super::{CaseState, MatchCase};
use crate::business::descriptor::{WorkStep, WorkUnit, WorkUnits};
use crate::database::request::{AnyChange, Query as _, Topic};
use crate::database::{Db, Fault};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::phrase;

/// What the worklist shows of cases: the reviewer's one by one, everybody else's as Today has them.
pub(super) const UNITS: WorkUnits = WorkUnits {
    find: |db, desk| Box::pin(async move { Ok(units_of(db, desk).await?) }),
    act,
};

async fn units_of(db: &Db, desk: &Desk) -> Result<Vec<WorkUnit>, Fault> {
    if desk.post != Post::CRev {
        let items = work_of(db, desk).await?;
        return Ok(items.into_iter().map(WorkUnit::from).collect());
    }
    let mut units = Vec::new();
    for state in [CaseState::Confirmed, CaseState::Denied] {
        let found = CasesIn { state }.find(db, desk).await?;
        units.extend(found.cases.iter().map(|it| unit(&it.case)));
    }
    Ok(units)
}

fn unit(case: &MatchCase) -> WorkUnit {
    WorkUnit {
        title: phrase!(
            "比对{state}：{name} {level} {no}",
            "matching, {state}: {name}, level {level}, {no}",
            state = case.state.title(),
            name = crate::kernel::shown::Shown::new(&case.person_name),
            level = case.level.title(),
            no = case.case_no
        ),
        since: case.found_on,
        opens: ("match_case".to_owned(), case.case_no.clone()),
        topic: Topic::of("matching", ""),
        step: Some(WorkStep {
            what: phrase!("同意", "agree"),
            object: OBJECT.to_owned(),
            key: case.case_no.clone(),
            version: case.version,
        }),
    }
}

fn act(step: &WorkStep) -> Option<Box<dyn AnyChange>> {
    if step.object != OBJECT {
        return None;
    }
    Some(Box::new(AnswerCase {
        case_no: step.key.clone(),
        version: step.version,
        answer: Answer::Approve,
        why: String::new(),
    }))
}
