//! How a report looks on the screen: its columns as rows, or one column by unit; what is filed; its identities.

use crate::business::statistics::paper::{change, said};
use crate::business::statistics::rules::figures::{held, value, worth};
use crate::business::statistics::store::{Part, Shown};
use crate::business::statistics::{ColumnSpec, ReportSpec, ReportState, Source, Worth};
use crate::console::body::{Line, Run, Tone};
use crate::console::table::{Cell, Column, TableRow};
use crate::kernel::shown::Shown as Safe;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const fn column(id: &'static str, title: Text, width: u16, grows: u16, right: bool) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right,
        spare: 0,
    }
}

pub(super) const COLUMNS: &[Column] = &[
    column("column", text!("栏", "column"), 9, 0, false),
    column("figure", text!("指标", "figure"), 20, 1, false),
    column("now", text!("本月", "month"), 11, 0, true),
    column("before", text!("上月", "last mon."), 11, 0, true),
    column("change", text!("增减", "change"), 9, 0, true),
    column("year", text!("上年同月", "last year"), 11, 0, true),
];

pub(super) const UNITS: &[Column] = &[
    column("area", text!("单位", "unit"), 20, 1, false),
    column("now", text!("本月", "month"), 11, 0, true),
    column("before", text!("上月", "last mon."), 11, 0, true),
    column("change", text!("增减", "change"), 9, 0, true),
    column("year", text!("上年同月", "last year"), 11, 0, true),
];

/// A month, beside the month before and the same month last year.
pub(super) struct Compared<'a> {
    pub(super) now: &'a Shown,
    pub(super) before: Option<&'a Shown>,
    pub(super) year: Option<&'a Shown>,
}

fn cell(worth: Option<Worth>) -> Cell {
    match worth {
        None => Cell::Nothing,
        Some(Worth::Count(count)) => Cell::Count(count),
        Some(Worth::Money(fen)) => Cell::Money(fen),
        Some(rate @ Worth::Rate(_)) => Cell::Said(said(rate)),
    }
}

fn cells(now: Worth, before: Option<Worth>, year: Option<Worth>) -> [Cell; 4] {
    let changed = before.and_then(|before| change(now, before));
    [cell(Some(now)), cell(before), cell(changed), cell(year)]
}

pub(super) fn column_row(report: &ReportSpec, column: &ColumnSpec, all: &Compared<'_>) -> TableRow {
    let of = |it: &Shown| worth(report, column, &it.values);
    let mut row = vec![
        Cell::Outside(Safe::new(column.id)),
        Cell::Fixed(column.title),
    ];
    row.extend(cells(of(all.now), all.before.map(of), all.year.map(of)));
    TableRow {
        id: column.id.to_owned(),
        cells: row,
        tone: if matches!(column.source, Source::Nothing | Source::NothingFen) {
            Tone::Quiet
        } else {
            Tone::Plain
        },
    }
}

pub(super) fn unit_row(
    report: &ReportSpec,
    column: &ColumnSpec,
    part: &Part,
    all: &Compared<'_>,
) -> TableRow {
    let of = |it: Option<&Shown>| {
        let same = it?.parts.iter().find(|it| it.code == part.code)?;
        Some(worth(report, column, &same.values))
    };
    let mut row = vec![Cell::Outside(Safe::new(&part.name))];
    let now = worth(report, column, &part.values);
    row.extend(cells(now, of(all.before), of(all.year)));
    TableRow {
        id: part.code.as_str().to_owned(),
        cells: row,
        tone: Tone::Plain,
    }
}

pub(super) fn unit_total(report: &ReportSpec, column: &ColumnSpec, all: &Compared<'_>) -> TableRow {
    let of = |it: &Shown| worth(report, column, &it.values);
    let mut row = vec![Cell::Fixed(text!("合计", "total"))];
    row.extend(cells(of(all.now), all.before.map(of), all.year.map(of)));
    TableRow {
        id: String::new(),
        cells: row,
        tone: Tone::Plain,
    }
}

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
        let (tone, said): (Tone, Text) = if held(report, it, &shown.values) {
            (Tone::Good, text!("成立 ", "holds  "))
        } else {
            (Tone::Bad, text!("!! 不成立 ", "!! broken  "))
        };
        [
            Run::plain(Phrase::verbatim(format!("{} ", it.shown))),
            Run::toned(tone, said),
        ]
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
