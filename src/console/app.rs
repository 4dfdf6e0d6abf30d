//! `App`: the console as a pure state machine. A message in, effects out; then, if anything changed, one frame.
//!
//! Deliberately absent: any clock, any waiting, any drawing, any name of a business. What a business wants to be
//! reached by stands in the pane specs that are given from outside.

mod arrivals;
mod catalogue;
mod copies;
mod drafts;
mod exports;
mod held;
mod history;
mod layers;
mod locking;
mod motions;
mod overlays;
mod perform;
mod place;
mod prompts;
mod screen;
mod search;
mod strokes;
mod view_window;
mod view_words;
mod views;
mod whole;

use std::collections::BTreeMap;

use super::action::ActionSpec;
use super::body::Tone;
use super::draft::DraftKey;
use super::effect::Effect;
use super::export::{Exported, Exporter};
use super::frame::{Banner, SMALLEST};
use super::key::Key;
use super::keymap::Keymap;
use super::msg::Msg;
use super::overlay::Overlay;
use super::pane::{Focus, Pane, PaneSpec, Tickets};
use super::place::Left;
use super::slot::{Slot, Ticket};
use crate::database::request::AnyQuery;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::text::{Lang, Phrase, Text};
use drafts::Drafting;
use held::{Ahead, Awaited, Held};
use history::History;
use locking::{Lock, Rest};
use place::{Resumed, Whereabouts};
use views::{Keeping, Viewing};
use whole::Unmasking;

/// What a console is made of.
pub struct AppParts {
    /// Who sits here: the guest, until somebody signs in.
    pub desk: Desk,
    /// Every pane there is; those without a path are reached through others only.
    pub panes: Vec<&'static PaneSpec>,
    /// Actions that work in every pane besides the generic ones; the open pane carries them out.
    pub globals: &'static [ActionSpec],
    /// The pane that F3 leads to.
    pub first: &'static str,
    /// The pane that stands there until somebody has signed in, and the only one then; `None` lets a guest in.
    pub door: Option<&'static str>,
    /// The pane that is laid over everything when nobody has struck a key for ten minutes; `None`: never.
    pub lock: Option<&'static str>,
    /// The pane that a typed number opens, with the number as its argument.
    pub lookup: &'static str,
    /// What stands on every screen.
    pub banner: Box<dyn Banner>,
    /// The keys.
    pub keymap: Keymap,
    /// The language.
    pub lang: Lang,
    /// The id of this session, from which operation ids are made.
    pub session: String,
    /// The program's name in the header.
    pub product: Text,
    /// The place in the header: code and name of the county or village the desk is for.
    pub place: fn(&Desk) -> Phrase,
    /// The written procedure of a screen or tab, by its name; empty where none is written.
    pub procedure: fn(&str) -> &'static [Step],
    /// Asks for the draft of a form; its answer is an `Option<Kept>`. `None` where drafts are not kept.
    pub draft: Option<FindDraft>,
}

/// Makes the question for the draft of a form.
pub type FindDraft = fn(DraftKey) -> Box<dyn AnyQuery>;

/// A step of a written procedure: what is done, and the clause it rests on.
pub type Step = (Text, Clause);

/// The console.
pub struct App {
    desk: Desk,
    panes: Vec<&'static PaneSpec>,
    globals: &'static [ActionSpec],
    first: &'static str,
    door: Option<&'static str>,
    lock_pane: Option<&'static str>,
    lookup: &'static str,
    banner: Box<dyn Banner>,
    keymap: Keymap,
    lang: Lang,
    product: Text,
    place: fn(&Desk) -> Phrase,
    procedure: fn(&str) -> &'static [Step],
    draft: Option<FindDraft>,
    size: (u16, u16),
    tickets: Tickets,
    stack: Vec<Layer>,
    overlay: Option<Overlay>,
    strokes: Vec<Key>,
    /// Struck ahead of what it is meant for.
    held: Held,
    message: Option<Message>,
    history: History,
    sent: BTreeMap<Ticket, Sent>,
    /// Where exports go; `None` where nothing leaves.
    exporter: Option<Exporter>,
    /// The export under way.
    exported: Slot<Exported>,
    /// What has been said for letting whole numbers out.
    unmasking: Box<Unmasking>,
    stance: Stance,
    /// Where the last session was cut off.
    whereabouts: Whereabouts,
    /// The saved views, and what is being done with them.
    views: Box<Keeping>,
    /// Since when nobody has struck a key, and what was put aside when the screen was locked.
    rest: Rest,
    lock: Option<Lock>,
    /// Drafts cannot be kept, and the operator has been told.
    unkept: bool,
    dirty: bool,
}

