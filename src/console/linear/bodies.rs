//! What a pane shows, as lines in reading order.

use super::super::body::{Body, Fact, Line, Tone};
use super::super::form::{Field, Form};
use super::super::table::{Table, TableRow};
use crate::kernel::shown::Shown;
use crate::kernel::text::{Lang, Phrase};

/// Rows of a table that are read out at once.
const ROWS: usize = 15;

/// How much of a body is read out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// All of it, for a file or a program.
    Whole,
    /// What an operator works on: numbered rows around the cursor, the cursor and the caret by themselves.
    Worked,
}

/// A body as lines, in reading order, safe to print.
pub fn read_out(shown: &Body<'_>, lang: Lang) -> Vec<String> {
    body(shown, lang, Manner::Whole)
}

pub(super) fn body(shown: &Body<'_>, lang: Lang, manner: Manner) -> Vec<String> {
    match shown {
        Body::Table(table) => rows(table, lang, manner),
        Body::Form(form) => fields(form, lang, manner),
        Body::Facts(facts) => facts.iter().map(|it| fact(it, lang)).collect(),
        Body::Lines(lines) => lines.iter().map(|it| line(it, lang)).collect(),
        Body::Stack(parts) => parts
            .iter()
            .flat_map(|(_, it)| body(it, lang, manner))
            .collect(),
        Body::Beside(parts) => parts
            .iter()
            .flat_map(|(_, it)| body(it, lang, manner))
            .collect(),
        Body::Tabs(titles, open, inside) => {
            let title = titles.get(*open).filter(|_| manner == Manner::Worked);
            let title = title.map(|it| format!("-- {}", it.in_lang(lang)));
            title
                .into_iter()
                .chain(body(inside, lang, manner))
                .collect()
        }
        Body::Framed(title, inside) => std::iter::once(safe(title, lang))
            .chain(body(inside, lang, manner))
            .collect(),
    }
}

/// The runs of a line as one text.
pub fn line(line: &Line, lang: Lang) -> String {
    line.0
        .iter()
        .map(|run| run.words.in_lang(lang).to_string())
        .collect()
}

pub(super) fn safe(said: &Phrase, lang: Lang) -> String {
    Shown::new(said.in_lang(lang)).to_string()
}

fn fact(fact: &Fact, lang: Lang) -> String {
    pair(
        fact.label.in_lang(lang),
        fact.value.words.in_lang(lang).as_str(),
    )
}

fn pair(label: &str, value: &str) -> String {
    let value = Shown::new(value);
    format!("{label}: {value}")
}

fn fields(form: &Form, lang: Lang, manner: Manner) -> Vec<String> {
    let mut lines: Vec<String> = form
        .fields
        .iter()
        .map(|it| pair(it.spec.label.in_lang(lang), &it.text.shown()))
        .collect();
    if manner == Manner::Worked {
        lines.extend(form.current().map(|field| caret(field, lang)));
        let errors = form.fields.iter().filter_map(|field| field.error.as_ref());
        lines.extend(errors.map(|it| format!("!! {}", safe(&it.cited(), lang))));
    }
    lines
}

/// The field with the caret, and what it takes.
fn caret(field: &Field, lang: Lang) -> String {
    let spec = field.spec;
    format!(
        "> {}  ({})",
        spec.label.in_lang(lang),
        spec.help.in_lang(lang)
    )
}

fn cells(row: &TableRow, lang: Lang) -> String {
    let texts: Vec<String> = row.cells.iter().map(|cell| cell.text(lang)).collect();
    texts.join(" | ")
}

pub(super) fn rows(table: &Table, lang: Lang, manner: Manner) -> Vec<String> {
    let titles: Vec<&str> = table
        .columns
        .iter()
        .map(|it| it.title.in_lang(lang))
        .collect();
    let mut lines = vec![titles.join(" | ")];
    match manner {
        Manner::Whole => lines.extend(table.shown().map(|row| cells(row, lang))),
        Manner::Worked => lines.extend(around(table, lang)),
    }
    if table.count() == 0 {
        lines.push(table.empty.in_lang(lang).to_owned());
    }
    lines.extend(table.total.as_ref().map(|row| cells(row, lang)));
    let below = [table.view.as_ref(), table.more.as_ref()];
    let below = below.into_iter().flatten();
    lines.extend(below.map(|it| it.in_lang(lang).to_owned()));
    lines
}

/// The numbered rows around the cursor, how many there are, and the row under the cursor.
fn around(table: &Table, lang: Lang) -> Vec<String> {
    let window = table.window(ROWS);
    let numbered = |(at, row): (usize, &TableRow)| {
        let marked = if table.is_marked(&row.id) { "* " } else { "" };
        let tone = mark(row.tone);
        format!(
            "{}. {marked}{tone}{}",
            at.saturating_add(1),
            cells(row, lang)
        )
    };
    let seen = table.shown().enumerate();
    let seen = seen.skip(window.start).take(window.len());
    let mut lines: Vec<String> = seen.map(numbered).collect();
    if let (false, Some(at), Some(row)) = (table.rests, table.cursor(), table.current()) {
        let of = table.shown().len();
        lines.push(format!(
            "> {}/{of} {}",
            at.saturating_add(1),
            cells(row, lang)
        ));
    }
    lines
}

/// A tone as words see it.
pub(super) fn mark(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "!! ",
        Tone::Warning => "! ",
        Tone::Good => "+ ",
        Tone::Plain | Tone::Strong | Tone::Quiet => "",
    }
}
