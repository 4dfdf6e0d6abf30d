//! What was paid beyond a stop: found when the stop is approved, month by month and by book. Nothing more is done here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Recovery, RecoveryMonth};
use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::desk::Desk;
use crate::{binds, sql, statements};

statements! {
    /// A case for every line of an approved form beyond which something was credited.
    CASES = sql!(
        "insert into recovery_cases (county, case_no, insurance_no, cause, state, form_no, liable, found_on, due_on,
            months, basic_fen, account_fen, maker, checker, version)
        select $1, 'ZH-' || substr(l.form_no, 6) || '-' || cast(l.seq as text), l.insurance_no,
            case l.reason when 'T01' then 'LATE_DEATH' when 'T03' then 'DUAL_BENEFIT' when 'T05' then 'WRONG_AWARD'
                when 'S02' then 'IMPRISONED' else 'OTHER' end,
            'FOUND', l.form_no, case when l.reason = 'T01' then null else p.name end, $3, $4,
            l.back_months, l.back_basic_fen, l.back_account_fen, l.maker, $5, 1
        from stop_lines l
        join persons p on p.county = $1 and p.insurance_no = l.insurance_no
        where l.county = $1 and l.form_no = $2 and l.back_months > 0"
    );
    /// The months of those cases; from the cases on, not from the payments of the county.
    MONTHS = sql!(
        "insert into recovery_months (county, case_no, month, insurance_no, basic_fen, account_fen)
        select $1, c.case_no, p.month, p.insurance_no,
            p.basic_central_fen + p.basic_local_fen + p.arrears_basic_fen, p.account_fen + p.arrears_account_fen
        from recovery_cases c cross join stop_lines l cross join payments p
        where c.county = $1 and c.form_no = $2
            and l.county = $1 and l.form_no = c.form_no and l.insurance_no = c.insurance_no
            and p.county = $1 and p.insurance_no = c.insurance_no and p.state = 'CREDITED'
            and (p.month >= l.from_month or l.reason = 'T05')
            and not exists (select m.month from recovery_months m
                where m.county = $1 and m.insurance_no = p.insurance_no and m.month = p.month)"
    );
    /// The cases of somebody, the first first.
    OF_PERSON = sql!(
        "select case_no, insurance_no, cause, state, form_no, liable, found_on, due_on, months, basic_fen, account_fen
        from recovery_cases where county = $1 and insurance_no = $2 order by found_on, case_no limit 100"
    );
    /// The months of somebody's cases.
    MONTHS_OF_PERSON = sql!(
        "select case_no, month, basic_fen, account_fen
        from recovery_months where county = $1 and insurance_no = $2 order by month, case_no"
    );
}

/// What an approved form claims.
pub(super) struct Claims<'a> {
    /// The form.
    pub(super) form_no: &'a str,
    /// Until when it is to be paid back.
    pub(super) due_on: NaiveDate,
}

/// Opens the cases of an approved form, in state FOUND.
pub(super) async fn claim(tx: &mut Tx, desk: &Desk, claims: &Claims<'_>) -> Result<(), Fault> {
    let values = binds![
        &desk.county,
        claims.form_no,
        desk.business_date,
        claims.due_on,
        &desk.operator
    ];
    if tx.run(&CASES, &values).await? > 0 {
        tx.run(&MONTHS, &binds![&desk.county, claims.form_no])
            .await?;
    }
    Ok(())
}

/// The recovery cases of somebody.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecoveriesOf {
    /// Whose pension it was.
    pub insurance_no: String,
}

/// What is claimed back of somebody's pension.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recoveries {
    /// The cases, the first first.
    pub cases: Vec<Recovery>,
    /// Their months, in order.
    pub months: Vec<RecoveryMonth>,
}

impl Query for RecoveriesOf {
    const NAME: &'static str = "stop_payment.recoveries";
    type Answer = Recoveries;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Recoveries, Fault> {
        let key = binds![&desk.county, &self.insurance_no];
        Ok(Recoveries {
            cases: db.rows(&OF_PERSON, &key).await?,
            months: db.rows(&MONTHS_OF_PERSON, &key).await?,
        })
    }
}
