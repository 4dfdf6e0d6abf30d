//! What must hold of contributions in any database, counted for `doctor`.

use crate::business::descriptor::{Check, Found};
use crate::database::request::Ending;
use crate::database::{Db, Sql};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements, text};

statements! {
    /// Own and government-paid part do not make up the grade.
    OFF_GRADE = sql!(
        "select insurance_no || ' ' || cast(scheme_year as text) as example, count(*) over () as total
        from contributions
        where county = $1 and personal_fen + gov_paid_fen <> grade_yuan * 100
        order by scheme_year, insurance_no limit 10"
    );
    /// A make-up payment with a subsidy.
    SUBSIDISED_MAKEUP = sql!(
        "select insurance_no || ' ' || cast(scheme_year as text) as example, count(*) over () as total
        from contributions
        where county = $1 and kind = 'MAKEUP' and (subsidy_fen <> 0 or subsidy_state is not null)
        order by scheme_year, insurance_no limit 10"
    );
    /// A subsidy without a state, or a state without a subsidy.
    STATELESS_SUBSIDY = sql!(
        "select insurance_no || ' ' || cast(scheme_year as text) as example, count(*) over () as total
        from contributions
        where county = $1 and ((subsidy_fen <> 0 and subsidy_state is null)
            or (subsidy_fen = 0 and subsidy_state is not null))
        order by scheme_year, insurance_no limit 10"
    );
    /// Two contributions of one person for one year.
    PAID_TWICE = sql!(
        "select insurance_no || ' ' || cast(scheme_year as text) as example, count(*) over () as total
        from contributions
        where county = $1
        group by scheme_year, insurance_no having count(*) > 1
        order by scheme_year, insurance_no limit 10"
    );
    /// A contribution of nobody.
    OF_NOBODY = sql!(
        "select c.insurance_no || ' ' || cast(c.scheme_year as text) as example, count(*) over () as total
        from contributions c
        left join persons p on p.county = $1 and p.insurance_no = c.insurance_no
        where c.county = $1 and p.insurance_no is null
        order by c.scheme_year, c.insurance_no limit 10"
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
        id: "contribution.grade",
        title: text!(
            "个人缴费与政府代缴之和等于缴费档次",
            "own and government-paid part make up the grade"
        ),
        clause: Clause::of("N2.4-a"),
        count: |db, desk| broken(db, desk, &OFF_GRADE),
    },
    Check {
        id: "contribution.makeup",
        title: text!("补缴不享受缴费补贴", "no subsidy on a make-up payment"),
        clause: Clause::of("RG09"),
        count: |db, desk| broken(db, desk, &SUBSIDISED_MAKEUP),
    },
    Check {
        id: "contribution.subsidy",
        title: text!(
            "每笔缴费补贴都有办理状态",
            "every subsidy has a state, and every state a subsidy"
        ),
        clause: Clause::of("N2.2-c"),
        count: |db, desk| broken(db, desk, &STATELESS_SUBSIDY),
    },
    Check {
        id: "contribution.once",
        title: text!(
            "每人每年度只有一笔缴费",
            "one contribution per person and scheme year"
        ),
        clause: Clause::of("N2.2-a"),
        count: |db, desk| broken(db, desk, &PAID_TWICE),
    },
    Check {
        id: "contribution.person",
        title: text!(
            "每笔缴费都属于已登记的参保人",
            "every contribution belongs to a registered person"
        ),
        clause: Clause::of("N2.4-a"),
        count: |db, desk| broken(db, desk, &OF_NOBODY),
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
