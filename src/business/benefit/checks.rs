//! What must hold of awards, events and payments in any database, counted for `doctor`.
//!
//! Months paid after a stop or a death are counted whether the system let them through or the report came late, unless a
//! recovery case claims that very month back (N2.3-g). Payments the bank returned are not paid.

use crate::business::descriptor::{Check, Found};
use crate::database::request::Ending;
use crate::database::{Db, Sql};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements, text};

statements! {
    /// Paid for a month from which a stop stands: not lifted by then, and not followed by a new award.
    AFTER_STOP = sql!(
        "select p.insurance_no || ' ' || cast(p.month as text) as example, count(*) over () as total
        from payments p
        where p.county = $1 and p.state <> 'RETURNED'
            and exists (select e.seq from benefit_events e
                where e.county = $1 and e.insurance_no = p.insurance_no
                    and e.kind = 'STOP' and e.from_month <= p.month
                    and not exists (select r.seq from benefit_events r
                        where r.county = $1 and r.insurance_no = e.insurance_no and r.kind = 'RESUME'
                            and r.reason = e.reason and r.seq > e.seq and r.from_month <= p.month)
                    and not exists (select a.start_month from awards a
                        where a.county = $1 and a.insurance_no = e.insurance_no
                            and a.approved_on > e.recorded_on and a.start_month <= p.month))
            and not exists (select m.month from recovery_months m
                where m.county = $1 and m.insurance_no = p.insurance_no and m.month = p.month)
        order by p.month, p.insurance_no limit 10"
    );
    /// Paid for a month after the month of death.
    AFTER_DEATH = sql!(
        "select p.insurance_no || ' ' || cast(p.month as text) as example, count(*) over () as total
        from persons d
        join payments p on p.county = $1 and p.insurance_no = d.insurance_no
        where d.county = $1 and d.died_on is not null and p.state <> 'RETURNED'
            and p.month > cast(substr(cast(d.died_on as text), 1, 4) || substr(cast(d.died_on as text), 6, 2) as bigint)
            and not exists (select m.month from recovery_months m
                where m.county = $1 and m.insurance_no = p.insurance_no and m.month = p.month)
        order by p.month, p.insurance_no limit 10"
    );
    /// Paid for a month before the first month of any award.
    BEFORE_START = sql!(
        "select p.insurance_no || ' ' || cast(p.month as text) as example, count(*) over () as total
        from payments p
        where p.county = $1 and p.state <> 'RETURNED'
            and not exists (select a.start_month from awards a
                where a.county = $1 and a.insurance_no = p.insurance_no and a.start_month <= p.month)
        order by p.month, p.insurance_no limit 10"
    );
    /// In payment or suspended without an award.
    WITHOUT_AWARD = sql!(
        "select p.insurance_no as example, count(*) over () as total
        from persons p
        where p.county = $1 and p.contribution_state = 3 and p.participation in (1, 2)
            and not exists (select a.start_month from awards a
                where a.county = $1 and a.insurance_no = p.insurance_no)
        order by p.insurance_no limit 10"
    );
    /// Awarded and contributing, without a stop since.
    AWARDED_CONTRIBUTOR = sql!(
        "select distinct_awards.insurance_no as example, count(*) over () as total
        from (select a.insurance_no, max(a.start_month) as start_month
            from awards a where a.county = $1 group by a.insurance_no) distinct_awards
        join persons p on p.county = $1 and p.insurance_no = distinct_awards.insurance_no
        where p.contribution_state <> 3
            and not exists (select e.seq from benefit_events e
                where e.county = $1 and e.insurance_no = p.insurance_no
                    and e.kind = 'STOP' and e.from_month >= distinct_awards.start_month)
        order by distinct_awards.insurance_no limit 10"
    );
    /// An account pension that is not the balance over the divisor, rounded half up.
    WRONG_ACCOUNT_PENSION = sql!(
        "select insurance_no || ' ' || cast(start_month as text) as example, count(*) over () as total
        from awards
        where county = $1 and account_pension_fen <> (2 * balance_fen + divisor) / (2 * divisor)
        order by insurance_no, start_month limit 10"
    );
    /// A reason that is not in the table, or that cannot do what the event does.
    WRONG_REASON = sql!(
        "select insurance_no || ' ' || cast(seq as text) as example, count(*) over () as total
        from benefit_events
        where county = $1
            and (reason not in ('S01', 'S02', 'S03', 'S04', 'S05', 'S06', 'S07', 'S08', 'S09', 'S99',
                    'T01', 'T02', 'T03', 'T04', 'T05', 'T99')
                or (kind = 'STOP' and substr(reason, 1, 1) <> 'T')
                or (kind in ('SUSPEND', 'HOLD', 'RELEASE') and substr(reason, 1, 1) <> 'S')
                or (kind in ('SUSPEND', 'HOLD') and reason = 'S09'))
        order by insurance_no, seq limit 10"
    );
    /// A negative component.
    NEGATIVE = sql!(
        "select insurance_no || ' ' || cast(month as text) as example, count(*) over () as total
        from payments
        where county = $1 and (basic_central_fen < 0 or basic_local_fen < 0 or account_fen < 0
            or arrears_basic_fen < 0 or arrears_account_fen < 0)
        order by month, insurance_no limit 10"
    );
    /// Credited without a day, or a day without having been credited.
    DAYLESS = sql!(
        "select insurance_no || ' ' || cast(month as text) as example, count(*) over () as total
        from payments
        where county = $1 and ((state = 'CREDITED' and credited_on is null)
            or (state = 'PENDING' and credited_on is not null))
        order by month, insurance_no limit 10"
    );
}

