//! One step of a simulated journey, written so that a failure can be told in one line and read back.

use std::fmt;

use jingban::console::key::{Code, Key};
use jingban::console::notation;

/// What happens from outside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// A key is struck.
    Strike(Key),
    /// A text is pasted.
    Paste(String),
    /// The terminal gets this size.
    Size(u16, u16),
    /// Milliseconds pass.
    Pass(u64),
    /// Somebody else changed things of this kind.
    Changed(String),
    /// The line goes away.
    HangUp,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Strike(key) => f.write_str(&written(*key)),
            Self::Paste(text) => {
                let json = serde_json::to_string(text).unwrap();
                write!(f, "paste:{}", json.replace(' ', "\\u0020"))
            }
            Self::Size(columns, rows) => write!(f, "size:{columns}x{rows}"),
            Self::Pass(ms) => write!(f, "ms:{ms}"),
            Self::Changed(kind) => write!(f, "changed:{kind}"),
            Self::HangUp => f.write_str("hangup:"),
        }
    }
}

/// Steps in one line.
pub(crate) fn told(steps: &[Step]) -> String {
    let each: Vec<String> = steps.iter().map(Step::to_string).collect();
    each.join(" ")
}

/// Reads back what [`told`] wrote.
pub(crate) fn read(line: &str) -> Vec<Step> {
    line.split(' ')
        .filter(|it| !it.is_empty())
        .map(one)
        .collect()
}

fn one(word: &str) -> Step {
    if let Some(json) = word.strip_prefix("paste:") {
        Step::Paste(serde_json::from_str(json).unwrap())
    } else if let Some((columns, rows)) =
        word.strip_prefix("size:").and_then(|it| it.split_once('x'))
    {
        Step::Size(columns.parse().unwrap(), rows.parse().unwrap())
    } else if let Some(ms) = word.strip_prefix("ms:") {
        Step::Pass(ms.parse().unwrap())
    } else if let Some(kind) = word.strip_prefix("changed:") {
        Step::Changed(kind.to_owned())
    } else if word == "hangup:" {
        Step::HangUp
    } else {
        Step::Strike(notation::key(word).unwrap_or_else(|| panic!("{word}")))
    }
}

/// A key as the keymap files write it.
fn written(key: Key) -> String {
    let name = match key.code {
        Code::Char(' ') => "space".to_owned(),
        Code::Char(c) => c.to_string(),
        Code::F(number) => format!("f{number}"),
        Code::PageUp => "pgup".to_owned(),
        Code::PageDown => "pgdn".to_owned(),
        Code::Enter
        | Code::Esc
        | Code::Tab
        | Code::BackTab
        | Code::Backspace
        | Code::Delete
        | Code::Insert
        | Code::Up
        | Code::Down
        | Code::Left
        | Code::Right
        | Code::Home
        | Code::End => format!("{:?}", key.code).to_lowercase(),
    };
    let ctrl = if key.ctrl { "ctrl-" } else { "" };
    let alt = if key.alt { "alt-" } else { "" };
    format!("{ctrl}{alt}{name}")
}

#[test]
fn what_is_told_is_read_back() {
    let steps = vec![
        Step::Strike(Key::plain(Code::Char(' '))),
        Step::Strike(Key {
            ctrl: true,
            ..Key::plain(Code::Left)
        }),
        Step::Strike(Key::plain(Code::Char(':'))),
        Step::Strike(Key::plain(Code::Char('张'))),
        Step::Strike(Key::plain(Code::PageUp)),
        Step::Paste(" a\r\n\u{1b}[3 张".to_owned()),
        Step::Size(79, 0),
        Step::Pass(250),
        Step::Changed("policy".to_owned()),
        Step::HangUp,
    ];
    assert_eq!(read(&told(&steps)), steps);
}
