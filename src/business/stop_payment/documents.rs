//! What this business holds on paper about somebody: the forms with a line of his (F20, F21) and the cases of money that is
//! claimed back (F25).

use super::list::PersonLine;
use super::person::StopsOf;
use super::{FormKind, Recovery};
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
    let stops = StopsOf { insurance_no }.find(db, desk).await?;
    let forms = stops.lines.iter().map(form);
    Ok(forms
        .chain(stops.recoveries.cases.iter().map(case))
        .collect())
}

fn form(line: &PersonLine) -> Document {
    let code = match line.kind {
        FormKind::Stop => "F20",
        FormKind::Resume => "F21",
    };
    Document {
        day: line.approved_on.unwrap_or_else(|| line.month.first_day()),
        code: code.to_owned(),
        title: phrase!(
            "{kind}核定表第{seq}行：{reason}，{month}起",
            "{kind} form, line {seq}: {reason}, from {month}",
            kind = line.kind.title(),
            seq = line.seq,
            reason = line.reason,
            month = line.from_month
        ),
        number: line.form_no.clone(),
        state: line.state.title().into(),
        opens: Some(("stop_form".to_owned(), line.form_no.clone())),
    }
}

fn case(case: &Recovery) -> Document {
    Document {
        day: case.found_on,
        code: "F25".to_owned(),
        title: phrase!(
            "追回案：{cause}，{months}个月",
            "recovery: {cause}, {months} months",
            cause = case.cause.title(),
            months = case.months
        ),
        number: case.case_no.clone(),
        state: case.state.title().into(),
        opens: Some(("stop_form".to_owned(), case.form_no.clone())),
    }
}
