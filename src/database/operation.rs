//! Operation ids: claimed first in the transaction of a change, so that a repetition finds the first result.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::request::Topic;
use super::tx::{Db, Tx};
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements};

record! {
    struct Claimed { operation_id: String }
}

record! {
    struct First { act: String, operator: String, at: DateTime<Utc>, outcome: Option<String> }
}

statements! {
    /// Claims an operation id; no row means that somebody was first. On PostgreSQL it waits for one under way.
    CLAIM = sql!(
        "insert into operations (county, operation_id, act, operator, at, outcome)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning operation_id"
    );
    /// What the first one did.
    FIRST = sql!(
        "select act, operator, at, outcome from operations where county = $1 and operation_id = $2"
    );
    /// Stores the outcome, once.
    FINISH = sql!(
        "update operations set outcome = $3
         where county = $1 and operation_id = $2 and outcome is null"
    );
}

/// A change that was carried out, found again by its operation id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    /// What was done: the name of the change.
    pub act: String,
    /// By whom.
    pub operator: String,
    /// When, by the system's clock.
    pub at: DateTime<Utc>,
    /// What was decided, as JSON.
    pub outcome: serde_json::Value,
    /// Whose watchers had to reload.
    pub topics: Vec<Topic>,
}

impl Resolved {
    /// The outcome as the type the change gives.
    pub fn outcome<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        T::deserialize(&self.outcome)
            .map_err(|error| Fault::Misuse(format!("the stored outcome of {}: {error}", self.act)))
    }
}

/// What stands in `operations.outcome`.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    outcome: T,
    topics: Vec<Topic>,
}

/// Claims the operation id, or gives back what the first one under it did.
pub(super) async fn claim(
    tx: &mut Tx,
    desk: &Desk,
    op: &str,
    act: &str,
) -> Result<Option<Resolved>, Fault> {
    let county = desk.county.as_str();
    let none: Option<String> = None;
    let binds = binds![county, op, act, &desk.operator, desk.at, none];
    if tx.row::<Claimed>(&CLAIM, &binds).await?.is_some() {
        return Ok(None);
    }
    let first: First = tx.one(&FIRST, &binds![county, op]).await?;
    let stored = first
        .outcome
        .ok_or_else(|| Fault::inconsistent("operations.outcome", "NULL"))?;
    let kept: Kept<serde_json::Value> = serde_json::from_str(&stored)
        .map_err(|_| Fault::inconsistent("operations.outcome", "not JSON"))?;
    Ok(Some(Resolved {
        act: first.act,
        operator: first.operator,
        at: first.at,
        outcome: kept.outcome,
        topics: kept.topics,
    }))
}

/// Stores the outcome of a change beside its operation id.
pub(super) async fn finish<T: Serialize>(
    tx: &mut Tx,
    desk: &Desk,
    op: &str,
    outcome: &T,
    topics: &[Topic],
) -> Result<(), Fault> {
    let kept = Kept {
        outcome,
        topics: topics.to_vec(),
    };
    let text = serde_json::to_string(&kept)
        .map_err(|error| Fault::Misuse(format!("an outcome that is no JSON: {error}")))?;
    tx.run_one(&FINISH, &binds![desk.county.as_str(), op, text])
        .await
}

/// Finds out whether a change whose commit went unanswered was carried out.
///
/// It claims the id itself and gives it back, so that it waits for a commit still under way on the server: `None`
/// means the change has not happened. [`Fault::Busy`] means the server has not decided yet; ask again.
pub async fn resolve(db: &Db, desk: &Desk, op: &str) -> Result<Option<Resolved>, Fault> {
    let mut tx = db.begin().await?;
    let found = claim(&mut tx, desk, op, "resolve").await?;
    tx.rollback().await?;
    Ok(found)
}
