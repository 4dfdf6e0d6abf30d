//! The painter: from the screen as it was and the screen as it shall be, the bytes between them.
//!
//! Nothing has changed, nothing is written: not one byte. What is written goes out as one block, if it is long between
//! the marks of a synchronised update, with the cursor hidden meanwhile and put at the caret at the end.
//! Deliberately absent: any knowledge of which terminal this is; every sequence is one that all of them know.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::changes::changes;
use super::stroke::Stroke;
use super::theme::Look;
use crate::console::frame::Frame;

const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";
const ERASE: &str = "\x1b[m\x1b[2J";
const SHOW: &str = "\x1b[?25h";
const HIDE: &str = "\x1b[?25l";
/// So many bytes arrive together anyway: they need no marks around them.
const AT_ONCE: usize = 32;
/// What was painted last.
pub struct Painter {
    painted: Buffer,
    next: Buffer,
    caret: Option<Position>,
    /// The terminal holds something unknown: it is erased before the next paint.
    stale: bool,
}

impl Painter {
    /// A painter for a terminal of so many columns and rows, of whose content nothing is known.
    pub fn new(columns: u16, rows: u16) -> Self {
        let area = Rect::new(0, 0, columns, rows);
        Self {
            painted: Buffer::empty(area),
            next: Buffer::empty(area),
            caret: None,
            stale: true,
        }
    }

    /// The terminal has another size now; it may have moved what it showed.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        *self = Self::new(columns, rows);
    }

    /// Whether nothing of the console stands on the terminal yet.
    pub fn is_blank(&self) -> bool {
        self.stale
    }

    /// Whatever is on the terminal, paint everything afresh.
    pub fn forget(&mut self) {
        self.painted.reset();
        self.stale = true;
    }

    /// Draws a screen and returns the bytes that bring the terminal there; none if it is there already.
    pub fn paint(&mut self, frame: &Frame<'_>, look: Look) -> String {
        self.next.reset();
        let caret = super::draw(frame, look, &mut self.next);
        let mut stroke = Stroke::new(&self.next, look.ascii);
        for (x, y, cell) in changes(&self.painted, &self.next) {
            stroke.cell(x, y, cell);
        }
        let strokes = stroke.finish();
        if strokes.is_empty() && caret == self.caret && !self.stale {
            return strokes;
        }
        let mut out = String::with_capacity(strokes.len() + 48);
        let marked = self.stale || strokes.len() > AT_ONCE;
        out.push_str(if marked { BEGIN } else { "" });
        if self.stale || !strokes.is_empty() || caret.is_none() {
            out.push_str(HIDE);
        }
        out.push_str(if self.stale { ERASE } else { "" });
        out.push_str(&strokes);
        if let Some(Position { x, y }) = caret {
            write!(out, "\x1b[{};{}H{SHOW}", y + 1, x + 1).unwrap_or_default();
        }
        out.push_str(if marked { END } else { "" });
        std::mem::swap(&mut self.painted, &mut self.next);
        (self.caret, self.stale) = (caret, false);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::body::{Body, Line, Run, Tone};
    use crate::console::view::stroke::ERASE_ROW;
    use crate::kernel::shown::Shown;
    use crate::kernel::text::{Lang, Phrase};
    use crate::text;

    fn screen(words: &str) -> Frame<'static> {
        Frame {
            lang: Lang::Zh,
            header: Vec::new(),
            countdown: Line::default(),
            menu: Vec::new(),
            title: (text!("题", "Title"), Phrase::default()),
            body: Body::Lines(vec![Line(vec![Run::toned(Tone::Quiet, Shown::new(words))])]),
            takes_text: true,
            searches: false,
            message: None,
            hints: Vec::new(),
            which_key: None,
            overlay: None,
            too_small: None,
        }
    }

    #[test]
    fn nothing_changed_is_nothing_written() {
        let mut painter = Painter::new(80, 24);
        let first = painter.paint(&screen("沂水"), Look::default());
        assert!(first.starts_with(BEGIN) && first.ends_with(END));
        assert!(first.contains(ERASE));
        assert_eq!(painter.paint(&screen("沂水"), Look::default()), "");
    }

    #[test]
    fn what_changed_alone_is_written() {
        let mut painter = Painter::new(80, 24);
        painter.paint(&screen("沂水县"), Look::default());
        let bytes = painter.paint(&screen("沂南县"), Look::default());
        assert!(bytes.contains('南') && !bytes.contains('县'), "{bytes:?}");
        assert!(bytes.len() <= 64, "{} bytes", bytes.len());
    }

    #[test]
    fn hanzi_are_taken_away_without_a_move_for_each_and_a_row_is_erased_to_its_end() {
        let mut painter = Painter::new(80, 24);
        painter.paint(&screen("上华庄村认证名册"), Look::default());
        let bytes = painter.paint(&screen("册"), Look::default());
        assert_eq!(bytes.matches('H').count(), 1, "{bytes:?}");
        assert!(bytes.contains(ERASE_ROW) && bytes.len() <= 64, "{bytes:?}");
    }

    #[test]
    fn hanzi_beside_each_other_need_no_move_between_them() {
        let mut painter = Painter::new(80, 24);
        let bytes = painter.paint(&screen("沂水县"), Look::default());
        assert!(bytes.contains("沂水县"), "{bytes:?}");
    }

    #[test]
    fn after_a_character_of_doubtful_width_the_place_is_told_again() {
        let wary = Look {
            ascii: true,
            ..Look::default()
        };
        let bytes = Painter::new(80, 24).paint(&screen("a·b"), wary);
        assert!(bytes.contains("a·\x1b[6;4Hb"), "{bytes:?}");
        let sure = Painter::new(80, 24).paint(&screen("a·b"), Look::default());
        assert!(sure.contains("a·b"), "{sure:?}");
    }

    /// Paints a screen, lets a terminal read the bytes, and compares the two.
    fn compare(painter: &mut Painter, terminal: &mut vt100::Parser, words: &str) {
        let frame = screen(words);
        terminal.process(painter.paint(&frame, Look::default()).as_bytes());
        let shown = terminal.screen().contents();
        let dumped = super::super::dump(&frame, Look::default(), 80, 24);
        let trimmed = |text: &str| -> Vec<String> {
            text.lines()
                .map(|line| line.trim_end().to_owned())
                .collect()
        };
        assert_eq!(trimmed(&shown), trimmed(dumped.trim_end()), "{words:?}");
    }

    #[test]
    fn a_terminal_reading_the_bytes_shows_the_screen() {
        let mut painter = Painter::new(80, 24);
        let mut terminal = vt100::Parser::new(24, 80, 0);
        for words in ["沂水县认证", "沂a水", "", "已核 1,204 人 ⟨U+202E⟩"] {
            compare(&mut painter, &mut terminal, words);
        }
    }

    #[test]
    fn whatever_follows_whatever_the_terminal_shows_it() {
        let mut painter = Painter::new(80, 24);
        let mut terminal = vt100::Parser::new(24, 80, 0);
        let mut rng = fastrand::Rng::with_seed(7);
        let known: Vec<char> = "ab    沂水─".chars().collect();
        for _ in 0..500 {
            let length = rng.usize(..38);
            let words: String = (0..length).filter_map(|_| rng.choice(&known)).collect();
            compare(&mut painter, &mut terminal, &words);
        }
    }
}
