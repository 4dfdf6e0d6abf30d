//! How keys are written: `ctrl-g`, `pgdn`, `g 2` in a keymap; `Ctrl-G`, `PgDn`, `g 2` on the screen.

use super::key::{Code, Key};

/// The keys with names, as written and as shown.
const NAMES: &[(&str, &str, Code)] = &[
    ("space", "Space", Code::Char(' ')),
    ("enter", "Enter", Code::Enter),
    ("esc", "Esc", Code::Esc),
    ("tab", "Tab", Code::Tab),
    ("backtab", "Shift-Tab", Code::BackTab),
    ("backspace", "Backspace", Code::Backspace),
    ("delete", "Del", Code::Delete),
    ("insert", "Ins", Code::Insert),
    ("up", "Up", Code::Up),
    ("down", "Down", Code::Down),
    ("left", "Left", Code::Left),
    ("right", "Right", Code::Right),
    ("home", "Home", Code::Home),
    ("end", "End", Code::End),
    ("pgup", "PgUp", Code::PageUp),
    ("pgdn", "PgDn", Code::PageDown),
];

/// Reads one key; `None` if it is no key at all.
pub fn key(text: &str) -> Option<Key> {
    let mut key = Key::plain(Code::Esc);
    let mut rest = text;
    loop {
        if let Some(after) = rest.strip_prefix("ctrl-").filter(|after| !after.is_empty()) {
            (key.ctrl, rest) = (true, after);
        } else if let Some(after) = rest.strip_prefix("alt-").filter(|after| !after.is_empty()) {
            (key.alt, rest) = (true, after);
        } else {
            break;
        }
    }
    key.code = code(rest)?;
    Some(key)
}

fn code(text: &str) -> Option<Code> {
    let mut chars = text.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return Some(Code::Char(only));
    }
    if let Some(number) = text
        .strip_prefix('f')
        .and_then(|digits| digits.parse().ok())
    {
        return Some(Code::F(number));
    }
    NAMES
        .iter()
        .find(|(written, ..)| *written == text)
        .map(|(_, _, code)| *code)
}

/// Reads a sequence of keys with spaces between; the text that is no key otherwise.
pub fn sequence(text: &str) -> Result<Vec<Key>, String> {
    let keys: Result<Vec<Key>, String> = text
        .split_whitespace()
        .map(|word| key(word).ok_or_else(|| word.to_owned()))
        .collect();
    keys.and_then(|keys| {
        if keys.is_empty() {
            Err(text.to_owned())
        } else {
            Ok(keys)
        }
    })
}

/// Keys as people read them.
pub fn shown(keys: &[Key]) -> String {
    let each: Vec<String> = keys.iter().map(|key| one(*key)).collect();
    each.join(" ")
}

fn one(key: Key) -> String {
    let named = NAMES.iter().find(|(_, _, code)| *code == key.code);
    let name = match (named, key.code) {
        (Some((_, shown, _)), _) => (*shown).to_owned(),
        (None, Code::F(number)) => format!("F{number}"),
        (None, Code::Char(c)) if key.ctrl || key.alt => c.to_uppercase().collect(),
        (None, Code::Char(c)) => c.to_string(),
        (None, _) => String::new(),
    };
    let ctrl = if key.ctrl { "Ctrl-" } else { "" };
    let alt = if key.alt { "Alt-" } else { "" };
    format!("{ctrl}{alt}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_shown() {
        for (written, read) in [
            ("f1", "F1"),
            ("f", "f"),
            ("g 2", "g 2"),
            ("ctrl-g", "Ctrl-G"),
            ("alt-left", "Alt-Left"),
            ("space", "Space"),
            ("-", "-"),
            ("ctrl--", "Ctrl--"),
        ] {
            assert_eq!(
                sequence(written).map(|keys| shown(&keys)).as_deref(),
                Ok(read)
            );
        }
        assert_eq!(sequence("g pagedown"), Err("pagedown".to_owned()));
        assert!(sequence(" ").is_err());
    }
}
