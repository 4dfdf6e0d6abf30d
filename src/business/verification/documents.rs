//! What this business holds on paper about somebody: the lists he stands on (F22), and the papers their outcomes rest on.

use super::progress::{Annual, HistoryOf, MonthFound};
use super::{Evidence, argument};
use crate::business::descriptor::Document;
use crate::database::request::{Ending, Query as _};
use crate::database::{Db, Fault};
use crate::kernel::desk::Desk;
use crate::kernel::text::Phrase;
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
    let history = HistoryOf { insurance_no }.find(db, desk).await?;
    let lists = history
        .months
        .iter()
        .flat_map(|month| std::iter::once(list(month)).chain(paper(month)));
    Ok(lists.chain(history.annual.iter().map(annual)).collect())
}

fn list(month: &MonthFound) -> Document {
    let found = month.outcome.map_or_else(
        || phrase!("未填", "not entered"),
        |outcome| outcome.title().into(),
    );
    Document {
        day: month.month.first_day(),
        code: "F22".to_owned(),
        title: phrase!(
            "{month}认证名册：{found}",
            "verification list of {month}: {found}",
            month = month.month,
            found = found
        ),
        number: month.village.as_str().to_owned(),
        state: month.state.title().into(),
        opens: Some((
            "verification_list".to_owned(),
            argument::of(month.month, &month.village),
        )),
    }
}

/// The paper an outcome rests on, if one was shown.
fn paper(month: &MonthFound) -> Option<Document> {
    let evidence = month.evidence_type?;
    let number = month.evidence_ref.clone()?;
    let day = month.event_date.or(month.seen_date);
    Some(Document {
        day: day.unwrap_or_else(|| month.month.first_day()),
        ..shown(evidence, number, month.marker_name.as_deref())
    })
}

fn annual(of: &Annual) -> Document {
    let number = of.evidence_ref.clone().unwrap_or_default();
    Document {
        day: of.verified_on,
        ..shown(of.evidence_type, number, of.maker_name.as_deref())
    }
}

fn shown(evidence: Evidence, number: String, by: Option<&str>) -> Document {
    Document {
        day: chrono::NaiveDate::MIN,
        code: evidence.word().to_owned(),
        title: evidence.title().into(),
        number,
        state: by.map_or_else(Phrase::default, |who| {
            phrase!("{who}填报", "entered by {who}", who = who)
        }),
        opens: None,
    }
}
