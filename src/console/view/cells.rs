//! Text measured in terminal cells: widths, cutting and wrapping. A wide character is never split.

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use crate::console::body::Tone;
use crate::kernel::shown::Shown;

/// What stands for the part that was cut off; narrow on every terminal.
pub(super) const CUT: &str = "~";

/// Cells a text takes.
pub(super) fn width(text: &str) -> u16 {
    text.graphemes(true).fold(0, |sum: u16, grapheme| {
        sum.saturating_add(grapheme.cell_width())
    })
}

/// The text if it fits, else as much as fits before the mark that says so. It is measured as it is shown: what is not
/// plain in it is longer then.
pub(super) fn cut(text: &str, room: u16) -> Shown {
    let shown = Shown::new(text);
    let text = shown.as_str();
    if width(text) <= room {
        return shown;
    }
    let room = room.saturating_sub(1);
    let mut kept = String::new();
    let mut used: u16 = 0;
    for grapheme in text.graphemes(true) {
        used = used.saturating_add(grapheme.cell_width());
        if used > room {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push_str(CUT);
    Shown::new(&kept)
}

/// The part of a text that ends no later than a caret allows: where to begin so that the caret is in view.
///
/// `before` is the text left of the caret. Returns the bytes to leave out.
pub(super) fn scrolled(before: &str, room: u16) -> usize {
    let mut over = width(before).saturating_sub(room.saturating_sub(1));
    let mut skipped = 0;
    for grapheme in before.graphemes(true) {
        if over == 0 {
            break;
        }
        over = over.saturating_sub(grapheme.cell_width());
        skipped += grapheme.len();
    }
    skipped
}

/// A wrapped line: pieces with their tones.
pub(super) type Row = Vec<(String, Tone)>;

/// Runs of text in rows no wider than `room`; at most `most` rows are made. What has no room is marked as cut off.
pub(super) fn wrap(runs: &[(Shown, Tone)], room: u16, most: usize) -> Vec<Row> {
    let mut rows = Rows::new(room.max(2));
    let mut is_cut = false;
    for (words, tone) in runs {
        for piece in pieces(words.as_str()) {
            if rows.done.len() >= most {
                is_cut |= piece != " ";
                break;
            }
            rows.add(&piece, *tone);
        }
    }
    rows.done.push(std::mem::take(&mut rows.open));
    is_cut |= rows.done.iter().skip(most).flatten().next().is_some();
    rows.done.truncate(most);
    if let (true, Some(last)) = (is_cut, rows.done.last_mut()) {
        mark_cut(last, room);
    }
    rows.done
}

/// Ends a row with the mark of what was cut off.
fn mark_cut(row: &mut Row, room: u16) {
    let tone = row.last().map_or(Tone::Plain, |(_, tone)| *tone);
    let wide = |row: &Row| row.iter().map(|(text, _)| width(text)).sum::<u16>();
    while wide(row) >= room
        && let Some((text, _)) = row.last_mut()
    {
        if text.pop().is_none() {
            row.pop();
        }
    }
    row.push((CUT.to_owned(), tone));
}

struct Rows {
    room: u16,
    used: u16,
    open: Row,
    done: Vec<Row>,
}

impl Rows {
    fn new(room: u16) -> Self {
        Self {
            room,
            used: 0,
            open: Row::new(),
            done: Vec::new(),
        }
    }

    fn add(&mut self, piece: &str, tone: Tone) {
        let cells = width(piece);
        if self.used.saturating_add(cells) <= self.room {
            self.push(piece, cells, tone);
        } else if piece == " " {
            self.turn();
        } else if cells <= self.room {
            self.turn();
            self.push(piece, cells, tone);
        } else {
            for grapheme in piece.graphemes(true) {
                let cells = grapheme.cell_width();
                if self.used.saturating_add(cells) > self.room {
                    self.turn();
                }
                self.push(grapheme, cells, tone);
            }
        }
    }

    fn push(&mut self, piece: &str, cells: u16, tone: Tone) {
        let starts = self.used == 0 && piece == " " && !self.done.is_empty();
        if starts {
            return;
        }
        self.used = self.used.saturating_add(cells);
        match self.open.last_mut() {
            Some((text, same)) if *same == tone => text.push_str(piece),
            _ => self.open.push((piece.to_owned(), tone)),
        }
    }

    fn turn(&mut self) {
        self.used = 0;
        self.done.push(std::mem::take(&mut self.open));
    }
}

/// Never at the start of a row.
const CLOSING: &str = "，。、；：！？）》」』〕】”’";
/// Never at the end of a row.
const OPENING: &str = "（《「『〔【“‘";

/// The parts between which a row may end: single hanzi, words, blanks.
fn pieces(text: &str) -> Vec<String> {
    let mut found: Vec<(String, bool)> = Vec::new();
    for grapheme in text.graphemes(true) {
        let wide = grapheme.cell_width() > 1;
        let glued = match found.last() {
            Some((last, _)) if last == " " || grapheme == " " => false,
            Some((last, _)) if CLOSING.contains(grapheme) || last.ends_with(opens) => true,
            Some((_, joins)) => *joins && !wide,
            None => false,
        };
        match found.last_mut() {
            Some((last, joins)) if glued => {
                last.push_str(grapheme);
                *joins = !wide;
            }
            _ => found.push((grapheme.to_owned(), !wide)),
        }
    }
    found.into_iter().map(|(piece, _)| piece).collect()
}

fn opens(last: char) -> bool {
    OPENING.contains(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, room: u16) -> Vec<String> {
        wrap(&[(Shown::new(text), Tone::Plain)], room, 99)
            .into_iter()
            .map(|row| row.into_iter().map(|(text, _)| text).collect())
            .collect()
    }

    #[test]
    fn cutting_never_splits_a_wide_character() {
        assert_eq!(cut("沂水县", 6).as_str(), "沂水县");
        assert_eq!(cut("沂水县", 5).as_str(), "沂水~");
        assert_eq!(cut("沂水县", 4).as_str(), "沂~");
        for room in 1..9 {
            assert!(width(cut("沂a水b县c", room).as_str()) <= room);
        }
    }

    #[test]
    fn rows_hold_to_their_width_and_lose_nothing_but_blanks() {
        let text =
            "请于2012-03-10前完成认证（死亡、服刑人员须附证明材料），逾期停发 and tell the village";
        for room in 4..60 {
            let rows = plain(text, room);
            assert!(rows.iter().all(|row| width(row) <= room), "{room}");
            let bare = |text: &str| text.replace(' ', "");
            assert_eq!(bare(&rows.concat()), bare(text));
        }
    }

    #[test]
    fn punctuation_does_not_begin_a_row() {
        assert_eq!(plain("沂水县，沂南", 6), ["沂水", "县，沂", "南"]);
        assert_eq!(plain("认证（甲）", 6), ["认证", "（甲）"]);
        assert_eq!(plain("pay the village", 7), ["pay the", "village"]);
    }

    #[test]
    fn a_long_text_is_wrapped_no_further_than_is_seen() {
        assert_eq!(
            wrap(&[(Shown::new(&"字".repeat(9000)), Tone::Plain)], 10, 3).len(),
            3
        );
    }

    #[test]
    fn a_field_scrolls_so_that_its_caret_is_in_view() {
        assert_eq!(scrolled("abc", 10), 0);
        assert_eq!(scrolled("abcdef", 4), 3);
        assert_eq!(scrolled("沂水县", 5), "沂".len());
    }
}
