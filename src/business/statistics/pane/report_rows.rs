//! How the figures of a report look on the screen: its columns as rows, or one column by unit.

use crate::business::statistics::paper::{change, said};
use crate::business::statistics::rules::figures::worth;
use crate::business::statistics::store::{Part, Shown};
use crate::business::statistics::{ColumnSpec, ReportSpec, Source, Worth};
use crate::console::body::Tone;
use crate::console::table::{Cell, Column, TableRow};
use crate::kernel::shown::Shown as Safe;
use crate::kernel::text::Text;
use crate::text;

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
