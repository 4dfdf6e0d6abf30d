//! The worklist: every matter that waits for my post, one by one, oldest first; the marked ones are taken on together,
//! and each says what became of it.

use serde::{Deserialize, Serialize};

use super::search::as_fault;
use crate::business::BUSINESSES;
use crate::business::descriptor::{WorkStep, WorkUnit};
use crate::database::request::{AnyChange, Done, Ending, Payload, Topic, Verdict};
use crate::database::{Db, Fault, Query};
use crate::kernel::desk::Desk;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The matters that wait for this desk, one by one, oldest first.
#[derive(Debug, Serialize)]
pub struct Units;

/// A list of matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed(pub Vec<WorkUnit>);

impl Query for Units {
    const NAME: &'static str = "desk.worklist";
    type Answer = Listed;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Listed, Fault> {
        let mut units = Vec::new();
        for source in BUSINESSES.iter().flat_map(|business| business.work) {
            if let Some(one_by_one) = &source.units {
                units.extend((one_by_one.find)(db, desk).await.map_err(as_fault)?);
            } else {
                let items = (source.find)(db, desk).await.map_err(as_fault)?;
                units.extend(items.into_iter().map(WorkUnit::from));
            }
        }
        units.sort_by_key(|unit| unit.since);
        Ok(Listed(units))
    }
}

/// What became of a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Became {
    /// What it was.
    pub title: Phrase,
    /// Why it was not done; none: it was.
    pub refused: Option<Phrase>,
}

/// What became of all of them, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken(pub Vec<Became>);

/// Takes matters on, each by an act of its own: one that is refused keeps none of the others back.
#[derive(Debug, Serialize)]
pub struct TakeOn(pub Vec<WorkUnit>);

impl AnyChange for TakeOn {
    fn name(&self) -> &'static str {
        "desk.take_on"
    }

    fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    fn carry_out<'a>(
        &'a self,
        db: &'a Db,
        desk: &'a Desk,
        op: &'a str,
    ) -> Ending<'a, Done<Payload>> {
        Box::pin(async move {
            let (mut taken, mut topics) = (Vec::new(), Vec::new());
            for (at, unit) in self.0.iter().enumerate() {
                let refused = one(db, desk, &format!("{op}.{at}"), unit, &mut topics).await;
                taken.push(Became {
                    title: unit.title.clone(),
                    refused,
                });
            }
            Ok(Done {
                outcome: Payload::Live(Box::new(Taken(taken))),
                topics,
                repeated: false,
            })
        })
    }
}

/// Takes one matter on; why it was not done, if it was not.
async fn one(
    db: &Db,
    desk: &Desk,
    op: &str,
    unit: &WorkUnit,
    topics: &mut Vec<Topic>,
) -> Option<Phrase> {
    let Some(act) = unit.step.as_ref().and_then(act) else {
        return Some(phrase!(
            "须打开逐项办理",
            "it has to be opened and worked on by itself"
        ));
    };
    match act.carry_out(db, desk, op).await {
        Ok(done) => {
            topics.extend(done.topics);
            None
        }
        Err(verdict) => Some(told(verdict)),
    }
}

/// The act behind a step; none if no business knows it.
fn act(step: &WorkStep) -> Option<Box<dyn AnyChange>> {
    let sources = BUSINESSES.iter().flat_map(|business| business.work);
    sources
        .filter_map(|source| source.units.as_ref())
        .find_map(|units| (units.act)(step))
}

fn told(verdict: Verdict) -> Phrase {
    match verdict {
        Verdict::Refused(refusal) => refusal.cited(),
        Verdict::Stale(difference) => difference,
        Verdict::Fault(fault) => fault.told(),
        Verdict::Unknown(operation) => phrase!(
            "结果尚不明确，操作号 {operation}，请刷新后核对，勿重复办理",
            "nobody knows yet whether it was done (operation {operation}): reload and look, do not repeat it",
            operation = operation
        ),
    }
}
