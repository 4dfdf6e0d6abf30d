//! The overlays the console raises itself: the fast path, the filter, the choices of a field.

use super::super::effect::Effect;
use super::super::fast_path;
use super::super::field::TextField;
use super::super::generic as g;
use super::super::overlay::{Choose, Overlay, Prompt};
use super::super::pane::Focus;
use super::super::table::{Cell, Column, Table, TableRow};
use super::{App, Tone, stop_type_ahead};
use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// Our own design decisions, as a clause.
const OURS: Clause = Clause::of("D");

impl App {
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
            self.open(name, &argument, effects);
            return;
        }
        self.raise_fast_path();
        if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
            prompt.text.set(typed);
            prompt.error = Some(Refusal::new(
                "PN-0902",
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

    pub(super) fn filter(&mut self, filter: &str) {
        if let Focus::Table(table) | Focus::Search(_, table) = self.focus() {
            let changed = table.narrow(filter);
            self.dirty |= changed;
        }
    }

    /// The filter was kept or taken away: from now on the cursor belongs where it stands.
    pub(super) fn filtered(&mut self) {
        if let Focus::Table(table) | Focus::Search(_, table) = self.focus() {
            table.settle();
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

const CHOICE_COLUMNS: [Column; 2] = [
    column("code", text!("代码", "Code"), 8, 0),
    column("meaning", text!("内容", "Meaning"), 20, 1),
];

fn choice((value, label): &(&'static str, Text)) -> TableRow {
    TableRow {
        id: (*value).to_owned(),
        cells: vec![Cell::Outside(Shown::new(value)), Cell::Fixed(*label)],
        tone: Tone::Plain,
    }
}
