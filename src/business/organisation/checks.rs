//! What must hold of the organisation in any database, counted for `doctor`.

use super::move_table::differences;
use super::policy_store::policies;
use crate::business::descriptor::{Check, Found};
use crate::database::{Db, Fault, Sql};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::parameter::PARAMETERS;
use crate::kernel::post::Post;
use crate::kernel::sod::posts_exclude;
use crate::{binds, record, sql, statements, text};

statements! {
    /// Whoever holds two different posts on one day.
    TWO_POSTS = sql!("select a.operator, a.post as held, b.post as other from assignments a join assignments b on b.operator = a.operator and b.post > a.post and (a.valid_to is null or a.valid_to >= b.valid_from) and (b.valid_to is null or b.valid_to >= a.valid_from) order by a.operator, a.post, b.post");
    /// Posts given by the one who also checked it, or by the holder.
    SELF_MADE = sql!("select operator || ' ' || post as example from assignments where maker = checker or maker = operator or checker = operator order by operator, post");
    /// Villages of today without a coordinator today.
    NO_COORDINATOR = sql!("select a.code as example from areas a where a.level = 'VILLAGE' and a.code between $1 and $2 and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3) and not exists (select 1 from assignments s where s.area = a.code and s.post = 'V-CO' and s.valid_from <= $3 and (s.valid_to is null or s.valid_to >= $3)) order by a.code");
    /// Substitutions in force whose substitute is no reviewer of that station, or whose director is none.
    SUBSTITUTES = sql!("select p.operator || ' ' || p.area as example from post_changes p where p.kind = 'SUBSTITUTE' and p.state = 'APPROVED' and p.area between $1 and $2 and p.valid_from <= $3 and p.valid_to >= $3 and (not exists (select 1 from assignments s where s.operator = p.operator and s.post = 'T-REV' and s.area = p.area and s.valid_from <= $3 and (s.valid_to is null or s.valid_to >= $3)) or not exists (select 1 from assignments d where d.operator = p.acts_for and d.post = p.post and d.area = p.area and d.valid_from <= $3 and (d.valid_to is null or d.valid_to >= $3))) order by 1");
    /// Who holds a post that needs a certificate without one today.
    UNCERTIFIED = sql!("select s.operator || ' ' || s.post as example from assignments s where s.post in ('C-ACC', 'C-CSH', 'C-STA', 'C-SYS') and s.area between $1 and $2 and s.valid_from <= $3 and (s.valid_to is null or s.valid_to >= $3) and not exists (select 1 from certificates c where c.holder = s.operator and c.post = s.post and c.issued_on <= $3 and c.expires_on >= $3) order by 1");
    /// Villages of today whose township or county does not stand today, and townships whose county does not.
    ORPHANS = sql!("select v.code as example from areas v where v.level in ('VILLAGE', 'TOWNSHIP') and v.code between $1 and $2 and v.valid_from <= $3 and (v.valid_to is null or v.valid_to >= $3) and (not exists (select 1 from areas c where c.code = substr(v.code, 1, 6) || '000000' and c.level = 'COUNTY' and c.valid_from <= $3 and (c.valid_to is null or c.valid_to >= $3)) or not exists (select 1 from areas t where t.code = substr(v.code, 1, 9) || '000' and t.level = 'TOWNSHIP' and t.valid_from <= $3 and (t.valid_to is null or t.valid_to >= $3))) order by v.code");
}

record! { struct Example { example: String } }

record! {
    struct Pair { operator: String, held: Post, other: Post }
}

