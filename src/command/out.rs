//! `Out`: the only place a command prints from. Text from outside is made safe here, whatever it carries.

use std::io::{self, Write as _};

use serde::Serialize;

use super::trouble::Trouble;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Lang, Say};

/// Where a command speaks: sentences on standard output, complaints on standard error.
#[derive(Clone, Copy, Debug)]
pub struct Out {
    /// The language.
    pub lang: Lang,
    /// Whether the answer is for programs.
    pub json: bool,
}

impl Out {
    /// One line of the answer.
    pub fn line(self, said: &dyn Say) {
        self.text(Shown::new(&said.say(self.lang)).as_str());
    }

    /// Text the program has made itself, with its own line ends.
    pub fn text(self, text: &str) {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        // A reader that has gone away (`| head`) has read enough.
        drop(write!(io::stdout().lock(), "{text}{end}"));
    }

    /// A whole answer that is one text, a string for programs.
    pub fn whole(self, text: &str) {
        if self.json {
            self.json(&text);
        } else {
            self.text(text);
        }
    }

    /// The answer for programs, on one line.
    pub fn json<T: Serialize>(self, answer: &T) {
        let text = serde_json::to_string(answer).unwrap_or_default();
        self.text(&escaped(&text));
    }

    /// A remark beside the answer, on standard error.
    pub fn aside(self, said: &dyn Say) {
        let shown = Shown::new(&said.say(self.lang));
        drop(writeln!(io::stderr().lock(), "jingban: {shown}"));
    }

    /// How far a long work has come: one line, written over.
    pub fn progress(self, what: &str, done: usize, due: usize) {
        use std::io::IsTerminal as _;
        let mut out = io::stderr().lock();
        if out.is_terminal() {
            let end = if what.is_empty() { "\n" } else { "" };
            let what = Shown::new(what);
            drop(write!(out, "\r\u{1b}[K{done}/{due} {what}{end}"));
        }
    }

    /// Why the command did not do what was asked.
    pub fn complain(self, trouble: &Trouble) {
        for said in trouble.told() {
            self.aside(&said);
        }
        if self.json {
            self.json(trouble);
        }
    }
}

/// JSON whose strings carry nothing a terminal would act on; it reads back as the same text.
fn escaped(json: &str) -> String {
    use std::fmt::Write as _;
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        let alone = c.to_string();
        if Shown::new(&alone).as_str() == alone {
            safe.push(c);
        } else {
            let mut units = [0_u16; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing into a `String` cannot fail.
                let _written = write!(safe, "\\u{unit:04x}");
            }
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_carries_no_control_and_reads_back_as_it_was() {
        let text = "王\u{1b}[2J\u{9b}31m\u{202e}英\u{e0041}";
        let safe = escaped(&serde_json::to_string(text).unwrap());
        assert!(
            safe.chars()
                .all(|c| c == '"' || Shown::new(&c.to_string()).as_str().chars().count() == 1)
        );
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
    }
}
