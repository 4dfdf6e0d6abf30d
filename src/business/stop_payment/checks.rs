//! What must hold of forms, lines, holds and cases in any database, counted for `doctor`.

use crate::business::descriptor::{Check, Found};
use crate::database::request::Ending;
use crate::database::{Db, Sql};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements, text};

statements! {
    /// A form whose state is not where its last hand left it, or whose hands do not follow one another.
    BROKEN_CHAIN = sql!(
        "select c.form_no as example, count(*) over () as total
        from (select f.form_no
            from stop_forms f
            left join stop_hands h on h.county = $1 and h.form_no = f.form_no
                and h.seq = (select max(m.seq) from stop_hands m where m.county = $1 and m.form_no = f.form_no)
            where f.county = $1 and coalesce(h.to_state, 'DRAFT') <> f.state
            union
            select h.form_no
            from stop_hands h
            left join stop_hands b on b.county = $1 and b.form_no = h.form_no and b.seq = h.seq - 1
            where h.county = $1 and coalesce(b.to_state, 'DRAFT') <> h.from_state) c
        order by c.form_no limit 10"
    );
    /// One operator with two different steps on one form, or with a step after the village's on a form he made.
    TWICE = sql!(
        "select h.form_no || ' ' || h.operator as example, count(*) over () as total
        from stop_hands h
        where h.county = $1 and h.act not in ('return', 'withdraw') and (exists (select o.seq from stop_hands o
                where o.county = $1 and o.form_no = h.form_no and o.operator = h.operator and o.seq < h.seq
                    and o.act not in ('return', 'withdraw') and o.act <> h.act)
            or (h.act <> 'sign' and (exists (select l.seq from stop_lines l
                    where l.county = $1 and l.form_no = h.form_no and l.maker = h.operator)
                or exists (select f.form_no from stop_forms f
                    where f.county = $1 and f.form_no = h.form_no and f.opened_by = h.operator))))
        order by h.form_no, h.seq limit 10"
    );
    /// A line that waits although its form is approved, or does not although it is not.
    WAITS_WRONGLY = sql!(
        "select l.form_no || ' ' || cast(l.seq as text) as example, count(*) over () as total
        from stop_lines l
        join stop_forms f on f.county = $1 and f.form_no = l.form_no
        where l.county = $1 and l.pending = (f.state = 'APPROVED')
        order by l.form_no, l.seq limit 10"
    );
    /// A line of an approved form without the event it decided.
    WITHOUT_EVENT = sql!(
        "select l.form_no || ' ' || cast(l.seq as text) as example, count(*) over () as total
        from stop_lines l
        join stop_forms f on f.county = $1 and f.form_no = l.form_no and f.state = 'APPROVED'
        where l.county = $1 and not exists (select e.seq from benefit_events e
                where e.county = $1 and e.insurance_no = l.insurance_no and e.reason = l.reason
                    and e.document_no = l.form_no)
            and not (f.kind = 'RESUME' and exists (select h.seq from holds h
                where h.county = $1 and h.insurance_no = l.insurance_no and h.decided_ref = l.form_no))
        order by l.form_no, l.seq limit 10"
    );
    /// A line without the day, the evidence or the remark its reason asks for.
    UNFOUNDED = sql!(
        "select l.form_no || ' ' || cast(l.seq as text) as example, count(*) over () as total
        from stop_lines l
        join stop_forms f on f.county = $1 and f.form_no = l.form_no
        where l.county = $1 and ((f.kind = 'STOP' and ((l.reason in ('T01', 'T03', 'T04', 'S02') and l.event_date is null)
                or (l.reason in ('T01', 'S02', 'S03', 'S05', 'S07') and l.evidence_ref is null)
                or (l.reason in ('S99', 'T99') and l.remark is null) or l.reason = 'S09'))
            or (f.kind = 'RESUME' and (l.evidence_ref is null or substr(l.reason, 1, 1) <> 'S')))
        order by l.form_no, l.seq limit 10"
    );
    /// A death line that stops from another month than the one after the death.
    WRONG_MONTH = sql!(
        "select l.form_no || ' ' || cast(l.seq as text) as example, count(*) over () as total
        from stop_lines l
        where l.county = $1 and l.reason = 'T01' and l.from_month <> case
            when substr(cast(l.event_date as text), 6, 2) = '12'
                then cast(substr(cast(l.event_date as text), 1, 4) as bigint) * 100 + 101
            else cast(substr(cast(l.event_date as text), 1, 4) || substr(cast(l.event_date as text), 6, 2) as bigint) + 1 end
        order by l.form_no, l.seq limit 10"
    );
    /// A recovery case whose sums are not those of its months, or whose months were not credited so.
    MISCOUNTED = sql!(
        "select c.case_no as example, count(*) over () as total
        from recovery_cases c
        left join (select m.case_no, count(*) as months, sum(m.basic_fen) as basic, sum(m.account_fen) as account,
                count(p.month) as credited
            from recovery_months m
            left join payments p on p.county = $1 and p.insurance_no = m.insurance_no and p.month = m.month
                and p.state = 'CREDITED' and m.basic_fen = p.basic_central_fen + p.basic_local_fen + p.arrears_basic_fen
                and m.account_fen = p.account_fen + p.arrears_account_fen
            where m.county = $1 group by m.case_no) s on s.case_no = c.case_no
        where c.county = $1 and (s.case_no is null or s.months <> c.months or s.basic <> c.basic_fen
            or s.account <> c.account_fen or s.credited <> c.months)
        order by c.case_no limit 10"
    );
    /// Money of a month that is applied for and still waits for a decision.
    UNDECIDED = sql!(
        "select h.insurance_no || ' ' || cast(h.month as text) as example, count(*) over () as total
        from holds h
        join months m on m.county = $1 and m.month = h.month and m.applied_on <= $2
        where h.county = $1 and h.decision is null
        order by h.month, h.insurance_no limit 10"
    );
    /// A proposal that is taken although nobody stands on the form by it.
    LOST = sql!(
        "select s.insurance_no || ' ' || cast(s.seq as text) as example, count(*) over () as total
        from stop_proposals s
        where s.county = $1 and s.state = 'TAKEN' and not exists (select l.seq from stop_lines l
            where l.county = $1 and l.form_no = s.form_no and l.insurance_no = s.insurance_no)
        order by s.insurance_no, s.seq limit 10"
    );
    /// A form checked in the county by whoever confirmed what it stops by.
    CONFIRMER = sql!(
        "select h.form_no || ' ' || h.operator as example, count(*) over () as total
        from stop_hands h
        where h.county = $1 and h.to_state = 'COUNTY_CHECKED' and h.act = 'check'
            and exists (select s.seq from stop_proposals s
                where s.county = $1 and s.form_no = h.form_no and s.confirmed_by = h.operator)
        order by h.form_no, h.seq limit 10"
    );
}

