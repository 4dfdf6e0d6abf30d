//! A pane without a console: it loads, its questions are answered one after the other, and its body is read out as lines.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::trouble::Trouble;
use crate::console::body::{Body, Line};
use crate::console::effect::Effect;
use crate::console::pane::{Cx, Pane, Tickets};
use crate::console::table::{Table, TableRow};
use crate::database::Db;
use crate::database::request::Payload;
use crate::kernel::desk::Desk;
use crate::kernel::shown::Shown;
use crate::kernel::text::Lang;

/// What a pane was answered: the answers by the names of their questions.
pub type Answers = BTreeMap<&'static str, Value>;

/// Loads a pane and answers its questions until it has none left. What it would change stays undone.
pub async fn settle(pane: &mut dyn Pane, db: &Db, desk: &Desk) -> Result<Answers, Trouble> {
    let mut tickets = Tickets::of_session("command".to_owned());
    let mut effects = Vec::new();
    let mut answers = Answers::new();
    pane.load(&mut Cx::new(desk, &mut effects, &mut tickets));
    let mut due: VecDeque<Effect> = effects.into();
    while let Some(effect) = due.pop_front() {
        let Effect::Ask(ticket, query) = effect else {
            continue;
        };
        let text = query.find(db, desk).await?.to_json();
        answers.insert(
            query.name(),
            serde_json::from_str(&text).unwrap_or_default(),
        );
        let mut answer = Some(Ok(Payload::Recorded(text)));
        pane.slots(&mut |slot| {
            if slot.awaits(ticket)
                && let Some(answer) = answer.take()
            {
                slot.fill(answer);
            }
        });
        let mut more = Vec::new();
        pane.settled(&mut Cx::new(desk, &mut more, &mut tickets));
        due.extend(more);
    }
    Ok(answers)
}

/// A body as lines, in reading order, safe to print.
pub fn read_out(body: &Body<'_>, lang: Lang) -> Vec<String> {
    match body {
        Body::Table(table) => rows(table, lang),
        Body::Form(form) => {
            let fields = form.fields.iter();
            fields
                .map(|it| pair(it.spec.label.in_lang(lang), &it.text.shown()))
                .collect()
        }
        Body::Facts(facts) => facts
            .iter()
            .map(|it| {
                pair(
                    it.label.in_lang(lang),
                    it.value.words.in_lang(lang).as_str(),
                )
            })
            .collect(),
        Body::Lines(lines) => lines.iter().map(|it| line(it, lang)).collect(),
        Body::Stack(parts) => parts
            .iter()
            .flat_map(|(_, it)| read_out(it, lang))
            .collect(),
        Body::Beside(parts) => parts
            .iter()
            .flat_map(|(_, it)| read_out(it, lang))
            .collect(),
        Body::Tabs(_, _, open) => read_out(open, lang),
        Body::Framed(title, inside) => {
            let title = Shown::new(title.in_lang(lang)).to_string();
            std::iter::once(title)
                .chain(read_out(inside, lang))
                .collect()
        }
    }
}

/// The runs of a line as one text.
pub fn line(line: &Line, lang: Lang) -> String {
    line.0
        .iter()
        .map(|run| run.words.in_lang(lang).to_string())
        .collect()
}

fn pair(label: &str, value: &str) -> String {
    let value = Shown::new(value);
    format!("{label}: {value}")
}

fn rows(table: &Table, lang: Lang) -> Vec<String> {
    let cells = |row: &TableRow| -> String {
        let texts: Vec<String> = row.cells.iter().map(|cell| cell.text(lang)).collect();
        texts.join(" | ")
    };
    let titles: Vec<&str> = table
        .columns
        .iter()
        .map(|it| it.title.in_lang(lang))
        .collect();
    let mut lines = vec![titles.join(" | ")];
    lines.extend(table.shown().map(cells));
    if table.count() == 0 {
        lines.push(table.empty.in_lang(lang).to_owned());
    }
    lines.extend(table.total.as_ref().map(cells));
    lines.extend(
        table
            .more
            .as_ref()
            .map(|more| more.in_lang(lang).to_owned()),
    );
    lines
}
