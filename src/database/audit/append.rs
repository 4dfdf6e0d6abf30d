//! Writing an entry, in the transaction of the act it tells of.
//!
//! The head of the county's chain is claimed by an update, which is a row lock on PostgreSQL and lies under the
//! write lock on `SQLite`; so this comes last in a transaction. Both engines hash here; where a trigger hashes
//! on the server one day, `HEAD_CLAIM`, `HEAD_SET` and `prev`, `hash` of the insert are what it takes over.

use super::chain::{GENESIS, RowsHash, after_with_rows, promises_rows};
use super::stored::Stored;
use crate::database::fault::Fault;
use crate::database::request::{Entry, EntryRow};
use crate::database::tx::Tx;
use crate::database::value::Value;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements};

record! {
    struct Head { seq: i64, hash: String }
}

statements! {
    /// Gives a county its chain.
    HEAD_NEW = sql!(
        "insert into chain_heads (county, seq, hash) values ($1, 0, $2) on conflict do nothing"
    );
    /// Claims the next number; the hash is still that of the entry before.
    HEAD_CLAIM = sql!(
        "update chain_heads set seq = seq + 1 where county = $1 returning seq, hash"
    );
    /// Sets the hash of the entry written.
    HEAD_SET = sql!("update chain_heads set hash = $3 where county = $1 and seq = $2");
    /// The entry.
    ENTRY_NEW = sql!(
        "insert into audit_entries (county, seq, at_ms, operator, post, client, business_date,
            act, object, row_before, row_after, reason, operation_id, prev, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
}

/// Writes the entry of an act and claims its place in the county's chain; its number.
pub async fn append(
    tx: &mut Tx,
    desk: &Desk,
    operation_id: &str,
    act: &str,
    entry: &Entry,
) -> Result<i64, Fault> {
    if promises_rows(entry.after.as_deref()) {
        return Err(Fault::Misuse(
            "an entry that forges the hash of rows".to_owned(),
        ));
    }
    let county = desk.county.as_str();
    tx.run(&HEAD_NEW, &binds![county, GENESIS]).await?;
    let head: Head = tx.one(&HEAD_CLAIM, &binds![county]).await?;
    let mut stored = Stored {
        county: county.to_owned(),
        seq: head.seq,
        at_ms: desk.at.timestamp_millis(),
        operator: desk.operator.clone(),
        post: desk.post.code().to_owned(),
        client: desk.client.clone(),
        business_date: desk.business_date.to_string(),
        act: act.to_owned(),
        object: entry.object.clone(),
        row_before: entry.before.clone(),
        row_after: after(entry),
        reason: entry.reason.clone(),
        operation_id: operation_id.to_owned(),
        prev: head.hash,
        hash: String::new(),
    };
    stored.hash = stored.hashed();
    tx.run_one(&ENTRY_NEW, &entry_binds(&stored, desk)).await?;
    if !entry.rows.is_empty() {
        let rows: Vec<Vec<Value>> = numbered(&entry.rows)
            .map(|(line, row)| {
                binds![
                    county,
                    stored.seq,
                    line,
                    &row.key,
                    row.before.clone(),
                    row.after.clone()
                ]
                .to_vec()
            })
            .collect();
        tx.insert_many("audit_rows", ROW_COLUMNS, &rows).await?;
    }
    tx.run_one(&HEAD_SET, &binds![county, stored.seq, &stored.hash])
        .await?;
    Ok(stored.seq)
}

const ROW_COLUMNS: &[&str] = &["county", "seq", "line", "key", "row_before", "row_after"];

fn numbered(rows: &[EntryRow]) -> impl Iterator<Item = (i64, &EntryRow)> {
    (1..).zip(rows)
}

/// What the entry says of the object after the act; a bulk act binds its rows in.
fn after(entry: &Entry) -> Option<String> {
    if entry.rows.is_empty() {
        return entry.after.clone();
    }
    let hash = numbered(&entry.rows).fold(RowsHash::default(), |hash, (line, row)| {
        hash.row(line, &row.key, row.before.as_deref(), row.after.as_deref())
    });
    Some(after_with_rows(hash, entry.after.as_deref()))
}

fn entry_binds(stored: &Stored, desk: &Desk) -> [Value; 15] {
    binds![
        &stored.county,
        stored.seq,
        stored.at_ms,
        &stored.operator,
        &stored.post,
        &stored.client,
        desk.business_date,
        &stored.act,
        &stored.object,
        stored.row_before.clone(),
        stored.row_after.clone(),
        stored.reason.clone(),
        &stored.operation_id,
        &stored.prev,
        &stored.hash,
    ]
}
