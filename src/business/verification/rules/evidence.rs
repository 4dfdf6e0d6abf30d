//! What each outcome must rest on, and what it proposes for the stop form (5.3).

use chrono::NaiveDate;

use crate::business::verification::{Evidence, Item, Mark, Mode, Outcome, Sorted};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// Which day an outcome must tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// None.
    None,
    /// The day it happened.
    Happened(Text),
    /// The day the person was seen.
    Seen(Text),
}

/// What an outcome must rest on, and what it proposes.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// The outcome.
    pub outcome: Outcome,
    /// The evidence it may rest on; empty asks for none.
    pub evidence: &'static [Evidence],
    /// The day it must tell.
    pub day: Day,
    /// Whether a remark is asked for.
    pub remark: bool,
    /// The reason it proposes on the stop form: always a proposal.
    pub proposes: Option<&'static str>,
}

use Evidence as E;

/// What shows that somebody lives and renews the annual date.
pub const ALIVE_BY: &[Evidence] = &[
    E::Seen,
    E::HomeVisit,
    E::DatedPhoto,
    E::Terminal,
    E::Elsewhere,
    E::Consulate,
    E::SelfService,
];

/// The table of 5.3.
#[rustfmt::skip]
pub const REQUIREMENTS: &[Requirement] = &[
    Requirement { outcome: Outcome::Alive, evidence: ALIVE_BY,
        day: Day::Seen(text!("见面日期", "seen on")), remark: false, proposes: None },
    Requirement { outcome: Outcome::Dead,
        evidence: &[E::DeathCertificate, E::Cremation, E::Police, E::Judgment, E::Comparison],
        day: Day::Happened(text!("死亡日期", "died on")), remark: false, proposes: Some("T01") },
    Requirement { outcome: Outcome::Imprisoned, evidence: &[E::Judgment, E::Comparison],
        day: Day::Happened(text!("判决生效日期", "judgment on")), remark: false, proposes: Some("S02") },
    Requirement { outcome: Outcome::Missing, evidence: &[E::Report],
        day: Day::Seen(text!("最后见到日期", "last seen on")), remark: false, proposes: Some("S03") },
    Requirement { outcome: Outcome::MovedOut, evidence: &[E::Police, E::Comparison],
        day: Day::None, remark: false, proposes: Some("S07") },
    Requirement { outcome: Outcome::OtherPension, evidence: &[E::Comparison, E::Report],
        day: Day::None, remark: false, proposes: Some("S05") },
    Requirement { outcome: Outcome::NotReached, evidence: &[],
        day: Day::None, remark: true, proposes: Some("S01") },
    Requirement { outcome: Outcome::Disputed, evidence: &[],
        day: Day::None, remark: true, proposes: None },
];

/// What an outcome must rest on.
pub fn requirement(outcome: Outcome) -> Option<&'static Requirement> {
    REQUIREMENTS.iter().find(|it| it.outcome == outcome)
}

/// Whether an outcome can be entered by its letter alone.
pub fn stands_alone(outcome: Outcome, mode: Mode) -> bool {
    outcome == Outcome::Alive && mode == Mode::Exception
}

/// Whether a mark has all that its outcome asks for.
pub fn complete(mark: &Mark, mode: Mode, today: NaiveDate) -> Result<(), Refusal> {
    let Some(asked) = requirement(mark.outcome) else {
        return Ok(());
    };
    let bare = *mark == Mark::bare(mark.outcome);
    if bare && stands_alone(mark.outcome, mode) {
        return Ok(());
    }
    let what = mark.outcome.title();
    if !asked.evidence.is_empty() {
        let fits = mark.evidence.is_some_and(|it| asked.evidence.contains(&it));
        if !fits {
            return Err(lacking(
                "PN-4201",
                phrase!(
                    "“{what}”须有下列依据之一：{list}",
                    "'{what}' must rest on one of: {list}",
                    what = what,
                    list = named(asked.evidence)
                ),
            )
            .blaming("evidence"));
        }
    }
    let needs_reference = asked.proposes.is_some() && !asked.evidence.is_empty();
    if needs_reference && mark.evidence_ref.is_none() {
        return Err(lacking(
            "PN-4202",
            phrase!(
                "未填写依据的编号或来源",
                "the evidence has no number and no source"
            ),
        )
        .blaming("evidence_ref"));
    }
    let by_comparison = mark.evidence == Some(E::Comparison) && mark.outcome == Outcome::Dead;
    if (asked.remark || by_comparison) && mark.remark.is_none() {
        let why = if by_comparison {
            phrase!(
                "以比对结果认定死亡的，须由协理员核实并在备注中写明",
                "a death by comparison must be confirmed by the coordinator, in the remark"
            )
        } else {
            phrase!(
                "“{what}”须在备注中写明情况",
                "'{what}' must be explained in the remark",
                what = what
            )
        };
        return Err(lacking("PN-4203", why).blaming("remark"));
    }
    day_told(asked.day, mark, today)
}

