//! What must hold of outside files in any database, counted for `doctor`.

use crate::business::descriptor::{Check, Found};
use crate::database::{Db, Fault};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements, text};

statements! {
    /// A file that does not hold as many records, or wrong lines, as it says.
    MISCOUNTED = sql!(
        "select e.exchange_id as example, count(*) over () as total from exchanges e
        where e.county = $1 and (e.taken <> (select count(*) from outside_records r
                where r.county = $1 and r.exchange_id = e.exchange_id)
            or e.bad <> (select count(distinct x.line) from exchange_errors x
                where x.county = $1 and x.exchange_id = e.exchange_id))
        order by e.exchange_id limit 10"
    );
}

record! { struct Wrong { example: String, total: i64 } }

/// The checks of this business.
pub const CHECKS: &[Check] = &[Check {
    id: "outside.counts",
    title: text!(
        "导入文件的条数与明细、错误清单一致",
        "an imported file holds as many records and wrong lines as it says"
    ),
    clause: Clause::of("11.1"),
    count: |db, desk| Box::pin(async move { Ok(miscounted(db, desk).await?) }),
}];

async fn miscounted(db: &Db, desk: &Desk) -> Result<Found, Fault> {
    let wrong: Vec<Wrong> = db.rows(&MISCOUNTED, &binds![&desk.county]).await?;
    Ok(Found {
        count: wrong.first().map_or(0, |it| it.total),
        examples: wrong.into_iter().map(|it| it.example).collect(),
    })
}
