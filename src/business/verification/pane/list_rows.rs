//! How a person on a list, and a hand it went through, read in a row.

use chrono::NaiveDate;

use super::list_actions::LETTERS;
use crate::business::verification::rules::signing::{Lack, lacks};
use crate::business::verification::store::VillageList;
use crate::business::verification::{Evidence, Hand, Item, ListState, Mode, Outcome};
use crate::console::body::{Fact, Line, Run, Tone};
use crate::console::table::{Cell, Column, TableRow};
use crate::kernel::calendar::local_time;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const fn column(
    id: &'static str,
    title: Text,
    width: u16,
    grows: u16,
    right: bool,
    spare: u8,
) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right,
        spare,
    }
}

/// The columns of a list.
pub(super) const COLUMNS: &[Column] = &[
    column("no", text!("序号", "no."), 4, 0, true, 0),
    column("name", text!("姓名", "name"), 10, 1, false, 0),
    column(
        "citizen_id",
        text!("证件号码", "citizen id"),
        18,
        0,
        false,
        0,
    ),
    column("born", text!("出生", "born"), 10, 0, false, 2),
    column("bank_account", text!("账号", "acct"), 4, 0, false, 3),
    column("annual", text!("年度认证", "annual"), 10, 0, false, 1),
    column("outcome", text!("结果", "outcome"), 12, 1, false, 0),
    column(
        "evidence_day_remark",
        text!("依据、日期、备注", "evidence, day, remark"),
        16,
        2,
        false,
        0,
    ),
    column("by", text!("填报", "by"), 8, 0, false, 4),
];

/// An outcome by code and name, or that there is none yet.
pub(super) fn outcome_words(outcome: Option<Outcome>) -> Phrase {
    outcome.map_or_else(
        || phrase!("未填", "open"),
        |it| {
            phrase!(
                "{code}{title}",
                "{code} {title}",
                code = it.word(),
                title = it.title()
            )
        },
    )
}

/// What the outcome of an item rests on, in a line.
fn grounds(item: &Item) -> Phrase {
    basis(
        item.event_date.or(item.seen_date),
        item.evidence_type,
        [&item.evidence_ref, &item.remark],
    )
}

/// Day, kind of evidence and what is written of it, in a line.
pub(super) fn basis(
    day: Option<NaiveDate>,
    evidence: Option<Evidence>,
    texts: [&Option<String>; 2],
) -> Phrase {
    let mut parts: Vec<Phrase> = Vec::new();
    parts.extend(day.map(|day| Phrase::verbatim(day.to_string())));
    if let Some(evidence) = evidence {
        parts.push(phrase!(
            "{code}{title}",
            "{code} {title}",
            code = evidence.word(),
            title = evidence.title()
        ));
    }
    let texts = texts.into_iter().flatten();
    parts.extend(texts.map(|text| Phrase::verbatim(text.clone())));
    let joined = parts
        .into_iter()
        .reduce(|all, next| phrase!("{all} {next}", "{all} {next}", all = all, next = next));
    joined.unwrap_or_default()
}

/// How an outcome is meant.
const fn tone(item: &Item) -> Tone {
    match item.outcome {
        None if item.part == 2 => Tone::Quiet,
        None => Tone::Plain,
        Some(Outcome::Alive) => Tone::Good,
        Some(Outcome::NotReached | Outcome::Disputed) => Tone::Warning,
        Some(
            Outcome::Dead
            | Outcome::Imprisoned
            | Outcome::Missing
            | Outcome::MovedOut
            | Outcome::OtherPension,
        ) => Tone::Bad,
    }
}

/// Somebody on the list as a row.
pub(super) fn row(item: &Item) -> TableRow {
    let outside =
        |text: Option<&String>| text.map_or(Cell::Nothing, |text| Cell::Outside(Shown::new(text)));
    let mark = match (item.part, item.joined) {
        (2, _) => phrase!("{name}（暂停）", "{name} (suspended)", name = item.name),
        (_, true) => phrase!("{name}（补入）", "{name} (joined)", name = item.name),
        (_, false) => Phrase::verbatim(item.name.clone()),
    };
    let by = match (&item.marker_name, item.proxy) {
        (Some(name), true) => Cell::Said(phrase!("{name}代", "{name}, proxy", name = *name)),
        (name, _) => outside(name.as_ref()),
    };
    TableRow {
        id: item.insurance_no.clone(),
        cells: vec![
            Cell::Count(item.seq),
            Cell::Said(mark),
            Cell::Outside(Shown::new(&item.citizen_id)),
            Cell::Day(item.birth_date),
            outside(item.account_tail.as_ref()),
            item.verified_on.map_or(Cell::Nothing, Cell::Day),
            Cell::Said(outcome_words(item.outcome)),
            Cell::Said(grounds(item)),
            by,
        ],
        tone: tone(item),
    }
}

