//! Themes: how a tone becomes a style. Sixteen colours at most; no meaning ever rests on colour alone.
//!
//! The terminal's own foreground and background stay what they are: blank cells then cost no bytes, and a
//! theme only has to name the ground it was chosen for.

use ratatui::style::{Color, Modifier, Style};

use crate::console::body::Tone;

/// A set of styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Sixteen colours on a dark ground.
    #[default]
    Dark,
    /// Sixteen colours on a light ground.
    Light,
    /// No colour at all: bold, underline and reverse only. What `NO_COLOR` asks for.
    Mono,
    /// Bright on black, everything bold.
    HighContrast,
}

impl Theme {
    /// Every theme with the name it has in the configuration.
    pub const NAMES: &'static [(&'static str, Theme)] = &[
        ("dark", Theme::Dark),
        ("light", Theme::Light),
        ("mono", Theme::Mono),
        ("contrast", Theme::HighContrast),
    ];

    /// The theme of a name.
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, theme)| *theme)
    }

    /// The colour a tone has on this theme's ground; `None` leaves the terminal's own.
    const fn colour(self, tone: Tone) -> Option<Color> {
        match (self, tone) {
            (Self::Mono, _)
            | (_, Tone::Plain)
            | (Self::Light, Tone::Quiet)
            | (Self::Light | Self::Dark, Tone::Strong) => None,
            (Self::HighContrast, Tone::Strong | Tone::Quiet) => Some(Color::White),
            (Self::Dark, Tone::Quiet) => Some(Color::Cyan),
            (Self::Dark, Tone::Good) => Some(Color::Green),
            (Self::Dark | Self::HighContrast, Tone::Bad) => Some(Color::LightRed),
            (Self::Light, Tone::Good) => Some(Color::Blue),
            (Self::Light, Tone::Warning) => Some(Color::Magenta),
            (Self::Light, Tone::Bad) => Some(Color::Red),
            (Self::HighContrast, Tone::Good) => Some(Color::LightGreen),
            // Plain yellow is brown on a text console.
            (Self::Dark | Self::HighContrast, Tone::Warning) => Some(Color::LightYellow),
        }
    }

    /// The style of a tone.
    pub(super) fn tone(self, tone: Tone) -> Style {
        let colour = self.colour(tone);
        let style = match colour {
            Some(colour) => Style::new().fg(colour),
            None => Style::new(),
        };
        let bold = matches!(tone, Tone::Strong | Tone::Bad) || self == Self::HighContrast;
        self.bold(style, bold)
    }

    /// Bold, where that is asked for and harms nothing: many terminals draw bold in the brighter colour of the pair, and
    /// on a light ground that is the paler one.
    fn bold(self, style: Style, asked: bool) -> Style {
        let paler = self == Self::Light && style.fg.is_some();
        if asked && !paler {
            style.add_modifier(Modifier::BOLD)
        } else {
            style
        }
    }

    /// The style of what stands at the edge of a row of a tone: what marks it.
    pub(super) fn edge(self, tone: Tone) -> Style {
        self.bold(self.tone(tone), true)
    }

    /// The style of what the cursor stands on: reversed, so that it is seen without colour, and nothing besides, whatever
    /// was there before. Where
    /// bold means a brighter colour, a text console and `PuTTY` brighten what reversing has made the foreground: grey on grey.
    pub(super) fn selected() -> Style {
        Style::reset().add_modifier(Modifier::REVERSED)
    }

    /// The style of a field that can be typed into.
    pub(super) fn field(self) -> Style {
        self.tone(Tone::Plain).add_modifier(Modifier::UNDERLINED)
    }
}

/// How a screen is drawn, besides what is on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The theme.
    pub theme: Theme,
    /// Chrome in ASCII only: for terminals that draw box lines over two cells.
    pub ascii: bool,
    /// Demonstration or training: marked on every line of chrome.
    pub practice: bool,
}

/// The pieces lines and frames are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyphs {
    /// A level line.
    pub level: &'static str,
    /// An upright line.
    pub upright: &'static str,
    /// Upper left, upper right, lower left, lower right.
    pub corners: [&'static str; 4],
    /// Stands before what is in order.
    pub good: &'static str,
}

impl Look {
    /// The pieces; a demonstration has lines of its own, so that two screens are never mistaken.
    pub(super) const fn glyphs(self) -> Glyphs {
        match (self.ascii, self.practice) {
            (true, practice) => Glyphs {
                level: if practice { "=" } else { "-" },
                upright: "|",
                corners: ["+"; 4],
                good: "+",
            },
            (false, false) => Glyphs {
                level: "─",
                upright: "│",
                corners: ["┌", "┐", "└", "┘"],
                good: "√",
            },
            (false, true) => Glyphs {
                level: "═",
                upright: "║",
                corners: ["╔", "╗", "╚", "╝"],
                good: "√",
            },
        }
    }

    /// The mark that stands beside a tone, at most two cells.
    pub(super) const fn mark(self, tone: Tone) -> &'static str {
        match tone {
            Tone::Plain | Tone::Quiet | Tone::Strong => "",
            Tone::Good => self.glyphs().good,
            Tone::Warning => "!",
            Tone::Bad => "!!",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TONES: [Tone; 6] = [
        Tone::Plain,
        Tone::Quiet,
        Tone::Strong,
        Tone::Good,
        Tone::Warning,
        Tone::Bad,
    ];

    #[test]
    fn mono_uses_no_colour_and_still_shows_what_is_selected() {
        let of_tones = TONES.map(|tone| Theme::Mono.tone(tone));
        for style in of_tones.iter().chain(&[Theme::Mono.field()]) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        let own = Some(Color::Reset);
        assert_eq!((Theme::selected().fg, Theme::selected().bg), (own, own));
        assert!(Theme::selected().add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn what_needs_attention_is_marked_besides_its_colour() {
        let look = Look::default();
        for tone in [Tone::Good, Tone::Warning, Tone::Bad] {
            assert!(!look.mark(tone).is_empty());
        }
        assert_ne!(look.mark(Tone::Warning), look.mark(Tone::Bad));
    }
}
