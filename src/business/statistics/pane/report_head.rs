//! What stands above the figures of a report: how far it has come, whether its identities hold, what a correction changes.

use crate::business::statistics::rules::figures::{held, value};
use crate::business::statistics::store::Shown;
use crate::business::statistics::{ColumnSpec, ReportSpec, ReportState};
use crate::console::body::{Line, Run, Tone};
use crate::kernel::shown::Shown as Safe;
use crate::kernel::text::Phrase;
use crate::phrase;

/// What is filed, whether the identities hold, what a correction changes, and the column that is shown by unit.
pub(super) fn head(
    report: &ReportSpec,
    shown: &Shown,
    corrected: Option<&Shown>,
    column: Option<&ColumnSpec>,
) -> Vec<Line> {
    let mut lines = vec![filed(shown), identities(report, shown)];
    if let Some(old) = corrected {
        lines.push(differences(report, shown, old));
    }
    if let Some(column) = column {
        lines.push(Line(vec![Run::toned(
            Tone::Strong,
            phrase!(
                "{id} {title}：{what}",
                "{id} {title}: {what}",
                id = column.id,
                title = column.title,
                what = column.definition
            ),
        )]));
    }
    lines
}

fn filed(shown: &Shown) -> Line {
    let Some(it) = &shown.kept else {
        return Line(vec![Run::toned(
            Tone::Quiet,
            phrase!(
                "未编报，按现有数据统计",
                "nothing filed; counted as things are now"
            ),
        )]);
    };
    let tone = match it.state {
        ReportState::Submitted => Tone::Good,
        ReportState::Draft | ReportState::Checked | ReportState::Returned => Tone::Warning,
    };
    let mut said = phrase!(
        " 第{n}版 {maker}{made}编制",
        "  version {n}, drafted by {maker} on {made}",
        n = it.version,
        maker = it.maker_name,
        made = it.made_on
    );
    if let Some(who) = &it.checker_name {
        said = said.then(&phrase!("，{who}复核", ", checked by {who}", who = who));
    }
    if let (Some(who), Some(day)) = (&it.approver_name, it.submitted_on) {
        said = said.then(&phrase!(
            "，{who}{day}报送",
            ", submitted by {who} on {day}",
            who = who,
            day = day
        ));
    }
    if let Some(days) = it.days_late.filter(|days| *days > 0) {
        said = said.then(&phrase!(" !! 逾期{n}天", " !! {n}d late", n = days));
    }
    if let Some(note) = &it.note {
        said = said.then(&phrase!(
            "；例外：{note}",
            "; exception: {note}",
            note = Safe::new(note)
        ));
    }
    Line(vec![Run::toned(tone, it.state.title()), Run::plain(said)])
}

fn identities(report: &ReportSpec, shown: &Shown) -> Line {
    let runs = report.identities.iter().flat_map(|it| {
        let run = if held(report, it, &shown.values) {
            let said = phrase!("{it} 成立", "{it} holds", it = it.shown);
            Run::toned(Tone::Good, said)
        } else {
            let said = phrase!("!! {it} 不成立", "!! {it} broken", it = it.shown);
            Run::toned(Tone::Bad, said)
        };
        [run, Run::plain(Phrase::verbatim("  "))]
    });
    Line(runs.collect())
}

fn differences(report: &ReportSpec, new: &Shown, old: &Shown) -> Line {
    let changed = report.columns.iter().filter_map(|it| {
        let (new, old) = (
            value(report, &new.values, it.id),
            value(report, &old.values, it.id),
        );
        let by = new.saturating_sub(old);
        (by != 0).then(|| format!("{} {by:+}", it.id))
    });
    let changed: Vec<String> = changed.collect();
    let said = if changed.is_empty() {
        phrase!(
            "与已报送版本无差异",
            "no difference from the version submitted"
        )
    } else {
        phrase!(
            "与已报送版本的差异：{changed}",
            "differs from the version submitted: {changed}",
            changed = changed.join(", ")
        )
    };
    Line(vec![Run::toned(Tone::Warning, said)])
}
