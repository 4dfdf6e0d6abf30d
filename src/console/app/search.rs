//! Help and palette: the entries of the catalogue as rows under a search field. Enter runs the row.

use super::super::body::{Line, Run, Tone};
use super::super::effect::Effect;
use super::super::field::TextField;
use super::super::generic as g;
use super::super::keymap::Bound;
use super::super::overlay::{Overlay, Search};
use super::super::pane::Focus;
use super::super::ranking::{Findable, ranked};
use super::super::table::{Cell, Column, Move, Table, TableRow};
use super::catalogue::Entry;
use super::{App, Step};
use crate::kernel::shown::Shown;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

impl App {
    /// F1: what works here now, below the field and the message that help may be wanted for.
    pub(super) fn raise_help(&mut self) {
        let about = self.about();
        self.stand(Overlay::Help(search(about, &HELP)));
        self.search_again();
    }

    /// The written procedure of the work here, to be read.
    pub(super) fn raise_procedure(&mut self, effects: &mut Vec<Effect>) {
        let steps = self.procedure();
        if steps.is_empty() {
            self.object(
                phrase!(
                    "本屏没有单独的办理流程",
                    "no procedure is written for this screen"
                ),
                effects,
            );
            return;
        }
        let step = |(at, (what, clause)): (usize, &Step)| {
            Line(vec![
                Run::toned(Tone::Strong, Phrase::verbatim(format!("{}. ", at + 1))),
                Run::plain(*what),
                Run::toned(
                    Tone::Quiet,
                    phrase!(" {clause}", " {clause}", clause = clause.cite()),
                ),
            ])
        };
        let lines = steps.iter().enumerate().map(step).collect();
        let title = phrase!("办理流程", "Procedure");
        self.stand(Overlay::Read(title, lines, 0));
    }

    /// Whether a procedure is written for the work here.
    pub(super) fn has_procedure(&self) -> bool {
        !self.procedure().is_empty()
    }

    /// The steps of the open tab or screen, whichever has them written.
    fn procedure(&self) -> &'static [Step] {
        let written = |name: &&str| !(self.procedure)(name).is_empty();
        let contexts = self.pane_contexts();
        let found = contexts.iter().rev().copied().find(|name| written(name));
        found.map_or(&[], |name| (self.procedure)(name))
    }

    /// `:`: every action here and every screen, also those that are refused now.
    pub(super) fn raise_palette(&mut self) {
        self.stand(Overlay::Palette(search(Vec::new(), &PALETTE)));
        self.search_again();
    }

    /// Fills the rows of the help or the palette afresh, by what is typed.
    pub(super) fn search_again(&mut self) {
        let entries = match &self.overlay {
            Some(Overlay::Help(_)) => self.helpful(),
            Some(Overlay::Palette(_)) => self.reachable(),
            Some(_) | None => return,
        };
        let lang = self.lang;
        let Some(Overlay::Help(search) | Overlay::Palette(search)) = &mut self.overlay else {
            return;
        };
        let findable: Vec<Findable> = entries.iter().map(findable).collect();
        let order = ranked(search.text.text(), &findable);
        let with_path = search.rows.columns.len() == PALETTE.len();
        let rows = order.into_iter().filter_map(|at| entries.get(at));
        let rows = rows.map(|entry| row(entry, with_path));
        search.rows.set_lang(lang);
        search.rows.set_rows(rows.collect());
        search.rows.go(Move::First);
    }

    /// What a row of the help or the palette leads to.
    pub(super) fn bound_of(&self, id: &str) -> Option<Bound> {
        let mut entries = self.acts();
        entries.extend(self.screens());
        entries
            .into_iter()
            .map(|entry| entry.bound)
            .find(|bound| id_of(*bound) == id)
    }

    /// What the guards let through now; moving and typing come last.
    fn helpful(&self) -> Vec<Entry> {
        let mut entries = self.acts();
        entries.retain(|entry| entry.refused.is_none() && entry.bound != Bound::Act(g::HELP));
        entries.sort_by_key(|entry| is_plain_key(entry.bound));
        entries
    }

    /// What can be named to be done: everything but moving and typing.
    fn reachable(&self) -> Vec<Entry> {
        let mut entries = self.acts();
        entries.retain(|entry| !is_plain_key(entry.bound) && entry.bound != Bound::Act(g::PALETTE));
        entries.extend(self.screens());
        entries
    }

    /// The clause and the help of the field with the caret, and the message that stands.
    fn about(&mut self) -> Vec<Line> {
        let mut lines = Vec::new();
        let steps = self.procedure().len();
        if steps > 0 {
            lines.push(Line(vec![Run::toned(
                Tone::Quiet,
                phrase!(
                    "办理流程共{n}步，再按{key}查看",
                    "a procedure of {n} steps: {key} again shows it",
                    n = steps,
                    key = self.key_for(g::HELP)
                ),
            )]));
        }
        if let (Some(message), None) = (&self.message, &self.lock) {
            lines.push(Line(vec![Run::toned(message.tone, message.said.clone())]));
            let filed = message.filed.clone();
            lines.extend(filed.map(|filed| Line(vec![Run::toned(Tone::Strong, filed)])));
        }
        let (Focus::Form(form) | Focus::Search(form, _)) = self.focus() else {
            return lines;
        };
        if let Some(field) = form.current() {
            let spec = field.spec;
            lines.push(Line(vec![
                Run::toned(Tone::Strong, spec.label),
                Run::plain(phrase!(
                    "  {clause}",
                    "  {clause}",
                    clause = spec.clause.cite()
                )),
            ]));
            lines.push(Line(vec![Run::plain(spec.help)]));
        }
        lines
    }
}

