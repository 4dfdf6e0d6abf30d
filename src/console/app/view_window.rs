//! The window of saved views: those there are, what can be done with the one that is on, and the names to be typed.

use super::super::action::Action;
use super::super::body::Tone;
use super::super::effect::Effect;
use super::super::field::TextField;
use super::super::generic as g;
use super::super::overlay::{Choose, Overlay, Prompt};
use super::super::pane::Focus;
use super::super::table::{Cell, Column, Table, TableRow};
use super::super::views::{Arrangement, Deed, Keep, View, ViewKey};
use super::App;
use super::views::table_of;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// Stands between the parts of a row's identity; no name holds it.
const APART: char = '\u{1f}';

/// The longest name that is typed, in columns of the field.
const NAME_LIMIT: usize = 40;

/// What a row of the window does.
const APPLY: (&str, Text) = ("apply", text!("套用", "Apply"));
const SAVE: (&str, Text) = ("save", text!("另存为", "Save as"));
const REPLACE: (&str, Text) = ("replace", text!("按现状替换", "Replace"));
const RENAME: (&str, Text) = ("rename", text!("改名", "Rename"));
const OPEN: (&str, Text) = ("open", text!("打开时使用", "Open with it"));
const CLOSE: (&str, Text) = ("close", text!("打开时不用", "Open without"));
const SHARE: (&str, Text) = ("share", text!("与同岗共享", "Share"));
const UNSHARE: (&str, Text) = ("unshare", text!("不再共享", "Stop sharing"));
const DELETE: (&str, Text) = ("delete", text!("删除", "Delete"));
const LIFT: (&str, Text) = ("lift", text!("撤下视图", "Take off"));

const COLUMNS: [Column; 3] = [
    column("what", text!("操作", "Action"), 13, 0),
    column("view", text!("视图", "View"), 16, 1),
    column("shows", text!("内容", "What it shows"), 28, 2),
];

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

fn row(id: String, what: Text, name: &str, shows: Phrase) -> TableRow {
    TableRow {
        id,
        cells: vec![
            Cell::Fixed(what),
            Cell::Outside(Shown::new(name)),
            Cell::Said(shows),
        ],
        tone: Tone::Plain,
    }
}

impl App {
    /// The window of saved views.
    pub(super) fn raise_views(&mut self, effects: &mut Vec<Effect>) {
        let no = match self.views.doors.map(|doors| (doors.may)(&self.desk)) {
            None => Some(phrase!("本终端不保存视图", "no views are kept here")),
            Some(Err(refusal)) => Some(refusal.cited()),
            Some(Ok(())) if self.views.known.is_none() || self.views.is_busy() => Some(phrase!(
                "视图正在读取，请稍候再试",
                "the views are being read; try again in a moment"
            )),
            Some(Ok(())) => None,
        };
        if let Some(said) = no {
            self.object(said, effects);
            return;
        }
        let (Focus::Table(table) | Focus::Search(_, table)) = self.focus() else {
            return;
        };
        let table = table.clone();
        let mut rows = Table::new(COLUMNS.to_vec(), Phrase::default());
        rows.set_rows(self.view_rows(&table));
        self.stand(Overlay::Choose(Choose {
            title: phrase!("视图：排序和筛选", "Views: order and filter"),
            rows,
            action: g::VIEW_CHOSEN,
        }));
    }

    /// The rows of the window: first what there is, then what can be done.
    fn view_rows(&self, table: &Table) -> Vec<TableRow> {
        let name = self.stack.last().map(table_of).unwrap_or_default();
        let known = self.views.known.iter().flat_map(|views| &views.list);
        let here = known.filter(|view| view.key.table == name);
        let mut rows: Vec<TableRow> = here.map(|view| self.view_row(view, table)).collect();
        let now = Arrangement::of(table);
        if let Some(view) = self.view_on().and_then(|key| self.views.view(key)) {
            let key = &view.key;
            let is_mine = key.owner == self.desk.operator;
            let opens = self.views.opens(key);
            let deeds = [
                (is_mine && view.look != now).then_some(REPLACE),
                Some(if opens { CLOSE } else { OPEN }),
                is_mine.then_some(if view.shared { UNSHARE } else { SHARE }),
                is_mine.then_some(RENAME),
                is_mine.then_some(DELETE),
                Some(LIFT),
            ];
            rows.extend(deeds.into_iter().flatten().map(|(id, what)| {
                let shows = if id == REPLACE.0 {
                    now.told(table)
                } else {
                    Phrase::default()
                };
                row(id.to_owned(), what, &key.name, shows)
            }));
        }
        rows.push(row(SAVE.0.to_owned(), SAVE.1, "", now.told(table)));
        rows
    }

