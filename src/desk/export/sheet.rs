//! The table of a screen in the words of other programs, and where it is from.

use crate::console::export::{Export, Whole};
use crate::console::table::Cell;
use crate::exchange::spreadsheet::{Field, Spreadsheet};
use crate::kernel::calendar::local_time;
use crate::kernel::desk::Desk;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Lang, Phrase, Text};
use crate::{phrase, text};

/// The table in the words of other programs.
pub(super) fn spreadsheet(export: &Export, desk: &Desk) -> Spreadsheet {
    let lang = export.lang;
    let columns = export.columns.iter();
    let rows = export.rows.iter().chain(&export.total);
    Spreadsheet {
        lang,
        made: desk.at.timestamp(),
        columns: columns
            .map(|column| (column.title.in_lang(lang).to_owned(), column.width))
            .collect(),
        rows: rows
            .map(|cells| cells.iter().map(|cell| field(cell, lang)).collect())
            .collect(),
        mark: export.whole.as_ref().map_or_else(String::new, |whole| {
            unmasked(whole).in_lang(lang).to_owned()
        }),
        origin: provenance(export, desk)
            .into_iter()
            .map(|(what, is)| (what.in_lang(lang).to_owned(), is.in_lang(lang).to_owned()))
            .collect(),
    }
}

fn field(cell: &Cell, lang: Lang) -> Field {
    match cell {
        Cell::Count(count) => Field::Number(count.to_string()),
        Cell::Money(fen) => Field::Number(fen.to_string().replace(',', "")),
        Cell::Nothing
        | Cell::Outside(_)
        | Cell::Fixed(_)
        | Cell::Said(_)
        | Cell::Day(_)
        | Cell::Month(_)
        | Cell::Bar(..) => Field::Text(cell.text(lang)),
    }
}

/// That what is masked elsewhere stands here whole, and why.
fn unmasked(whole: &Whole) -> Phrase {
    phrase!(
        "未脱敏，含完整证件号码和账号，依法保密；事由：{reason}",
        "UNMASKED: whole ids and accounts, confidential by law; reason: {reason}",
        reason = Shown::new(&whole.reason)
    )
}

/// Who took out what, when, and what it is worth.
fn provenance(export: &Export, desk: &Desk) -> Vec<(Text, Phrase)> {
    let whole = export.whole.as_ref();
    let whole = whole.map(|whole| (text!("脱敏", "Masking"), unmasked(whole)));
    let mut origin: Vec<(Text, Phrase)> = whole.into_iter().collect();
    origin.extend([
        (
            text!("导出人", "Exported by"),
            phrase!(
                "{name}（{operator}）",
                "{name} ({operator})",
                name = desk.name,
                operator = desk.operator
            ),
        ),
        (
            text!("岗位", "Post"),
            phrase!(
                "{title} {code}",
                "{title} {code}",
                title = desk.post.title(),
                code = desk.post.code()
            ),
        ),
        (
            text!("导出时间", "Exported at"),
            phrase!(
                "{time}（北京时间）",
                "{time} (Asia/Shanghai)",
                time = local_time(desk.at).format("%Y-%m-%d %H:%M:%S")
            ),
        ),
        (text!("县", "County"), export.place.clone()),
        (text!("内容", "Content"), export.title.clone()),
        (
            text!("筛选", "Filter"),
            if export.filter.is_empty() {
                phrase!("无", "none")
            } else {
                Phrase::verbatim(export.filter.clone())
            },
        ),
        (
            text!("行数", "Rows"),
            Phrase::verbatim(export.rows.len().to_string()),
        ),
    ]);
    if let Some(more) = &export.more {
        origin.push((text!("未载入", "Not loaded"), more.clone()));
    }
    if desk.demonstration {
        origin.push((
            text!("性质", "Nature"),
            phrase!(
                "演示数据，不得作为办理依据",
                "DEMO: demonstration data, no basis for any act"
            ),
        ));
    }
    origin
}
