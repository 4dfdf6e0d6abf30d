//! What must hold of filed reports in any database, counted for `doctor`.

use std::collections::BTreeMap;

use super::rules::figures::broken;
use super::rules::specs::report_of;
use crate::business::descriptor::{Check, Found};
use crate::database::{Db, Fault, Sql};
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, record, sql, statements, text};

statements! {
    /// The values of units whose report was submitted without an exception.
    SUBMITTED = sql!(
        "select r.report, r.period, r.unit, r.version, v.column_id, v.value from reports r
        join report_values v on v.county = $1 and v.report = r.report and v.period = r.period and v.unit = r.unit
            and v.version = r.version and v.area = r.unit
        where r.county = $1 and r.state = 'SUBMITTED' and r.note is null
        order by r.report, r.period, r.unit, r.version, v.column_id"
    );
    /// A township or a county that is not the sum of its villages.
    SUMS = sql!(
        "select p.report || ' ' || cast(p.period as text) || ' ' || p.area || ' ' || p.column_id as example,
            count(*) over () as total
        from report_values p
        where p.county = $1 and p.digits < 12
            and p.value <> (select coalesce(sum(c.value), 0) from report_values c
                where c.county = $1 and c.report = p.report and c.period = p.period and c.unit = p.unit
                    and c.version = p.version and c.digits = 12 and c.column_id = p.column_id
                    and substr(c.area, 1, cast(p.digits as integer)) = substr(p.area, 1, cast(p.digits as integer)))
        order by p.report, p.period, p.area, p.column_id limit 10"
    );
    /// Recipients told differently by the two reports of one month, both submitted.
    RECIPIENTS = sql!(
        "select cast(x.period as text) || ' ' || x.unit as example, count(*) over () as total
        from (select v.report, v.period, v.unit, v.value from reports r
                join report_values v on v.county = $1 and v.report = r.report and v.period = r.period
                    and v.unit = r.unit and v.version = r.version and v.area = r.unit and v.column_id = 'a12'
                where r.county = $1 and r.report = 'R1' and r.state = 'SUBMITTED' and r.note is null
                    and r.version = (select max(n.version) from reports n where n.county = $1 and n.report = 'R1'
                        and n.period = r.period and n.unit = r.unit and n.state = 'SUBMITTED')) x
        join (select v.period, v.unit, v.value from reports r
                join report_values v on v.county = $1 and v.report = r.report and v.period = r.period
                    and v.unit = r.unit and v.version = r.version and v.area = r.unit and v.column_id = 'a12'
                where r.county = $1 and r.report = 'R3' and r.state = 'SUBMITTED' and r.note is null
                    and r.version = (select max(n.version) from reports n where n.county = $1 and n.report = 'R3'
                        and n.period = r.period and n.unit = r.unit and n.state = 'SUBMITTED')) y
            on y.period = x.period and y.unit = x.unit
        where y.value <> x.value
        order by x.period, x.unit limit 10"
    );
}

record! {
    struct Filed {
        report: String,
        period: Month,
        unit: AreaCode,
        version: i64,
        column_id: String,
        value: i64,
    }
}
record! { struct Wrong { example: String, total: i64 } }

/// The checks of this business.
pub const CHECKS: &[Check] = &[
    Check {
        id: "statistics.identities",
        title: text!(
            "未注明例外的已报送报表勾稽关系成立",
            "the identities of every report submitted without an exception hold"
        ),
        clause: Clause::of("9.1"),
        count: |db, desk| Box::pin(async move { Ok(identities(db, desk).await?) }),
    },
    Check {
        id: "statistics.sums",
        title: text!(
            "报表中县、乡镇的数字等于所属各村之和",
            "the numbers of a county or township are the sums of its villages"
        ),
        clause: Clause::of("9.1"),
        count: |db, desk| Box::pin(async move { Ok(listed(db, desk, &SUMS).await?) }),
    },
    Check {
        id: "statistics.recipients",
        title: text!(
            "同月两表的领取人员数一致",
            "both reports of a month tell the same recipients"
        ),
        clause: Clause::of("9.1"),
        count: |db, desk| Box::pin(async move { Ok(listed(db, desk, &RECIPIENTS).await?) }),
    },
];

async fn listed(db: &Db, desk: &Desk, sql: &Sql) -> Result<Found, Fault> {
    let wrong: Vec<Wrong> = db.rows(sql, &binds![&desk.county]).await?;
    Ok(Found {
        count: wrong.first().map_or(0, |it| it.total),
        examples: wrong.into_iter().map(|it| it.example).collect(),
    })
}

async fn identities(db: &Db, desk: &Desk) -> Result<Found, Fault> {
    let rows: Vec<Filed> = db.rows(&SUBMITTED, &binds![&desk.county]).await?;
    let mut versions: BTreeMap<(String, i64, String, i64), BTreeMap<String, i64>> = BTreeMap::new();
    for row in rows {
        let key = (
            row.report,
            row.period.yyyymm(),
            row.unit.as_str().to_owned(),
            row.version,
        );
        versions
            .entry(key)
            .or_default()
            .insert(row.column_id, row.value);
    }
    let mut found = Found::default();
    for ((report, period, unit, version), kept) in versions {
        let Some(spec) = report_of(&report) else {
            continue;
        };
        let values = spec.columns.iter().map(|it| kept.get(it.id).copied());
        let values: Vec<i64> = values.map(Option::unwrap_or_default).collect();
        for shown in broken(spec, &values) {
            found.count = found.count.saturating_add(1);
            if found.examples.len() < 10 {
                let example = format!("{report} {period} {unit} v{version}: {shown}");
                found.examples.push(example);
            }
        }
    }
    Ok(found)
}