/// The checks of this business.
pub const CHECKS: &[Check] = &[
    Check {
        id: "organisation.families",
        title: text!(
            "不相容岗位不得由同一人同时担任",
            "nobody holds two posts at once that exclude each other"
        ),
        clause: Clause::of("IC07"),
        count: |db, desk| Box::pin(async move { Ok(excluded(db, desk).await?) }),
    },
    Check {
        id: "organisation.assignments",
        title: text!(
            "岗位任免由两人经办和复核，均非任职者本人",
            "a post is given by two people, neither of them its holder"
        ),
        clause: Clause::of("4.7"),
        count: |db, _| {
            Box::pin(async move { Ok(found(examples(db.rows(&SELF_MADE, &[]).await?))) })
        },
    },
    Check {
        id: "organisation.substitutions",
        title: text!(
            "代理所长的均为本所复核岗，被代理的均为本所所长",
            "whoever stands in for a director is the reviewer of that station"
        ),
        clause: Clause::of("5.2"),
        count: |db, desk| Box::pin(async move { Ok(in_county(db, desk, &SUBSTITUTES).await?) }),
    },
    Check {
        id: "organisation.certificates",
        title: text!(
            "规定必须持证的，在岗人员均持有效上岗资格证",
            "where certificates are enforced, whoever holds such a post has one"
        ),
        clause: Clause::of("N3.5"),
        count: |db, desk| Box::pin(async move { Ok(uncertified(db, desk).await?) }),
    },
    Check {
        id: "organisation.policies",
        title: text!(
            "每项政策参数在业务日期都有生效值",
            "every parameter has a value in force on the business date"
        ),
        clause: Clause::of("AppA"),
        count: |db, desk| Box::pin(async move { Ok(without_value(db, desk).await?) }),
    },
    Check {
        id: "organisation.moves",
        title: text!(
            "数据库中的岗位权限表与程序一致",
            "the table of moves in the database is the program's"
        ),
        clause: Clause::of("4.8"),
        count: |db, _| Box::pin(async move { Ok(found(differences(db).await?)) }),
    },
    Check {
        id: "organisation.coordinators",
        title: text!(
            "每个村居今日都有协理员",
            "every village has a coordinator today"
        ),
        clause: Clause::of("N3.1"),
        count: |db, desk| Box::pin(async move { Ok(in_county(db, desk, &NO_COORDINATOR).await?) }),
    },
    Check {
        id: "organisation.areas",
        title: text!(
            "每个村居都有所属乡镇和县区",
            "every village has its township and its county"
        ),
        clause: Clause::of("10.2"),
        count: |db, desk| Box::pin(async move { Ok(in_county(db, desk, &ORPHANS).await?) }),
    },
];

fn examples(rows: Vec<Example>) -> Vec<String> {
    rows.into_iter().map(|row| row.example).collect()
}

fn found(mut examples: Vec<String>) -> Found {
    let count = i64::try_from(examples.len()).unwrap_or(i64::MAX);
    examples.truncate(10);
    Found { count, examples }
}

async fn in_county(db: &Db, desk: &Desk, sql: &Sql) -> Result<Found, Fault> {
    let (first, last) = super::store::codes_of(&desk.county);
    let rows = db
        .rows(sql, &binds![first, last, desk.business_date])
        .await?;
    Ok(found(examples(rows)))
}

/// Who holds a post without the certificate it needs; nobody where `P.cert.enforce` only warns.
async fn uncertified(db: &Db, desk: &Desk) -> Result<Found, Fault> {
    let found = in_county(db, desk, &UNCERTIFIED).await?;
    let policies = policies(db, desk).await?;
    let enforce = policies.text("P.cert.enforce", &desk.county, desk.business_date);
    Ok(if enforce.is_ok_and(|it| it != "BLOCK") {
        Found::default()
    } else {
        found
    })
}

async fn excluded(db: &Db, _: &Desk) -> Result<Found, Fault> {
    let pairs: Vec<Pair> = db.rows(&TWO_POSTS, &[]).await?;
    let broken = pairs
        .iter()
        .filter(|pair| posts_exclude(pair.held, pair.other));
    let mut told: Vec<String> = broken
        .map(|pair| format!("{} {} {}", pair.operator, pair.held, pair.other))
        .collect();
    told.dedup();
    Ok(found(told))
}

async fn without_value(db: &Db, desk: &Desk) -> Result<Found, Fault> {
    let policies = policies(db, desk).await?;
    let missing = PARAMETERS
        .iter()
        .filter(|it| {
            policies
                .as_of(it.id, &desk.county, desk.business_date)
                .is_err()
        })
        .map(|it| it.id.to_owned());
    Ok(found(missing.collect()))
}