/// An open pane.
struct Layer {
    spec: &'static PaneSpec,
    pane: Box<dyn Pane>,
    /// It lies below others and something it watches has changed: it loads when it comes up.
    stale: bool,
    /// What it was opened with.
    argument: String,
    /// How the draft of its form stands.
    drafting: Drafting,
    /// Where the operator stood in it before the line was cut.
    resumes: Option<Resumed>,
    /// Which saved views are on in it.
    viewing: Viewing,
}

/// What stands in the message line.
struct Message {
    tone: Tone,
    said: Phrase,
    /// Stays until dismissed; otherwise the next key removes it.
    stays: bool,
    /// Where the trail keeps what it tells of, if it does.
    filed: Option<Phrase>,
}

/// A request that is under way.
#[derive(Clone, Copy, Default)]
struct Sent {
    is_act: bool,
    /// An export: an act that can be stopped until its file counts.
    is_export: bool,
    lingers: bool,
}

impl Sent {
    fn act() -> Self {
        Self {
            is_act: true,
            ..Self::default()
        }
    }

    fn export() -> Self {
        Self {
            is_export: true,
            ..Self::act()
        }
    }
}

/// How the operator stands to the open pane: a snapshot taken after every message, for guards and hints.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Stance {
    on: Ground,
    selected: usize,
    /// The field with the caret has choices.
    chooses: bool,
    /// What the open pane waits for.
    awaited: Awaited,
}

/// What the generic keys work on.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Ground {
    #[default]
    Nothing,
    Table,
    Form,
    Search,
    Scroll,
}

impl App {
    /// A console that has not started yet: [`App::start`] asks its first questions.
    pub fn new(parts: AppParts) -> Self {
        Self {
            desk: parts.desk,
            panes: parts.panes,
            globals: parts.globals,
            first: parts.first,
            door: parts.door,
            lock_pane: parts.lock,
            lookup: parts.lookup,
            banner: parts.banner,
            keymap: parts.keymap,
            lang: parts.lang,
            product: parts.product,
            place: parts.place,
            procedure: parts.procedure,
            draft: parts.draft,
            size: SMALLEST,
            tickets: Tickets::of_session(parts.session),
            stack: Vec::new(),
            overlay: None,
            strokes: Vec::new(),
            held: Held::new(),
            message: None,
            history: History::default(),
            sent: BTreeMap::new(),
            exporter: None,
            exported: Slot::default(),
            unmasking: Box::default(),
            stance: Stance::default(),
            whereabouts: Whereabouts::default(),
            views: Box::default(),
            rest: Rest::default(),
            lock: None,
            unkept: false,
            dirty: true,
        }
    }

    /// Opens the first pane and loads what stands on every screen.
    pub fn start(&mut self, effects: &mut Vec<Effect>) {
        self.load_banner(effects);
        self.take_ground(effects);
        self.observe();
    }

    /// Something has happened.
    pub fn update(&mut self, msg: Msg, effects: &mut Vec<Effect>) {
        let from = effects.len();
        match msg {
            Msg::Struck(key) => {
                self.stir();
                self.hear(Ahead::Key(key), effects);
            }
            Msg::Pasted(text) => {
                self.stir();
                self.hear(Ahead::Text(text), effects);
            }
            Msg::Resized(columns, rows) => {
                self.dirty |= self.size != (columns, rows);
                self.size = (columns, rows);
            }
            Msg::Ticked(at, day) => self.ticked(at, day, effects),
            Msg::Answered(ticket, answer) => self.arrived(ticket, answer, effects),
            Msg::Ended(ticket, outcome) => self.ended(ticket, outcome, effects),
            Msg::Lingered(ticket) => self.lingered(ticket),
            Msg::Changed(topics) => self.changed(&topics, effects),
            Msg::Noted(ended) => self.noted(ended, effects),
            Msg::Stood => self.keep_place(Left::Standing, effects),
            Msg::HungUp => {
                self.keep_place(Left::Cut, effects);
                self.hung_up(effects);
            }
        }
        self.restore_drafts();
        self.observe();
        self.open_view();
        self.stand_again();
        self.hear_held(from, effects);
        self.note_draft(effects);
        self.observe();
        self.note_move(effects);
        self.show_view();
    }

