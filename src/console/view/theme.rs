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
            (Self::Dark, Tone::Warning) => Some(Color::Yellow),
            (Self::Dark | Self::HighContrast, Tone::Bad) => Some(Color::LightRed),
            (Self::Light, Tone::Good) => Some(Color::Blue),
            (Self::Light, Tone::Warning) => Some(Color::Magenta),
            (Self::Light, Tone::Bad) => Some(Color::Red),
            (Self::HighContrast, Tone::Good) => Some(Color::LightGreen),
            (Self::HighContrast, Tone::Warning) => Some(Color::LightYellow),
        }
    }

    /// The style of a tone.
    pub(super) fn tone(self, tone: Tone) -> Style {
        let style = match self.colour(tone) {
            Some(colour) => Style::new().fg(colour),
            None => Style::new(),
        };
        let bold = matches!(tone, Tone::Strong | Tone::Bad) || self == Self::HighContrast;
        if bold {
            style.add_modifier(Modifier::BOLD)
        } else {
            style
        }
    }

    /// The style of what the cursor stands on: always reversed, so that it is seen without colour.
    pub(super) fn selected(self, tone: Tone) -> Style {
        self.tone(tone).add_modifier(Modifier::REVERSED)
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

    /// Relative luminance in thousandths of the palette most terminals ship.
    const LUMINANCE: [(Color, u32); 9] = [
        (Color::Red, 129),
        (Color::LightRed, 213),
        (Color::Green, 435),
        (Color::LightGreen, 715),
        (Color::Yellow, 564),
        (Color::LightYellow, 928),
        (Color::Blue, 62),
        (Color::Magenta, 173),
        (Color::Cyan, 482),
    ];

    fn luminance(colour: Color) -> u32 {
        let known = LUMINANCE.iter().find(|(known, _)| *known == colour);
        known.map_or(if colour == Color::White { 1000 } else { 0 }, |(_, it)| *it)
    }

    #[test]
    fn every_colour_stands_out_from_its_ground_by_4_5_to_1() {
        for (theme, ground) in [
            (Theme::Dark, 0),
            (Theme::HighContrast, 0),
            (Theme::Light, 1000),
        ] {
            for colour in TONES.iter().filter_map(|tone| theme.colour(*tone)) {
                let (one, other) = (luminance(colour) + 50, ground + 50);
                assert!(
                    one.max(other) * 10 >= one.min(other) * 45,
                    "{theme:?} {colour:?}"
                );
            }
        }
    }

    #[test]
    fn mono_uses_no_colour_and_still_shows_what_is_selected() {
        for tone in TONES {
            let style = Theme::Mono.selected(tone);
            assert_eq!((style.fg, style.bg), (None, None));
            assert!(style.add_modifier.contains(Modifier::REVERSED));
        }
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
