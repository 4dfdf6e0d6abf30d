//! Text from outside, made safe for a terminal, in this one place.
//!
//! Control characters, escape sequences, bidirectional overrides and zero-width characters never
//! reach the screen as themselves: they are shown as marks (`⟨U+202E⟩`), so that nobody can hide
//! behind them.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// Text that may be drawn. The only way to make one from outside text is [`Shown::new`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shown(String);

impl Shown {
    /// Makes outside text safe to draw.
    pub fn new(raw: &str) -> Self {
        if raw.chars().all(is_plain) {
            return Self(raw.to_owned());
        }
        let mut safe = String::with_capacity(raw.len().saturating_add(16));
        for c in raw.chars() {
            if is_plain(c) {
                safe.push(c);
            } else {
                // Writing into a `String` cannot fail.
                let _written = write!(safe, "⟨U+{:04X}⟩", u32::from(c));
            }
        }
        Self(safe)
    }

    /// The safe text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a character may be drawn as itself: no control, no format, no bidi, no zero-width, no
/// private mark.
fn is_plain(c: char) -> bool {
    !(c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFC}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'))
}

impl From<&str> for Shown {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<String> for Shown {
    fn from(raw: String) -> Self {
        Self::new(&raw)
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A citizen id typed or read from outside with its middle hidden; any other text as it is.
pub fn masked_number(text: &str) -> String {
    let length = text.chars().count();
    let is_id = matches!(length, 15 | 18) && text.chars().take(15).all(|c| c.is_ascii_digit());
    let hidden = |at: usize| is_id && at >= 6 && at.saturating_add(4) < length;
    text.chars()
        .enumerate()
        .map(|(at, c)| if hidden(at) { '*' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(raw: &str) -> String {
        Shown::new(raw).to_string()
    }

    #[test]
    fn escape_sequences_and_controls_become_marks() {
        assert_eq!(shown("\u{1b}[2J王"), "⟨U+001B⟩[2J王");
        assert_eq!(
            shown("a\tb\r\n\0\u{7f}"),
            "a⟨U+0009⟩b⟨U+000D⟩⟨U+000A⟩⟨U+0000⟩⟨U+007F⟩"
        );
        assert_eq!(shown("\u{9b}31m\u{85}"), "⟨U+009B⟩31m⟨U+0085⟩");
    }

    #[test]
    fn nothing_turns_the_line_round_or_hides_in_it() {
        for hidden in [
            '\u{202A}',
            '\u{202E}',
            '\u{2066}',
            '\u{2069}',
            '\u{200E}',
            '\u{061C}',
            '\u{200B}',
            '\u{200D}',
            '\u{2060}',
            '\u{FEFF}',
            '\u{00AD}',
            '\u{3164}',
            '\u{FE0F}',
            '\u{E0041}',
            '\u{2028}',
            '\u{180E}',
            '\u{FFFC}',
        ] {
            let safe = shown(&format!("王{hidden}英"));
            assert!(!safe.contains(hidden), "{safe}");
            assert_eq!(safe, format!("王⟨U+{:04X}⟩英", u32::from(hidden)));
        }
    }

    #[test]
    fn names_of_every_people_are_drawn_as_they_are() {
        for name in [
            "䶮",
            "𠮷田",
            "𫖯",
            "阿依古丽·买买提",
            "نۇرمۇھەممەت",
            "བསྟན་འཛིན།",
            "ａＢ１",
            "Müller",
            "　",
        ] {
            assert_eq!(shown(name), name);
        }
    }

    #[test]
    fn no_character_at_all_gets_through_as_a_control() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let safe = shown(&c.to_string());
            assert!(!safe.chars().any(char::is_control));
            assert!(safe == c.to_string() || safe.starts_with("⟨U+"));
        }
    }
}
