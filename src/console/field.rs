//! The one text field: every place where text is typed is this one. A thin face over `tui_textarea`.

use tui_textarea::TextArea;

/// A one-line text field with a caret.
pub struct TextField {
    area: TextArea<'static>,
}
