//! `Db` and `Tx`: the two engines behind one face. Nothing above this folder knows that there are two.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::{AssertSqlSafe, Postgres, SqlSafeStr, Sqlite, Transaction};

use super::fault::Fault;
use super::row::{Record, Row};
use super::sql::Sql;
use super::value::Value;

/// Which engine a database runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file.
    Sqlite,
    /// The central server.
    Postgres,
}

#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// An open database. Cheap to clone; every clone is the same pool.
#[derive(Clone)]
pub struct Db {
    pool: Pool,
    /// Test only: the statements that ran, by name.
    trace: Option<Arc<Mutex<BTreeSet<&'static str>>>>,
    /// Test only: the statement of the next transaction at which it fails.
    fuse: Arc<Mutex<Option<u32>>>,
}

enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// An open transaction. Dropped without [`Tx::commit`], it leaves no trace.
pub struct Tx {
    open: Open,
    trace: Option<Arc<Mutex<BTreeSet<&'static str>>>>,
    /// Statements left until the test fuse blows.
    fuse: Option<u32>,
    ran: u32,
}

/// Binds the values to a native query; the body is the same text for both engines.
macro_rules! bound {
    ($text:expr, $values:expr) => {{
        let mut query = sqlx::query($text);
        for value in $values {
            query = match value {
                Value::Int(it) => query.bind(*it),
                Value::Text(it) => query.bind(it.clone()),
                Value::Date(it) => query.bind(*it),
                Value::Time(it) => query.bind(*it),
                Value::Bool(it) => query.bind(*it),
            };
        }
        query
    }};
}

/// Refuses a statement whose places and values differ in number: `SQLite` would read a missing one as NULL.
fn fits(text: &str, values: &[Value]) -> Result<(), Fault> {
    let places = text
        .split('$')
        .skip(1)
        .filter_map(|after| {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            after.get(..digits)?.parse::<usize>().ok()
        })
        .max()
        .unwrap_or(0);
    if places == values.len() {
        Ok(())
    } else {
        Err(Fault::Misuse(format!(
            "has {places} places but {} values: {text}",
            values.len()
        )))
    }
}

impl Db {
    pub(super) fn over_sqlite(pool: SqlitePool) -> Self {
        Self {
            pool: Pool::Sqlite(pool),
            trace: None,
            fuse: Arc::default(),
        }
    }

    pub(super) fn over_postgres(pool: PgPool) -> Self {
        Self {
            pool: Pool::Postgres(pool),
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

    /// The same database, noting the name of every statement that runs. For tests.
    #[must_use]
    pub fn traced(self, trace: Arc<Mutex<BTreeSet<&'static str>>>) -> Self {
        Self {
            trace: Some(trace),
            ..self
        }
    }

    /// Makes every transaction begun from now on fail at its n-th statement (1 is the first); `None` takes it out. For tests.
    pub fn set_fuse(&self, at: Option<u32>) {
        if let Ok(mut fuse) = self.fuse.lock() {
            *fuse = at;
        }
    }

    /// All rows of a question, outside any transaction.
    pub async fn rows<T: Record>(&self, sql: &Sql, values: &[Value]) -> Result<Vec<T>, Fault> {
        note(self.trace.as_ref(), sql);
        let found: Vec<Row> = match &self.pool {
            Pool::Sqlite(pool) => {
                fits(sql.sqlite, values)?;
                let rows = bound!(sql.sqlite, values).fetch_all(pool).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Pool::Postgres(pool) => {
                fits(sql.postgres, values)?;
                let rows = bound!(sql.postgres, values).fetch_all(pool).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        };
        found.iter().map(T::read).collect()
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
        let open = match &self.pool {
            Pool::Sqlite(pool) => Open::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Pool::Postgres(pool) => Open::Postgres(pool.begin().await?),
        };
        let fuse = self.fuse.lock().ok().and_then(|fuse| *fuse);
        Ok(Tx {
            open,
            trace: self.trace.clone(),
            fuse,
            ran: 0,
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

fn note(trace: Option<&Arc<Mutex<BTreeSet<&'static str>>>>, sql: &Sql) {
    if let Some(mut seen) = trace.and_then(|trace| trace.lock().ok()) {
        seen.insert(sql.name);
    }
}

impl Tx {
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

    fn burn(&mut self) -> Result<(), Fault> {
        self.ran = self.ran.saturating_add(1);
        if self.fuse == Some(self.ran) {
            Err(Fault::Fuse(self.ran))
        } else {
            Ok(())
        }
    }

    /// All rows of a question asked inside the transaction.
    pub async fn rows<T: Record>(&mut self, sql: &Sql, values: &[Value]) -> Result<Vec<T>, Fault> {
        self.burn()?;
        note(self.trace.as_ref(), sql);
        let found: Vec<Row> = match &mut self.open {
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
        };
        found.iter().map(T::read).collect()
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
        note(self.trace.as_ref(), sql);
        match &mut self.open {
            Open::Sqlite(tx) => {
                fits(sql.sqlite, values)?;
                Ok(bound!(sql.sqlite, values)
                    .execute(&mut **tx)
                    .await?
                    .rows_affected())
            }
            Open::Postgres(tx) => {
                fits(sql.postgres, values)?;
                Ok(bound!(sql.postgres, values)
                    .execute(&mut **tx)
                    .await?
                    .rows_affected())
            }
        }
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

    /// Inserts many rows into a table in chunks that both engines take; how many rows went in.
    ///
    /// `table` and `columns` are names of the program's own, never text from outside.
    pub async fn insert_many(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        rows: &[Vec<Value>],
    ) -> Result<u64, Fault> {
        let chunk_rows = (30_000 / columns.len().max(1)).clamp(1, 500);
        let mut inserted = 0_u64;
        for chunk in rows.chunks(chunk_rows) {
            self.burn()?;
            let text = insert_text(table, columns, chunk.len());
            let values: Vec<Value> = chunk.iter().flatten().cloned().collect();
            fits(&text, &values)?;
            let text = AssertSqlSafe(text).into_sql_str();
            let touched = match &mut self.open {
                Open::Sqlite(tx) => bound!(text, &values)
                    .execute(&mut **tx)
                    .await?
                    .rows_affected(),
                Open::Postgres(tx) => bound!(text, &values)
                    .execute(&mut **tx)
                    .await?
                    .rows_affected(),
            };
            inserted = inserted.saturating_add(touched);
        }
        Ok(inserted)
    }

    /// Makes everything durable, or nothing.
    pub async fn commit(mut self) -> Result<(), Fault> {
        self.burn()?;
        let outcome = match self.open {
            Open::Sqlite(tx) => tx.commit().await,
            Open::Postgres(tx) => tx.commit().await,
        };
        // A database that answered has refused; one that did not answer may have committed.
        outcome.map_err(|error| {
            if error.as_database_error().is_some() {
                Fault::from(error)
            } else {
                Fault::UnknownCommit
            }
        })
    }
}

/// `insert into t (a, b) values ($1, $2), ($3, $4)`.
fn insert_text(table: &str, columns: &[&str], rows: usize) -> String {
    let width = columns.len();
    let mut text = format!("insert into {table} ({}) values ", columns.join(", "));
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            let place = row
                .saturating_mul(width)
                .saturating_add(column)
                .saturating_add(1);
            text.push_str(&format!("{}${place}", if column == 0 { "" } else { ", " }));
        }
        text.push(')');
    }
    text
}
