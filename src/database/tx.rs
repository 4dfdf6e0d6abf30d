//! `Tx`: an open transaction. Nothing above this folder knows that there are two engines.
//!
//! After a failed statement PostgreSQL has given the transaction up while `SQLite` would go on; here both refuse to commit.

use chrono::SubsecRound as _;
use sqlx::{AssertSqlSafe, Postgres, SqlSafeStr, Sqlite, Transaction};

use super::bind::{bound, fits};
pub use super::db::{Db, Engine};
use super::db::{Trace, note};
use super::fault::{Fault, outcome_is_unknown};
use super::row::{Record, Row};
use super::sql::Sql;
use super::value::Value;
use crate::kernel::text::Phrase;

/// The native transaction.
pub(super) enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// An open transaction. Dropped without [`Tx::commit`], it leaves no trace.
pub struct Tx {
    open: Open,
    trace: Option<Trace>,
    /// The statement at which the test fuse blows.
    fuse: Option<u32>,
    ran: u32,
    /// A statement has failed: there is nothing left to commit.
    broken: bool,
}

impl Tx {
    pub(super) fn over(open: Open, trace: Option<Trace>, fuse: Option<u32>) -> Self {
        Self {
            open,
            trace,
            fuse,
            ran: 0,
            broken: false,
        }
    }

    /// The engine under this transaction.
    pub fn engine(&self) -> Engine {
        match self.open {
            Open::Sqlite(_) => Engine::Sqlite,
            Open::Postgres(_) => Engine::Postgres,
        }
    }

    /// How many statements have run: a fuse test learns from it how far to go.
    pub fn statements_run(&self) -> u32 {
        self.ran
    }

    /// Counts a statement; the fuse of a test may blow at it.
    fn burn(&mut self) -> Result<(), Fault> {
        self.ran = self.ran.saturating_add(1);
        if self.fuse == Some(self.ran) {
            self.broken = true;
            Err(Fault::Fuse(self.ran))
        } else {
            Ok(())
        }
    }

    /// Remembers that a statement failed.
    fn judge<T>(&mut self, ended: Result<T, Fault>) -> Result<T, Fault> {
        self.broken |= ended.is_err();
        ended
    }

    /// All rows of a question asked inside the transaction.
    pub async fn rows<T: Record>(&mut self, sql: &Sql, values: &[Value]) -> Result<Vec<T>, Fault> {
        self.burn()?;
        note(self.trace.as_ref(), sql, values);
        let ended = self.fetch(sql, values).await;
        self.judge(ended)?.iter().map(T::read).collect()
    }

