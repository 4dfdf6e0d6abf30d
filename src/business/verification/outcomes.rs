//! The door by which outcomes reach the stop-payment form: what finished lists say of people who are not simply alive.
//! What an outcome proposes is not known here.

use chrono::NaiveDate;

use super::{Evidence, Outcome};
use crate::database::{Db, Fault, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, record, sql, statements};

/// So many are told of at once.
const TOLD_MAX: i64 = 5_000;

statements! {
    /// What the finished lists of some months say of people in an area who draw or are suspended.
    REPORTED = sql!(
        "select i.insurance_no, p.name, i.village, i.month, l.list_no, i.part, i.outcome, i.evidence_type, i.evidence_ref,
            i.event_date, i.seen_date, i.marked_by, l.signed_on,
            (select max(coalesce(a.verified_on, a.approved_on)) from awards a
                where a.county = $1 and a.insurance_no = i.insurance_no) as verified_on
        from verification_lists l
        join verification_items i on i.county = $1 and i.month = l.month and i.village = l.village
            and i.month between $2 and $3 and i.outcome <> 'V1' and i.outcome in ('V2', 'V3', 'V4', 'V5', 'V6', 'V7')
        join persons p on p.county = $1 and p.insurance_no = i.insurance_no
            and p.contribution_state = 3 and p.participation in (1, 2)
        where l.county = $1 and l.month between $2 and $3 and l.village between $4 and $5
            and l.signed_on is not null
        order by l.month, l.village, i.seq limit $6"
    );
}

record! {
    /// What a finished list says of somebody.
    pub struct Reported {
        /// The lifelong number.
        pub insurance_no: String,
        /// The name as registered.
        pub name: String,
        /// The village.
        pub village: AreaCode,
        /// The month.
        pub month: Month,
        /// The list's number.
        pub list_no: String,
        /// 1 in payment, 2 suspended.
        pub part: i64,
        /// What was found.
        pub outcome: Outcome,
        /// What it rests on.
        pub evidence_type: Option<Evidence>,
        /// Its number or where it lies.
        pub evidence_ref: Option<String>,
        /// The day of death, judgment, move.
        pub event_date: Option<NaiveDate>,
        /// The day the person was last seen.
        pub seen_date: Option<NaiveDate>,
        /// Who entered it.
        pub marked_by: String,
        /// The day the station signed.
        pub signed_on: NaiveDate,
        /// The last formal verification, or the award.
        pub verified_on: Option<NaiveDate>,
    }
}

fn of(desk: &Desk, area: &AreaCode, since: Month) -> [crate::database::value::Value; 6] {
    let (first, last) = area.codes();
    let until = Month::of(desk.business_date);
    binds![&desk.county, since, until, first, last, TOLD_MAX]
}

/// What the finished lists of an area say since a month.
pub async fn reported(
    db: &Db,
    desk: &Desk,
    area: &AreaCode,
    since: Month,
) -> Result<Vec<Reported>, Fault> {
    db.rows(&REPORTED, &of(desk, area, since)).await
}

/// The same as a transaction sees it.
pub async fn reported_in(
    tx: &mut Tx,
    desk: &Desk,
    area: &AreaCode,
    since: Month,
) -> Result<Vec<Reported>, Fault> {
    tx.rows(&REPORTED, &of(desk, area, since)).await
}
