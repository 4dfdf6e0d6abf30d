//! How a file, its records and its wrong lines look on the screen.

use super::wrong::field_cell;
use crate::business::outside::{Exchange, ExchangeError, OutsideRecord};
use crate::console::body::{Line, Run, Tone};
use crate::console::table::{Cell, Column, TableRow};
use crate::exchange::outside::list_of;
use crate::exchange::outside::lists::word_title;
use crate::kernel::shown::{Shown, masked_number};
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

pub(super) const RECORDS: &[Column] = &[
    column("line", text!("行", "line"), 6, 0, true),
    column("name", text!("姓名", "name"), 10, 1, false),
    column("citizen", text!("证件号码", "citizen id"), 18, 0, false),
    column("event", text!("事项", "event"), 14, 1, false),
    column("since", text!("日期", "since"), 10, 0, false),
    column("until", text!("截止", "until"), 10, 0, false),
];

pub(super) const ERRORS: &[Column] = &[
    column("line", text!("行", "line"), 6, 0, true),
    column("field", text!("栏", "field"), 14, 0, false),
    column("value", text!("内容", "value"), 18, 1, false),
    column("code", text!("代码", "code"), 7, 0, false),
    column("reason", text!("原因", "reason"), 24, 2, false),
];

fn outside(text: &str) -> Cell {
    Cell::Outside(Shown::new(text))
}

pub(super) fn record(exchange: &Exchange, it: &OutsideRecord) -> TableRow {
    let title = list_of(&exchange.kind).and_then(|list| word_title(list, &it.event));
    TableRow {
        id: it.line_no.to_string(),
        cells: vec![
            Cell::Count(it.line_no),
            outside(&it.name),
            it.citizen_id
                .as_deref()
                .map_or(Cell::Nothing, |id| outside(&masked_number(id))),
            title.map_or_else(|| outside(&it.event), Cell::Fixed),
            it.event_date.map_or(Cell::Nothing, Cell::Day),
            it.until_date.map_or(Cell::Nothing, Cell::Day),
        ],
        tone: Tone::Plain,
    }
}

pub(super) fn error(kind: &str, it: &ExchangeError) -> TableRow {
    let why = Phrase {
        zh: it.reason_zh.clone(),
        en: it.reason_en.clone(),
    };
    TableRow {
        id: format!("{}.{}", it.line, it.seq),
        cells: vec![
            Cell::Count(it.line),
            field_cell(kind, &it.column_name),
            outside(&it.masked),
            outside(&it.code),
            Cell::Said(why),
        ],
        tone: Tone::Warning,
    }
}

/// A file in two lines.
pub(super) fn head(it: &Exchange) -> Vec<Line> {
    let title = list_of(&it.kind).map_or_else(Phrase::default, |list| list.title.into());
    let reviewed = it
        .checker_name
        .as_deref()
        .map_or_else(Phrase::default, |who| {
            phrase!("，{who}复核", ", reviewed by {who}", who = who)
        });
    let reason = it.reason.as_deref().map_or_else(Phrase::default, |why| {
        phrase!("：{why}", ": {why}", why = Shown::new(why))
    });
    vec![
        Line(vec![
            Run::toned(Tone::Strong, it.state.title()),
            Run::plain(phrase!(
                " {title} {period} 条数{lines} 导入{taken} 有误{bad} {encoding}",
                "  {title} {period}: {lines} details, {taken} taken, {bad} wrong, {encoding}",
                title = title,
                period = it.period,
                lines = it.lines,
                taken = it.taken,
                bad = it.bad,
                encoding = it.encoding
            )),
        ]),
        Line(vec![Run::toned(
            Tone::Quiet,
            phrase!(
                "{file} 批次 {batch}，{day} {maker}导入{reviewed}{reason}",
                "{file}, batch {batch}, brought in by {maker} on {day}{reviewed}{reason}",
                file = Shown::new(&it.file_name),
                batch = Shown::new(&it.batch),
                day = it.business_date,
                maker = it.maker_name,
                reviewed = reviewed,
                reason = reason
            ),
        )]),
    ]
}
