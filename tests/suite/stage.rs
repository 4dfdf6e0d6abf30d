//! What the tests of the database act with: a desk, a table of counters, and one small change on it.

use chrono::{DateTime, NaiveDate, Utc};
use jingban::database::request::{Entry, EntryRow, Topic};
use jingban::database::value::Value;
use jingban::database::{Change, Db, Fault, Sql, Tx};
use jingban::kernel::clause::Clause;
use jingban::kernel::desk::Desk;
use jingban::kernel::post::Post;
use jingban::kernel::refusal::Refusal;
use jingban::{binds, phrase, record, sql, statements};
use serde::{Deserialize, Serialize};

/// A desk whose clocks stand still.
pub(crate) fn desk() -> Desk {
    Desk {
        operator: "wangfang".to_owned(),
        name: "王芳".to_owned(),
        post: Post::CVer,
        area: "371323".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "10.0.0.7 pts/3".to_owned(),
        at: at("2012-03-08T01:02:03.456789Z"),
        business_date: NaiveDate::from_ymd_opt(2012, 3, 8).unwrap(),
        demonstration: false,
    }
}

/// A moment.
pub(crate) fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// A statement made for one test.
pub(crate) fn leaked(text: &str) -> Sql {
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    Sql {
        name: "test",
        sqlite: text,
        postgres: text,
    }
}

/// Runs statements as somebody with the database file, or the superuser's password, would.
pub(crate) async fn raw(db: &Db, statements: &[&str]) {
    let mut tx = db.begin().await.unwrap();
    for text in statements {
        let ran = tx.run(&leaked(text), &[]).await;
        ran.unwrap_or_else(|fault| panic!("{text}: {fault}"));
    }
    tx.commit().await.unwrap();
}

record! {
    /// A counter as stored.
    pub(crate) struct Counter {
        /// How far it has counted.
        pub(crate) n: i64,
        /// How often it was changed.
        pub(crate) version: i64,
    }
}

statements! {
    COUNTER = sql!(lock "select n, version from test_counters where county = $1 and name = $2");
    COUNTER_NEW = sql!(
        "insert into test_counters (county, name, n, version) values ($1, $2, $3, 1)"
    );
    COUNTER_SET = sql!(
        "update test_counters set n = $4, version = version + 1
         where county = $1 and name = $2 and version = $3"
    );
}

/// Makes the table the small change works on.
pub(crate) async fn set(db: &Db) {
    let table = "create table test_counters (county text not null, name text not null,
        n bigint not null, version bigint not null, primary key (county, name))";
    let table = match db.engine() {
        jingban::database::Engine::Sqlite => {
            format!("{} strict", table.replace("bigint", "integer"))
        }
        jingban::database::Engine::Postgres => table.to_owned(),
    };
    let steps = "create table test_steps (county text not null, name text not null,
        step bigint not null, primary key (county, name, step))";
    raw(db, &[&table, steps]).await;
}

/// Counts a counter up; refuses to count down.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Count {
    /// Which counter.
    pub(crate) name: String,
    /// By how much.
    pub(crate) by: i64,
    /// The version the operator saw, if one must match.
    pub(crate) seen: Option<i64>,
    /// Whether every step is filed as a row of a bulk act.
    pub(crate) stepwise: bool,
}

impl Count {
    /// Counts up by some.
    pub(crate) fn by(name: &str, by: i64) -> Self {
        Self {
            name: name.to_owned(),
            by,
            seen: None,
            stepwise: false,
        }
    }

    /// The same as a bulk act.
    pub(crate) fn stepwise(self) -> Self {
        Self {
            stepwise: true,
            ..self
        }
    }
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counted {
    /// Before.
    pub(crate) from: i64,
    /// After.
    pub(crate) to: i64,
}

impl Change for Count {
    const NAME: &'static str = "test.count";
    type Facts = Option<Counter>;
    type Outcome = Counted;

    fn object(&self) -> String {
        format!("counter:{}", self.name)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Option<Counter>, Fault> {
        tx.row(&COUNTER, &binds![&desk.county, &self.name]).await
    }

    fn decide(&self, facts: &Option<Counter>, _: &Desk) -> Result<Counted, Refusal> {
        if self.by < 0 {
            return Err(Refusal::new(
                "TS-0001",
                Clause::of("IC07"),
                phrase!("不得倒数", "no counting down"),
                phrase!("请填正数", "enter a positive number"),
            ));
        }
        let from = facts.as_ref().map_or(0, |counter| counter.n);
        let to = from + self.by;
        Ok(Counted { from, to })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &Option<Counter>,
        counted: &Counted,
    ) -> Result<Entry, Fault> {
        match facts {
            None => {
                let binds = binds![&desk.county, &self.name, counted.to];
                tx.run_one(&COUNTER_NEW, &binds).await?;
            }
            Some(stored) => {
                let seen = self.seen.unwrap_or(stored.version);
                let binds = binds![&desk.county, &self.name, seen, counted.to];
                tx.run_version(&COUNTER_SET, &binds, &Fault::faster())
                    .await?;
            }
        }
        let last = if self.stepwise {
            counted.to
        } else {
            counted.from
        };
        let steps = counted.from + 1..=last;
        let rows: Vec<Vec<Value>> = steps
            .clone()
            .map(|step| binds![&desk.county, &self.name, step].to_vec())
            .collect();
        tx.insert_many("test_steps", &["county", "name", "step"], &rows)
            .await?;
        Ok(Entry {
            object: self.object(),
            before: facts
                .as_ref()
                .map(|counter| format!("{{\"n\":{}}}", counter.n)),
            after: Some(format!("{{\"n\":{}}}", counted.to)),
            reason: None,
            rows: steps
                .map(|step| EntryRow {
                    key: format!("{}#{step}", self.name),
                    before: None,
                    after: Some(step.to_string()),
                })
                .collect(),
            topics: vec![Topic::of("counter", &self.name)],
        })
    }
}
