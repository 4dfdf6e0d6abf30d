//! Keys as the terminal sends them, made into keys as the console knows them.
//!
//! Escape followed at once by a digit is a function key (`Esc 1` is F1, `Esc 0` is F10), for keyboards and lines
//! that lose function keys; so an Escape waits a moment for what follows. Both encodings of F1 to F4 arrive as F1 to F4.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::console::key::{Code, Key};

/// How long an Escape waits for a digit.
pub(super) const ESCAPE: Duration = Duration::from_millis(50);

/// What has been struck and is not yet known to be complete.
#[derive(Debug, Default)]
pub(super) struct Strokes {
    escaped: bool,
}

impl Strokes {
    /// A key event has arrived: the keys that are complete with it, at most two.
    pub(super) fn take(&mut self, event: KeyEvent) -> [Option<Key>; 2] {
        if event.kind == KeyEventKind::Release {
            return [None, None];
        }
        let Some(key) = translated(event) else {
            return [None, None];
        };
        let before = self.settle();
        match (before, function(key.code)) {
            (Some(_), Some(f)) if !key.ctrl && !key.alt => [Some(Key::plain(f)), None],
            (None, Some(f)) if key.alt && !key.ctrl => [Some(Key::plain(f)), None],
            _ if key == Key::plain(Code::Esc) => {
                self.escaped = true;
                [before, None]
            }
            _ => [before, Some(key)],
        }
    }

    /// Whether an Escape waits.
    pub(super) fn wait(&self) -> bool {
        self.escaped
    }

    /// Nothing followed: the Escape that waited was one.
    pub(super) fn settle(&mut self) -> Option<Key> {
        std::mem::take(&mut self.escaped).then_some(Key::plain(Code::Esc))
    }
}

/// The function key that Escape and this digit make.
fn function(code: Code) -> Option<Code> {
    let Code::Char(digit) = code else { return None };
    let digit = u8::try_from(digit.to_digit(10)?).ok()?;
    Some(Code::F(if digit == 0 { 10 } else { digit }))
}

fn translated(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(number) if (1..=12).contains(&number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(_)
        | KeyCode::Null
        | KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => return None,
    };
    Some(Key {
        code,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn struck(events: &[(KeyCode, KeyModifiers)]) -> Vec<Key> {
        let mut strokes = Strokes::default();
        let mut keys = Vec::new();
        for (code, modifiers) in events {
            let event = KeyEvent::new(*code, *modifiers);
            keys.extend(strokes.take(event).into_iter().flatten());
        }
        keys.extend(strokes.settle());
        keys
    }

    fn plain(codes: &[KeyCode]) -> Vec<Code> {
        let events: Vec<_> = codes.iter().map(|c| (*c, KeyModifiers::NONE)).collect();
        struck(&events).into_iter().map(|key| key.code).collect()
    }

    #[test]
    fn escape_and_a_digit_are_a_function_key() {
        let (esc, one, zero) = (KeyCode::Esc, KeyCode::Char('1'), KeyCode::Char('0'));
        assert_eq!(plain(&[esc, one, one]), [Code::F(1), Code::Char('1')]);
        assert_eq!(plain(&[esc, zero]), [Code::F(10)]);
        assert_eq!(plain(&[esc, esc, one]), [Code::Esc, Code::F(1)]);
        let together = struck(&[(KeyCode::Char('3'), KeyModifiers::ALT)]);
        assert_eq!(together, [Key::plain(Code::F(3))]);
    }

    #[test]
    fn escape_alone_and_before_anything_else_is_escape() {
        assert_eq!(plain(&[KeyCode::Esc]), [Code::Esc]);
        assert_eq!(
            plain(&[KeyCode::Esc, KeyCode::Down]),
            [Code::Esc, Code::Down]
        );
        assert_eq!(
            plain(&[KeyCode::Esc, KeyCode::Char('张')]),
            [Code::Esc, Code::Char('张')]
        );
    }

    #[test]
    fn releases_and_unknown_keys_are_nothing() {
        let mut release = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
        release.kind = KeyEventKind::Release;
        assert_eq!(Strokes::default().take(release), [None, None]);
        assert_eq!(plain(&[KeyCode::CapsLock, KeyCode::F(13)]), []);
    }

    #[test]
    fn control_and_alt_are_kept() {
        let keys = struck(&[
            (KeyCode::Char('p'), KeyModifiers::CONTROL),
            (KeyCode::Char('x'), KeyModifiers::ALT),
        ]);
        assert!(keys[0].ctrl && !keys[0].alt && keys[1].alt);
    }
}
