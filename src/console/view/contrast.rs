//! Contrast: whatever a theme can draw is read on the terminals people have, by the measure of WCAG 2.1 (1.4.3).

#![expect(
    clippy::float_arithmetic,
    reason = "the measure is defined by a power, and no money is near"
)]

use ratatui::style::{Color, Modifier, Style};

use super::theme::Theme;
use crate::console::body::Tone;

/// What text must have against its ground.
const LEAST: f64 = 4.5;

const TONES: [Tone; 6] = [
    Tone::Plain,
    Tone::Quiet,
    Tone::Strong,
    Tone::Good,
    Tone::Warning,
    Tone::Bad,
];

/// What a terminal makes of bold.
#[derive(Clone, Copy, Debug)]
enum Bold {
    /// A bolder face, the colours as they are.
    Face,
    /// The brighter colour of the pair, before the two are reversed: xterm, Windows Terminal.
    Colour,
    /// The brighter colour of whatever is the foreground once the two are reversed: a text console, `PuTTY`.
    Foreground,
}

/// A terminal as it is shipped, on a dark and on a light ground.
struct Terminal {
    name: &'static str,
    colours: [u32; 16],
    /// Foreground, ground, both when brightened; dark, then light, where there is a light one.
    dark: [u32; 4],
    light: Option<[u32; 4]>,
    bold: Bold,
    /// What an underlined text is drawn in, where the terminal cannot underline.
    underline: Option<u32>,
}

/// Black on white, whether bold or not.
const INK: [u32; 4] = [0x00_0000, 0xff_ffff, 0x00_0000, 0xff_ffff];

const TERMINALS: &[Terminal] = &[
    Terminal {
        name: "xterm",
        colours: [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
            0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
        dark: [0xff_ffff, 0x00_0000, 0xff_ffff, 0x00_0000],
        light: Some(INK),
        bold: Bold::Colour,
        underline: None,
    },
    Terminal {
        name: "text console",
        colours: [
            0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa,
            0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
        dark: [0xaa_aaaa, 0x00_0000, 0xff_ffff, 0x55_5555],
        light: None,
        bold: Bold::Foreground,
        underline: Some(0x00_aaaa),
    },
    Terminal {
        name: "text console's colours in a window",
        colours: [
            0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa,
            0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
        dark: [0xaa_aaaa, 0x00_0000, 0xaa_aaaa, 0x00_0000],
        light: Some(INK),
        bold: Bold::Colour,
        underline: None,
    },
    Terminal {
        name: "PuTTY",
        colours: [
            0x00_0000, 0xbb_0000, 0x00_bb00, 0xbb_bb00, 0x00_00bb, 0xbb_00bb, 0x00_bbbb, 0xbb_bbbb,
            0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
        dark: [0xbb_bbbb, 0x00_0000, 0xff_ffff, 0x55_5555],
        light: Some([0x00_0000, 0xff_ffff, 0x55_5555, 0xff_ffff]),
        bold: Bold::Foreground,
        underline: None,
    },
    Terminal {
        name: "Windows Terminal",
        colours: [
            0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc,
            0x76_7676, 0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
        ],
        dark: [0xcc_cccc, 0x0c_0c0c, 0xf2_f2f2, 0x0c_0c0c],
        light: Some(INK),
        bold: Bold::Colour,
        underline: None,
    },
];

/// Which of the sixteen a colour is.
fn index(colour: Color) -> usize {
    let sixteen = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let at = sixteen.iter().position(|it| *it == colour);
    at.expect("one of the sixteen")
}

/// The share of light a colour gives back, white being one.
fn luminance(colour: u32) -> f64 {
    let [_, parts @ ..] = colour.to_be_bytes();
    let of = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    let [red, green, blue] = parts.map(of);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What a terminal draws a style in, as foreground and ground.
fn drawn(style: Style, on: &Terminal, ground: [u32; 4], bold: Bold) -> (u32, u32) {
    let is = |modifier| style.add_modifier.contains(modifier);
    let of = |colour: Option<Color>, own: usize| match colour {
        Some(colour) if colour != Color::Reset => {
            let at = index(colour);
            // Each as it is, and brightened.
            (on.colours[at], on.colours[at | 8])
        }
        Some(_) | None => (ground[own], ground[own + 2]),
    };
    let (mut front, mut back) = (of(style.fg, 0), of(style.bg, 1));
    if let (Some(colour), true) = (on.underline, is(Modifier::UNDERLINED)) {
        front = (colour, colour);
    }
    if let (Bold::Colour, true) = (bold, is(Modifier::BOLD)) {
        front.0 = front.1;
    }
    if is(Modifier::REVERSED) {
        std::mem::swap(&mut front, &mut back);
    }
    if let (Bold::Foreground, true) = (bold, is(Modifier::BOLD)) {
        front.0 = front.1;
    }
    (front.0, back.0)
}

/// Every style a theme hands out, with what it is for.
fn styles(theme: Theme) -> Vec<(String, Style)> {
    let tones = TONES.iter().flat_map(|tone| {
        [
            (format!("{tone:?}"), theme.tone(*tone)),
            (format!("edge of {tone:?}"), theme.edge(*tone)),
        ]
    });
    let others = [("field", theme.field()), ("selected", Theme::selected())];
    let others = others.map(|(name, style)| (name.to_owned(), style));
    tones.chain(others).collect()
}

/// The grounds a theme was chosen for.
fn grounds(theme: Theme, terminal: &Terminal) -> Vec<[u32; 4]> {
    match theme {
        Theme::Dark | Theme::HighContrast => vec![terminal.dark],
        Theme::Light => terminal.light.into_iter().collect(),
        Theme::Mono => terminal.light.into_iter().chain([terminal.dark]).collect(),
    }
}

/// Every pair a theme can be seen in, the faintest first.
fn pairs(theme: Theme) -> Vec<(f64, String)> {
    let mut all = Vec::new();
    for terminal in TERMINALS {
        for ground in grounds(theme, terminal) {
            for (what, style) in styles(theme) {
                for bold in [Bold::Face, terminal.bold] {
                    let (front, back) = drawn(style, terminal, ground, bold);
                    let at = format!("{what}, #{front:06x} on #{back:06x}, {}", terminal.name);
                    all.push((contrast(front, back), at));
                }
            }
        }
    }
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    all
}

#[test]
fn every_pair_of_every_theme_stands_out_by_4_5_to_1() {
    for (name, theme) in Theme::NAMES {
        let pairs = pairs(*theme);
        let (least, at) = pairs.first().expect("a pair");
        println!("{name:<8} {least:.2}:1  {at} (of {} pairs)", pairs.len());
        let faint: Vec<_> = pairs.iter().take_while(|it| it.0 < LEAST).collect();
        assert!(faint.is_empty(), "{name}: {faint:#?}");
    }
}

#[test]
fn the_measure_is_the_one_of_wcag() {
    let near = |one: u32, other: u32, is: f64| (contrast(one, other) - is).abs() < 0.01;
    assert!(near(0x00_0000, 0xff_ffff, 21.0));
    assert!(near(0x76_7676, 0xff_ffff, 4.54));
    assert!(near(0x00_00ee, 0x00_0000, 2.23), "blue on black");
}
