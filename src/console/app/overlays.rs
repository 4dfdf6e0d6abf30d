//! What stands above the pane: raising it, typing into it, and what its answer leads to.

use super::super::action::{Action, Danger};
use super::super::effect::Effect;
use super::super::fast_path;
use super::super::field::{Edit, TextField};
use super::super::generic as g;
use super::super::key::half_width;
use super::super::overlay::{Choose, Confirm, Overlay, Prompt};
use super::super::pane::Focus;
use super::super::table::{Cell, Column, Table, TableRow};
use super::perform::scrolled;
use super::{App, stop_type_ahead};
use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::kernel::shown::Shown;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// Our own design decisions, as a clause.
const OURS: Clause = Clause::of("D");

impl App {
    /// Raises an overlay. Where something is to be confirmed, keys struck before it was seen are thrown away.
    pub(super) fn raise(&mut self, overlay: Overlay, effects: &mut Vec<Effect>) {
        if matches!(overlay, Overlay::Confirm(_)) {
            stop_type_ahead(effects);
        }
        self.stand(overlay);
    }

    /// Puts an overlay above the pane.
    pub(super) fn stand(&mut self, mut overlay: Overlay) {
        if let Overlay::Choose(Choose { rows, .. }) = &mut overlay {
            rows.set_lang(self.lang);
        }
        self.strokes.clear();
        self.overlay = Some(overlay);
        self.dirty = true;
    }

    /// An action of the overlay sections of the keymap.
    pub(super) fn act_above(&mut self, action: Action, effects: &mut Vec<Effect>) {
        if let Some(edit) = g::edit_of(action) {
            self.edit_above(edit, effects);
            return;
        }
        match (g::move_of(action), action) {
            (Some(how), _) => {
                self.dirty |= match &mut self.overlay {
                    Some(Overlay::Help(search) | Overlay::Palette(search)) => search.rows.go(how),
                    Some(Overlay::Choose(choose)) => choose.rows.go(how),
                    Some(Overlay::Read(_, _, at)) => scrolled(at, how),
                    Some(Overlay::Confirm(_) | Overlay::Prompt(_)) | None => false,
                };
            }
            (None, g::ACCEPT) => self.accept(effects),
            (None, _) => self.close_above(),
        }
    }

    /// Closes the overlay; nothing of what was begun in it happens.
    fn close_above(&mut self) {
        self.dirty = true;
        if let Some(Overlay::Prompt(prompt)) = self.overlay.take()
            && prompt.action == g::FILTERED
        {
            self.filter("");
        }
    }

    /// Characters typed into the overlay.
    pub(super) fn typed_above(&mut self, text: &str, effects: &mut Vec<Effect>) {
        let changed = match &mut self.overlay {
            Some(Overlay::Choose(choose)) => {
                let narrowed = format!("{}{text}", choose.rows.filter());
                choose.rows.set_filter(&narrowed)
            }
            other => field_of(other).is_some_and(|field| field.insert(text)),
        };
        if changed {
            self.edited_above();
        } else {
            effects.push(Effect::Ring);
        }
    }

    fn edit_above(&mut self, edit: Edit, effects: &mut Vec<Effect>) {
        if let Some(Overlay::Choose(choose)) = &mut self.overlay {
            let mut wider: Vec<char> = choose.rows.filter().chars().collect();
            match edit {
                Edit::Backspace => drop(wider.pop()),
                Edit::Clear => wider.clear(),
                _ => {}
            }
            self.dirty |= choose
                .rows
                .set_filter(&wider.into_iter().collect::<String>());
            return;
        }
        let Some(field) = field_of(&mut self.overlay) else {
            effects.push(Effect::Ring);
            return;
        };
        let before = field.text().to_owned();
        let changed = field.edit(edit);
        let is_other_text = field.text() != before;
        self.dirty |= changed;
        if is_other_text {
            self.edited_above();
        }
    }

    /// The text of the overlay has changed: rows are searched again, a filter works as it is typed.
    fn edited_above(&mut self) {
        self.dirty = true;
        match &mut self.overlay {
            Some(Overlay::Help(_) | Overlay::Palette(_)) => self.search_again(),
            Some(Overlay::Prompt(prompt)) => {
                prompt.error = None;
                if prompt.action == g::FILTERED {
                    let filter = prompt.text.text().to_owned();
                    self.filter(&filter);
                }
            }
            Some(Overlay::Confirm(_) | Overlay::Choose(_) | Overlay::Read(..)) | None => {}
        }
    }

    /// Enter in an overlay.
    fn accept(&mut self, effects: &mut Vec<Effect>) {
        self.dirty = true;
        match self.overlay.take() {
            Some(Overlay::Help(search) | Overlay::Palette(search)) => {
                if let Some(bound) = search.rows.current().and_then(|row| self.bound_of(&row.id)) {
                    self.perform(bound, effects);
                }
            }
            Some(Overlay::Confirm(confirm)) => self.confirmed(confirm, effects),
            Some(Overlay::Choose(choose)) => {
                if let Some(row) = choose.rows.current() {
                    self.act(choose.action, Some(row.id.clone()), effects);
                }
            }
            Some(Overlay::Prompt(mut prompt)) => {
                let line = prompt.text.text().trim().to_owned();
                match (prompt.check)(&line) {
                    Ok(()) => self.act(prompt.action, Some(line), effects),
                    Err(refusal) => {
                        prompt.error = Some(refusal);
                        self.overlay = Some(Overlay::Prompt(prompt));
                        stop_type_ahead(effects);
                    }
                }
            }
            Some(Overlay::Read(..)) | None => {}
        }
    }

