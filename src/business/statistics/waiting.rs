//! What of the reports waits for which post: last month's to be drafted, drafts to be checked, checked ones to go.

use super::rules::filing::OBJECT;
use super::rules::specs::{REPORTS, report_of};
use super::store::{FiledOf, newest};
use super::{Filed, ReportSpec, argument};
use crate::business::descriptor::WorkItem;
use crate::database::request::{Ending, Query, Topic};
use crate::database::{Db, Fault};
use crate::kernel::area::Level;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::moves::moves_from;
use crate::kernel::post::Post;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The reports that wait for this desk.
pub(super) fn work<'a>(db: &'a Db, desk: &'a Desk) -> Ending<'a, Vec<WorkItem>> {
    Box::pin(async move { Ok(work_of(db, desk).await?) })
}

async fn work_of(db: &Db, desk: &Desk) -> Result<Vec<WorkItem>, Fault> {
    let files = matches!(desk.post, Post::CSta | Post::CRev | Post::CDir | Post::TDir);
    if !files || !matches!(desk.area.level(), Level::County | Level::Township) {
        return Ok(Vec::new());
    }
    let found = FiledOf.find(db, desk).await?;
    if desk.post == Post::CSta {
        return Ok(undrafted(&found, desk));
    }
    let waits = found.iter().filter(|it| it.state.waits());
    Ok(waits
        .filter(|it| acts(it, desk))
        .filter_map(|it| Some(to_move(report_of(&it.report)?, it)))
        .collect())
}

/// Whether the next hand is this desk's: its post moves the report on, and he has not acted on it yet.
fn acts(it: &Filed, desk: &Desk) -> bool {
    let mine = moves_from(OBJECT, it.state.word())
        .any(|row| row.to != "RETURNED" && row.posts.contains(&desk.post));
    let earlier = [Some(&it.maker), it.checker.as_ref()];
    mine && !earlier
        .into_iter()
        .flatten()
        .any(|who| *who == desk.operator)
}

/// Last month's reports that nobody has drafted, or that were sent back.
fn undrafted(filed: &[Filed], desk: &Desk) -> Vec<WorkItem> {
    let month = Month::of(desk.business_date).previous();
    let missing = REPORTS
        .iter()
        .filter(|it| newest(filed, it.id, month, |state| state.word() != "RETURNED").is_none());
    missing
        .map(|report| WorkItem {
            title: phrase!(
                "编报{title}：{month}",
                "draft {title}: {month}",
                title = report.title,
                month = month
            ),
            since: month.next().first_day(),
            opens: (
                "report".to_owned(),
                argument::of(report.id, month, &desk.area),
            ),
            topic: Topic::of("report", ""),
        })
        .collect()
}

fn to_move(report: &ReportSpec, it: &Filed) -> WorkItem {
    let title: Phrase = phrase!(
        "{title}待办：{month} 第{n}版，{state}",
        "{title} of {month}, version {n}, {state}: yours to move",
        title = report.title,
        month = it.period,
        n = it.version,
        state = it.state.title()
    );
    WorkItem {
        title,
        since: it.made_on,
        opens: (
            "report".to_owned(),
            argument::of(report.id, it.period, &it.unit),
        ),
        topic: Topic::of("report", ""),
    }
}
