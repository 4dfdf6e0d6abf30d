//! What a typed line means: a row by its number, keys by their names, or text for the field with the caret.

use super::super::form::Form;
use super::super::frame::Frame;
use super::super::key::{Code, Key};
use super::super::notation;
use super::super::overlay::Overlay;
use crate::kernel::text::Phrase;
use crate::phrase;

/// Rows beyond which a number is one to look up.
const ROWS_MAX: usize = 9_999;

/// What reaches the console instead of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A key.
    Key(Key),
    /// A text, typed as it stands.
    Text(String),
}

/// Where a line goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// Keys are commands.
    Commands,
    /// A form: a line fills the field and goes to the next.
    Form,
    /// A search box or a window's field over rows: a line is searched for, rows are taken by `#`.
    Search,
    /// A window that asks for one line.
    Prompt,
}

fn ground(frame: &Frame<'_>) -> Ground {
    match frame.overlay {
        Some(Overlay::Help(_) | Overlay::Palette(_) | Overlay::Choose(_)) => Ground::Search,
        Some(Overlay::Confirm(_) | Overlay::Prompt(_)) => Ground::Prompt,
        None if frame.searches => Ground::Search,
        None if frame.takes_text => Ground::Form,
        Some(Overlay::Read(..)) | None => Ground::Commands,
    }
}

/// The keys a line stands for, on the screen as it is now; what is wrong with it, if it stands for none.
///
/// An empty line is Enter; `\'text` is typed as it stands; `\f7` or `\g 3` are keys anywhere, `\=3.1` a path; `#12` takes the twelfth row anywhere,
/// and where no text is typed so does `12`; any other line is text where text is typed, and keys where it is not.
pub fn meant(typed: &str, frame: &Frame<'_>) -> Result<Vec<Stroke>, Phrase> {
    let on = ground(frame);
    if typed.is_empty() {
        return Ok(vec![plain(Code::Enter)]);
    }
    if let Some(text) = typed.strip_prefix("\\'") {
        return Ok(vec![Stroke::Text(text.to_owned())]);
    }
    if let Some(keys) = typed.strip_prefix('\\') {
        return named(keys);
    }
    if let Some(number) = typed.strip_prefix('#') {
        return match number.parse() {
            Ok(number) => row(number, on, frame),
            Err(_) => Err(no_row(number)),
        };
    }
    let text = Stroke::Text(typed.to_owned());
    match on {
        Ground::Form => Ok(vec![control('u'), text, plain(Code::Tab)]),
        Ground::Prompt => Ok(vec![control('u'), text, plain(Code::Enter)]),
        Ground::Search => Ok(vec![control('u'), text]),
        Ground::Commands => match typed.parse() {
            Ok(number) if number <= ROWS_MAX && typed.len() <= 4 => row(number, on, frame),
            _ if typed.bytes().all(|byte| byte.is_ascii_digit()) => {
                Ok(vec![text, plain(Code::Enter)])
            }
            _ => named(typed),
        },
    }
}

/// Whether the next line is a secret: nothing typed now may be seen.
pub fn is_secret(frame: &Frame<'_>) -> bool {
    let field = frame.body.form().and_then(Form::current);
    frame.overlay.is_none() && frame.takes_text && field.is_some_and(|field| field.spec.secret)
}

/// Keys by their names; `=3.1` is the fast path with its line.
fn named(keys: &str) -> Result<Vec<Stroke>, Phrase> {
    if let Some(path) = keys.strip_prefix('=').filter(|path| is_path(path)) {
        let path = Stroke::Text(path.to_owned());
        return Ok(vec![plain(Code::Char('=')), path, plain(Code::Enter)]);
    }
    let strokes = notation::sequence(keys).map_err(|wrong| {
        phrase!(
            "没有“{wrong}”这个键；按键如 enter、f7、g 3，前面加 \\，? 为帮助",
            "'{wrong}' is no key; keys are enter, f7, g 3, with \\ before them; ? is help",
            wrong = wrong
        )
    })?;
    Ok(strokes.into_iter().map(Stroke::Key).collect())
}

/// Keys have blanks between them; a path has none.
fn is_path(typed: &str) -> bool {
    !typed.is_empty() && !typed.contains(' ')
}

/// The keys that lead to a row and open it.
fn row(number: usize, on: Ground, frame: &Frame<'_>) -> Result<Vec<Stroke>, Phrase> {
    let table = match frame.overlay {
        Some(Overlay::Help(search) | Overlay::Palette(search)) => Some(&search.rows),
        Some(Overlay::Choose(choose)) => Some(&choose.rows),
        Some(Overlay::Confirm(_) | Overlay::Prompt(_) | Overlay::Read(..)) => None,
        None => frame.body.table(),
    };
    let Some((table, wanted)) = table.zip(number.checked_sub(1)) else {
        return Err(no_row(&number.to_string()));
    };
    if wanted >= table.shown().len() {
        return Err(no_row(&number.to_string()));
    }
    let mut strokes = Vec::new();
    let at = if on == Ground::Commands {
        // Which of two tables has the cursor only the console knows; from the first row it is found in either.
        strokes.push(plain(Code::Home));
        0
    } else {
        table.cursor().unwrap_or(0)
    };
    let step = if wanted < at { Code::Up } else { Code::Down };
    strokes.extend((0..at.abs_diff(wanted)).map(|_| plain(step)));
    strokes.push(plain(Code::Enter));
    Ok(strokes)
}

fn no_row(number: &str) -> Phrase {
    phrase!("没有第 {n} 行", "there is no row {n}", n = number)
}

fn plain(code: Code) -> Stroke {
    Stroke::Key(Key::plain(code))
}

fn control(c: char) -> Stroke {
    Stroke::Key(Key {
        ctrl: true,
        ..Key::plain(Code::Char(c))
    })
}
