//! What must hold of any database, whatever businesses it serves: the trail, the operations, the settings, the schema.

use super::seat::guest_desk;
use crate::business::descriptor::{Check, Found};
use crate::database::audit::verify;
use crate::database::{Db, Fault, Sql, newest_migration};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements, text};

statements! {
    /// Operations without exactly one entry of their act, in a county.
    UNTOLD = sql!("select o.operation_id as example from operations o left join (select operation_id, act, operator, count(*) as told from audit_entries where county = $1 group by operation_id, act, operator) e on e.operation_id = o.operation_id and e.act = o.act and e.operator = o.operator where o.county = $1 and coalesce(e.told, 0) <> 1 order by o.operation_id");
    /// Entries of acts that no operation stands behind: refusals and the loading of a demonstration have none.
    UNCLAIMED = sql!("select e.operation_id as example from audit_entries e where e.county = $1 and e.act not like '%:refused' and e.act not in ('demonstration.load', 'training.generate') and not exists (select 1 from operations o where o.county = e.county and o.operation_id = e.operation_id and o.act = e.act) order by e.seq");
    /// Operations that were claimed and committed without an outcome.
    UNFINISHED = sql!("select operation_id as example from operations where county = $1 and outcome is null order by operation_id");
    /// Settings without which nobody can say whose database this is.
    SETTINGS = sql!("select n.name as example from (select 'environment' as name union all select 'county' as name) n where not exists (select 1 from settings s where s.name = n.name) union all select name as example from settings where name = 'environment' and value not in ('demonstration', 'training', 'production') order by example");
    /// Rows that point at rows that are not there; PostgreSQL lets none come to be.
    DANGLING = sql!(
        sqlite "select \"table\" as example from pragma_foreign_key_check",
        postgres "select name as example from settings where false"
    );
}

record! { struct Example { example: String } }

fn found(examples: impl ExactSizeIterator<Item = String>) -> Found {
    Found {
        count: i64::try_from(examples.len()).unwrap_or(i64::MAX),
        examples: examples.take(10).collect(),
    }
}

async fn of_county(db: &Db, desk: &Desk, sql: &Sql) -> Result<Found, Fault> {
    let rows: Vec<Example> = db.rows(sql, &binds![&desk.county]).await?;
    Ok(found(rows.into_iter().map(|row| row.example)))
}

async fn of_all(db: &Db, sql: &Sql) -> Result<Found, Fault> {
    let rows: Vec<Example> = db.rows(sql, &[]).await?;
    Ok(found(rows.into_iter().map(|row| row.example)))
}

async fn trail(db: &Db, desk: &Desk) -> Result<Found, Fault> {
    let report = verify(db, Some(&desk.county), &[]).await?;
    let examples = report.broken.iter().take(10);
    Ok(Found {
        count: report.found,
        examples: examples
            .map(|it| format!("{}/{} {:?}", it.county, it.seq, it.wrong))
            .collect(),
    })
}

async fn schema(db: &Db) -> Result<Found, Fault> {
    let (theirs, ours) = (db.schema_version().await?, newest_migration());
    let differs = (theirs != ours).then(|| format!("{theirs} / {ours}"));
    Ok(found(differs.into_iter().collect::<Vec<_>>().into_iter()))
}

/// The settings that are missing or wrong; a county or date that cannot be read counts too.
async fn settings(db: &Db, desk: &Desk) -> Result<Found, Fault> {
    let missing = of_all(db, &SETTINGS).await?;
    if missing.count > 0 {
        return Ok(missing);
    }
    let unreadable = guest_desk(db, &desk.client).await.is_err();
    let unreadable = unreadable.then(|| "county".to_owned());
    Ok(found(
        unreadable.into_iter().collect::<Vec<_>>().into_iter(),
    ))
}

/// The checks of the database itself.
pub const CHECKS: &[Check] = &[
    Check {
        id: "I7.told",
        title: text!(
            "每项操作有且只有一条审计记录",
            "every operation has exactly one audit entry"
        ),
        clause: Clause::of("IC07"),
        count: |db, desk| Box::pin(async move { Ok(of_county(db, desk, &UNTOLD).await?) }),
    },
    Check {
        id: "I7.claimed",
        title: text!(
            "每条审计记录都有对应的操作",
            "every audit entry has its operation"
        ),
        clause: Clause::of("IC07"),
        count: |db, desk| Box::pin(async move { Ok(of_county(db, desk, &UNCLAIMED).await?) }),
    },
    Check {
        id: "I7.finished",
        title: text!("每项操作都记有结果", "every operation has its outcome"),
        clause: Clause::of("IC07"),
        count: |db, desk| Box::pin(async move { Ok(of_county(db, desk, &UNFINISHED).await?) }),
    },
    Check {
        id: "I8",
        title: text!(
            "审计日志连续、未被改动",
            "the audit trail is whole and untouched"
        ),
        clause: Clause::of("IC07"),
        count: |db, desk| Box::pin(async move { Ok(trail(db, desk).await?) }),
    },
    Check {
        id: "database.schema",
        title: text!(
            "数据库结构与程序版本一致",
            "the schema is the one this program needs"
        ),
        clause: Clause::of("D"),
        count: |db, _| Box::pin(async move { Ok(schema(db).await?) }),
    },
    Check {
        id: "database.settings",
        title: text!(
            "已登记所属县和用途",
            "the database says for which county and what use it is"
        ),
        clause: Clause::of("D"),
        count: |db, desk| Box::pin(async move { Ok(settings(db, desk).await?) }),
    },
    Check {
        id: "database.references",
        title: text!(
            "没有指向不存在记录的数据",
            "no row points at one that is not there"
        ),
        clause: Clause::of("D"),
        count: |db, _| Box::pin(async move { Ok(of_all(db, &DANGLING).await?) }),
    },
];
