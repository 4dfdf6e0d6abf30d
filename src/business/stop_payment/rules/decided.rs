//! What an approved form does to its people: one event each, and the deaths it records (1.8, 3.6, 5.5).

use chrono::NaiveDate;

use super::lines::Person;
use super::months::effect;
use super::resume::kept;
use crate::business::stop_payment::{
    EventKind, FormKind, Line, NewEvent, Reason, ReasonKind, Whole,
};
use crate::kernel::month::Month;

/// What an approved form does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happens {
    /// One event for each line; none for a line that only releases a hold of a coming month.
    pub events: Vec<NewEvent>,
    /// The deaths it records.
    pub deaths: Vec<(String, NaiveDate)>,
}

/// What an approved form does, by its lines in their order. An event touches the first month whose run is not yet
/// applied, or a later one where the line says so; what was paid before it is overpaid, and claimed back by a case.
pub fn of(whole: &Whole, people: &[Person], open: Month, today: NaiveDate) -> Happens {
    let now = whole.form.month.max(open);
    let mut happens = Happens::default();
    for line in &whole.lines {
        let (kind, from) = match whole.form.kind {
            FormKind::Stop => {
                let kind = match Reason::of(&line.reason).map(|it| it.kind) {
                    Some(ReasonKind::Stop) => EventKind::Stop,
                    Some(ReasonKind::Hold) => EventKind::Hold,
                    Some(ReasonKind::Suspend | ReasonKind::ByPolicy) => EventKind::Suspend,
                    Some(ReasonKind::None) | None => continue,
                };
                (kind, effect(line.from_month, whole.form.month, open))
            }
            FormKind::Resume => {
                let of = |it: &&Person| it.insurance_no == line.insurance_no;
                match people.iter().find(of).and_then(|it| lifts(it, line)) {
                    Some(kind) => (kind, now),
                    None => continue,
                }
            }
        };
        if kind == EventKind::Stop && line.reason == "T01" {
            let died = line.event_date.map(|day| (line.insurance_no.clone(), day));
            happens.deaths.extend(died);
        }
        happens.events.push(NewEvent {
            insurance_no: line.insurance_no.clone(),
            kind,
            reason: line.reason.clone(),
            event_date: line.event_date.unwrap_or(today),
            from_month: from,
            evidence: evidence(line),
            maker: line.maker.clone(),
        });
    }
    happens
}

/// What lifts what is kept back: a hold by an event is released, a suspension resumed; a hold of a coming month has none.
fn lifts(person: &Person, line: &Line) -> Option<EventKind> {
    let by_event = person.events.iter().any(|it| it.reason == line.reason);
    let kept = kept(person, &line.reason).filter(|_| by_event)?;
    Some(if kept.hold {
        EventKind::Release
    } else {
        EventKind::Resume
    })
}

/// What a line rests on, in words.
fn evidence(line: &Line) -> String {
    let kind = line.evidence_type.map_or("", |it| it.title().zh);
    let reference = line.evidence_ref.as_deref().unwrap_or("");
    if kind.is_empty() && reference.is_empty() {
        return line.remark.clone().unwrap_or_default();
    }
    format!("{kind}{reference}")
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{form, line};
    use super::*;
    use crate::business::stop_payment::{FormState, REASONS};
    use crate::kernel::post::Post;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn event(code: &str, open: &str) -> Option<NewEvent> {
        let mut line = line(1, "zhanghua", Post::VCo);
        line.reason = code.to_owned();
        line.from_month = month("2012-02");
        let whole = form(FormState::Reviewed, vec![line]);
        let today = "2012-03-09".parse().unwrap();
        of(&whole, &[], month(open), today).events.pop()
    }

    #[test]
    fn every_reason_becomes_the_event_of_its_kind_from_the_first_open_month() {
        for reason in REASONS {
            let kind = match reason.kind {
                ReasonKind::Stop => Some(EventKind::Stop),
                ReasonKind::Hold => Some(EventKind::Hold),
                ReasonKind::Suspend | ReasonKind::ByPolicy => Some(EventKind::Suspend),
                ReasonKind::None => None,
            };
            let found = event(reason.code, "2012-03");
            assert_eq!(found.as_ref().map(|it| it.kind), kind, "{}", reason.code);
            let from = found.map(|it| it.from_month);
            assert_eq!(from, kind.map(|_| month("2012-03")), "{}", reason.code);
        }
        let applied = event("T01", "2012-04").map(|it| it.from_month);
        assert_eq!(applied, Some(month("2012-04")));
    }

    #[test]
    fn a_death_is_recorded_with_its_day_and_nothing_else_is() {
        let dead = line(1, "zhanghua", Post::VCo);
        let mut moved = line(2, "zhanghua", Post::VCo);
        moved.reason = "T04".to_owned();
        let whole = form(FormState::Reviewed, vec![dead.clone(), moved]);
        let today = "2012-03-09".parse().unwrap();
        let happens = of(&whole, &[], month("2012-03"), today);
        let died = "2012-02-29".parse().unwrap();
        assert_eq!(happens.deaths, [(dead.insurance_no, died)]);
        assert_eq!(happens.events.len(), 2);
    }
}
