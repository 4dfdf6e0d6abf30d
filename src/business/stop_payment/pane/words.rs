//! How reasons, evidence, hands and months read on every screen of the forms.

use chrono::NaiveDate;

use crate::business::stop_payment::{Evidence, Hand, Reason};
use crate::console::body::Line;
use crate::console::body::{Run, Tone};
use crate::console::table::{Cell, Column};
use crate::database::request::Verdict;
use crate::kernel::calendar::local_time;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::phrase;

/// A column.
pub(super) const fn column(
    id: &'static str,
    title: Text,
    width: u16,
    grows: u16,
    spare: u8,
) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right: false,
        spare,
    }
}

/// A column of numbers.
pub(super) const fn number(id: &'static str, title: Text, width: u16, spare: u8) -> Column {
    Column {
        id,
        title,
        width,
        grows: 0,
        right: true,
        spare,
    }
}

/// Text from outside as a cell.
pub(super) fn outside(text: &str) -> Cell {
    Cell::Outside(Shown::new(text))
}

/// A line in one tone.
pub(super) fn line(tone: Tone, words: Phrase) -> Line {
    Line(vec![Run::toned(tone, words)])
}

/// A reason by code and name.
pub(super) fn reason(code: &str) -> Phrase {
    Reason::of(code).map_or_else(
        || Phrase::verbatim(code.to_owned()),
        |it| {
            phrase!(
                "{code}{title}",
                "{code} {title}",
                code = code,
                title = it.title
            )
        },
    )
}

/// Day, kind of evidence and its number.
pub(super) fn basis(
    day: Option<NaiveDate>,
    evidence: Option<Evidence>,
    number: Option<&str>,
) -> Phrase {
    let mut parts: Vec<Phrase> = Vec::new();
    parts.extend(day.map(|day| Phrase::verbatim(day.to_string())));
    parts.extend(evidence.map(|it| {
        phrase!(
            "{code}{title}",
            "{code} {title}",
            code = it.word(),
            title = it.title()
        )
    }));
    parts.extend(number.map(|it| Phrase::verbatim(it.to_owned())));
    joined(parts)
}

/// One right beside the other, for what begins with a sign.
pub(super) fn beside(one: &Phrase, other: &Phrase) -> Phrase {
    phrase!("{one}{other}", "{one}{other}", one = *one, other = *other)
}

/// Parts, one after the other.
pub(super) fn joined(parts: impl IntoIterator<Item = Phrase>) -> Phrase {
    let all = parts
        .into_iter()
        .reduce(|all, next| phrase!("{all} {next}", "{all} {next}", all = all, next = next));
    all.unwrap_or_default()
}

/// A hand a form went through.
pub(super) fn hand(it: &Hand) -> Phrase {
    let mut said = phrase!(
        "{day} {time} {name}（{post}）{act}",
        "{day} {time} {name} ({post}) {act}",
        day = it.business_date,
        time = local_time(it.at).format("%H:%M"),
        name = it.name,
        post = it.post.title(),
        act = it.act.title()
    );
    if let Some(whom) = &it.acts_for {
        said = beside(
            &said,
            &phrase!("（代{whom}）", " (for {whom})", whom = *whom),
        );
    }
    if let Some(reason) = &it.reason {
        said = beside(
            &said,
            &phrase!("：{reason}", ": {reason}", reason = *reason),
        );
    }
    if let Some(days) = it.days_late.filter(|days| *days > 0) {
        said = beside(&said, &phrase!("，逾期{n}天", ", {n}d late", n = days));
    }
    said
}

/// Why something cannot be shown.
pub(super) fn failed(verdict: &Verdict) -> Phrase {
    match verdict {
        Verdict::Fault(fault) => fault.told(),
        Verdict::Refused(refusal) => refusal.told(),
        Verdict::Stale(difference) => difference.clone(),
        Verdict::Unknown(_) => phrase!("查询结果不明，请按F5重查", "no answer; press F5"),
    }
}
