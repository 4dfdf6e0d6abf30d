//! The reports on paper: an area with its parts, every column with last month and last year beside it (9.1).

use super::rules::figures::worth;
use super::rules::specs;
use super::store::{FiguresOf, Shown};
use super::{ReportSpec, Worth};
use crate::business::descriptor::Report;
use crate::database::request::Ending;
use crate::database::{Db, Fault, Query};
use crate::kernel::area::AreaCode;
use crate::kernel::calendar::local_time;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::text::{Phrase, Text};
use crate::paper::sheet::{Sheet, SheetColumn, SheetPart};
use crate::{phrase, text};

/// Enrolment.
pub const R1: Report = Report {
    id: "R1",
    title: specs::R1.title,
    clause: specs::R1.clause,
    make: |db, desk, month, area| made(db, desk, &specs::R1, month, area),
};

/// Benefits.
pub const R3: Report = Report {
    id: "R3",
    title: specs::R3.title,
    clause: specs::R3.clause,
    make: |db, desk, month, area| made(db, desk, &specs::R3, month, area),
};

const fn column(title: Text, width: u16, right: bool) -> SheetColumn {
    SheetColumn {
        title,
        width,
        right,
    }
}

const COLUMNS: &[SheetColumn] = &[
    column(text!("栏", "column"), 10, false),
    column(text!("指标", "figure"), 24, false),
    column(text!("本月", "month"), 14, true),
    column(text!("上月", "last month"), 14, true),
    column(text!("增减", "change"), 12, true),
    column(text!("上年同月", "last year"), 14, true),
];

fn made<'a>(
    db: &'a Db,
    desk: &'a Desk,
    report: &'static ReportSpec,
    month: Month,
    area: &'a AreaCode,
) -> Ending<'a, Vec<Sheet>> {
    Box::pin(async move { Ok(sheets(db, desk, report, month, area).await?) })
}

async fn sheets(
    db: &Db,
    desk: &Desk,
    report: &'static ReportSpec,
    month: Month,
    area: &AreaCode,
) -> Result<Vec<Sheet>, Fault> {
    let of = |month: Month| FiguresOf {
        report: report.id.to_owned(),
        month,
        area: area.clone(),
        drafted: false,
    };
    let Ok(now) = of(month).find(db, desk).await? else {
        return Ok(Vec::new());
    };
    let before = of(month.previous()).find(db, desk).await?.ok();
    let year = month.plus_months(-12);
    let year = match year {
        Some(year) => of(year).find(db, desk).await?.ok(),
        None => None,
    };
    Ok(vec![sheet(
        report,
        month,
        desk,
        (&now, before.as_ref(), year.as_ref()),
    )])
}

type Compared<'a> = (&'a Shown, Option<&'a Shown>, Option<&'a Shown>);

fn sheet(report: &'static ReportSpec, month: Month, desk: &Desk, all: Compared<'_>) -> Sheet {
    let (now, before, year) = all;
    let mut parts = vec![SheetPart {
        title: Some(phrase!("合计 {name}", "total {name}", name = now.name)),
        rows: rows(
            report,
            &now.values,
            before.map(|it| it.values.as_slice()),
            year.map(|it| it.values.as_slice()),
        ),
    }];
    let same = |of: Option<&Shown>, code: &AreaCode| {
        let part = of?.parts.iter().find(|it| it.code == *code)?;
        Some(part.values.clone())
    };
    for part in &now.parts {
        let (earlier, last) = (same(before, &part.code), same(year, &part.code));
        parts.push(SheetPart {
            title: Some(Phrase::verbatim(part.name.clone())),
            rows: rows(report, &part.values, earlier.as_deref(), last.as_deref()),
        });
    }
    Sheet {
        code: report.id,
        name: format!("{}_{}", now.area, month.yyyymm()),
        title: report.title,
        heads: heads(month, now),
        columns: COLUMNS.to_vec(),
        parts,
        foot: report
            .identities
            .iter()
            .map(|it| held(report, it, now))
            .collect(),
        signatures: vec![
            text!("制表", "maker"),
            text!("复核", "reviewer"),
            text!("负责人", "leader"),
        ],
        made: phrase!(
            "{who} {day} {time} 制表",
            "made by {who} on {day} {time}",
            who = desk.name,
            day = desk.business_date,
            time = local_time(desk.at).format("%H:%M")
        ),
        demonstration: desk.demonstration,
    }
}

fn heads(month: Month, now: &Shown) -> Vec<(Text, Phrase)> {
    let state = now.kept.as_ref().map_or_else(
        || phrase!("未报送，现时数字", "not submitted, as counted now"),
        |it| {
            phrase!(
                "第{n}版 {day}报送",
                "version {n}, submitted {day}",
                n = it.version,
                day = it
                    .submitted_on
                    .map_or_else(String::new, |day| day.to_string())
            )
        },
    );
    vec![
        (
            text!("填报单位", "unit"),
            Phrase::verbatim(now.name.clone()),
        ),
        (text!("报告期", "period"), phrase!("{m}", "{m}", m = month)),
        (text!("状态", "state"), state),
    ]
}

fn held(report: &ReportSpec, identity: &super::IdentitySpec, now: &Shown) -> Phrase {
    if super::rules::figures::held(report, identity, &now.values) {
        phrase!("{it} 成立", "{it} holds", it = identity.shown)
    } else {
        phrase!("{it} 不成立", "{it} BROKEN", it = identity.shown)
    }
}

/// The rows of an area: each column with last month, the change and last year.
fn rows(
    report: &ReportSpec,
    now: &[i64],
    before: Option<&[i64]>,
    year: Option<&[i64]>,
) -> Vec<Vec<Phrase>> {
    let columns = report.columns.iter();
    let row = |column| {
        let this = worth(report, column, now);
        let of = |values: Option<&[i64]>| values.map(|it| worth(report, column, it));
        let (before, year) = (of(before), of(year));
        let said = |it: Option<Worth>| it.map_or_else(Phrase::default, said);
        vec![
            Phrase::verbatim(column.id),
            column.title.into(),
            said(Some(this)),
            said(before),
            said(before.and_then(|before| change(this, before))),
            said(year),
        ]
    };
    columns.map(row).collect()
}

/// A value in words.
pub(super) fn said(worth: Worth) -> Phrase {
    match worth {
        Worth::Count(count) => Phrase::verbatim(count.to_string()),
        Worth::Money(fen) => Phrase::verbatim(fen.to_string()),
        Worth::Rate(None) => phrase!("不适用", "n/a"),
        Worth::Rate(Some(share)) => Phrase::verbatim(percent(share)),
    }
}

/// A share in millionths as a percentage with two places, cut off.
pub(super) fn percent(share: i64) -> String {
    let hundredths = share / 100;
    let sign = if hundredths < 0 { "-" } else { "" };
    let whole = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}%", whole / 100, whole % 100)
}

/// What became of a value; rates differ in points.
pub(super) fn change(now: Worth, before: Worth) -> Option<Worth> {
    Some(match (now, before) {
        (Worth::Count(now), Worth::Count(before)) => Worth::Count(now.saturating_sub(before)),
        (Worth::Money(now), Worth::Money(before)) => {
            Worth::Money(crate::kernel::money::Fen(now.0.saturating_sub(before.0)))
        }
        (Worth::Rate(Some(now)), Worth::Rate(Some(before))) => {
            Worth::Rate(Some(now.saturating_sub(before)))
        }
        (Worth::Count(_) | Worth::Money(_) | Worth::Rate(_), _) => return None,
    })
}