    /// Something was typed in answer to a confirmation. Only the very word lets the action through, and only if
    /// it still touches what was shown: rows may have changed while the question stood.
    fn confirmed(&mut self, mut confirm: Confirm, effects: &mut Vec<Effect>) {
        let typed: String = confirm.text.text().trim().chars().map(half_width).collect();
        if typed != confirm.word {
            confirm.text.set("");
            self.overlay = Some(Overlay::Confirm(confirm));
            self.object(
                phrase!(
                    "输入不符，未办理",
                    "that is not what was asked for; nothing was done"
                ),
                effects,
            );
            return;
        }
        self.observe();
        if let Some(spec) = self.spec_of(confirm.action) {
            if let Err(not_now) = self.permitted(spec) {
                self.complain(not_now.why, effects);
                return;
            }
            let counts = matches!(spec.danger, Some(Danger::Count));
            if counts && self.at_stake(confirm.action).0.to_string() != confirm.word {
                self.complain(
                    phrase!(
                        "确认期间数据有变化，未办理，请核对后重新操作",
                        "records changed while the question stood; nothing was done, look again"
                    ),
                    effects,
                );
                return;
            }
        }
        self.go_through(confirm.action, confirm.answer, effects);
    }

    /// `=`: a line for a number path or mnemonic.
    pub(super) fn raise_fast_path(&mut self) {
        self.stand(Overlay::Prompt(Prompt {
            title: phrase!("直达", "Go to"),
            hint: phrase!(
                "输入功能编号或代码，可带参数，如 3.2",
                "a screen's number or code, with an argument if you like: 3.2"
            ),
            text: TextField::default(),
            check: |_| Ok(()),
            action: g::GO,
            error: None,
        }));
    }

    /// Goes where the fast path leads; an unknown one keeps its line open.
    pub(super) fn go(&mut self, typed: &str, effects: &mut Vec<Effect>) {
        if let Some((name, argument)) = fast_path::destination(&self.panes, typed) {
            self.open(name, argument, effects);
            return;
        }
        self.raise_fast_path();
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
            prompt.text.set(typed);
            prompt.error = Some(Refusal::new(
                "TY-0001",
                OURS,
                phrase!(
                    "没有编号或代码为 {typed} 的功能",
                    "no screen has the number or code {typed}",
                    typed = typed
                ),
                phrase!(
                    "按 Esc 关闭后用命令面板按名称查找",
                    "close with Esc and look for it by name in the palette"
                ),
            ));
        }
        stop_type_ahead(effects);
    }

    /// `/`: a line that filters the table as it is typed. Enter keeps the filter, Esc takes it away.
    pub(super) fn raise_filter(&mut self) {
        let (Focus::Table(table) | Focus::Search(_, table)) = self.focus() else {
            return;
        };
        let mut text = TextField::default();
        text.set(table.filter());
        self.stand(Overlay::Prompt(Prompt {
            title: phrase!("筛选", "Filter"),
            hint: phrase!(
                "文字或拼音首字母；回车保留筛选，Esc 取消筛选",
                "text or pinyin initials; Enter keeps the filter, Esc takes it away"
            ),
            text,
            check: |_| Ok(()),
            action: g::FILTERED,
            error: None,
        }));
    }

    fn filter(&mut self, filter: &str) {
        if let Focus::Table(table) | Focus::Search(_, table) = self.focus() {
            let changed = table.set_filter(filter);
            self.dirty |= changed;
        }
    }

    /// F4: what the field may hold; where its spec does not say, the pane is asked.
    pub(super) fn choices(&mut self, effects: &mut Vec<Effect>) {
        let field = match self.focus() {
            Focus::Form(form) | Focus::Search(form, _) => form.current().map(|field| field.spec),
            Focus::Nothing | Focus::Table(_) | Focus::Scroll(_) => None,
        };
        if let Some(spec) = field.filter(|spec| !spec.choices.is_empty()) {
            let mut rows = Table::new(CHOICE_COLUMNS.to_vec(), Phrase::default());
            rows.set_rows(spec.choices.iter().map(choice).collect());
            self.stand(Overlay::Choose(Choose {
                title: spec.label.into(),
                rows,
                action: g::CHOSEN,
            }));
            return;
        }
        self.with_pane(effects, None, |pane, cx| pane.on(g::CHOICES, cx));
        if self.overlay.is_none() && self.message.is_none() {
            self.object(
                phrase!("此处没有可选项", "nothing to choose from here"),
                effects,
            );
        }
    }

    /// A choice goes into the field it was made for.
    pub(super) fn chosen(&mut self, choice: &str, effects: &mut Vec<Effect>) {
        if let Focus::Form(form) | Focus::Search(form, _) = self.focus()
            && let Some(field) = form.current_mut()
        {
            field.text.set(choice);
            field.error = None;
            self.edited(effects);
        }
    }
}

const CHOICE_COLUMNS: [Column; 2] = [
    Column {
        title: text!("代码", "Code"),
        width: 8,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        title: text!("内容", "Meaning"),
        width: 20,
        grows: 1,
        right: false,
        spare: 0,
    },
];

fn choice((value, label): &(&'static str, crate::kernel::text::Text)) -> TableRow {
    TableRow {
        id: (*value).to_owned(),
        cells: vec![Cell::Outside(Shown::new(value)), Cell::Fixed(*label)],
        tone: super::Tone::Plain,
    }
}

/// The text of an overlay, where it has one.
fn field_of(overlay: &mut Option<Overlay>) -> Option<&mut TextField> {
    match overlay {
        Some(Overlay::Help(search) | Overlay::Palette(search)) => Some(&mut search.text),
        Some(Overlay::Confirm(confirm)) => Some(&mut confirm.text),
        Some(Overlay::Prompt(prompt)) => Some(&mut prompt.text),
        Some(Overlay::Choose(_) | Overlay::Read(..)) | None => None,
    }
}