/// The day an outcome asks for: it is there, and it is not to come.
fn day_told(asked: Day, mark: &Mark, today: NaiveDate) -> Result<(), Refusal> {
    let (told, label, field) = match asked {
        Day::None => return Ok(()),
        Day::Happened(label) => (mark.event_date, label, "event_date"),
        Day::Seen(label) => (mark.seen_date, label, "seen_date"),
    };
    match told {
        None => Err(lacking(
            "PN-4204",
            phrase!(
                "未填写{label}",
                "the day is missing: {label}",
                label = label
            ),
        )
        .blaming(field)),
        Some(day) if day > today => Err(lacking(
            "PN-4205",
            phrase!(
                "{label}{day}晚于今日",
                "{label} {day}: that day is still to come",
                label = label,
                day = day
            ),
        )
        .blaming(field)),
        Some(_) => Ok(()),
    }
}

/// What becomes of a mark for each of these people: who gets it, who keeps what is there, who may not get it.
///
/// `over` says that what is there shall be replaced: so it is when one person is worked on, never in bulk.
pub fn sorted<'a>(
    mark: &Mark,
    items: &[&'a Item],
    over: bool,
    month_begins: NaiveDate,
) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    for item in items {
        let gone = item.died_on.is_some_and(|died| died < month_begins);
        if mark.outcome == Outcome::Alive && gone {
            sorted.refuse.push((item, dead_already(item)));
        } else if item.outcome.is_some() && !over {
            sorted.skip.push(item);
        } else if mark.event_date.is_some_and(|day| day < item.birth_date) {
            sorted.refuse.push((item, before_birth(item)));
        } else {
            sorted.change.push(item);
        }
    }
    sorted
}

/// Whoever is registered as dead is not confirmed with the whole list.
pub fn dead_already(item: &Item) -> Refusal {
    let died_on = item.died_on.map(|day| day.to_string()).unwrap_or_default();
    Refusal::new(
        "PN-4206",
        Clause::of("N2.3-d"),
        phrase!(
            "{name}登记已于{day}死亡，不得填“健在”",
            "{name} is registered as dead since {day} and cannot be entered as alive",
            name = item.name,
            day = died_on
        ),
        phrase!(
            "请按死亡填报并附依据；登记有误的，先办理更正",
            "enter the death with its evidence; if the record is wrong, have it corrected first"
        ),
    )
    .blaming("outcome")
}

fn before_birth(item: &Item) -> Refusal {
    Refusal::new(
        "PN-4207",
        Clause::of("5.3"),
        phrase!(
            "所填日期早于{name}的出生日期{day}",
            "that day lies before {name}'s birth on {day}",
            name = item.name,
            day = item.birth_date
        ),
        phrase!("请核对日期", "check the day"),
    )
    .blaming("event_date")
}

fn lacking(code: &str, why: Phrase) -> Refusal {
    Refusal::new(
        code,
        Clause::of("5.3"),
        why,
        phrase!(
            "请补充后再提交；取不到依据的，填“本月未见”或“有异议”并写明情况",
            "complete it and submit again; where there is no evidence, enter 'not reached' or 'disputed' and say why"
        ),
    )
}

/// Kinds of evidence by code and name.
pub fn named(all: &[Evidence]) -> Phrase {
    let one = |it: &Evidence| {
        phrase!(
            "{code}{title}",
            "{code} {title}",
            code = it.word(),
            title = it.title()
        )
    };
    let comma = phrase!("、", ", ");
    let listed = all.iter().map(one);
    listed
        .reduce(|list, next| list.then(&comma).then(&next))
        .unwrap_or_default()
}

/// Who sits here may enter outcomes on this village's list: its coordinator, or a handler of its station on his behalf.
pub fn on_behalf(desk: &Desk) -> bool {
    desk.post != crate::kernel::post::Post::VCo
}

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