/// Whether an action only moves or types, so that nobody looks for it by name.
fn is_plain_key(bound: Bound) -> bool {
    match bound {
        Bound::Act(action) => g::edit_of(action).is_some() || g::move_of(action).is_some(),
        Bound::Open(_) => false,
    }
}

fn search(about: Vec<Line>, columns: &[Column]) -> Search {
    let nothing = phrase!("没有符合的操作", "nothing matches");
    Search {
        text: TextField::default(),
        rows: Table::new(columns.to_vec(), nothing),
        about,
    }
}

const KEYS: Column = column("keys", text!("按键", "Keys"), 12, 0, 0);
const ACTION: Column = column("action", text!("操作", "Action"), 18, 0, 0);
const SAYS: Column = column("what_it_does", text!("说明", "What it does"), 20, 1, 0);
const HELP: [Column; 3] = [KEYS, ACTION, SAYS];
/// The palette names screens too, by their number paths and mnemonics.
const PALETTE: [Column; 4] = [
    KEYS,
    column("number", text!("编号", "Number"), 12, 0, 1),
    ACTION,
    SAYS,
];

const fn column(
    id: &'static str,
    title: crate::kernel::text::Text,
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

fn findable(entry: &Entry) -> Findable {
    let mut exact = entry.keys.clone();
    let name = id_of(entry.bound);
    if let Some((path, mnemonic)) = entry.path {
        exact.push(path.to_owned());
        exact.push(mnemonic.to_owned());
    }
    Findable::new(entry.label, &name, exact)
}

fn row(entry: &Entry, with_path: bool) -> TableRow {
    let path = entry.path.map_or(Cell::Nothing, |(path, mnemonic)| {
        Cell::Outside(Shown::new(format!("={path} {mnemonic}").trim_end()))
    });
    let says = match (&entry.refused, entry.help) {
        (Some(not_now), _) => Cell::Said(not_now.why.clone()),
        (None, Some(help)) => Cell::Fixed(help),
        (None, None) => Cell::Nothing,
    };
    let mut cells = vec![Cell::Outside(Shown::new(&entry.keys.join(" ")))];
    cells.extend(with_path.then_some(path));
    cells.extend([Cell::Fixed(entry.label), says]);
    TableRow {
        id: id_of(entry.bound),
        cells,
        tone: if entry.refused.is_some() {
            Tone::Quiet
        } else {
            Tone::Plain
        },
    }
}

/// The identity of a row; an action and a pane may bear the same name.
fn id_of(bound: Bound) -> String {
    match bound {
        Bound::Act(action) => action.0.to_owned(),
        Bound::Open(pane) => format!("={pane}"),
    }
}