    async fn fetch(&mut self, sql: &Sql, values: &[Value]) -> Result<Vec<Row>, Fault> {
        Ok(match &mut self.open {
            Open::Sqlite(tx) => {
                fits(sql.sqlite, values)?;
                let rows = bound!(sql.sqlite, values).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Open::Postgres(tx) => {
                fits(sql.postgres, values)?;
                let rows = bound!(sql.postgres, values).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row, or none.
    pub async fn row<T: Record>(
        &mut self,
        sql: &Sql,
        values: &[Value],
    ) -> Result<Option<T>, Fault> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// The one row that must exist.
    pub async fn one<T: Record>(&mut self, sql: &Sql, values: &[Value]) -> Result<T, Fault> {
        self.row(sql, values)
            .await?
            .ok_or_else(|| Fault::inconsistent(sql.name, "no row"))
    }

    /// Runs a statement; the number of rows it touched.
    pub async fn run(&mut self, sql: &Sql, values: &[Value]) -> Result<u64, Fault> {
        self.burn()?;
        note(self.trace.as_ref(), sql, values);
        let ended = self.execute(sql, values).await;
        self.judge(ended)
    }

    async fn execute(&mut self, sql: &Sql, values: &[Value]) -> Result<u64, Fault> {
        Ok(match &mut self.open {
            Open::Sqlite(tx) => {
                fits(sql.sqlite, values)?;
                let done = bound!(sql.sqlite, values).execute(&mut **tx).await?;
                done.rows_affected()
            }
            Open::Postgres(tx) => {
                fits(sql.postgres, values)?;
                let done = bound!(sql.postgres, values).execute(&mut **tx).await?;
                done.rows_affected()
            }
        })
    }

    /// Runs a statement that must touch exactly one row; anything else is an inconsistency.
    pub async fn run_one(&mut self, sql: &Sql, values: &[Value]) -> Result<(), Fault> {
        match self.run(sql, values).await? {
            1 => Ok(()),
            other => Err(Fault::inconsistent(
                sql.name,
                &format!("{other} rows touched, not 1"),
            )),
        }
    }

    /// Runs an update that compares `version`: no row touched means somebody else was faster.
    ///
    /// `stale` is what the operator reads then; [`Fault::faster`] is the plain sentence. The runner
    /// turns it into `Verdict::Stale`.
    pub async fn run_version(
        &mut self,
        sql: &Sql,
        values: &[Value],
        stale: &Phrase,
    ) -> Result<(), Fault> {
        match self.run(sql, values).await? {
            0 => Err(Fault::Stale(stale.clone())),
            1 => Ok(()),
            other => Err(Fault::inconsistent(
                sql.name,
                &format!("{other} rows touched, not 1"),
            )),
        }
    }

    /// Inserts many rows into a table in chunks that both engines take; how many rows went in.
    ///
    /// `table` and `columns` are names of the program's own, never text from outside.
    pub async fn insert_many(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        rows: &[Vec<Value>],
    ) -> Result<u64, Fault> {
        // `SQLite` looks every parameter up by name among all others: the work grows with the square of a chunk.
        let values_max = match self.engine() {
            Engine::Sqlite => 400,
            Engine::Postgres => 30_000,
        };
        let chunk_rows = (values_max / columns.len().max(1)).clamp(1, 500);
        let mut inserted = 0_u64;
        for chunk in rows.chunks(chunk_rows) {
            self.burn()?;
            let text = insert_text(table, columns, chunk.len());
            let values: Vec<Value> = chunk.iter().flatten().cloned().collect();
            let ended = self.execute_text(text, &values).await;
            inserted = inserted.saturating_add(self.judge(ended)?);
        }
        Ok(inserted)
    }

    async fn execute_text(&mut self, text: String, values: &[Value]) -> Result<u64, Fault> {
        fits(&text, values)?;
        let text = AssertSqlSafe(text).into_sql_str();
        Ok(match &mut self.open {
            Open::Sqlite(tx) => bound!(text, values)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
            Open::Postgres(tx) => bound!(text, values)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
        })
    }

    /// Gives everything up and waits until the connection is free again.
    pub async fn rollback(self) -> Result<(), Fault> {
        match self.open {
            Open::Sqlite(tx) => tx.rollback().await?,
            Open::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }

    /// Makes everything durable, or nothing.
    pub async fn commit(mut self) -> Result<(), Fault> {
        self.burn()?;
        if self.broken {
            // PostgreSQL answers a COMMIT here with a silent ROLLBACK.
            return Err(Fault::Misuse("commit after a failed statement".to_owned()));
        }
        let outcome = match self.open {
            Open::Sqlite(tx) => tx.commit().await,
            Open::Postgres(tx) => tx.commit().await,
        };
        outcome.map_err(|error| {
            if outcome_is_unknown(&error) {
                Fault::UnknownCommit
            } else {
                Fault::from(error)
            }
        })
    }
}

/// `insert into t (a, b) values ($1, $2), ($3, $4)`.
fn insert_text(table: &str, columns: &[&str], rows: usize) -> String {
    let mut place = 0_usize;
    let mut row = || {
        let places: Vec<String> = columns
            .iter()
            .map(|_| {
                place = place.saturating_add(1);
                format!("${place}")
            })
            .collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(|_| row()).collect();
    format!(
        "insert into {table} ({}) values {}",
        columns.join(", "),
        rows.join(", ")
    )
}
