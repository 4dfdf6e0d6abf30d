//! What must hold of cases in any database, counted for `doctor`.

use crate::business::descriptor::{Check, Found};
use crate::database::request::Ending;
use crate::database::{Db, Sql};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements, text};

statements! {
    /// A case whose state is not where its last hand left it, or that has no hand.
    BROKEN_CHAIN = sql!(
        "select c.case_no as example, count(*) over () as total
        from match_cases c
        left join match_hands h on h.county = $1 and h.case_no = c.case_no
            and h.seq = (select max(m.seq) from match_hands m where m.county = $1 and m.case_no = c.case_no)
        where c.county = $1 and coalesce(h.to_state, '') <> c.state
        order by c.case_no limit 10"
    );
    /// A case that rests on a file that does not count.
    UNFOUNDED = sql!(
        "select c.case_no as example, count(*) over () as total
        from match_cases c
        left join exchanges e on e.county = $1 and e.exchange_id = c.exchange_id
        where c.county = $1 and coalesce(e.state, '') <> 'ACCEPTED'
        order by c.case_no limit 10"
    );
    /// A case one operator both decided and agreed to, whatever its chain says since.
    ALONE = sql!(
        "select a.case_no || ' ' || a.operator as example, count(*) over () as total
        from match_hands a
        where a.county = $1 and a.act = 'approve'
            and a.operator = (select d.operator from match_hands d
                where d.county = $1 and d.case_no = a.case_no and d.seq < a.seq and d.act in ('confirm', 'deny')
                order by d.seq desc limit 1)
        order by a.case_no, a.seq limit 10"
    );
    /// A case that only a surer level leads to so: a month held for another than a death of level A that nobody approved.
    UNDECIDED_EFFECT = sql!(
        "select h.case_no as example, count(*) over () as total
        from match_hands h join match_cases c on c.county = $1 and c.case_no = h.case_no
        where h.county = $1 and h.act in ('propose', 'hold') and not (c.level = 'A' and c.tells = 'DEATH')
            and not exists (select a.seq from match_hands a
                where a.county = $1 and a.case_no = h.case_no and a.act = 'approve' and a.seq < h.seq)
        order by h.case_no, h.seq limit 10"
    );
}

record! { struct Wrong { example: String, total: i64 } }

async fn found(db: &Db, desk: &Desk, sql: &Sql) -> Result<Found, crate::database::Fault> {
    let wrong: Vec<Wrong> = db.rows(sql, &binds![&desk.county]).await?;
    Ok(Found {
        count: wrong.first().map_or(0, |it| it.total),
        examples: wrong.into_iter().map(|it| it.example).collect(),
    })
}

fn count<'a>(db: &'a Db, desk: &'a Desk, sql: &'static Sql) -> Ending<'a, Found> {
    Box::pin(async move { Ok(found(db, desk, sql).await?) })
}

/// The checks of this business.
pub const CHECKS: &[Check] = &[
    Check {
        id: "matching.chain",
        title: text!(
            "比对案件的状态与其最后一步一致",
            "a case is where its last hand left it"
        ),
        clause: Clause::of("5.4"),
        count: |db, desk| count(db, desk, &BROKEN_CHAIN),
    },
    Check {
        id: "matching.founded",
        title: text!(
            "比对案件只依据已接收的名单",
            "a case rests on an accepted list alone"
        ),
        clause: Clause::of("5.4"),
        count: |db, desk| count(db, desk, &UNFOUNDED),
    },
    Check {
        id: "matching.two_hands",
        title: text!(
            "比对案件的核查与复核不是同一人",
            "whoever agrees to a case is not who decided it"
        ),
        clause: Clause::of("4.7"),
        count: |db, desk| count(db, desk, &ALONE),
    },
    Check {
        id: "matching.effects",
        title: text!(
            "除A级死亡外，未经复核的比对不产生停发建议或暂缓",
            "but for a death of level A, nothing is proposed or held before it is approved"
        ),
        clause: Clause::of("5.4"),
        count: |db, desk| count(db, desk, &UNDECIDED_EFFECT),
    },
];
