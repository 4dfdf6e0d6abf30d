//! `Db`: an open database of either engine, and questions asked outside a transaction.
//!
//! How one is opened stands in `open.rs`, its schema in `migrate.rs`, its transactions in `tx.rs`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chrono::SubsecRound as _;
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;

use super::bind::{bound, fits};
use super::fault::{Fault, line_is_lost};
use super::row::{Record, Row};
use super::sql::Sql;
use super::tx::{Open, Tx};
use super::value::Value;

/// How often a read or a begin is tried on another connection: each of the pool's three may be dead, and one more.
const LINES: u32 = 4;

/// Which engine a database runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file.
    Sqlite,
    /// The central server.
    Postgres,
}

/// The native pool.
#[derive(Clone)]
pub(super) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// The statements that ran, by name, each with the values of every time it ran. For tests.
pub type Trace = Arc<Mutex<BTreeMap<&'static str, Vec<Vec<Value>>>>>;

/// An open database. Cheap to clone; every clone is the same pool.
#[derive(Clone)]
pub struct Db {
    pub(super) pool: Pool,
    trace: Option<Trace>,
    /// Test only: the statement of the next transactions at which they fail.
    fuse: Arc<Mutex<Option<u32>>>,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({:?})", self.engine())
    }
}

impl Db {
    pub(super) fn over(pool: Pool) -> Self {
        Self {
            pool,
            trace: None,
            fuse: Arc::default(),
        }
    }

    /// The engine under this database.
    pub fn engine(&self) -> Engine {
        match self.pool {
            Pool::Sqlite(_) => Engine::Sqlite,
            Pool::Postgres(_) => Engine::Postgres,
        }
    }

    /// The same database, noting every statement that runs. For tests.
    #[must_use]
    pub fn traced(self, trace: Trace) -> Self {
        Self {
            trace: Some(trace),
            ..self
        }
    }

    /// Makes every transaction begun from now on fail at its n-th statement.
    ///
    /// 1 is the first; `None` takes the fuse out. For tests.
    pub fn set_fuse(&self, at: Option<u32>) {
        if let Ok(mut fuse) = self.fuse.lock() {
            *fuse = at;
        }
    }

    /// All rows of a question, outside any transaction.
    pub async fn rows<T: Record>(&self, sql: &Sql, values: &[Value]) -> Result<Vec<T>, Fault> {
        note(self.trace.as_ref(), sql, values);
        let mut found = self.fetch(sql, values).await?;
        for _ in 1..LINES {
            match found {
                Err(ref error) if line_is_lost(error) => found = self.fetch(sql, values).await?,
                _ => break,
            }
        }
        found?.iter().map(T::read).collect()
    }

    async fn fetch(&self, sql: &Sql, values: &[Value]) -> Result<sqlx::Result<Vec<Row>>, Fault> {
        Ok(match &self.pool {
            Pool::Sqlite(pool) => {
                fits(sql.sqlite, values)?;
                let rows = bound!(sql.sqlite, values).fetch_all(pool).await;
                rows.map(|rows| rows.into_iter().map(Row::Sqlite).collect())
            }
            Pool::Postgres(pool) => {
                fits(sql.postgres, values)?;
                let rows = bound!(sql.postgres, values).fetch_all(pool).await;
                rows.map(|rows| rows.into_iter().map(Row::Postgres).collect())
            }
        })
    }

    /// The first row of a question, or none.
    pub async fn row<T: Record>(&self, sql: &Sql, values: &[Value]) -> Result<Option<T>, Fault> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// The one row that must exist.
    pub async fn one<T: Record>(&self, sql: &Sql, values: &[Value]) -> Result<T, Fault> {
        self.row(sql, values)
            .await?
            .ok_or_else(|| Fault::inconsistent(sql.name, "no row"))
    }

    /// Opens a transaction that may write. `SQLite` takes the write lock at once.
    pub async fn begin(&self) -> Result<Tx, Fault> {
        let mut open = self.begin_native().await;
        for _ in 1..LINES {
            match open {
                Err(ref error) if line_is_lost(error) => open = self.begin_native().await,
                _ => break,
            }
        }
        let fuse = self.fuse.lock().ok().and_then(|fuse| *fuse);
        Ok(Tx::over(open?, self.trace.clone(), fuse))
    }

    async fn begin_native(&self) -> sqlx::Result<Open> {
        Ok(match &self.pool {
            Pool::Sqlite(pool) => Open::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Pool::Postgres(pool) => Open::Postgres(pool.begin().await?),
        })
    }

    /// Closes every connection and waits for it.
    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

pub(super) fn note(trace: Option<&Trace>, sql: &Sql, values: &[Value]) {
    if let Some(mut seen) = trace.and_then(|trace| trace.lock().ok()) {
        seen.entry(sql.name).or_default().push(values.to_vec());
    }
}
