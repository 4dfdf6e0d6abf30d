//! What this business holds on paper about somebody: the cases of the comparison (F23).

use super::MatchCase;
use super::store::CasesOf;
use crate::business::descriptor::Document;
use crate::database::request::{Ending, Query as _};
use crate::database::{Db, Fault};
use crate::kernel::desk::Desk;
use crate::phrase;

/// The documents about a person, the latest first.
pub(super) fn of_person<'a>(
    db: &'a Db,
    desk: &'a Desk,
    insurance_no: &'a str,
) -> Ending<'a, Vec<Document>> {
    Box::pin(async move { Ok(found(db, desk, insurance_no.to_owned()).await?) })
}

async fn found(db: &Db, desk: &Desk, insurance_no: String) -> Result<Vec<Document>, Fault> {
    let cases = CasesOf { insurance_no }.find(db, desk).await?;
    Ok(cases.iter().map(document).collect())
}

fn document(case: &MatchCase) -> Document {
    Document {
        day: case.found_on,
        code: "F23".to_owned(),
        title: phrase!(
            "比对案件：{tells}，{level}",
            "case of the comparison: {tells}, level {level}",
            tells = case.tells.title(),
            level = case.level.title()
        ),
        number: case.case_no.clone(),
        state: case.state.title().into(),
        opens: Some(("match_case".to_owned(), case.case_no.clone())),
    }
}