/// A hand the list went through, in a line.
fn hand_line(hand: &Hand) -> Run {
    let late = hand.days_late.filter(|days| *days > 0);
    let mut said = phrase!(
        "{day} {time} {name}（{post}）{act}",
        "{day} {time} {name} ({post}) {act}",
        day = hand.business_date,
        time = local_time(hand.at).format("%H:%M"),
        name = hand.name,
        post = hand.post.title(),
        act = hand.act.title(),
    );
    if let Some(whom) = &hand.acts_for_name {
        said = said.then(&phrase!("（代{whom}）", "(for {whom})", whom = *whom));
    }
    if let Some(reason) = &hand.reason {
        said = phrase!(
            "{said}：{reason}",
            "{said}: {reason}",
            said = said,
            reason = *reason
        );
    }
    if let Some(days) = late {
        said = phrase!(
            "{said} !! 逾期{n}天",
            "{said} !! {n}d late",
            said = said,
            n = days
        );
    }
    Run::toned(
        if late.is_some() {
            Tone::Bad
        } else {
            Tone::Quiet
        },
        said,
    )
}

/// The latest hand, or that there is none yet.
fn last_hand(hands: &[Hand]) -> Line {
    Line(vec![hands.last().map_or_else(
        || Run::toned(Tone::Quiet, text!("尚未签办", "no hand yet")),
        hand_line,
    )])
}

/// The list in a line.
pub(super) fn head(sheet: &VillageList) -> Line {
    let list = &sheet.list;
    let confirmed = match (list.mode, list.confirmed) {
        (Mode::Full, _) => phrase!("", ""),
        (Mode::Exception, true) => phrase!(" 已整册确认", " confirmed"),
        (Mode::Exception, false) => phrase!(" 未整册确认", " not confirmed"),
    };
    let who = sheet.coordinators.first().map_or_else(
        || phrase!("!! 协理员空缺", "!! no coordinator"),
        |it| {
            phrase!(
                "协理员{name} {phone}",
                "{name} {phone}",
                name = it.name,
                phone = it.phone.as_deref().unwrap_or("")
            )
        },
    );
    Line(vec![
        Run::toned(Tone::Strong, list.state.title()),
        Run::plain(phrase!(
            " 应核{due} 已填{marked} 暂停{suspended}",
            "  due {due}, entered {marked}, suspended {suspended}",
            due = list.due,
            marked = list.marked,
            suspended = list.suspended
        )),
        Run::plain(confirmed),
        Run::toned(Tone::Quiet, phrase!("  {who}", "  {who}", who = who)),
    ])
}

/// What is missing before the village signs.
pub(super) fn missing(sheet: &VillageList) -> Line {
    if sheet.list.state != ListState::Issued {
        return last_hand(&sheet.hands);
    }
    let lacks = lacks(&sheet.list, &sheet.items);
    let told = lacks.iter().map(Lack::told);
    let told =
        told.reduce(|all, next| phrase!("{all}；{next}", "{all}; {next}", all = all, next = next));
    Line(vec![told.map_or_else(
        || {
            Run::toned(
                Tone::Good,
                text!("各项齐全，可以签字", "complete, ready to be signed"),
            )
        },
        |told| {
            Run::toned(
                Tone::Warning,
                phrase!("缺：{told}", "missing: {told}", told = told),
            )
        },
    )])
}

/// The person under the cursor, large.
pub(super) fn card(item: &Item, of: usize) -> Vec<Fact> {
    let fact = |label: Text, value: Run| Fact {
        label,
        value,
        wide: false,
    };
    let said = |words: Phrase| Run::plain(words);
    let day = |day: Option<chrono::NaiveDate>| {
        said(day.map_or_else(
            || phrase!("无", "none"),
            |day| Phrase::verbatim(day.to_string()),
        ))
    };
    vec![
        fact(
            text!("序号", "no."),
            said(Phrase::verbatim(format!("{}/{of}", item.seq))),
        ),
        fact(
            text!("姓名", "name"),
            Run::toned(Tone::Strong, Shown::new(&item.name)),
        ),
        fact(
            text!("证件号码", "citizen id"),
            said(Phrase::verbatim(item.citizen_id.clone())),
        ),
        fact(text!("出生", "born"), day(Some(item.birth_date))),
        fact(
            text!("账号尾号", "account ends"),
            said(Phrase::verbatim(
                item.account_tail.clone().unwrap_or_default(),
            )),
        ),
        fact(text!("年度认证", "annual"), day(item.verified_on)),
        fact(text!("登记死亡", "died"), day(item.died_on)),
        fact(
            text!("结果", "outcome"),
            Run::toned(Tone::Strong, outcome_words(item.outcome)),
        ),
        Fact {
            label: text!("依据", "grounds"),
            value: said(grounds(item)),
            wide: true,
        },
    ]
}

/// The letters, for whoever goes one by one.
pub(super) fn letters() -> Line {
    let said = LETTERS.iter().map(|(_, letter, outcome)| {
        phrase!(
            "{letter} {what}  ",
            "{letter} {what}  ",
            letter = letter,
            what = outcome.title()
        )
    });
    Line(said.map(|words| Run::toned(Tone::Quiet, words)).collect())
}
