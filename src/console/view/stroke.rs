//! A stroke: changed cells as bytes, in reading order, moving and changing style by whatever costs least.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Takes every style away.
const PLAIN: &str = "\x1b[m";
/// Blanks the rest of a row.
pub(super) const ERASE_ROW: &str = "\x1b[K";
/// Over so many cells it may cost less to write them again than to move.
const BRIDGE: u16 = 8;
/// So many rows down, line feeds cost less than the place.
const FEEDS: u16 = 3;

/// Foreground, background, modifiers.
type Style = (Color, Color, Modifier);

const NO_STYLE: Style = (Color::Reset, Color::Reset, Modifier::empty());

fn style_of(cell: &Cell) -> Style {
    (cell.fg, cell.bg, cell.modifier)
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && style_of(cell) == NO_STYLE
}

/// Where the terminal's cursor stands.
#[derive(Clone, Copy)]
struct Place {
    x: u16,
    y: u16,
    /// Nothing since the place was last told may have been drawn wider than it was counted.
    sure: bool,
}

/// What is written for the cells of one frame.
pub(super) struct Stroke<'a> {
    out: String,
    next: &'a Buffer,
    at: Option<Place>,
    style: Style,
    /// The row of which nothing is left to write.
    erased: Option<u16>,
    /// The terminal may draw some characters over two cells: after those, the place is told again.
    wary: bool,
}

impl<'a> Stroke<'a> {
    /// A stroke on the screen as it shall be.
    pub(super) fn new(next: &'a Buffer, wary: bool) -> Self {
        Self {
            out: String::new(),
            next,
            at: None,
            style: NO_STYLE,
            erased: None,
            wary,
        }
    }

    /// Writes a cell that has changed; cells come row by row, each from left to right.
    pub(super) fn cell(&mut self, x: u16, y: u16, cell: &Cell) {
        if self.erased == Some(y) {
            return;
        }
        let style = style_of(cell);
        let mut place = self.go(x, y, style);
        self.dress(style);
        if self.cells(x, self.next.area.right(), y).all(is_blank) {
            self.out.push_str(ERASE_ROW);
            self.erased = Some(y);
            self.at = Some(place);
            return;
        }
        let symbol = cell.symbol();
        self.out.push_str(symbol);
        let is_doubtful = symbol.width() != symbol.width_cjk();
        place.x = x.saturating_add(cell.cell_width().max(1));
        place.sure &= is_certain(symbol);
        self.at = (!self.wary || !is_doubtful).then_some(place);
    }

    /// All that was written; the style is taken away again.
    pub(super) fn finish(mut self) -> String {
        if self.style != NO_STYLE {
            self.out.push_str(PLAIN);
        }
        self.out
    }

    /// To a place where something of this style is written next: along the row, down to the row, or by its place.
    fn go(&mut self, x: u16, y: u16, style: Style) -> Place {
        let told = told(x, y);
        let there = Place { x, y, sure: true };
        let Some((feeds, from)) = self.at.and_then(|at| feeds(at, y)) else {
            self.out.push_str(&told);
            return there;
        };
        let sure = !feeds.is_empty() || self.at.is_some_and(|at| at.sure);
        let moved = x.checked_sub(from).map(right).filter(|_| sure);
        let bridged = moved.as_ref().map_or(usize::from(BRIDGE), String::len);
        if let Some(bridge) = self.bridge((from, x), y, bridged, style) {
            self.out.push_str(&feeds);
            // What is bridged in the style to come is bridged after dressing.
            self.dress(bridge);
            self.out.extend(self.cells(from, x, y).map(Cell::symbol));
            return Place { sure, ..there };
        }
        match moved.filter(|moved| feeds.len() + moved.len() < told.len()) {
            Some(moved) => self.out.extend([feeds, moved]),
            None => self.out.push_str(&told),
        }
        there
    }

