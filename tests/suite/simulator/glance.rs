//! What an observer sees of the console between two messages.

use jingban::console::app::App;
use jingban::console::body::{Body, Tone};
use jingban::console::form::Form;
use jingban::console::frame::SMALLEST;
use jingban::console::overlay::Overlay;
use jingban::console::runtime::sim::shown;
use jingban::console::table::Table;
use jingban::kernel::post::Post;
use jingban::kernel::text::Lang;

use super::line::Line;

/// The kinds of window above a pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Above {
    Help,
    Palette,
    Confirm,
    Choose,
    Prompt,
    Read,
}

/// The window above the pane, as far as keys in it matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) kind: Above,
    /// What has been typed in it.
    pub(crate) typed: String,
    /// What Enter leads to: the row under the cursor, the word asked for, the action that takes the line.
    pub(crate) leads: String,
}

/// The console from outside.
#[derive(Clone, Debug)]
pub(crate) struct Glance {
    /// The open panes, the lowest first, with their arguments.
    pub(crate) stack: Vec<(&'static str, String)>,
    pub(crate) lang: Lang,
    pub(crate) size: (u16, u16),
    pub(crate) window: Option<Window>,
    pub(crate) is_guest: bool,
    /// A message stands in its line; what merely runs does not count.
    pub(crate) message: Option<Tone>,
    /// Strokes are pending.
    pub(crate) pending: bool,
    /// Something is filtered, marked or typed that Escape might take away or protect.
    pub(crate) guarded: bool,
    /// The search box and the rows under it, while the look-up is open.
    pub(crate) search: Option<(Line, Vec<String>)>,
    /// Keys wait for what they are meant for.
    pub(crate) held: usize,
    /// Characters are text in the pane.
    pub(crate) takes_text: bool,
    /// A cursor or a caret that stands where nothing is.
    pub(crate) astray: Option<String>,
}

impl Glance {
    /// Looks at everything but the drawing.
    pub(crate) fn at(app: &App) -> Self {
        let frame = app.frame();
        let mut parts = Parts::default();
        parts.take(&frame.body);
        let stack = app.layers();
        let is_search = stack.last().is_some_and(|(name, _)| *name == "lookup");
        let search = parts.forms.first().zip(parts.tables.first());
        let search = search.filter(|_| is_search).map(|(form, table)| {
            let field = &form.fields[0].text;
            let line = Line {
                chars: field.text().chars().collect(),
                at: field.caret(),
            };
            (
                line,
                table.rows().iter().map(|row| row.id.clone()).collect(),
            )
        });
        Self {
            lang: app.lang(),
            size: app.size(),
            window: frame.overlay.map(window),
            is_guest: app.desk().post == Post::Guest,
            message: frame
                .message
                .map(|(tone, _)| tone)
                .filter(|it| *it != Tone::Quiet),
            pending: frame.which_key.is_some(),
            guarded: parts
                .tables
                .iter()
                .any(|it| !it.filter().is_empty() || it.marks() > 0)
                || parts.forms.iter().any(|form| form.is_touched()),
            search,
            held: app.held(),
            takes_text: frame.takes_text,
            astray: astray(parts, frame.overlay),
            stack,
        }
    }
}

/// A screen as it is drawn, and where its caret stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drawn {
    pub(crate) text: String,
    caret: Option<(u16, u16)>,
}

impl Drawn {
    pub(crate) fn of(app: &App) -> Self {
        let (text, caret) = shown(app);
        Self { text, caret }
    }

    /// What must hold of any screen: it fills the terminal and no more, and a caret stands exactly where text is taken.
    pub(crate) fn check(&self, is: &Glance) -> Result<(), String> {
        let (columns, rows) = is.size;
        let lines = self.text.lines().count();
        if lines != usize::from(rows) {
            return Err(format!("{lines} lines on {rows} rows"));
        }
        let wide =
            |line: &&str| unicode_width::UnicodeWidthStr::width(*line) > usize::from(columns);
        if let Some(line) = self.text.lines().find(wide) {
            return Err(format!("a line wider than {columns}: {line}"));
        }
        if self.caret.is_some_and(|(x, y)| x >= columns || y >= rows) {
            return Err(format!("the caret stands outside, at {:?}", self.caret));
        }
        let takes_text = match &is.window {
            _ if columns < SMALLEST.0 || rows < SMALLEST.1 => false,
            Some(window) => !matches!(window.kind, Above::Read | Above::Choose),
            None => is.takes_text,
        };
        if self.caret.is_some() != takes_text {
            return Err(format!(
                "the caret stands at {:?}, and text is taken: {takes_text}",
                self.caret
            ));
        }
        Ok(())
    }
}

/// The tables and forms of a body, in reading order.
#[derive(Default)]
struct Parts<'a> {
    tables: Vec<&'a Table>,
    forms: Vec<&'a Form>,
}

impl<'a> Parts<'a> {
    fn take(&mut self, body: &Body<'a>) {
        match body {
            Body::Table(table) => self.tables.push(table),
            Body::Form(form) => self.forms.push(form),
            Body::Stack(parts) => parts.iter().for_each(|(_, part)| self.take(part)),
            Body::Beside(parts) => parts.iter().for_each(|(_, part)| self.take(part)),
            Body::Tabs(_, _, open) => self.take(open),
            Body::Framed(_, inside) => self.take(inside),
            Body::Facts(_) | Body::Lines(_) => {}
        }
    }
}

/// The first cursor or caret of these that stands where nothing is.
fn astray<'a>(mut parts: Parts<'a>, overlay: Option<&'a Overlay>) -> Option<String> {
    match overlay {
        Some(Overlay::Help(search) | Overlay::Palette(search)) => parts.tables.push(&search.rows),
        Some(Overlay::Choose(choose)) => parts.tables.push(&choose.rows),
        Some(Overlay::Confirm(_) | Overlay::Prompt(_) | Overlay::Read(..)) | None => {}
    }
    let tables = parts.tables.into_iter().filter_map(|table| {
        let (at, count) = (table.cursor(), table.count());
        let stands = at.map_or(count == 0, |at| at < count && table.current().is_some());
        (!stands).then(|| format!("the cursor at {at:?} of {count} rows"))
    });
    let forms = parts.forms.into_iter().filter_map(|form| {
        let field = form.current().map(|it| &it.text);
        let stands = field.map_or(form.fields.is_empty(), |it| {
            it.caret() <= it.text().chars().count()
        });
        (!stands).then(|| format!("the caret in field {} of {}", form.at, form.fields.len()))
    });
    tables.chain(forms).next()
}

fn window(overlay: &Overlay) -> Window {
    let (kind, typed, leads) = match overlay {
        Overlay::Help(it) => (Above::Help, it.text.text(), row(&it.rows)),
        Overlay::Palette(it) => (Above::Palette, it.text.text(), row(&it.rows)),
        Overlay::Confirm(it) => (Above::Confirm, it.text.text(), it.word.clone()),
        Overlay::Choose(it) => (Above::Choose, it.rows.filter(), row(&it.rows)),
        Overlay::Prompt(it) => (Above::Prompt, it.text.text(), it.action.0.to_owned()),
        Overlay::Read(..) => (Above::Read, "", String::new()),
    };
    Window {
        kind,
        typed: typed.to_owned(),
        leads,
    }
}

fn row(table: &Table) -> String {
    table
        .current()
        .map_or_else(String::new, |row| row.id.clone())
}
