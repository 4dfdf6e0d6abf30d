//! The door by which an annual verification reaches an award: written down for ever, and its date carried to the award.

use chrono::NaiveDate;

use crate::database::value::Value;
use crate::database::{Fault, Tx};
use crate::kernel::desk::Desk;
use crate::{binds, sql, statements};

statements! {
    /// Takes the newest date of those recorded today to the awards of their people.
    CARRY = sql!(
        "update awards
        set verified_on = (select max(v.verified_on) from annual_verifications v
            where v.county = $1 and v.insurance_no = awards.insurance_no)
        where county = $1 and insurance_no in (select v.insurance_no from annual_verifications v
                where v.county = $1 and v.recorded_on = $2)
            and coalesce(verified_on, $3) < (select max(v.verified_on) from annual_verifications v
                where v.county = $1 and v.insurance_no = awards.insurance_no)"
    );
    /// The dates that are known already.
    KNOWN = sql!(
        sqlite "select insurance_no, verified_on from annual_verifications
            where county = $1 and insurance_no in (select value from json_each($2)) order by insurance_no, verified_on",
        postgres "select insurance_no, verified_on from annual_verifications
            where county = $1 and insurance_no = any (array(select jsonb_array_elements_text(cast($2 as jsonb))))
            order by insurance_no, verified_on"
    );
}

crate::record! {
    struct Known { insurance_no: String, verified_on: NaiveDate }
}

/// A formal verification of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// The person.
    pub insurance_no: String,
    /// The day the person was seen.
    pub verified_on: NaiveDate,
    /// The kind of evidence.
    pub evidence_type: String,
    /// Its number or where it lies.
    pub evidence_ref: Option<String>,
    /// Who entered it; the desk is its checker.
    pub maker: String,
}

/// Records annual verifications; an award takes the newest date, never an older one.
pub async fn renew(tx: &mut Tx, desk: &Desk, renewals: &[Renewal]) -> Result<(), Fault> {
    if renewals.is_empty() {
        return Ok(());
    }
    let people: Vec<&str> = renewals.iter().map(|it| it.insurance_no.as_str()).collect();
    let people =
        serde_json::to_string(&people).map_err(|error| Fault::Misuse(error.to_string()))?;
    let known: Vec<Known> = tx.rows(&KNOWN, &binds![&desk.county, people]).await?;
    let is_new = |it: &&Renewal| {
        !known.iter().any(|known| {
            known.insurance_no == it.insurance_no && known.verified_on == it.verified_on
        })
    };
    let rows: Vec<Vec<Value>> = renewals
        .iter()
        .filter(is_new)
        .map(|it| {
            binds![
                &desk.county,
                &it.insurance_no,
                it.verified_on,
                &it.evidence_type,
                it.evidence_ref.clone(),
                desk.business_date,
                &it.maker,
                &desk.operator,
            ]
            .to_vec()
        })
        .collect();
    tx.insert_many("annual_verifications", COLUMNS, &rows)
        .await?;
    let never = NaiveDate::default();
    tx.run(&CARRY, &binds![&desk.county, desk.business_date, never])
        .await?;
    Ok(())
}

const COLUMNS: &[&str] = &[
    "county",
    "insurance_no",
    "verified_on",
    "evidence_type",
    "evidence_ref",
    "recorded_on",
    "maker",
    "checker",
];
