//! What can be asked (`Query`) and what can be done (`Change`), and both without their types (`AnyQuery`, `AnyChange`).

use std::any::Any;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::tx::{Db, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;

/// A question to the database. It writes nothing.
pub trait Query: Serialize + Debug + Send + Sync + 'static {
    /// Its name in recordings and logs: `registration.find`.
    const NAME: &'static str;
    /// What is answered.
    type Answer: Serialize + DeserializeOwned + Debug + Send + 'static;
    /// Finds the answer for this desk.
    fn find(
        &self,
        db: &Db,
        desk: &Desk,
    ) -> impl Future<Output = Result<Self::Answer, Fault>> + Send;
}

/// An act of an operator: gather, decide, record.
pub trait Change: Serialize + Debug + Send + Sync + 'static {
    /// Its name in the audit trail: `policy.propose`.
    const NAME: &'static str;
    /// What the decision needs.
    type Facts: Send + Sync;
    /// What was decided.
    type Outcome: Serialize + DeserializeOwned + Debug + Send + Sync + 'static;
    /// What a refusal is filed under in the audit trail, in the words of [`Entry::object`].
    ///
    /// Override it wherever the change itself knows its object: a refused act has no entry of its own to ask.
    fn object(&self) -> String {
        Self::NAME.to_owned()
    }
    /// The operator has called it off. Most acts take no notice: they end by themselves.
    fn call_off(&self) {}
    /// Reads what the decision needs, locking it.
    fn gather(
        &self,
        tx: &mut Tx,
        desk: &Desk,
    ) -> impl Future<Output = Result<Self::Facts, Fault>> + Send;
    /// Decides; pure, one line into `rules.rs`.
    fn decide(&self, facts: &Self::Facts, desk: &Desk) -> Result<Self::Outcome, Refusal>;
    /// Writes what was decided, and says what the audit trail keeps of it.
    fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &Self::Facts,
        outcome: &Self::Outcome,
    ) -> impl Future<Output = Result<Entry, Fault>> + Send;
}

/// What the audit trail keeps of one act; the runner adds who, when, where and the chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The object acted on: `policy:P.cal.verify_day`, `person:3713231200012344`.
    pub object: String,
    /// The object before, as JSON text; `None` where there was none.
    pub before: Option<String>,
    /// The object after, as JSON text; `None` where none is left.
    pub after: Option<String>,
    /// Why, in the operator's words or the program's.
    pub reason: Option<String>,
    /// The rows of a bulk act, in order: key, before, after.
    pub rows: Vec<EntryRow>,
    /// Whose watchers must reload.
    pub topics: Vec<Topic>,
}

/// One row of a bulk act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// The row's key.
    pub key: String,
    /// Before, as JSON text.
    pub before: Option<String>,
    /// After, as JSON text.
    pub after: Option<String>,
}

/// What may have changed: a kind of thing, and which one, or all of that kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Topic {
    /// The kind: `person`, `policy`.
    pub kind: String,
    /// Which one; empty means all.
    pub id: String,
}

impl Topic {
    /// One thing of a kind, or with an empty id all of them.
    pub fn of(kind: &str, id: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            id: id.to_owned(),
        }
    }

    /// Whether a watcher of this topic must hear of that one.
    pub fn meets(&self, other: &Topic) -> bool {
        self.kind == other.kind
            && (self.id.is_empty() || other.id.is_empty() || self.id == other.id)
    }
}

/// How a question or an act that did not succeed ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The rules say no.
    Refused(Refusal),
    /// Somebody else was faster; the difference is told.
    Stale(Phrase),
    /// It failed and nothing was written.
    Fault(Fault),
    /// Nobody knows yet whether it happened; the operation id finds out.
    Unknown(String),
}

impl From<Fault> for Verdict {
    fn from(fault: Fault) -> Self {
        if let Fault::Stale(told) = fault {
            return Self::Stale(told);
        }
        Self::Fault(fault)
    }
}

/// What a change did: its outcome and whose watchers reload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done<T> {
    /// What was decided.
    pub outcome: T,
    /// Whose watchers reload.
    pub topics: Vec<Topic>,
    /// Whether the operation id had been carried out before and this is its first result again.
    pub repeated: bool,
}

/// An answer without its type: live, or read back from a recording.
pub enum Payload {
    /// As it came.
    Live(Box<dyn AnyAnswer>),
    /// As JSON text.
    Recorded(String),
}

impl Payload {
    /// The answer as the type its slot expects.
    pub fn into_answer<T: DeserializeOwned + 'static>(self) -> Result<T, Fault> {
        match self {
            Self::Live(answer) => answer
                .into_any()
                .downcast::<T>()
                .map(|answer| *answer)
                .map_err(|_| Fault::Misuse("an answer of another type".to_owned())),
            Self::Recorded(json) => serde_json::from_str(&json)
                .map_err(|error| Fault::Misuse(format!("a recorded answer: {error}"))),
        }
    }

    /// The answer as JSON text, for a recording.
    pub fn to_json(&self) -> String {
        match self {
            Self::Live(answer) => answer.to_json(),
            Self::Recorded(json) => json.clone(),
        }
    }
}

impl Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Payload")
    }
}

/// Any answer or outcome: it can be taken back to its type, and written down.
pub trait AnyAnswer: Send {
    /// The value itself.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
    /// The value as JSON text.
    fn to_json(&self) -> String;
}

impl<T: Serialize + Send + 'static> AnyAnswer for T {
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A boxed future of an erased request.
pub type Ending<'a, T> = Pin<Box<dyn Future<Output = Result<T, Verdict>> + Send + 'a>>;

/// Any query.
pub trait AnyQuery: Debug + Send + Sync {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Its text in a recording.
    fn to_json(&self) -> String;
    /// Finds the answer.
    fn find<'a>(&'a self, db: &'a Db, desk: &'a Desk) -> Ending<'a, Payload>;
}

impl<Q: Query> AnyQuery for Q {
    fn name(&self) -> &'static str {
        Q::NAME
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn find<'a>(&'a self, db: &'a Db, desk: &'a Desk) -> Ending<'a, Payload> {
        Box::pin(async move { Ok(Payload::Live(Box::new(Query::find(self, db, desk).await?))) })
    }
}

/// Any change; the runner implements it for every [`Change`].
pub trait AnyChange: Debug + Send + Sync {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Its text in a recording.
    fn to_json(&self) -> String;
    /// The operator has called it off. Most acts take no notice: they end by themselves.
    fn call_off(&self) {}
    /// Carries it out under an operation id.
    fn carry_out<'a>(
        &'a self,
        db: &'a Db,
        desk: &'a Desk,
        op: &'a str,
    ) -> Ending<'a, Done<Payload>>;
}
