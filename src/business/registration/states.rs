//! The doors by which a decided case changes where somebody stands: the state of participation, the day of death.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::database::{Fault, Tx};
use crate::kernel::desk::Desk;
use crate::{binds, sql, statements};

statements! {
    /// The participation of people whose contributions have ended: of those who are in payment, suspended or out.
    PARTICIPATION = sql!(
        sqlite "update persons set participation = $2, version = version + 1
            where county = $1 and contribution_state = 3 and participation <> $2
                and insurance_no in (select value from json_each($3))",
        postgres "update persons set participation = $2, version = version + 1
            where county = $1 and contribution_state = 3 and participation <> $2
                and insurance_no = any (array(select jsonb_array_elements_text(cast($3 as jsonb))))"
    );
    /// The days of death of people, by number in a JSON object.
    DIED = sql!(
        sqlite "update persons set died_on = json_extract($2, '$.\"' || insurance_no || '\"'), version = version + 1
            where county = $1 and insurance_no in (select key from json_each($2))",
        postgres "update persons set died_on = cast(cast($2 as jsonb) ->> insurance_no as date), version = version + 1
            where county = $1 and insurance_no = any (array(select jsonb_object_keys(cast($2 as jsonb))))"
    );
}

/// Puts people whose contributions have ended into a state of participation: 1 in payment, 2 suspended, 4 out.
pub async fn participate(
    tx: &mut Tx,
    desk: &Desk,
    people: &[String],
    participation: i64,
) -> Result<(), Fault> {
    if people.is_empty() {
        return Ok(());
    }
    let people = serde_json::to_string(people).map_err(|it| Fault::Misuse(it.to_string()))?;
    tx.run(&PARTICIPATION, &binds![&desk.county, participation, people])
        .await?;
    Ok(())
}

/// Records the deaths of people, each with its day.
pub async fn died(tx: &mut Tx, desk: &Desk, deaths: &[(String, NaiveDate)]) -> Result<(), Fault> {
    if deaths.is_empty() {
        return Ok(());
    }
    let deaths: BTreeMap<&str, NaiveDate> =
        deaths.iter().map(|(no, day)| (no.as_str(), *day)).collect();
    let deaths = serde_json::to_string(&deaths).map_err(|it| Fault::Misuse(it.to_string()))?;
    tx.run(&DIED, &binds![&desk.county, deaths]).await?;
    Ok(())
}
