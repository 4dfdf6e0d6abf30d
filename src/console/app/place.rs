//! Where an operator was: kept while he moves, offered at the next log-in unless he left by choice, and gone back to.

use super::super::body::Tone;
use super::super::draft::{DraftKey, Kept, Note};
use super::super::effect::{Effect, Step};
use super::super::generic as g;
use super::super::pane::Focus;
use super::super::place::{Left, Place, Spot};
use super::super::slot::Ticket;
use super::held::Awaited;
use super::{App, Layer};
use crate::database::request::{Payload, Verdict};
use crate::kernel::calendar::{local_date, local_time};
use crate::kernel::post::Post;
use crate::kernel::text::{Phrase, Text};
use crate::phrase;

/// How the place of the last session stands, and that of this one.
#[derive(Default)]
pub(super) struct Whereabouts {
    asked: Option<Ticket>,
    left: Option<Place>,
    /// Where the operator stands, as last told; nowhere on the pane everything stands on.
    at: Option<Spot>,
    /// Whether a place of this session is kept.
    kept: bool,
}

fn spot_of(layer: &mut Layer) -> Spot {
    // A draft is known by what its form was opened with.
    let argument = if layer.pane.keeps_draft() {
        layer.argument.clone()
    } else {
        layer.pane.argument()
    };
    let name = layer.spec.name;
    match layer.pane.focus() {
        Focus::Table(table) | Focus::Search(_, table) => Spot::of(name, argument, Some(table)),
        Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => Spot::of(name, argument, None),
    }
}

fn place_of(layer: &mut Layer, left: Left) -> Place {
    let spot = spot_of(layer);
    match layer.pane.focus() {
        Focus::Table(table) | Focus::Search(_, table) => Place::of(spot, left, Some(table)),
        Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => Place::of(spot, left, None),
    }
}

impl App {
    fn place_key(&self) -> DraftKey {
        DraftKey::of_place(self.desk.county.clone(), self.desk.operator.clone())
    }

    /// The pane somebody is in: not the one everything stands on, and the one below a lock.
    fn frequented(&mut self) -> Option<&mut Layer> {
        if self.draft.is_none() || self.desk.post == Post::Guest {
            return None;
        }
        let behind = usize::from(self.lock.is_some());
        let top = self.stack.len().checked_sub(1 + behind)?;
        self.stack.get_mut(top).filter(|_| top > 0)
    }

    /// Tells where to the operator has moved, if he has.
    pub(super) fn note_move(&mut self, effects: &mut Vec<Effect>) {
        let at = self.frequented().map(spot_of);
        let was = &self.whereabouts.at;
        let near = match (was, &at) {
            (Some(was), Some(at)) => was.is_near(at),
            (None, _) | (_, None) => false,
        };
        if *was != at {
            let step = if near { Step::Row } else { Step::Screen };
            effects.push(Effect::Moved(step));
            self.whereabouts.at = at;
        }
    }

    /// Keeps the screen that stands there: so it is found even if the program is killed.
    pub(super) fn keep_place(&mut self, left: Left, effects: &mut Vec<Effect>) {
        let place = self.frequented().map(|layer| place_of(layer, left));
        let Some(place) = place else {
            self.leave_place(effects);
            return;
        };
        let (key, draft) = (self.place_key(), Some(place.draft()));
        effects.push(Effect::Note(Note { key, draft }));
        self.whereabouts.kept = true;
    }

    /// The operator is nowhere any more: what is kept of this session gives way to what was there before it.
    pub(super) fn leave_place(&mut self, effects: &mut Vec<Effect>) {
        if std::mem::take(&mut self.whereabouts.kept) {
            let draft = self.whereabouts.left.as_ref().map(Place::draft);
            let key = self.place_key();
            effects.push(Effect::Note(Note { key, draft }));
        }
    }

    /// The operator leaves by choice, or has gone back there: nothing is left to offer.
    pub(super) fn forget_place(&mut self, effects: &mut Vec<Effect>) {
        let kept = std::mem::take(&mut self.whereabouts.kept);
        if self.whereabouts.left.take().is_some() || kept {
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
        let Some(spec) = self.panes.iter().find(|spec| spec.name == place.spot.pane) else {
            return Ok(());
        };
        let said = self.offered(place.left, &kept, spec.title);
        self.say(Tone::Strong, said, true);
        self.whereabouts.left = Some(place);
        Ok(())
    }

    fn offered(&self, left: Left, kept: &Kept, title: Text) -> Phrase {
        let (day, at) = (local_date(kept.saved_at), local_time(kept.saved_at));
        let (time, key) = (at.format("%H:%M"), self.key_for(g::RESUME));
        match left {
            Left::Cut => phrase!(
                "上次连接于{day} {time}中断，当时在“{title}”；按 {key} 回到原处",
                "the line was cut at {day} {time}, on '{title}'; {key} goes back there",
                day = day,
                time = time,
                title = title,
                key = key
            ),
            Left::Standing => phrase!(
                "上次停在“{title}”（{day} {time}）；按 {key} 回到原处",
                "last seen on '{title}', {day} {time}; {key} goes back",
                day = day,
                time = time,
                title = title,
                key = key
            ),
        }
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
        self.open(&place.spot.pane, &place.spot.argument, effects);
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
            table.set_filter(&place.spot.filter);
            table.go_to(&place.spot.row);
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
