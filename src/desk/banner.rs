//! The countdown that stands on every screen: deadlines by day, the near ones with the time that is left.

use chrono::Datelike as _;

use super::deadlines::{Reckoning, share_in_short, tone};
use crate::console::body::{Line, Run, Tone};
use crate::console::frame::Banner;
use crate::console::pane::Cx;
use crate::console::slot::AnySlot;
use crate::database::request::Topic;
use crate::kernel::deadline::{Countdown, Urgency};
use crate::kernel::desk::Desk;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// The countdown line.
#[derive(Default)]
pub struct CountdownLine {
    calendar: Reckoning,
}

impl Banner for CountdownLine {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("policy", ""), Topic::of("deadline", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.calendar.load(cx);
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        self.calendar.slots(each);
    }

    fn line(&self, desk: &Desk) -> Line {
        let Some(calendar) = self.calendar.ready() else {
            return Line::default();
        };
        let mut groups: Vec<(Countdown, Phrase)> = Vec::new();
        for due in &calendar.lines {
            let (Some(countdown), Some(spec)) = (calendar.countdown(due, desk), due.spec()) else {
                return unknown(due.day.as_ref().err().map(|refusal| (*refusal.why).clone()));
            };
            let counted = due
                .missing
                .map_or_else(Phrase::default, |missing| spaced(&share_in_short(missing)));
            let said = phrase!(
                "{short}{counted}",
                "{short}{counted}",
                short = spec.short,
                counted = counted
            );
            match groups.last_mut() {
                Some((last, names)) if last.due == countdown.due => *names = together(names, &said),
                _ => groups.push((countdown, said)),
            }
        }
        let mut runs = Vec::new();
        for (countdown, names) in groups {
            if !runs.is_empty() {
                runs.push(Run::toned(Tone::Quiet, Phrase::verbatim(" | ")));
            }
            runs.push(group(&countdown, &names));
        }
        Line(runs)
    }
}

/// What follows a day of the month in English: 1st, 2nd, 3rd, 11th.
fn ordinal(day: u32) -> &'static str {
    match (day / 10, day % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn spaced(said: &Phrase) -> Phrase {
    Phrase::verbatim(format!(" {}", said.zh))
}

fn together(names: &Phrase, next: &Phrase) -> Phrase {
    Phrase {
        zh: format!("{} {}", names.zh, next.zh),
        en: format!("{}, {}", names.en, next.en),
    }
}

/// One day: what is due, and how long is left once it is near. A mark stands beside the colour.
fn group(countdown: &Countdown, names: &Phrase) -> Run {
    let day = countdown.due.day();
    let said = Phrase {
        zh: format!("{} {day}日", names.zh),
        en: format!("{} {day}{}", names.en, ordinal(day)),
    };
    let said = match countdown.urgency {
        Urgency::Far | Urgency::Done => said,
        Urgency::Near => said.then(&phrase!(" {left} !", "{left} !", left = countdown.brief())),
        Urgency::DueToday | Urgency::Late => said.then(&phrase!(
            " {left} !!",
            "{left} !!",
            left = countdown.brief()
        )),
    };
    Run::toned(tone(countdown.urgency), said)
}

fn unknown(why: Option<Phrase>) -> Line {
    let why = why.unwrap_or_else(|| text!("期限无法计算", "deadlines cannot be told").into());
    Line(vec![Run::toned(Tone::Bad, why)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_they_are_spoken() {
        let said = |day: u32| format!("{day}{}", ordinal(day));
        let days: Vec<String> = [1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23, 31]
            .into_iter()
            .map(said)
            .collect();
        assert_eq!(
            days.join(" "),
            "1st 2nd 3rd 10th 11th 12th 13th 20th 21st 22nd 23rd 31st"
        );
    }
}
