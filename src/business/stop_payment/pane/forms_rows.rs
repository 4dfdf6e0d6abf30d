//! How a township's form reads in the month's table: where it stands, whose hand is next, how long there is left.

use super::forms_left::{counted, short, standing};
use super::words::{column, number, outside};
use crate::business::stop_payment::board::Board;
use crate::business::stop_payment::list::{FormRow, TownshipForm};
use crate::business::stop_payment::{FormKind, FormState};
use crate::console::body::Tone;
use crate::console::table::{Cell, Column, TableRow};
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::post::Post;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// The columns of the month.
pub(super) const COLUMNS: &[Column] = &[
    column("township", text!("乡镇街道", "township"), 11, 1, 0),
    column("form", text!("表", "form"), 9, 0, 0),
    column("state", text!("状态", "state"), 10, 0, 0),
    number("lines", text!("人数", "lines"), 5, 0),
    number("monthly", text!("月金额", "a month"), 9, 0),
    column("next", text!("待办", "next"), 10, 0, 0),
    column("left", text!("期限", "due"), 14, 0, 0),
    number("back", text!("多发、补发", "back"), 10, 2),
    column("last", text!("最近签办", "last hand"), 20, 0, 1),
];

/// The rows of a month: every form, and every township without one.
pub(super) fn rows(board: &Board, desk: &Desk) -> Vec<TableRow> {
    let missing = |it: &&TownshipForm| {
        let has = |form: &FormRow| form.kind == FormKind::Stop && form.township == it.township;
        !board.forms.iter().any(has)
    };
    let mut rows: Vec<(String, TableRow)> = Vec::new();
    for it in board.townships.iter().filter(missing) {
        rows.push((it.township.as_str().to_owned(), none(it, board, desk)));
    }
    for it in &board.forms {
        rows.push((it.township.as_str().to_owned(), row(it, board, desk)));
    }
    rows.sort_by(|one, two| one.0.cmp(&two.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What all stop forms of the month come to; none where there is but one.
pub(super) fn total(board: &Board) -> Option<TableRow> {
    let stops = || board.forms.iter().filter(|it| it.kind == FormKind::Stop);
    let monthly = Fen::total(stops().map(|it| it.monthly_fen)).filter(|_| stops().count() > 1)?;
    let lines = stops().map(|it| it.lines).fold(0, i64::saturating_add);
    let back = Fen::total(stops().map(|it| it.back_fen))?;
    Some(TableRow {
        id: String::new(),
        cells: vec![
            Cell::Fixed(text!("停发合计", "stopped")),
            Cell::Nothing,
            Cell::Nothing,
            Cell::Count(lines),
            Cell::Money(monthly),
            Cell::Nothing,
            Cell::Nothing,
            Cell::Money(back),
            Cell::Nothing,
        ],
        tone: Tone::Strong,
    })
}

/// A post by name, or where names are long by code.
fn post(post: Option<Post>) -> Cell {
    match post {
        None => Cell::Nothing,
        Some(Post::CDir) => Cell::Fixed(text!("负责人", "C-DIR")),
        Some(it) => Cell::Said(Phrase {
            zh: it.title().zh.to_owned(),
            en: it.code().to_owned(),
        }),
    }
}

fn row(form: &FormRow, board: &Board, desk: &Desk) -> TableRow {
    let (left, tone) = standing(form, board, desk);
    let last = match (&form.last_name, form.last_on, form.last_act) {
        (Some(name), Some(on), Some(act)) => Cell::Said(phrase!(
            "{name} {day}{act}",
            "{name} {act} {day}",
            name = *name,
            day = short(on),
            act = act.title()
        )),
        (_, _, _) => Cell::Nothing,
    };
    TableRow {
        id: form.form_no.clone(),
        cells: vec![
            outside(&form.township_name),
            Cell::Said(kind(form)),
            Cell::Fixed(state(form.state)),
            Cell::Count(form.lines),
            Cell::Money(form.monthly_fen),
            post(form.next()),
            Cell::Said(left),
            Cell::Money(form.back_fen),
            last,
        ],
        tone,
    }
}

/// A township that has not opened its form.
fn none(it: &TownshipForm, board: &Board, desk: &Desk) -> TableRow {
    let (left, tone) = counted(board, desk);
    TableRow {
        id: it.township.as_str().to_owned(),
        cells: vec![
            outside(&it.name),
            Cell::Fixed(text!("停发", "stop")),
            Cell::Fixed(text!("缺表", "missing")),
            Cell::Nothing,
            Cell::Nothing,
            post(Some(Post::TClk)),
            Cell::Said(left),
            Cell::Nothing,
            Cell::Nothing,
        ],
        tone,
    }
}

/// Which form it is of the township's: 停发02.
fn kind(form: &FormRow) -> Phrase {
    let seq = format!("{:02}", form.seq);
    match form.kind {
        FormKind::Stop => phrase!("停发{seq}", "stop {seq}", seq = seq),
        FormKind::Resume => phrase!("恢复{seq}", "resume {seq}", seq = seq),
    }
}

/// How far it has come, in ten cells.
const fn state(state: FormState) -> crate::kernel::text::Text {
    match state {
        FormState::Draft => text!("填报中", "draft"),
        FormState::VillageSigned => text!("村已签", "village"),
        FormState::StationChecked => text!("所已核", "checked"),
        FormState::TownshipSigned => text!("乡镇已报", "submitted"),
        FormState::CountyChecked => text!("县已核", "county"),
        FormState::Reviewed => text!("已复核", "reviewed"),
        FormState::Approved => text!("已批准", "approved"),
    }
}
