//! What waits for the reviewer: files another has brought in.

use super::decide::DecideFile;
use super::{Exchange, FileVerdict, rules, store};
use crate::business::descriptor::{WorkItem, WorkStep, WorkUnit, WorkUnits};
use crate::database::request::{AnyChange, Ending, Topic};
use crate::database::{Db, Fault};
use crate::exchange::outside::list_of;
use crate::kernel::desk::Desk;
use crate::kernel::moves::permitted;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The files that wait for this desk.
pub(super) fn work<'a>(db: &'a Db, desk: &'a Desk) -> Ending<'a, Vec<WorkItem>> {
    Box::pin(async move { Ok(work_of(db, desk).await?) })
}

async fn work_of(db: &Db, desk: &Desk) -> Result<Vec<WorkItem>, Fault> {
    let found = store::waiting(db, desk).await?;
    let mine = permitted(rules::OBJECT, ("STAGED", "ACCEPTED"), desk.post).is_ok();
    Ok(found.iter().filter(|_| mine).map(item).collect())
}

/// The same one by one; the reviewer may accept many together.
pub(super) const UNITS: WorkUnits = WorkUnits {
    find: |db, desk| Box::pin(async move { Ok(units_of(db, desk).await?) }),
    act,
};

async fn units_of(db: &Db, desk: &Desk) -> Result<Vec<WorkUnit>, Fault> {
    let found = store::waiting(db, desk).await?;
    let mine = permitted(rules::OBJECT, ("STAGED", "ACCEPTED"), desk.post).is_ok();
    Ok(found.iter().filter(|_| mine).map(unit).collect())
}

fn unit(exchange: &Exchange) -> WorkUnit {
    WorkUnit {
        step: Some(WorkStep {
            what: phrase!("接收", "accept"),
            object: rules::OBJECT.to_owned(),
            key: exchange.exchange_id.clone(),
            version: exchange.version,
        }),
        ..WorkUnit::from(item(exchange))
    }
}

fn act(step: &WorkStep) -> Option<Box<dyn AnyChange>> {
    if step.object != rules::OBJECT {
        return None;
    }
    Some(Box::new(DecideFile {
        exchange_id: step.key.clone(),
        version: step.version,
        verdict: FileVerdict::Accept,
        reason: String::new(),
    }))
}

fn item(exchange: &Exchange) -> WorkItem {
    WorkItem {
        title: phrase!(
            "对外名单待复核：{title} {period} {n}条",
            "outside list to review: {title} {period}, {n}",
            title = title(&exchange.kind),
            period = exchange.period,
            n = exchange.taken
        ),
        since: exchange.business_date,
        opens: ("outside_file".to_owned(), exchange.exchange_id.clone()),
        topic: Topic::of("exchange", ""),
    }
}

/// What a type of file is called.
pub(super) fn title(kind: &str) -> Phrase {
    list_of(kind).map_or_else(|| Phrase::verbatim(kind), |list| list.title.into())
}
