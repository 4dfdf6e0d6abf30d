//! A line of text with a caret, as this test understands typing: what the search box must hold.

use jingban::console::key::half_width;
use unicode_width::UnicodeWidthChar;

/// The characters the search box takes.
const ROOM: usize = 60;

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) chars: Vec<char>,
    pub(crate) at: usize,
}

impl Line {
    /// A line that holds a text, the caret behind it.
    pub(crate) fn of(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(text);
        line
    }

    /// What a hand typed: full-width characters become narrow, but for the two that are meant.
    pub(crate) fn typed(&mut self, text: &str) {
        let narrow = |c| {
            if "。、".contains(c) {
                c
            } else {
                half_width(c)
            }
        };
        self.insert(&text.chars().map(narrow).collect::<String>());
    }

    fn insert(&mut self, text: &str) {
        for c in text.chars() {
            if self.chars.len() < ROOM && !c.is_control() && c.width().is_some() {
                self.chars.insert(self.at, c);
                self.at += 1;
            }
        }
    }

    /// Edits; `false` for what this test does not know, a word's end.
    pub(crate) fn edit(&mut self, action: &str) -> bool {
        match action {
            "text.left" => self.at = self.at.saturating_sub(1),
            "text.right" => self.at = (self.at + 1).min(self.chars.len()),
            "text.home" => self.at = 0,
            "text.end" => self.at = self.chars.len(),
            "text.backspace" if self.at > 0 => {
                self.at -= 1;
                self.chars.remove(self.at);
            }
            "text.delete" if self.at < self.chars.len() => drop(self.chars.remove(self.at)),
            "text.backspace" | "text.delete" => {}
            "text.clear_to_end" => self.chars.truncate(self.at),
            "text.clear" => *self = Self::default(),
            _ => return false,
        }
        true
    }

    pub(crate) fn text(&self) -> String {
        self.chars.iter().collect()
    }
}