    /// Who sits here, at which clocks.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The language shown.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The terminal's columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The name of the open pane and the argument that would open it like this again.
    pub fn standing(&self) -> Option<(&'static str, String)> {
        self.stack
            .last()
            .map(|layer| (layer.spec.name, layer.pane.argument()))
    }

    /// The open panes, the lowest first, each with the argument that would open it like this again.
    pub fn layers(&self) -> Vec<(&'static str, String)> {
        let layers = self.stack.iter();
        layers
            .map(|layer| (layer.spec.name, layer.pane.argument()))
            .collect()
    }

    /// Whether the open page still waits for what it has nothing to show without. What is typed is seen all the same.
    pub fn is_bare(&self) -> bool {
        self.stance.awaited == Awaited::First
            && !matches!(self.stance.on, Ground::Form | Ground::Search)
    }

    /// How many keys and pastes wait for what they are meant for.
    pub fn held(&self) -> usize {
        self.held.len()
    }

    /// Whether anything visible may have changed since this was last asked. If not, nothing need be drawn.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    fn is_too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// What the generic keys work on now.
    fn focus(&mut self) -> Focus<'_> {
        self.stack
            .last_mut()
            .map_or(Focus::Nothing, |layer| layer.pane.focus())
    }

    /// Takes the snapshot that guards and hints look at, and tells the table its language.
    fn observe(&mut self) {
        let lang = self.lang;
        let (on, selected) = match self.focus() {
            Focus::Nothing => (Ground::Nothing, 0),
            Focus::Scroll(_) => (Ground::Scroll, 0),
            Focus::Form(_) => (Ground::Form, 0),
            Focus::Table(table) => {
                table.set_lang(lang);
                (Ground::Table, table.selected().len())
            }
            Focus::Search(_, table) => {
                table.set_lang(lang);
                (Ground::Search, table.selected().len())
            }
        };
        let chooses = match self.focus() {
            Focus::Form(form) | Focus::Search(form, _) => form
                .current()
                .is_some_and(|field| !field.spec.choices.is_empty()),
            Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) => false,
        };
        let awaited = self.awaited();
        self.stance = Stance {
            on,
            selected,
            chooses,
            awaited,
        };
    }

    /// An error: it stays until dismissed, rings, and throws type-ahead away.
    fn complain(&mut self, said: Phrase, effects: &mut Vec<Effect>) {
        self.say(Tone::Bad, said, true);
        stop_type_ahead(effects);
    }

    /// Why a key does nothing now: the next key removes it, but type-ahead is thrown away.
    fn object(&mut self, said: Phrase, effects: &mut Vec<Effect>) {
        self.say(Tone::Warning, said, false);
        stop_type_ahead(effects);
    }

    fn say(&mut self, tone: Tone, said: Phrase, stays: bool) {
        self.file(tone, said, stays, None);
    }

    /// The same of what the trail keeps too: help and the list of messages say where.
    fn file(&mut self, tone: Tone, said: Phrase, stays: bool, filed: Option<Phrase>) {
        self.history.add(self.desk.at, tone, &said, filed.as_ref());
        self.message = Some(Message {
            tone,
            said,
            stays,
            filed,
        });
        self.dirty = true;
    }
}

/// What the operator could not foresee when striking ahead is never answered by keys struck before it.
fn stop_type_ahead(effects: &mut Vec<Effect>) {
    effects.push(Effect::Ring);
    effects.push(Effect::Flush);
}

#[cfg(test)]
mod tests;
