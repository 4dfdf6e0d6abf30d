//! What tables show masked, whole, for the people of a file that leaves: one statement for all of them.

use super::rules;
use super::store::villages_of;
use crate::business::descriptor::{Whole, WholeSource};
use crate::database::{Fault, Tx};
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements};

statements! {
    /// Ids and accounts of the people of a list, those that the desk may see; the list is one JSON text.
    WHOLE = sql!(
        sqlite "select insurance_no, citizen_id, bank_account from persons where county = $1 and insurance_no in (select value from json_each($2)) and village between $3 and $4 order by insurance_no",
        postgres "select insurance_no, citizen_id, bank_account from persons where county = $1 and insurance_no = any (array(select json_array_elements_text(cast($2 as json)))) and village between $3 and $4 order by insurance_no"
    );
}

record! {
    struct Row { insurance_no: String, citizen_id: String, bank_account: Option<String> }
}

/// Where they are found, and who may take them out.
pub const SOURCE: WholeSource = WholeSource {
    columns: &["citizen_id", "bank_account"],
    may: rules::may_see_whole,
    reason: rules::check_reason,
    find: |tx, desk, people| Box::pin(find(tx, desk, people)),
};

async fn find(tx: &mut Tx, desk: &Desk, people: &[String]) -> Result<Vec<Whole>, Fault> {
    let (low, high) = villages_of(desk);
    let list = serde_json::to_string(people).map_err(|error| Fault::Misuse(error.to_string()))?;
    let rows: Vec<Row> = tx
        .rows(&WHOLE, &binds![&desk.county, list, low, high])
        .await?;
    let whole = |row: Row| Whole {
        person: row.insurance_no,
        values: vec![Some(row.citizen_id), row.bank_account],
    };
    Ok(rows.into_iter().map(whole).collect())
}