record! {
    /// One example, and how many there are in all.
    struct Broken {
        example: String,
        total: i64,
    }
}

/// The checks of this business.
pub const CHECKS: &[Check] = &[
    Check {
        id: "I6.stop",
        title: text!(
            "停发月份起没有发放记录",
            "nothing is paid from the month of a stop on"
        ),
        clause: Clause::of("N2.3-c"),
        count: |db, desk| broken(db, desk, &AFTER_STOP),
    },
    Check {
        id: "I6.death",
        title: text!(
            "死亡次月起没有发放记录",
            "nothing is paid after the month of death"
        ),
        clause: Clause::of("N2.3-f"),
        count: |db, desk| broken(db, desk, &AFTER_DEATH),
    },
    Check {
        id: "I6.start",
        title: text!(
            "首次发放月份之前没有发放记录",
            "nothing is paid before the first month awarded"
        ),
        clause: Clause::of("N2.3-c"),
        count: |db, desk| broken(db, desk, &BEFORE_START),
    },
    Check {
        id: "benefit.award",
        title: text!(
            "待遇领取人员均有待遇核定记录",
            "everybody in payment or suspended has an award"
        ),
        clause: Clause::of("N2.3-c"),
        count: |db, desk| broken(db, desk, &WITHOUT_AWARD),
    },
    Check {
        id: "benefit.class",
        title: text!(
            "已核定待遇的人员不再处于缴费状态",
            "nobody awarded is still contributing"
        ),
        clause: Clause::of("N2.1-b"),
        count: |db, desk| broken(db, desk, &AWARDED_CONTRIBUTOR),
    },
    Check {
        id: "benefit.account_pension",
        title: text!(
            "个人账户养老金等于账户储存额除以计发月数（四舍五入到分）",
            "an account pension is the balance over the divisor, half up to the fen"
        ),
        clause: Clause::of("G09"),
        count: |db, desk| broken(db, desk, &WRONG_ACCOUNT_PENSION),
    },
    Check {
        id: "benefit.reason",
        title: text!(
            "暂停、暂缓、停发的原因代码有效且与业务类型相符",
            "every event's reason is known and can do what the event does"
        ),
        clause: Clause::of("N2.3-d"),
        count: |db, desk| broken(db, desk, &WRONG_REASON),
    },
    Check {
        id: "benefit.components",
        title: text!(
            "发放金额各组成项不为负数",
            "no component of a payment is negative"
        ),
        clause: Clause::of("N2.5-c"),
        count: |db, desk| broken(db, desk, &NEGATIVE),
    },
    Check {
        id: "benefit.credited",
        title: text!(
            "已入账的发放记录均有入账日期，待入账的没有",
            "what is credited has its day, what is pending has none"
        ),
        clause: Clause::of("N2.3-c"),
        count: |db, desk| broken(db, desk, &DAYLESS),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business::benefit::REASONS;

    #[test]
    fn the_check_of_reasons_knows_every_reason_of_the_table_and_no_other() {
        let known = WRONG_REASON
            .sqlite
            .split('\'')
            .filter(|word| word.len() == 3 && word.starts_with(['S', 'T']));
        let mut known: Vec<&str> = known.collect();
        known.dedup();
        let table: Vec<&str> = REASONS.iter().map(|reason| reason.code).collect();
        // The last mention of S09 is the rule that it may keep nothing back.
        assert_eq!(known[..table.len()], table);
        assert_eq!(known[table.len()..], ["S09"]);
    }
}
