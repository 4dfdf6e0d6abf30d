//! What must hold of lists, items and hands in any database, counted for `doctor`.

use crate::business::descriptor::{Check, Found};
use crate::database::request::Ending;
use crate::database::{Db, Sql};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements, text};

statements! {
    /// A list whose counts are not those of its items.
    MISCOUNTED = sql!(
        "select l.village || ' ' || cast(l.month as text) as example, count(*) over () as total
        from verification_lists l
        left join (select month, village, count(case when part = 1 then 1 end) as due,
                count(case when part = 2 then 1 end) as suspended,
                count(case when part = 1 and outcome is not null then 1 end) as marked,
                count(case when part = 1 and outcome = 'V2' then 1 end) as dead,
                count(case when part = 1 and outcome = 'V3' then 1 end) as imprisoned,
                count(case when part = 1 and outcome = 'V4' then 1 end) as missing,
                count(case when part = 1 and outcome in ('V5', 'V6', 'V7', 'V8') then 1 end) as others
            from verification_items where county = $1 group by month, village) c
            on c.month = l.month and c.village = l.village
        where l.county = $1 and (l.due <> coalesce(c.due, 0) or l.suspended <> coalesce(c.suspended, 0)
            or l.marked <> coalesce(c.marked, 0) or l.dead <> coalesce(c.dead, 0)
            or l.imprisoned <> coalesce(c.imprisoned, 0) or l.missing <> coalesce(c.missing, 0)
            or l.others <> coalesce(c.others, 0))
        order by l.month, l.village limit 10"
    );
    /// A list that was signed with somebody in payment unaccounted for, or not confirmed as a whole.
    INCOMPLETE = sql!(
        "select l.village || ' ' || cast(l.month as text) as example, count(*) over () as total
        from verification_lists l
        where l.county = $1 and l.state <> 'ISSUED'
            and ((l.mode = 'EXCEPTION' and not l.confirmed) or exists (select i.seq from verification_items i
                where i.county = $1 and i.month = l.month and i.village = l.village
                    and i.part = 1 and i.outcome is null))
        order by l.month, l.village limit 10"
    );
    /// One operator with two different steps on one list, or with a step on a list he entered outcomes of.
    TWICE = sql!(
        "select h.village || ' ' || cast(h.month as text) || ' ' || h.operator as example, count(*) over () as total
        from verification_hands h
        where h.county = $1 and h.act <> 'return' and (exists (select o.seq from verification_hands o
                where o.county = $1 and o.month = h.month and o.village = h.village and o.operator = h.operator
                    and o.act <> 'return' and o.seq < h.seq
                    and (o.from_state <> h.from_state or o.to_state <> h.to_state))
            or (h.from_state <> 'ISSUED' and exists (select i.seq from verification_items i
                where i.county = $1 and i.month = h.month and i.village = h.village and i.marked_by = h.operator)))
        order by h.month, h.village, h.seq limit 10"
    );
    /// A list whose state is not where its last hand left it, or whose hands do not follow one another.
    BROKEN_CHAIN = sql!(
        "select c.village || ' ' || cast(c.month as text) as example, count(*) over () as total
        from (select l.month, l.village
            from verification_lists l
            left join verification_hands h on h.county = $1 and h.month = l.month and h.village = l.village
                and h.seq = (select max(m.seq) from verification_hands m
                    where m.county = $1 and m.month = l.month and m.village = l.village)
            where l.county = $1 and coalesce(h.to_state, 'ISSUED') <> l.state
            union
            select h.month, h.village
            from verification_hands h
            left join verification_hands b on b.county = $1 and b.month = h.month and b.village = h.village
                and b.seq = h.seq - 1
            where h.county = $1 and coalesce(b.to_state, 'ISSUED') <> h.from_state) c
        order by c.month, c.village limit 10"
    );
    /// An outcome without the evidence, the day or the remark it must have.
    UNFOUNDED = sql!(
        "select i.insurance_no || ' ' || cast(i.month as text) as example, count(*) over () as total
        from verification_items i
        where i.county = $1 and ((i.outcome = 'V2' and (i.event_date is null or i.evidence_ref is null
                    or coalesce(i.evidence_type, '') not in ('E07', 'E08', 'E09', 'E10', 'E11')))
            or (i.outcome = 'V3' and (i.event_date is null or coalesce(i.evidence_type, '') not in ('E10', 'E11')))
            or (i.outcome = 'V4' and (i.seen_date is null or coalesce(i.evidence_type, '') <> 'E12'))
            or (i.outcome = 'V5' and coalesce(i.evidence_type, '') not in ('E07', 'E11'))
            or (i.outcome = 'V6' and coalesce(i.evidence_type, '') not in ('E11', 'E12'))
            or (i.outcome in ('V7', 'V8') and i.remark is null))
        order by i.month, i.insurance_no limit 10"
    );
    /// A formal verification that stands on no award of its person.
    UNCARRIED = sql!(
        "select v.insurance_no || ' ' || cast(v.verified_on as text) as example, count(*) over () as total
        from annual_verifications v
        where v.county = $1 and not exists (select a.start_month from awards a
            where a.county = $1 and a.insurance_no = v.insurance_no and a.verified_on >= v.verified_on)
        order by v.insurance_no, v.verified_on limit 10"
    );
}

record! {
    struct Broken { example: String, total: i64 }
}

/// The checks of this business.
pub const CHECKS: &[Check] = &[
    Check {
        id: "verification.counts",
        title: text!(
            "名册各项人数与名册人员一致",
            "a list's counts are those of its people"
        ),
        clause: Clause::of("5.2"),
        count: |db, desk| broken(db, desk, &MISCOUNTED),
    },
    Check {
        id: "verification.complete",
        title: text!(
            "已签名册没有缺项",
            "no list was signed with anything missing"
        ),
        clause: Clause::of("5.2"),
        count: |db, desk| broken(db, desk, &INCOMPLETE),
    },
    Check {
        id: "verification.hands",
        title: text!(
            "同一名册没有由同一人办理两个环节的",
            "nobody acted twice on one list"
        ),
        clause: Clause::of("4.7"),
        count: |db, desk| broken(db, desk, &TWICE),
    },
    Check {
        id: "verification.chain",
        title: text!(
            "名册状态与签办记录首尾相接",
            "a list stands where its hands have left it"
        ),
        clause: Clause::of("5.2"),
        count: |db, desk| broken(db, desk, &BROKEN_CHAIN),
    },
    Check {
        id: "verification.evidence",
        title: text!(
            "认证结果均有规定的依据",
            "every outcome has the evidence it must rest on"
        ),
        clause: Clause::of("5.3"),
        count: |db, desk| broken(db, desk, &UNFOUNDED),
    },
    Check {
        id: "verification.annual",
        title: text!(
            "年度认证均已记入待遇记录",
            "every annual verification stands on an award"
        ),
        clause: Clause::of("5.1"),
        count: |db, desk| broken(db, desk, &UNCARRIED),
    },
];

/// Runs a check: its rows are the examples, each with the count of all.
fn broken<'a>(db: &'a Db, desk: &'a Desk, sql: &'static Sql) -> Ending<'a, Found> {
    Box::pin(async move {
        let rows: Vec<Broken> = db.rows(sql, &binds![&desk.county]).await?;
        Ok(Found {
            count: rows.first().map_or(0, |row| row.total),
            examples: rows.into_iter().map(|row| row.example).collect(),
        })
    })
}
