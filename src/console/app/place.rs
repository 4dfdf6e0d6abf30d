//! Where an operator was when the line went: kept, offered at the next log-in, and gone back to.

use super::super::body::Tone;
use super::super::draft::{DraftKey, Kept, Note};
use super::super::effect::Effect;
use super::super::generic as g;
use super::super::pane::Focus;
use super::super::place::Place;
use super::super::slot::Ticket;
use super::held::Awaited;
use super::{App, Layer};
use crate::database::request::{Payload, Verdict};
use crate::kernel::calendar::{local_date, local_time};
use crate::kernel::post::Post;
use crate::kernel::text::Phrase;
use crate::phrase;

/// What a place is kept under among the drafts; no pane has this name.
const PLACE: &str = "place";

/// How the place of the last session stands.
#[derive(Default)]
pub(super) struct Whereabouts {
    asked: Option<Ticket>,
    left: Option<Place>,
}

fn place_of(layer: &mut Layer) -> Place {
    // A draft is known by what its form was opened with.
    let argument = if layer.pane.keeps_draft() {
        layer.argument.clone()
    } else {
        layer.pane.argument()
    };
    match layer.pane.focus() {
        Focus::Table(table) | Focus::Search(_, table) => {
            Place::of(layer.spec.name, argument, Some(table))
        }
        Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => {
            Place::of(layer.spec.name, argument, None)
        }
    }
}

impl App {
    fn place_key(&self) -> DraftKey {
        DraftKey {
            county: self.desk.county.clone(),
            operator: self.desk.operator.clone(),
            pane: PLACE.to_owned(),
            argument: String::new(),
        }
    }

    /// The line goes away: the screen that stands there is kept.
    pub(super) fn keep_place(&mut self, effects: &mut Vec<Effect>) {
        let behind = usize::from(self.lock.is_some());
        let top = self.stack.len().checked_sub(1 + behind);
        let layer = top
            .filter(|at| *at > 0)
            .and_then(|at| self.stack.get_mut(at));
        if self.draft.is_none() || self.desk.post == Post::Guest {
            return;
        }
        let draft = layer.map(|layer| place_of(layer).draft());
        if draft.is_some() {
            let key = self.place_key();
            effects.push(Effect::Note(Note { key, draft }));
        }
    }

    /// The operator leaves by choice, or has gone back there: nothing is left to offer.
    pub(super) fn forget_place(&mut self, effects: &mut Vec<Effect>) {
        if self.whereabouts.left.take().is_some() {
            let key = self.place_key();
            effects.push(Effect::Note(Note { key, draft: None }));
        }
    }

    /// Somebody has sat down: asks where the last session was cut off.
    pub(super) fn ask_place(&mut self, effects: &mut Vec<Effect>) {
        self.whereabouts = Whereabouts::default();
        if let (Some(find), false) = (self.draft, self.desk.post == Post::Guest) {
            let ticket = self.tickets.issue();
            let ask = Effect::Ask(ticket, find(self.place_key()));
            self.keep_account(std::slice::from_ref(&ask));
            effects.push(ask);
            self.whereabouts.asked = Some(ticket);
        }
    }

    /// Takes the answer to that question; gives back any other.
    pub(super) fn take_place(
        &mut self,
        ticket: Ticket,
        answer: Result<Payload, Verdict>,
    ) -> Result<(), Result<Payload, Verdict>> {
        if self.whereabouts.asked != Some(ticket) {
            return Err(answer);
        }
        self.whereabouts.asked = None;
        // That it was asked for may stand in the message line.
        self.dirty = true;
        let found = answer.map_err(Err)?.into_answer::<Option<Kept>>();
        let Some(kept) = found.ok().flatten() else {
            return Ok(());
        };
        let place = Place::read(&kept.draft);
        let Some(spec) = self.panes.iter().find(|spec| spec.name == place.pane) else {
            return Ok(());
        };
        let said = phrase!(
            "上次连接于{day} {time}中断，当时在“{title}”；按 {key} 回到原处",
            "the line was cut at {day} {time}, on '{title}'; {key} goes back there",
            day = local_date(kept.saved_at),
            time = local_time(kept.saved_at).format("%H:%M"),
            title = spec.title,
            key = self.key_for(g::RESUME)
        );
        self.say(Tone::Strong, said, true);
        self.whereabouts.left = Some(place);
        Ok(())
    }

    /// Whether there is a place to go back to.
    pub(super) fn has_place(&self) -> bool {
        self.whereabouts.left.is_some()
    }

    /// Goes back to where the last session was cut off.
    pub(super) fn resume(&mut self, effects: &mut Vec<Effect>) {
        let Some(place) = self.whereabouts.left.clone() else {
            self.object(phrase!("没有中断的界面", "no session was cut off"), effects);
            return;
        };
        self.message = None;
        self.forget_place(effects);
        self.open(&place.pane, &place.argument, effects);
        if let Some(layer) = self.stack.last_mut() {
            layer.resumes = Some(Resumed(place));
        }
    }

    /// Puts filter and cursor back where the pane has its rows again, and tells what has changed since.
    pub(super) fn stand_again(&mut self) {
        if self.stance.awaited > Awaited::Nothing {
            return;
        }
        let Some(layer) = self.stack.last_mut() else {
            return;
        };
        let Some(Resumed(place)) = layer.resumes.take() else {
            return;
        };
        self.dirty = true;
        if let Focus::Table(table) | Focus::Search(_, table) = layer.pane.focus() {
            table.set_filter(&place.filter);
            table.go_to(&place.row);
            let said = told(place.difference(table));
            // Why nothing could be read matters more.
            if self.message.is_none() {
                self.say(Tone::Plain, said, false);
            }
        }
    }
}

/// A place to be taken again when the pane has read.
pub(super) struct Resumed(Place);

fn told(difference: (usize, usize, usize)) -> Phrase {
    match difference {
        (0, 0, 0) => phrase!(
            "已回到原处，内容无变动",
            "back where you were; nothing has changed"
        ),
        (changed, come, gone) => phrase!(
            "已回到原处；此后变动{changed}行、新增{come}行、移出{gone}行",
            "back where you were; since then {changed} rows changed, {come} came, {gone} went",
            changed = changed,
            come = come,
            gone = gone
        ),
    }
}
