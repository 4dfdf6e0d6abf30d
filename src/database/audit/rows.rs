//! Reading the rows of bulk acts alongside their entries, for the verifier.

use std::collections::VecDeque;

use super::chain::{RowsHash, promises_rows};
use crate::database::fault::Fault;
use crate::database::tx::Db;
use crate::{binds, record, sql, statements};

/// Rows read at once.
const PAGE: i64 = 4_000;

record! {
    struct StoredRow {
        seq: i64,
        line: i64,
        key: String,
        row_before: Option<String>,
        row_after: Option<String>,
    }
}

record! {
    struct First { seq: Option<i64> }
}

statements! {
    /// A page of rows, up to an entry.
    ROWS_AFTER = sql!(
        "select seq, line, key, row_before, row_after from audit_rows
         where county = $1 and (seq, line) > ($2, $3) and seq <= $4 order by seq, line limit $5"
    );
    /// The first row behind an entry that belongs to no entry.
    STRAY_AFTER = sql!(
        "select min(r.seq) as seq from audit_rows r where r.county = $1 and r.seq > $2
         and not exists (
            select 1 from audit_entries e where e.county = r.county and e.seq = r.seq)"
    );
}

/// How an entry and its rows compare.
pub(super) struct Verdict {
    /// The rows are those the entry was hashed with.
    pub(super) agree: bool,
    /// A row before this entry that belongs to no entry.
    pub(super) stray: Option<i64>,
}

/// The rows of one county, in order, a page at a time.
pub(super) struct RowReader {
    county: String,
    waiting: VecDeque<StoredRow>,
    /// The last row fetched.
    last: (i64, i64),
    /// The entry up to which rows are wanted.
    upto: i64,
    /// Whether all rows up to there have been fetched.
    complete: bool,
    read: i64,
}

impl RowReader {
    pub(super) fn of(county: &str) -> Self {
        Self {
            county: county.to_owned(),
            waiting: VecDeque::new(),
            last: (0, 0),
            upto: 0,
            complete: true,
            read: 0,
        }
    }

    /// How many rows were read.
    pub(super) fn read(&self) -> i64 {
        self.read
    }

    /// The next entries to be judged end here.
    pub(super) fn aim(&mut self, upto: i64) {
        self.upto = upto;
        self.complete = false;
    }

    /// Takes the next row that belongs to this entry or an earlier one.
    async fn next(&mut self, db: &Db, seq: i64) -> Result<Option<StoredRow>, Fault> {
        if self.waiting.is_empty() && !self.complete {
            let (after, line) = self.last;
            let binds = binds![self.county.as_str(), after, line, self.upto, PAGE];
            self.waiting = db.rows::<StoredRow>(&ROWS_AFTER, &binds).await?.into();
            match self.waiting.back() {
                Some(row) => self.last = (row.seq, row.line),
                None => self.complete = true,
            }
        }
        let due = self.waiting.front().is_some_and(|row| row.seq <= seq);
        let row = if due { self.waiting.pop_front() } else { None };
        self.read = self.read.saturating_add(i64::from(row.is_some()));
        Ok(row)
    }

    /// Compares the rows of an entry with what the entry says of them.
    pub(super) async fn judge(
        &mut self,
        db: &Db,
        seq: i64,
        after: Option<&str>,
    ) -> Result<Verdict, Fault> {
        let mut stray = None;
        let mut hash = RowsHash::default();
        let promised = promises_rows(after);
        while let Some(row) = self.next(db, seq).await? {
            if row.seq < seq || !promised {
                stray = Some(row.seq);
            } else {
                hash = hash.row(
                    row.line,
                    &row.key,
                    row.row_before.as_deref(),
                    row.row_after.as_deref(),
                );
            }
        }
        let agree = !promised || after.is_some_and(|after| after.starts_with(&hash.finish()));
        Ok(Verdict { agree, stray })
    }

    /// The first row behind the last entry that belongs to no entry.
    pub(super) async fn stray_after(&self, db: &Db, seq: i64) -> Result<Option<i64>, Fault> {
        let first: First = db
            .one(&STRAY_AFTER, &binds![self.county.as_str(), seq])
            .await?;
        Ok(first.seq)
    }
}
