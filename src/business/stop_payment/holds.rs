//! Money of a coming month that waits for a decision: opened and released by later businesses, decided by an approved
//! form, listed for the director while nobody has.

use serde::{Deserialize, Serialize};

use super::list::codes_of;
use super::{FormKind, Hold, HoldDecision, Whole};
use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, sql, statements};

/// So many are shown.
const SHOWN_MAX: i64 = 500;

/// The columns of a hold.
macro_rules! hold {
    ($rest:literal) => {
        concat!(
            "select h.insurance_no, h.seq, p.name, p.village, coalesce(a.name, p.village) as village_name, h.month,
                h.reason, h.source, h.source_ref, h.opened_on, h.decision, h.decided_on
            from holds h
            join persons p on p.county = $1 and p.insurance_no = h.insurance_no
            left join areas a on a.code = p.village and a.valid_to is null
            where h.county = $1",
            $rest
        )
    };
}

/// The holds of an approved form's people that nobody has decided are; `$more` narrows them.
macro_rules! settled {
    ($more:literal) => {
        concat!(
            "update holds set decision = $3, decided_by = $4, decided_on = $5, decided_ref = $2
            where county = $1 and decision is null
                and insurance_no in (select l.insurance_no from stop_lines l
                    where l.county = $1 and l.form_no = $2",
            $more,
            ")"
        )
    };
}

statements! {
    /// A hold; one that waits for the same reason is enough.
    OPENED = sql!(
        "insert into holds (county, insurance_no, seq, month, reason, source, source_ref, opened_by, opened_on, decision,
            decided_by, decided_on, decided_ref)
        values ($1, $2, (select coalesce(max(h.seq), 0) + 1 from holds h
                where h.county = $1 and h.month = $3 and h.insurance_no = $2),
            $3, $4, $5, $6, $7, $8, null, null, null, null)
        on conflict do nothing"
    );
    /// What a case opened is released by the same case.
    RELEASED = sql!(
        "update holds set decision = 'RELEASED', decided_by = $4, decided_on = $5, decided_ref = $3
        where county = $1 and insurance_no = $2 and source_ref = $3 and decision is null"
    );
    /// A stop confirms whatever waits of its people.
    CONFIRMED = sql!(settled!(""));
    /// A resumption releases what waits for its reason.
    LIFTED = sql!(settled!(" and l.reason = holds.reason"));
    /// What nobody has decided in an area, the longest waiting first.
    UNDECIDED = sql!(hold!(
        " and h.decision is null and p.village between $2 and $3 order by h.opened_on, h.insurance_no, h.month, h.seq limit $4"
    ));
    /// What waits or waited of somebody.
    OF_PERSON = sql!(hold!(" and h.insurance_no = $2 order by h.month, h.seq limit $3"));
}

/// Money that is to wait for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldWanted {
    /// Whose.
    pub insurance_no: String,
    /// Of which month.
    pub month: Month,
    /// The reason's code: S04, S05 or S06.
    pub reason: String,
    /// What asks for it: `MATCH`.
    pub source: String,
    /// Which case that is.
    pub source_ref: String,
}

/// Lets the money of a coming month wait; it takes no right away. Whether it is new.
pub async fn hold(tx: &mut Tx, desk: &Desk, wanted: &HoldWanted) -> Result<bool, Fault> {
    let values = binds![
        &desk.county,
        &wanted.insurance_no,
        wanted.month,
        &wanted.reason,
        &wanted.source,
        &wanted.source_ref,
        &desk.operator,
        desk.business_date
    ];
    Ok(tx.run(&OPENED, &values).await? > 0)
}

/// Releases what a case had let wait, once it is found to be nothing. Whether anything waited.
pub async fn release(
    tx: &mut Tx,
    desk: &Desk,
    insurance_no: &str,
    source_ref: &str,
) -> Result<bool, Fault> {
    let values = binds![
        &desk.county,
        insurance_no,
        source_ref,
        &desk.operator,
        desk.business_date
    ];
    Ok(tx.run(&RELEASED, &values).await? > 0)
}

/// An approved form decides what waits of its people.
pub(super) async fn settle(tx: &mut Tx, desk: &Desk, whole: &Whole) -> Result<(), Fault> {
    let (decision, statement) = match whole.form.kind {
        FormKind::Stop => (HoldDecision::Confirmed, &CONFIRMED),
        FormKind::Resume => (HoldDecision::Released, &LIFTED),
    };
    let values = binds![
        &desk.county,
        &whole.form.form_no,
        decision.word(),
        &desk.operator,
        desk.business_date
    ];
    tx.run(statement, &values).await?;
    Ok(())
}

/// The holds nobody has decided in the desk's area: what the director must see to before the month is applied for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Undecided;

impl Query for Undecided {
    const NAME: &'static str = "stop_payment.undecided";
    type Answer = Vec<Hold>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Hold>, Fault> {
        let (first, last) = codes_of(&desk.area);
        db.rows(&UNDECIDED, &binds![&desk.county, first, last, SHOWN_MAX])
            .await
    }
}

/// The holds of somebody, decided ones among them.
pub(super) async fn of_person(
    db: &Db,
    desk: &Desk,
    insurance_no: &str,
) -> Result<Vec<Hold>, Fault> {
    db.rows(&OF_PERSON, &binds![&desk.county, insurance_no, SHOWN_MAX])
        .await
}
