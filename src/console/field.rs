//! The one text field: every place where text is typed is this one. A thin face over `tui_textarea`.
//!
//! One line, no line breaks, no control characters, and never longer than its limit.
//! Deliberately absent: undo and the yank buffer, so that nothing typed survives the field.

use tui_textarea::{CursorMove, DataCursor, TextArea};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The characters a field takes unless it is told otherwise.
pub const LIMIT: usize = 200;

/// A one-line text field with a caret.
pub struct TextField {
    area: TextArea<'static>,
    limit: usize,
    secret: bool,
}

impl Default for TextField {
    fn default() -> Self {
        Self::limited(LIMIT)
    }
}

impl TextField {
    /// An empty field that takes at most so many characters.
    pub fn limited(limit: usize) -> Self {
        Self {
            area: fresh(String::new()),
            limit,
            secret: false,
        }
    }

    /// The same field, shown as dots.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.secret = true;
        self
    }

    /// What has been typed.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// What may be drawn: the text, or one star for each of its characters.
    pub fn shown(&self) -> String {
        if self.secret {
            "*".repeat(self.text().chars().count())
        } else {
            self.text().to_owned()
        }
    }

    /// Whether it is shown as dots.
    pub fn is_secret(&self) -> bool {
        self.secret
    }

    /// Where the caret stands, in characters from the left.
    pub fn caret(&self) -> usize {
        let DataCursor(_, column) = self.area.cursor();
        column
    }

    /// Puts the caret so many characters from the left, or at the end where there are fewer.
    pub fn set_caret(&mut self, caret: usize) {
        let column = u16::try_from(caret).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(0, column));
    }

    /// Where the caret stands in what [`TextField::shown`] gives, in cells of the terminal.
    pub fn caret_cells(&self) -> usize {
        let left: String = self.shown().chars().take(self.caret()).collect();
        left.as_str().width()
    }

    /// Puts a text in place of what stands there, with the caret after it.
    pub fn set(&mut self, text: &str) {
        self.area = fresh(String::new());
        self.insert(text);
    }

    /// Inserts text at the caret: control characters are dropped, what exceeds the limit too.
    /// Says whether anything was inserted.
    pub fn insert(&mut self, text: &str) -> bool {
        let room = self.limit.saturating_sub(self.text().chars().count());
        let line: String = text
            .chars()
            .filter(|c| !c.is_control() && c.width().is_some())
            .take(room)
            .collect();
        !line.is_empty() && self.area.insert_str(line)
    }

    /// Edits or moves the caret; says whether anything changed.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let before = (self.text().to_owned(), self.caret());
        match edit {
            Edit::Left => self.area.move_cursor(CursorMove::Back),
            Edit::Right => self.area.move_cursor(CursorMove::Forward),
            Edit::WordLeft => self.area.move_cursor(CursorMove::WordBack),
            Edit::WordRight => self.area.move_cursor(CursorMove::WordForward),
            Edit::Home => self.area.move_cursor(CursorMove::Head),
            Edit::End => self.area.move_cursor(CursorMove::End),
            Edit::Backspace => drop(self.area.delete_char()),
            Edit::Delete => drop(self.area.delete_next_char()),
            Edit::DeleteWord => drop(self.area.delete_word()),
            Edit::ClearToEnd => {
                // At the end of its line the widget would join the next one; there is none.
                let left: String = self.text().chars().take(self.caret()).collect();
                self.set(&left);
            }
            Edit::Clear => self.area = fresh(String::new()),
        }
        before.0 != self.text() || before.1 != self.caret()
    }
}

/// What a key does to a text field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The caret one character to the left.
    Left,
    /// The caret one character to the right.
    Right,
    /// The caret one word to the left.
    WordLeft,
    /// The caret one word to the right.
    WordRight,
    /// The caret to the beginning.
    Home,
    /// The caret to the end.
    End,
    /// Removes the character before the caret.
    Backspace,
    /// Removes the character at the caret.
    Delete,
    /// Removes the word before the caret.
    DeleteWord,
    /// Removes everything from the caret on.
    ClearToEnd,
    /// Removes everything.
    Clear,
}

/// A text area without a memory of what was typed and removed.
fn fresh(text: String) -> TextArea<'static> {
    let mut area = TextArea::new(vec![text]);
    area.set_max_histories(0);
    area
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_is_counted_in_characters_and_in_cells() {
        let mut field = TextField::default();
        field.insert("张3");
        assert_eq!(
            (field.text(), field.caret(), field.caret_cells()),
            ("张3", 2, 3)
        );
        field.edit(Edit::Left);
        assert_eq!((field.caret(), field.caret_cells()), (1, 2));
    }

    #[test]
    fn a_paste_stays_one_line_within_the_limit() {
        let mut field = TextField::limited(5);
        assert!(field.insert("a\r\nb\u{1b}[31m"));
        assert_eq!(field.text(), "ab[31");
        assert!(!field.insert("x"), "a full field takes nothing more");
    }

    #[test]
    fn nothing_changes_where_nothing_can() {
        let mut field = TextField::default();
        for edit in [
            Edit::Left,
            Edit::Backspace,
            Edit::Delete,
            Edit::Home,
            Edit::ClearToEnd,
        ] {
            assert!(!field.edit(edit), "{edit:?}");
        }
    }

    #[test]
    fn clearing_to_the_end_keeps_what_is_left_of_the_caret() {
        let mut field = TextField::default();
        field.insert("王芳 371323");
        field.edit(Edit::WordLeft);
        assert!(field.edit(Edit::ClearToEnd));
        assert_eq!(field.text(), "王芳 ");
    }

    #[test]
    fn a_secret_shows_stars_only() {
        let mut field = TextField::default().hidden();
        field.insert("密码a");
        assert_eq!((field.shown().as_str(), field.caret_cells()), ("***", 3));
    }
}