    /// The style in which the cells between can be written again, if they are so few, of one style that is set or
    /// comes next, and surely as wide as they are many.
    fn bridge(&self, (from, to): (u16, u16), y: u16, most: usize, next: Style) -> Option<Style> {
        let is_short = usize::from(to.checked_sub(from)?) <= most;
        let fits = |style: &Style| {
            let plain = |cell: &Cell| style_of(cell) == *style && cell.symbol().is_ascii();
            is_short && self.cells(from, to, y).all(plain)
        };
        [self.style, next].into_iter().find(fits)
    }

    fn cells(&self, from: u16, to: u16, y: u16) -> impl Iterator<Item = &'a Cell> + use<'a> {
        let next = self.next;
        (from..to).filter_map(move |x| next.cell((x, y)))
    }

    fn dress(&mut self, style: Style) {
        if style != self.style {
            self.out.push_str(&change(self.style, style));
            self.style = style;
        }
    }
}

/// Whether every terminal draws it exactly as wide as it is counted: ASCII, hanzi and their punctuation.
fn is_certain(symbol: &str) -> bool {
    symbol
        .chars()
        .all(|c| matches!(c, ' '..='~' | '\u{3001}'..='\u{3011}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}'))
}

/// The line feeds that lead to a row, if they are few, and the column where they end.
fn feeds(at: Place, y: u16) -> Option<(String, u16)> {
    match y.checked_sub(at.y)? {
        0 => Some((String::new(), at.x)),
        rows @ 1..=FEEDS => Some((format!("\r{}", "\n".repeat(usize::from(rows))), 0)),
        _ => None,
    }
}

/// The sequence that tells a place.
fn told(x: u16, y: u16) -> String {
    match x {
        0 => format!("\x1b[{}H", y + 1),
        _ => format!("\x1b[{};{}H", y + 1, x + 1),
    }
}

/// The sequence that moves right by so many cells.
fn right(cells: u16) -> String {
    match cells {
        0 => String::new(),
        1 => "\x1b[C".to_owned(),
        _ => format!("\x1b[{cells}C"),
    }
}

/// The sequence that leads from one style to another: what is added, or everything anew.
fn change(from: Style, to: Style) -> String {
    if to == NO_STYLE {
        return PLAIN.to_owned();
    }
    let (mut codes, mut modifiers) = (Vec::new(), to.2);
    let is_kept = |from: Color, to: Color| from == to || from == Color::Reset;
    if to.2.contains(from.2) && is_kept(from.0, to.0) && is_kept(from.1, to.1) {
        modifiers = to.2 - from.2;
    } else {
        codes.push(0);
    }
    let anew = !codes.is_empty();
    for (flag, code) in [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
    ] {
        codes.extend(modifiers.contains(flag).then_some(code));
    }
    codes.extend(code(to.0).filter(|_| anew || from.0 != to.0));
    codes.extend(
        code(to.1)
            .filter(|_| anew || from.1 != to.1)
            .map(|code| code + 10),
    );
    let mut out = String::from("\x1b[");
    for (at, code) in codes.iter().enumerate() {
        let between = if at == 0 { "" } else { ";" };
        write!(out, "{between}{code}").unwrap_or_default();
    }
    out.push('m');
    out
}

