//! Who drafts a report, who checks and submits it, and what keeps it back (4.8, 9.1).

use chrono::NaiveDate;

use crate::business::statistics::{FileStep, Filed, ReportSpec, ReportState};
use crate::kernel::area::Level;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::moves::permitted;
use crate::kernel::refusal::Refusal;
use crate::kernel::sod::acts_once;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The kind of object, as the table of moves names it.
pub const OBJECT: &str = "reports";

fn refused(code: &str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of("9.1"), why, remedy)
}

/// Whether this desk may draft a month's report of its own area. `latest` is the newest version there is.
pub fn draft(
    report: &ReportSpec,
    month: Month,
    latest: Option<&Filed>,
    desk: &Desk,
) -> Result<i64, Refusal> {
    permitted(OBJECT, ("", ReportState::Draft.word()), desk.post)?;
    if !matches!(desk.area.level(), Level::County | Level::Township) {
        return Err(not_there());
    }
    if desk.business_date <= month.last_day() {
        return Err(refused(
            "PN-4601",
            phrase!(
                "{month}尚未结束，不能编报“{title}”",
                "{month} is not over: its report '{title}' cannot be drafted",
                month = month,
                title = report.title
            ),
            phrase!(
                "请于次月编报，现可查看实时数字",
                "draft it next month; its figures so far can be looked at"
            ),
        ));
    }
    match latest {
        Some(it) if it.state.waits() => Err(refused(
            "PN-4602",
            phrase!(
                "第{n}版尚在办理：{state}",
                "version {n} is still under way: {state}",
                n = it.version,
                state = it.state.title()
            ),
            phrase!(
                "请待其报送或退回后再编报新版",
                "wait until it is submitted or sent back"
            ),
        )),
        latest => Ok(latest.map_or(1, |it| it.version.saturating_add(1))),
    }
}

/// The state a step brings a report to. `broken` are the identities that do not hold.
pub fn step(
    filed: Option<&Filed>,
    step: FileStep,
    note: &str,
    broken: &[&str],
    desk: &Desk,
) -> Result<ReportState, Refusal> {
    let filed = filed.ok_or_else(not_there)?;
    if filed.unit != desk.area {
        return Err(not_there());
    }
    let to = match (step, filed.unit.level()) {
        (FileStep::Return, _) => ReportState::Returned,
        (FileStep::On, Level::Township) => ReportState::Submitted,
        (FileStep::On, _) if filed.state == ReportState::Draft => ReportState::Checked,
        (FileStep::On, _) => ReportState::Submitted,
    };
    permitted(OBJECT, (filed.state.word(), to.word()), desk.post)?;
    let earlier = [Some(filed.maker.as_str()), filed.checker.as_deref()];
    acts_once(earlier.into_iter().flatten(), &desk.operator)?;
    if to == ReportState::Returned {
        return reason_given(note).map(|()| to);
    }
    let noted = !note.trim().is_empty() || filed.note.is_some();
    if broken.is_empty() || noted {
        return Ok(to);
    }
    Err(refused(
        "PN-4603",
        phrase!(
            "勾稽关系不成立：{broken}",
            "identities do not hold: {broken}",
            broken = broken.join("; ")
        ),
        phrase!(
            "请退回核对；确须报送的由复核岗写明例外原因",
            "send it back; where it must go, the reviewer says why with an exception"
        ),
    )
    .blaming("note"))
}

/// A return needs a reason.
pub fn reason_given(typed: &str) -> Result<(), Refusal> {
    if !typed.trim().is_empty() {
        return Ok(());
    }
    Err(refused(
        "PN-4604",
        phrase!("退回须写明理由", "sending back needs a reason"),
        phrase!(
            "请写明需要核对的栏目",
            "say which columns are to be looked at"
        ),
    )
    .blaming("note"))
}

/// There is no such report for this desk.
pub fn not_there() -> Refusal {
    refused(
        "PN-4605",
        phrase!(
            "没有这份报表，或不属于您的单位",
            "there is no such report, or it is not your unit's"
        ),
        phrase!("请核对报表、月份和单位", "check report, month and unit"),
    )
}

/// By how many days a submission is late.
pub fn days_late(due: Option<NaiveDate>, on: NaiveDate) -> i64 {
    due.map_or(0, |due| on.signed_duration_since(due).num_days().max(0))
}

#[cfg(test)]
#[path = "filing_tests.rs"]
mod tests;
