//! How a case looks: both records beside each other, what differs marked; and the chain from hit to effect.

use crate::business::matching::store::WholeCase;
use crate::business::matching::{CaseHand, Evidence};
use crate::console::body::{Fact, Line, Run, Tone};
use crate::console::table::{Cell, Column, TableRow};
use crate::exchange::outside::list_of;
use crate::exchange::outside::lists::word_title;
use crate::kernel::calendar::local_time;
use crate::kernel::name::{Likeness, likeness, normalise};
use crate::kernel::shown::{Shown, masked_number};
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const fn column(id: &'static str, title: Text, width: u16, grows: u16) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right: false,
        spare: 0,
    }
}

/// The chain.
pub(super) const CHAIN: &[Column] = &[
    column("at", text!("时间", "when"), 16, 0),
    column("act", text!("环节", "step"), 15, 0),
    column("by", text!("办理人", "by"), 14, 0),
    column(
        "what",
        text!("依据、日期和说明", "evidence, day, remark"),
        24,
        2,
    ),
];

/// The title of a list.
pub(super) fn list_title(source: &str) -> Cell {
    list_of(source).map_or_else(
        || Cell::Outside(Shown::new(source)),
        |list| Cell::Fixed(list.title),
    )
}

/// What a hand rested on and what was said with it.
pub(super) fn said(it: &CaseHand) -> String {
    let evidence = it.evidence_type.map(Evidence::word).unwrap_or_default();
    let day = it.event_date.map(|day| day.to_string()).unwrap_or_default();
    let parts = [
        it.reason.as_deref().unwrap_or_default(),
        evidence,
        it.evidence_ref.as_deref().unwrap_or_default(),
        &day,
        it.remark.as_deref().unwrap_or_default(),
    ];
    let said: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    said.join(" ")
}

/// A hand of the chain.
pub(super) fn hand(it: &CaseHand) -> TableRow {
    TableRow {
        id: it.seq.to_string(),
        cells: vec![
            Cell::Said(Phrase::verbatim(
                local_time(it.at).format("%m-%d %H:%M").to_string(),
            )),
            Cell::Fixed(it.act.title()),
            Cell::Said(phrase!(
                "{name} {post}",
                "{name} {post}",
                name = it.name,
                post = it.post
            )),
            Cell::Outside(Shown::new(&said(it))),
        ],
        tone: Tone::Plain,
    }
}

/// One thing on both sides.
fn beside(label: Text, ours: &str, theirs: Option<&str>, same: bool) -> Fact {
    let theirs = theirs.filter(|it| !it.is_empty());
    let (told, tone) = match theirs {
        None => (
            phrase!(
                "{ours}  |  名单未载",
                "{ours}  |  the list has none",
                ours = Shown::new(ours)
            ),
            Tone::Quiet,
        ),
        Some(theirs) if same => (
            phrase!(
                "{ours}  |  {theirs}  相同",
                "{ours}  |  {theirs}  same",
                ours = Shown::new(ours),
                theirs = Shown::new(theirs)
            ),
            Tone::Plain,
        ),
        Some(theirs) => (
            phrase!(
                "{ours}  |  {theirs}  ! 不同",
                "{ours}  |  {theirs}  ! differs",
                ours = Shown::new(ours),
                theirs = Shown::new(theirs)
            ),
            Tone::Warning,
        ),
    };
    Fact {
        label,
        value: Run::toned(tone, told),
        wide: true,
    }
}

/// The person on the left, the record on the right.
pub(super) fn sides(whole: &WholeCase) -> Vec<Fact> {
    let (person, record) = (&whole.person, &whole.record);
    let names = likeness(&normalise(&record.name), &normalise(&person.name));
    let id = record.citizen_id.as_deref();
    let born = record.birth_date.map(|day| day.to_string());
    let village = record.village.as_deref();
    let ours = format!("{} {}", person.village, person.village_name);
    vec![
        beside(
            text!("姓名", "name"),
            &person.name,
            Some(&record.name),
            names == Likeness::Same,
        ),
        beside(
            text!("身份证号", "citizen id"),
            &masked_number(&person.citizen_id),
            id.map(masked_number).as_deref(),
            id == Some(person.citizen_id.as_str()),
        ),
        beside(
            text!("出生日期", "born"),
            &person.birth_date.to_string(),
            born.as_deref(),
            record.birth_date == Some(person.birth_date),
        ),
        beside(
            text!("村居", "village"),
            &ours,
            village,
            village == Some(person.village.as_str()),
        ),
    ]
}

/// What the list tells, how far the case has come, and which dates of death are told.
pub(super) fn head(whole: &WholeCase) -> Vec<Line> {
    let case = &whole.listed.case;
    let record = &whole.record;
    let list = list_of(&case.source);
    let event = list.and_then(|list| word_title(list, &record.event));
    let event = event.map_or_else(|| Phrase::verbatim(record.event.clone()), Phrase::from);
    let day = |day: Option<chrono::NaiveDate>| day.map(|it| it.to_string()).unwrap_or_default();
    let (left, tone) = super::list::left(whole.listed.left);
    let mut first = vec![
        Run::toned(Tone::Strong, case.level.title()),
        Run::plain(phrase!(
            " {list} {event} {day} {document}  拟{reason}  ",
            "  {list}: {event} {day} {document}  reason {reason}  ",
            list = list.map_or_else(Phrase::default, |it| it.title.into()),
            event = event,
            day = day(case.event_date),
            document = Shown::new(record.document.as_deref().unwrap_or_default()),
            reason = case.reason.as_deref().unwrap_or("-")
        )),
        Run::toned(Tone::Strong, case.state.title()),
    ];
    if let Some(left) = left {
        first.push(Run::toned(tone, phrase!("  {it}", "  {it}", it = left)));
    }
    let mut lines = vec![
        Line(first),
        Line(vec![Run::toned(
            Tone::Quiet,
            phrase!(
                "{person} {file} 第{line}行；不因比对停发",
                "{person}  {file}, line {line}; a hit stops nothing",
                person = case.insurance_no,
                file = case.exchange_id,
                line = case.line_no
            ),
        )]),
    ];
    let dates = whole.dates.iter().map(|it| {
        let mark = if it.accepted { "*" } else { "" };
        phrase!(
            "{mark}{day}（{source}）",
            "{mark}{day} ({source})",
            mark = mark,
            day = it.day,
            source = it.source.title()
        )
    });
    let told = dates.reduce(|all, one| all.then(&phrase!(" ", " ")).then(&one));
    if let Some(told) = told {
        let label = phrase!("死亡日期：", "dates of death: ");
        lines.push(Line(vec![Run::plain(label.then(&told))]));
    }
    lines
}
