//! A screen read out: all of it where it is another, and of the next one only what was not said before.

use std::collections::BTreeMap;

use super::super::frame::Frame;
use super::super::overlay::{Confirm, Overlay, Prompt};
use super::bodies::{Manner, body, line, mark, rows, safe};
use crate::kernel::text::Lang;
use crate::phrase;

/// Reads screens out, one after the other.
#[derive(Default)]
pub struct Reader {
    around: Vec<String>,
    title: String,
    said: Vec<String>,
}

impl Reader {
    /// What is new on this screen: all of it where the title is another, else the lines that were not there.
    pub fn read(&mut self, frame: &Frame<'_>) -> Vec<String> {
        let lang = frame.lang;
        let (around, title, lines) = (around_it(frame), titled(frame), lines(frame));
        let mut new = unsaid(&self.around, &around);
        if title == self.title {
            new.extend(unsaid(&self.said, &lines));
        } else {
            new.push(format!("== {title}"));
            new.extend(lines.iter().cloned());
        }
        // A message is always said: the same one twice is news twice.
        if let Some((tone, said)) = &frame.message {
            let said = safe(said, lang);
            new.retain(|line| !line.ends_with(&said));
            new.push(format!("{}{said}", mark(*tone)));
        }
        (self.around, self.title, self.said) = (around, title, lines);
        new
    }
}

/// Of these lines, those that were not among the ones before; each of those counts once.
fn unsaid(before: &[String], lines: &[String]) -> Vec<String> {
    let mut known: BTreeMap<&String, usize> = BTreeMap::new();
    for line in before {
        *known.entry(line).or_default() += 1;
    }
    let is_new = |line: &&String| match known.get_mut(*line) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        Some(_) | None => true,
    };
    lines.iter().filter(is_new).cloned().collect()
}

/// What stands on every screen: place, who, day, and the countdown.
fn around_it(frame: &Frame<'_>) -> Vec<String> {
    let header: Vec<String> = frame
        .header
        .iter()
        .map(|run| run.words.in_lang(frame.lang).to_string())
        .filter(|it| !it.is_empty())
        .collect();
    vec![header.join(" | "), line(&frame.countdown, frame.lang)]
}

/// Where the operator is.
fn titled(frame: &Frame<'_>) -> String {
    let (title, beside) = &frame.title;
    let beside = safe(beside, frame.lang);
    format!("{} {beside}", title.in_lang(frame.lang))
        .trim_end()
        .to_owned()
}

fn lines(frame: &Frame<'_>) -> Vec<String> {
    let lang = frame.lang;
    if let Some(small) = &frame.too_small {
        return vec![safe(small, lang)];
    }
    let mut lines = body(&frame.body, lang, Manner::Worked);
    if let Some(overlay) = frame.overlay {
        lines.extend(window(overlay, lang));
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// A window above the screen.
fn window(overlay: &Overlay, lang: Lang) -> Vec<String> {
    match overlay {
        Overlay::Help(search) | Overlay::Palette(search) => {
            let about = search.about.iter().map(|it| line(it, lang));
            about
                .chain(rows(&search.rows, lang, Manner::Worked))
                .collect()
        }
        Overlay::Confirm(asked) => confirm(asked, lang),
        Overlay::Choose(choose) => {
            let title = safe(&choose.title, lang);
            let choices = rows(&choose.rows, lang, Manner::Worked);
            std::iter::once(title).chain(choices).collect()
        }
        Overlay::Prompt(asked) => prompt(asked, lang),
        Overlay::Read(title, text, _) => {
            let text = text.iter().map(|it| line(it, lang));
            std::iter::once(safe(title, lang)).chain(text).collect()
        }
    }
}

fn confirm(asked: &Confirm, lang: Lang) -> Vec<String> {
    let how = phrase!(
        "输入 {word} 后回车即办理；\\esc 放弃",
        "type {word} to go on; \\esc to leave it",
        word = asked.word
    );
    vec![safe(&asked.question, lang), safe(&how, lang)]
}

fn prompt(asked: &Prompt, lang: Lang) -> Vec<String> {
    let error = asked
        .error
        .as_ref()
        .map(|refusal| format!("!! {}", safe(&refusal.cited(), lang)));
    [safe(&asked.title, lang), safe(&asked.hint, lang)]
        .into_iter()
        .chain(error)
        .collect()
}