/// The code of one of the sixteen colours as foreground; themes use no others.
fn code(colour: Color) -> Option<u8> {
    const ORDER: [Color; 16] = [
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
    let index = ORDER.iter().position(|known| *known == colour)?;
    let index = u8::try_from(index).ok()?;
    Some(if index < 8 { 30 + index } else { 82 + index })
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::super::changes::changes;
    use super::*;

    const AREA: Rect = Rect {
        x: 0,
        y: 0,
        width: 24,
        height: 7,
    };

    /// Another screen out of this one: some pieces of text in some styles, some rows blanked.
    fn changed(buffer: &Buffer, rng: &mut fastrand::Rng) -> Buffer {
        const WORDS: &[&str] = &["a", "  ", "沂水", "12,345.00", "·", "─", "张 丽", "    x"];
        let mut next = buffer.clone();
        for _ in 0..rng.usize(..8) {
            let (x, y) = (rng.u16(..AREA.width), rng.u16(..AREA.height));
            let mut style = ratatui::style::Style::new();
            if rng.bool() {
                style = style.fg(*rng.choice(&[Color::Cyan, Color::LightRed]).unwrap());
            }
            if rng.u8(..4) == 0 {
                style = style.bg(Color::Blue);
            }
            for modifier in [Modifier::BOLD, Modifier::REVERSED, Modifier::UNDERLINED] {
                if rng.u8(..4) == 0 {
                    style = style.add_modifier(modifier);
                }
            }
            let room = usize::from(AREA.width - x);
            next.set_stringn(x, y, rng.choice(WORDS).unwrap(), room, style);
        }
        if rng.u8(..4) == 0 {
            let row = Rect::new(0, rng.u16(..AREA.height), AREA.width, 1);
            for position in row.positions() {
                next[position].reset();
            }
        }
        next
    }

    fn colour(cell: vt100::Color) -> Color {
        match cell {
            vt100::Color::Idx(4) => Color::Blue,
            vt100::Color::Idx(6) => Color::Cyan,
            vt100::Color::Idx(9) => Color::LightRed,
            vt100::Color::Default | vt100::Color::Idx(_) | vt100::Color::Rgb(..) => Color::Reset,
        }
    }

    fn seen(screen: &vt100::Screen, x: u16, y: u16) -> (String, Style) {
        let cell = screen.cell(y, x).unwrap();
        let set = [
            (cell.bold(), Modifier::BOLD),
            (cell.inverse(), Modifier::REVERSED),
            (cell.underline(), Modifier::UNDERLINED),
        ];
        let modifiers = set.into_iter().filter(|it| it.0).map(|it| it.1).collect();
        let symbol = match cell.contents() {
            "" => " ",
            text => text,
        };
        let colours = (colour(cell.fgcolor()), colour(cell.bgcolor()));
        (symbol.to_owned(), (colours.0, colours.1, modifiers))
    }

    #[test]
    fn a_terminal_shows_every_cell_in_its_style_whatever_came_before() {
        for wary in [false, true] {
            let mut rng = fastrand::Rng::with_seed(11);
            let mut terminal = vt100::Parser::new(AREA.height, AREA.width, 0);
            let mut painted = Buffer::empty(AREA);
            for step in 0..2_000 {
                let next = changed(&painted, &mut rng);
                let mut stroke = Stroke::new(&next, wary);
                for (x, y, cell) in changes(&painted, &next) {
                    stroke.cell(x, y, cell);
                }
                let bytes = stroke.finish();
                terminal.process(bytes.as_bytes());
                for position in AREA.positions() {
                    let behind = position.x.checked_sub(1).map(|x| &next[(x, position.y)]);
                    if behind.is_some_and(|it| it.cell_width() > 1) {
                        continue;
                    }
                    let cell = &next[position];
                    let shall = (cell.symbol().to_owned(), style_of(cell));
                    let is = seen(terminal.screen(), position.x, position.y);
                    assert_eq!(is, shall, "step {step} at {position}: {bytes:?}");
                }
                painted = next;
            }
        }
    }

    #[test]
    fn what_costs_least_is_written() {
        let gap = "a                 沂";
        for (from, to, bytes) in [
            ("", "ab", "\x1b[1Hab"),
            ("a b", "c d", "\x1b[1Hc d"),
            (gap, "b                 水", "\x1b[1Hb\x1b[17C水"),
            (
                "·                 沂",
                "─                 水",
                "\x1b[1H─\x1b[1;19H水",
            ),
            ("a\na", "b\nb", "\x1b[1Hb\r\nb"),
        ] {
            let buffer = |text: &str| {
                let mut whole = Buffer::empty(AREA);
                for (y, line) in (0..).zip(text.split('\n')) {
                    whole.set_string(0, y, line, ratatui::style::Style::new());
                }
                whole
            };
            let (from, to) = (buffer(from), buffer(to));
            let mut stroke = Stroke::new(&to, false);
            for (x, y, cell) in changes(&from, &to) {
                stroke.cell(x, y, cell);
            }
            assert_eq!(stroke.finish(), bytes);
        }
    }
}