record! {
    struct Broken { example: String, total: i64 }
}

/// The checks of this business.
pub const CHECKS: &[Check] = &[
    Check {
        id: "stop_payment.chain",
        title: text!(
            "核定表状态与签办记录首尾相接",
            "a form stands where its hands have left it"
        ),
        clause: Clause::of("5.5"),
        count: |db, desk| broken(db, desk, &BROKEN_CHAIN),
    },
    Check {
        id: "stop_payment.hands",
        title: text!(
            "同一核定表没有由同一人办理两个环节的",
            "nobody acted twice on one form"
        ),
        clause: Clause::of("4.7"),
        count: |db, desk| broken(db, desk, &TWICE),
    },
    Check {
        id: "stop_payment.pending",
        title: text!(
            "未批准的核定表人员待批，已批准的不再待批",
            "a line waits exactly as long as its form does"
        ),
        clause: Clause::of("5.5"),
        count: |db, desk| broken(db, desk, &WAITS_WRONGLY),
    },
    Check {
        id: "stop_payment.events",
        title: text!(
            "已批准的核定表人员均有待遇变动记录",
            "every approved line has its event"
        ),
        clause: Clause::of("3.6"),
        count: |db, desk| broken(db, desk, &WITHOUT_EVENT),
    },
    Check {
        id: "stop_payment.evidence",
        title: text!(
            "核定表各行均有原因所需的日期、依据或备注",
            "every line has what its reason asks for"
        ),
        clause: Clause::of("5.3"),
        count: |db, desk| broken(db, desk, &UNFOUNDED),
    },
    Check {
        id: "stop_payment.month",
        title: text!(
            "死亡停发均自死亡次月起",
            "a death stops from the month after it"
        ),
        clause: Clause::of("N2.3-f"),
        count: |db, desk| broken(db, desk, &WRONG_MONTH),
    },
    Check {
        id: "stop_payment.recovery",
        title: text!(
            "追回案金额与各月实发金额一致",
            "a recovery case is the sum of what was credited month by month"
        ),
        clause: Clause::of("3.9"),
        count: |db, desk| broken(db, desk, &MISCOUNTED),
    },
    Check {
        id: "stop_payment.holds",
        title: text!(
            "已申请用款的月份没有未决定的暂缓",
            "no hold of a month applied for is undecided"
        ),
        clause: Clause::of("3.6"),
        count: |db, desk| {
            Box::pin(async move {
                let values = binds![&desk.county, desk.business_date];
                Ok(found(db.rows(&UNDECIDED, &values).await?))
            })
        },
    },
    Check {
        id: "stop_payment.proposals",
        title: text!(
            "已列表的停发建议都在表内",
            "what was taken into a form stands on it"
        ),
        clause: Clause::of("5.4"),
        count: |db, desk| broken(db, desk, &LOST),
    },
    Check {
        id: "stop_payment.confirmer",
        title: text!(
            "比对疑点的确认人没有核对该表",
            "whoever confirmed a match did not check the form"
        ),
        clause: Clause::of("5.4"),
        count: |db, desk| broken(db, desk, &CONFIRMER),
    },
];

fn found(rows: Vec<Broken>) -> Found {
    Found {
        count: rows.first().map_or(0, |row| row.total),
        examples: rows.into_iter().map(|row| row.example).collect(),
    }
}

/// Runs a check: its rows are the examples, each with the count of all.
fn broken<'a>(db: &'a Db, desk: &'a Desk, sql: &'static Sql) -> Ending<'a, Found> {
    Box::pin(async move { Ok(found(db.rows(sql, &binds![&desk.county]).await?)) })
}
