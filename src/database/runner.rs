//! The one door for changes: claim the operation id, gather, decide, record, write the audit entry, commit.

use std::time::Duration;

use chrono::SubsecRound as _;

use super::audit::append::append;
use super::fault::Fault;
use super::operation::{Resolved, claim, finish};
use super::request::{AnyChange, Change, Done, Ending, Entry, Payload, Topic, Verdict};
use super::tx::{Db, Engine, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::{binds, sql, statements};

/// How often a change is tried while other transactions stand in its way.
const TRIES: u32 = 4;

/// The channel on which other consoles hear that something may have changed. PostgreSQL only.
pub const CHANNEL: &str = "jingban";

statements! {
    /// Tells the other consoles, when the transaction commits. `SQLite` has no such thing and is never asked.
    NOTIFY = sql!(sqlite "select $1, $2", postgres "select pg_notify($1, $2)");
}

/// Carries out a change under an operation id.
///
/// The same id again gives the first outcome again (`repeated`), whatever the change says now; under the id of
/// another act or operator it is a mistake of the caller. A refusal leaves an audit entry of its own and no
/// trace of the id, so that the corrected form may use it again.
pub async fn carry_out<C: Change>(
    db: &Db,
    desk: &Desk,
    op: &str,
    change: &C,
) -> Result<Done<C::Outcome>, Verdict> {
    let desk = Desk {
        at: desk.at.trunc_subsecs(6),
        ..desk.clone()
    };
    let mut tried = 1;
    loop {
        let ended = match once(db, &desk, op, change).await {
            Err(Verdict::Refused(refusal)) => note_refusal(db, &desk, op, change, refusal).await,
            other => other,
        };
        match ended {
            Err(Verdict::Fault(Fault::Busy(_))) if tried < TRIES => {
                tokio::time::sleep(Duration::from_millis(u64::from(tried * tried) * 10)).await;
                tried += 1;
            }
            other => return other,
        }
    }
}

async fn once<C: Change>(
    db: &Db,
    desk: &Desk,
    op: &str,
    change: &C,
) -> Result<Done<C::Outcome>, Verdict> {
    let mut tx = db.begin().await?;
    let decided = inside(&mut tx, desk, op, change).await;
    match decided {
        Ok(done) if done.repeated => {
            tx.rollback().await?;
            Ok(done)
        }
        Ok(done) => match tx.commit().await {
            Ok(()) => Ok(done),
            Err(Fault::UnknownCommit) => Err(Verdict::Unknown(op.to_owned())),
            Err(fault) => Err(fault.into()),
        },
        Err(verdict) => {
            // What went wrong counts, not whether giving up went well: an open transaction dies with its line.
            drop(tx.rollback().await);
            Err(verdict)
        }
    }
}

async fn inside<C: Change>(
    tx: &mut Tx,
    desk: &Desk,
    op: &str,
    change: &C,
) -> Result<Done<C::Outcome>, Verdict> {
    if let Some(first) = claim(tx, desk, op, C::NAME).await? {
        return Ok(repeated(&first, desk, C::NAME)?);
    }
    let facts = change.gather(tx, desk).await?;
    let outcome = change.decide(&facts, desk).map_err(Verdict::Refused)?;
    let entry = change.record(tx, desk, &facts, &outcome).await?;
    finish(tx, desk, op, &outcome, &entry.topics).await?;
    notify(tx, desk, &entry.topics).await?;
    // Last, because it holds the county's chain until the commit.
    append(tx, desk, op, C::NAME, &entry).await?;
    Ok(Done {
        outcome,
        topics: entry.topics,
        repeated: false,
    })
}

/// The first result again, if it is this operator's same act.
fn repeated<T: serde::de::DeserializeOwned>(
    first: &Resolved,
    desk: &Desk,
    act: &str,
) -> Result<Done<T>, Fault> {
    if first.act != act || first.operator != desk.operator {
        return Err(Fault::Misuse(format!(
            "the operation id of another act: {} was done under it, not {act}",
            first.act
        )));
    }
    Ok(Done {
        outcome: first.outcome()?,
        topics: first.topics.clone(),
        repeated: true,
    })
}

/// Tells other consoles which kinds of thing changed in the county: a hint without personal data.
async fn notify(tx: &mut Tx, desk: &Desk, topics: &[Topic]) -> Result<(), Fault> {
    if tx.engine() == Engine::Sqlite {
        return Ok(());
    }
    let kinds: std::collections::BTreeSet<&str> =
        topics.iter().map(|topic| topic.kind.as_str()).collect();
    for kind in kinds {
        let payload = format!("{} {kind}", desk.county);
        tx.run(&NOTIFY, &binds![CHANNEL, payload]).await?;
    }
    Ok(())
}

/// Files a refusal in a transaction of its own, and gives it on with the number of its entry.
async fn note_refusal<C: Change>(
    db: &Db,
    desk: &Desk,
    op: &str,
    change: &C,
    refusal: Refusal,
) -> Result<Done<C::Outcome>, Verdict> {
    let entry = Entry {
        object: change.object(),
        reason: Some(format!("{} {}", refusal.code, refusal.why.zh)),
        ..Entry::default()
    };
    let mut tx = db.begin().await?;
    let filed = append(&mut tx, desk, op, &format!("{}:refused", C::NAME), &entry).await?;
    match tx.commit().await {
        Ok(()) => Err(Verdict::Refused(Refusal {
            entry: Some(filed),
            ..refusal
        })),
        // A number that may be another act's is told to nobody.
        Err(Fault::UnknownCommit) => Err(Verdict::Refused(refusal)),
        Err(fault) => Err(fault.into()),
    }
}

impl<C: Change> AnyChange for C {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn call_off(&self) {
        Change::call_off(self);
    }

    fn carry_out<'a>(
        &'a self,
        db: &'a Db,
        desk: &'a Desk,
        op: &'a str,
    ) -> Ending<'a, Done<Payload>> {
        Box::pin(async move {
            let done = carry_out(db, desk, op, self).await?;
            Ok(Done {
                outcome: Payload::Live(Box::new(done.outcome)),
                topics: done.topics,
                repeated: done.repeated,
            })
        })
    }
}