    fn view_row(&self, view: &View, table: &Table) -> TableRow {
        let ViewKey { owner, name, .. } = &view.key;
        let mut shows = view.look.told(table);
        if *owner != self.desk.operator {
            let whose = phrase!(
                "；{owner}共享",
                "; shared by {owner}",
                owner = Shown::new(&view.owner_name)
            );
            shows = joined(&shows, &whose);
        } else if view.shared {
            shows = joined(&shows, &phrase!("；已共享", "; shared"));
        }
        if self.views.opens(&view.key) {
            shows = joined(&shows, &phrase!("；打开时使用", "; opens with it"));
        }
        let id = format!("{}{APART}{owner}{APART}{name}", APPLY.0);
        row(id, APPLY.1, name, shows)
    }

    /// A row of the window was chosen.
    pub(super) fn view_chosen(&mut self, chosen: &str, effects: &mut Vec<Effect>) {
        let mut parts = chosen.splitn(3, APART);
        let what = parts.next().unwrap_or_default();
        if let (Some(owner), Some(name), Some(layer)) =
            (parts.next(), parts.next(), self.stack.last())
        {
            let key = ViewKey {
                table: table_of(layer),
                owner: owner.to_owned(),
                name: name.to_owned(),
            };
            self.lay_view(&key);
            return;
        }
        if what == SAVE.0 {
            self.ask_name(g::VIEW_NAMED, "");
            return;
        }
        let Some(key) = self.view_on().cloned() else {
            return;
        };
        let deed = match what {
            it if it == LIFT.0 => return self.lift_view(),
            it if it == RENAME.0 => return self.ask_name(g::VIEW_RENAMED, &key.name),
            it if it == REPLACE.0 => self.look_now().map(Deed::Save),
            it if it == SHARE.0 || it == UNSHARE.0 => Some(Deed::Share(it == SHARE.0)),
            it if it == OPEN.0 || it == CLOSE.0 => Some(Deed::Open(it == OPEN.0)),
            it if it == DELETE.0 => Some(Deed::Delete),
            _ => None,
        };
        if let Some(deed) = deed {
            self.keep_view(Keep { key, deed }, effects);
        }
    }

    /// How the open table stands.
    fn look_now(&mut self) -> Option<Arrangement> {
        match self.focus() {
            Focus::Table(table) | Focus::Search(_, table) => Some(Arrangement::of(table)),
            Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => None,
        }
    }

    fn ask_name(&mut self, action: Action, before: &str) {
        let Some(doors) = self.views.doors else {
            return;
        };
        let mut text = TextField::limited(NAME_LIMIT);
        text.set(before);
        let hint = if before.is_empty() {
            phrase!(
                "保存本表现在的排序和筛选；已有的同名视图将被替换",
                "keeps the order and the filter of this table; a view of yours with this name is replaced"
            )
        } else {
            phrase!("视图的新名称", "what the view shall be called")
        };
        self.stand(Overlay::Prompt(Prompt {
            title: phrase!("视图名称", "Name of the view"),
            hint,
            text,
            check: doors.named,
            action,
            error: None,
        }));
    }

    /// The view to be saved has its name.
    pub(super) fn view_named(&mut self, name: &str, effects: &mut Vec<Effect>) {
        let (Some(look), Some(layer)) = (self.look_now(), self.stack.last()) else {
            return;
        };
        let key = ViewKey {
            table: table_of(layer),
            owner: self.desk.operator.clone(),
            name: name.to_owned(),
        };
        let deed = Deed::Save(look);
        self.keep_view(Keep { key, deed }, effects);
    }

    /// The view that is on has a new name.
    pub(super) fn view_renamed(&mut self, name: &str, effects: &mut Vec<Effect>) {
        if let Some(key) = self.view_on().cloned() {
            let deed = Deed::Rename(name.to_owned());
            self.keep_view(Keep { key, deed }, effects);
        }
    }
}

/// Two parts of a sentence without a blank between them.
fn joined(one: &Phrase, other: &Phrase) -> Phrase {
    phrase!("{one}{other}", "{one}{other}", one = *one, other = *other)
}
