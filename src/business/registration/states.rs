//! The doors by which a decided case changes where somebody stands: the state of participation, the day of death.

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
    /// The day of death of people.
    DIED = sql!(
        sqlite "update persons set died_on = d.died_on, version = persons.version + 1
            from (select json_extract(value, '$[0]') as insurance_no, json_extract(value, '$[1]') as died_on
                from json_each($2)) d
            where persons.county = $1 and persons.insurance_no = d.insurance_no",
        postgres "update persons set died_on = d.died_on, version = persons.version + 1
            from (select value ->> 0 as insurance_no, cast(value ->> 1 as date) as died_on
                from jsonb_array_elements(cast($2 as jsonb))) d
            where persons.county = $1 and persons.insurance_no = d.insurance_no"
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
    let deaths = serde_json::to_string(deaths).map_err(|it| Fault::Misuse(it.to_string()))?;
    tx.run(&DIED, &binds![&desk.county, deaths]).await?;
    Ok(())
}
