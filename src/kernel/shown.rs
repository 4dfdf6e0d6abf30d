//! Text from outside, made safe for a terminal, in this one place.
//!
//! Control characters, escape sequences, bidirectional overrides and zero-width characters never reach
//! the screen as themselves: they are shown as marks (`⟨U+202E⟩`), so that nobody can hide behind them.

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

/// Whether a character may be drawn as itself: no control, no format, no bidi, no zero-width, no private mark.
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
