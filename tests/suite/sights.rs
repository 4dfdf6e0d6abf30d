//! How it looks from where people sit: every terminal it may find, every size, every theme, with and without colour.

use std::time::Duration;

use crate::place::Place;
use crate::pty::Terminal;

/// The terminals that operators come from.
const TERMS: &[&str] = &[
    "xterm-256color",
    "tmux-256color",
    "screen-256color",
    "linux",
    "vt220",
    "putty",
];
const SIZES: &[(u16, u16)] = &[(80, 24), (120, 36), (200, 60)];
const THEMES: &[&str] = &["dark", "light", "mono", "contrast"];

fn start(place: &Place, size: (u16, u16), environment: &[(&str, &str)]) -> Terminal {
    let url = place.url();
    let command = ["--db", &url, "--lang", "zh", "--as", "zhanghua"];
    Terminal::start_in(size, place, &command, environment)
}

/// Opens the list of 上华庄村, which must be whole, and leaves.
fn works(mut terminal: Terminal, what: &str) {
    terminal.wait_for("2012-03-31");
    terminal.strike("g3");
    terminal.wait_for("认证进度");
    terminal.wait_for("已签0/1册");
    terminal.settle();
    terminal.strike("\r");
    terminal.wait_for("杜芳淑");
    let shown = terminal.text();
    assert!(
        shown.contains("演示") && shown.contains("F1帮助") && !shown.contains('\u{fffd}'),
        "{what}: {shown}"
    );
    terminal.strike("\x1b[24~\x1b[24~qq");
    assert_eq!(terminal.ended(Duration::from_secs(2)), 0, "{what}");
}

/// How many cells are reversed, and how many have a colour of their own.
fn looks(terminal: &Terminal) -> (usize, usize) {
    let screen = terminal.screen();
    let places = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
    let cells: Vec<_> = places
        .filter_map(|(row, column)| screen.cell(row, column))
        .collect();
    let coloured = |cell: &&&vt100::Cell| cell.fgcolor() != vt100::Color::Default;
    (
        cells.iter().filter(|cell| cell.inverse()).count(),
        cells.iter().filter(coloured).count(),
    )
}

#[test]
fn it_works_in_every_terminal() {
    let place = Place::demonstration();
    for term in TERMS {
        works(start(&place, (80, 24), &[("TERM", term)]), term);
    }
}

#[test]
fn it_works_at_every_size() {
    let place = Place::demonstration();
    for size in SIZES {
        works(start(&place, *size, &[]), &format!("{size:?}"));
    }
}

#[test]
fn every_theme_shows_where_the_cursor_is_and_no_colour_means_none() {
    for (theme, colour) in THEMES
        .iter()
        .map(|theme| (*theme, true))
        .chain([("dark", false)])
    {
        let place = Place::demonstration();
        let config = place.file("config/jingban");
        std::fs::create_dir_all(&config).unwrap();
        std::fs::write(config.join("config.toml"), format!("theme = \"{theme}\"\n")).unwrap();
        let environment: &[(&str, &str)] = if colour { &[] } else { &[("NO_COLOR", "1")] };
        let mut terminal = start(&place, (80, 24), environment);
        terminal.wait_for("2012-03-31");
        terminal.settle();
        let (reversed, coloured) = looks(&terminal);
        assert!(reversed > 0, "{theme}: nothing is reversed");
        let none = theme == "mono" || !colour;
        assert_eq!(coloured == 0, none, "{theme}: {coloured} coloured cells");
        works(terminal, theme);
    }
}
