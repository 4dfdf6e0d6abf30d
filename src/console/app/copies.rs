//! Copying what is shown: one cell, one fact or one field goes to the clipboard of the terminal, masked as on the screen.

use super::super::body::{Body, Fact, Tone};
use super::super::effect::Effect;
use super::super::generic as g;
use super::super::overlay::{Choose, Overlay};
use super::super::pane::Focus;
use super::super::table::{Cell, Column, Table, TableRow};
use super::App;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Lang, Phrase, Text};
use crate::{phrase, text};

/// The longest text that is sent: terminals and what lies between drop longer ones without a word.
const BYTES_MAX: usize = 8 * 1024;

impl App {
    /// Sends what the cursor stands on; where a record has several values, asks which.
    pub(super) fn raise_copy(&mut self, effects: &mut Vec<Effect>) {
        if self.is_locked() {
            self.object(phrase!("请先登录", "sign in first"), effects);
            return;
        }
        let values = self.copyable();
        match values.as_slice() {
            [] => self.object(
                phrase!("此处没有可复制的内容", "there is nothing to copy here"),
                effects,
            ),
            [(_, only)] => self.send_copy(only.as_str(), effects),
            several => {
                let mut rows = Table::new(COLUMNS.to_vec(), Phrase::default());
                rows.set_rows(several.iter().enumerate().map(choice).collect());
                self.stand(Overlay::Choose(Choose {
                    title: phrase!("复制哪一项", "Copy which value"),
                    rows,
                    action: g::COPIED,
                }));
            }
        }
    }

    /// A value was chosen: behind its number stands the value itself, as it was shown.
    pub(super) fn copy_chosen(&mut self, chosen: &str, effects: &mut Vec<Effect>) {
        let value = chosen.split_once(' ').map_or("", |(_, value)| value);
        self.send_copy(value, effects);
    }

    fn send_copy(&mut self, value: &str, effects: &mut Vec<Effect>) {
        if value.len() > BYTES_MAX {
            self.object(
                phrase!(
                    "内容过长，未送出；请改用导出",
                    "too long, not sent; export it instead"
                ),
                effects,
            );
            return;
        }
        effects.push(Effect::Copy(value.to_owned()));
        // Whether the terminal takes it, nobody is told.
        self.say(
            Tone::Plain,
            phrase!("已送往终端", "sent to the terminal"),
            false,
        );
    }

    /// What can be copied here: the field with the caret, else the row under the cursor, else the facts.
    fn copyable(&mut self) -> Vec<(Text, Shown)> {
        let lang = self.lang;
        let focused = match self.focus() {
            Focus::Form(form) => form.current().map_or_else(Vec::new, |field| {
                let value = Shown::new(field.value());
                let is_open = !field.spec.secret && !field.value().is_empty();
                is_open
                    .then_some((field.spec.label, value))
                    .into_iter()
                    .collect()
            }),
            Focus::Table(table) | Focus::Search(_, table) => row(table, lang),
            Focus::Nothing | Focus::Scroll(_) => Vec::new(),
        };
        let types = matches!(self.focus(), Focus::Form(_));
        if types || !focused.is_empty() {
            return focused;
        }
        let mut facts = Vec::new();
        if let Some(layer) = self.stack.last() {
            gather(&layer.pane.body(), lang, &mut facts);
        }
        facts
    }
}

/// The row under the cursor, cell by cell.
fn row(table: &Table, lang: Lang) -> Vec<(Text, Shown)> {
    let cells = table.current().map_or(&[][..], |row| &row.cells);
    let titles = table.columns.iter().map(|column| column.title);
    titles
        .zip(cells)
        .filter(|(_, cell)| **cell != Cell::Nothing)
        .map(|(title, cell)| (title, Shown::new(&cell.text(lang))))
        .filter(|(_, value)| !value.as_str().is_empty())
        .collect()
}

/// Every fact in a body, from above.
fn gather(body: &Body<'_>, lang: Lang, facts: &mut Vec<(Text, Shown)>) {
    match body {
        Body::Facts(found) => facts.extend(found.iter().map(|Fact { label, value, .. }| {
            let value = value.words.in_lang(lang);
            (*label, value)
        })),
        Body::Stack(parts) => parts.iter().for_each(|(_, part)| gather(part, lang, facts)),
        Body::Beside(parts) => parts.iter().for_each(|(_, part)| gather(part, lang, facts)),
        Body::Tabs(_, _, open) => gather(open, lang, facts),
        Body::Framed(_, inside) => gather(inside, lang, facts),
        Body::Table(_) | Body::Form(_) | Body::Lines(_) => {}
    }
}

const COLUMNS: [Column; 2] = [
    Column {
        id: "what",
        title: text!("项目", "What"),
        width: 14,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "value",
        title: text!("内容", "Value"),
        width: 20,
        grows: 1,
        right: false,
        spare: 0,
    },
];

fn choice((at, (label, value)): (usize, &(Text, Shown))) -> TableRow {
    TableRow {
        id: format!("{at} {}", value.as_str()),
        cells: vec![Cell::Fixed(*label), Cell::Outside(value.clone())],
        tone: Tone::Plain,
    }
}
