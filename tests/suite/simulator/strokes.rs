//! What keys and pastes must lead to, by the model's own reading of the rules.

use jingban::console::body::Tone;
use jingban::console::key::{Code, Key, half_width};
use jingban::desk::panes;

use super::glance::{Above, Glance, Window};
use super::keys::{Heard, KEYS, Means};
use super::line::Line;
use super::model::{Allowed, Layer, Model, Panes, Quits, Windows, near};

/// Panes that may lie open at once.
pub(super) const DEEPEST: usize = 10;
/// The smallest screen on which anything may be done.
const SMALLEST: (u16, u16) = (80, 24);

impl Model {
    pub(super) fn struck(&mut self, key: Key, was: &Glance) -> Allowed {
        if is_small(was) {
            return self.struck_small(key);
        }
        if let (Code::Char(c), false, false, true) =
            (key.code, key.ctrl, key.alt, self.strokes.is_empty())
        {
            if takes_text(was) {
                return self.typed(&c.to_string(), was);
            }
            let digit = half_width(c);
            if was.window.is_none() && digit.is_ascii_digit() {
                return self.opens("lookup", &digit.to_string(), was);
            }
        }
        let began = !self.strokes.is_empty();
        self.strokes.push(narrow(key));
        if began && key.code == Code::Esc {
            self.strokes.clear();
            return Allowed::default();
        }
        match KEYS.hear(&sections(was), &self.strokes) {
            Heard::Pending => Allowed::default(),
            Heard::Nothing => {
                self.strokes.clear();
                Allowed::default()
            }
            Heard::Whole(means) => {
                self.strokes.clear();
                match (&means, &was.window) {
                    (Means::Act(action), Some(window)) => self.in_window(action, window, was),
                    _ => self.meant(&means, was),
                }
            }
        }
    }

    /// On a screen too small to show anything, nothing can be done but to leave.
    fn struck_small(&mut self, key: Key) -> Allowed {
        self.strokes.push(narrow(key));
        let heard = KEYS.hear(&["global"], &self.strokes);
        if heard != Heard::Pending {
            self.strokes.clear();
        }
        let quits = if heard == Heard::Whole(Means::Act("app.quit".to_owned())) {
            Quits::Perhaps
        } else {
            Quits::No
        };
        Allowed {
            quits,
            ..Allowed::default()
        }
    }

    pub(super) fn pasted(&mut self, text: &str, was: &Glance) -> Allowed {
        let confirming = was
            .window
            .as_ref()
            .is_some_and(|it| it.kind == Above::Confirm);
        if is_small(was) || confirming {
            return Allowed::default();
        }
        if takes_text(was) {
            self.strokes.clear();
            return self.typed(text, was);
        }
        match number(text) {
            Some(number) if was.window.is_none() => self.opens("lookup", &number, was),
            Some(_) | None => Allowed::default(),
        }
    }

    /// A text goes where the caret is.
    fn typed(&mut self, text: &str, was: &Glance) -> Allowed {
        if was.window.is_some() {
            return Allowed::default();
        }
        self.edit(was, |line| {
            line.typed(text);
            true
        })
    }

    /// The line of the open look-up changes; its argument is what stands in it.
    fn edit(&mut self, was: &Glance, edit: impl FnOnce(&mut Line) -> bool) -> Allowed {
        let place = was.stack.len();
        let known = self.lines.get_mut(&place).is_some_and(edit);
        let Some(line) = self.lines.get(&place).filter(|_| known) else {
            // Another form's text is its own matter; of the search box something is edited that this test cannot.
            let is_search = self.lines.remove(&place).is_some();
            return if is_search {
                near()
            } else {
                Allowed::default()
            };
        };
        let argument = line.text().trim().to_owned();
        let mut stack = was.stack.clone();
        if let Some(top) = stack.last_mut() {
            top.1 = argument;
        }
        are(stack)
    }

    /// What an action or a screen key must lead to where no window stands.
    fn meant(&mut self, means: &Means, was: &Glance) -> Allowed {
        let action = match means {
            Means::Open(name) => return self.opens(name, "", was),
            Means::Act(action) => action.as_str(),
        };
        match action {
            "app.help" => raised(Above::Help),
            "app.palette" => raised(Above::Palette),
            "app.fast_path" => raised(Above::Prompt),
            "app.procedure" => Allowed {
                window: Windows::Perhaps(Above::Read),
                ..Allowed::default()
            },
            "form.discard" => Allowed {
                window: Windows::Perhaps(Above::Confirm),
                ..Allowed::default()
            },
            "table.filter" => Allowed {
                window: Windows::Perhaps(Above::Prompt),
                ..Allowed::default()
            },
            "table.views" => Allowed {
                window: Windows::Perhaps(Above::Choose),
                ..Allowed::default()
            },
            "app.base" => are(was.stack[..1].to_vec()),
            "app.back" => are(back(&was.stack)),
            "app.dismiss" if was.message == Some(Tone::Bad) => Allowed::default(),
            "app.dismiss" if was.guarded => near(),
            "app.dismiss" => are(back(&was.stack)),
            "app.language" => {
                self.lang = self.lang.other();
                Allowed::default()
            }
            "app.quit" if self.is_acting() => Allowed::default(),
            "app.quit" => Allowed {
                quits: Quits::May,
                window: Windows::Perhaps(Above::Confirm),
                ..Allowed::default()
            },
            "app.cancel" => {
                self.gave_up();
                Allowed::default()
            }
            "app.reload" | "app.repaint" => Allowed::default(),
            "app.choices" | "table.open" | "form.submit" => near(),
            text if text.starts_with("text.") => self.edit(was, |line| line.edit(text)),
            other if other.starts_with("table.") || other.starts_with("form.") => {
                Allowed::default()
            }
            _ => near(),
        }
    }

    /// A pane is opened by name: upon the others, or in the place of the one of its own name.
    fn opens(&mut self, name: &'static str, argument: &str, was: &Glance) -> Allowed {
        if was.is_guest && name != "login" {
            return Allowed::default();
        }
        self.strokes.clear();
        let mut stack = was.stack.clone();
        match stack.last() {
            Some((top, known)) if *top == name && known == argument => {
                return Allowed {
                    window: Windows::Is(None),
                    ..Allowed::default()
                };
            }
            Some((top, _)) if *top == name => drop(stack.pop()),
            Some(_) | None => {}
        }
        if stack.len() >= DEEPEST {
            stack.remove(1);
            self.lines.clear();
        }
        let line = (name == "lookup").then(|| Line::of(argument));
        let argument = line
            .as_ref()
            .map_or(argument.to_owned(), |it| it.text().trim().to_owned());
        stack.push((name, argument));
        self.lines.remove(&stack.len());
        if let Some(line) = line {
            self.lines.insert(stack.len(), line);
        }
        Allowed {
            stack: Panes::Are(stack),
            window: Windows::Is(None),
            ..Allowed::default()
        }
    }

    fn in_window(&mut self, action: &str, window: &Window, was: &Glance) -> Allowed {
        match action {
            "overlay.accept" => self.accepted(window, was),
            // The help gives way to the procedure, where one is written.
            "overlay.procedure" if window.kind == Above::Help => Allowed {
                window: Windows::Any,
                ..Allowed::default()
            },
            "overlay.close" => Allowed {
                window: Windows::Is(None),
                ..Allowed::default()
            },
            _ => Allowed::default(),
        }
    }

    /// Enter in a window.
    fn accepted(&mut self, window: &Window, was: &Glance) -> Allowed {
        let line = window.typed.trim();
        match (window.kind, window.leads.as_str()) {
            (Above::Help | Above::Palette, "") | (Above::Read, _) | (_, "table.filtered") => {
                closed()
            }
            (Above::Help | Above::Palette, row) => {
                let means = match row.strip_prefix('=').and_then(panes::named) {
                    Some(pane) => Means::Open(pane.name),
                    None => Means::Act(row.to_owned()),
                };
                let allowed = self.meant(&means, was);
                Allowed {
                    window: match allowed.window {
                        Windows::Same => Windows::Is(None),
                        other => other,
                    },
                    ..allowed
                }
            }
            (Above::Confirm, word) => {
                let typed: String = line.chars().map(half_width).collect();
                if typed == *word {
                    Allowed {
                        quits: Quits::Perhaps,
                        ..near()
                    }
                } else {
                    Allowed::default()
                }
            }
            (Above::Prompt, "app.go") => match destination(line) {
                Some((name, argument)) => {
                    let refused = was.is_guest && name != "login";
                    let allowed = self.opens(name, &argument, was);
                    if refused { closed() } else { allowed }
                }
                None => Allowed::default(),
            },
            (Above::Choose | Above::Prompt, _) => near(),
        }
    }
}

fn are(stack: Vec<Layer>) -> Allowed {
    Allowed {
        stack: Panes::Are(stack),
        ..Allowed::default()
    }
}

fn raised(window: Above) -> Allowed {
    Allowed {
        window: Windows::Is(Some(window)),
        ..Allowed::default()
    }
}

fn closed() -> Allowed {
    Allowed {
        window: Windows::Is(None),
        ..Allowed::default()
    }
}

/// One step back; the first pane stays.
fn back(stack: &[Layer]) -> Vec<Layer> {
    stack[..(stack.len() - 1).max(1)].to_vec()
}

fn is_small(was: &Glance) -> bool {
    was.size.0 < SMALLEST.0 || was.size.1 < SMALLEST.1
}

/// Whether a character is text: in every window but one that is only read.
fn takes_text(was: &Glance) -> bool {
    match &was.window {
        Some(window) => window.kind != Above::Read,
        None => was.takes_text,
    }
}

/// The sections of the keys file that are asked, the first one first.
fn sections(was: &Glance) -> Vec<&'static str> {
    if was.window.is_some() {
        return vec!["overlay", "text"];
    }
    let top = was.stack.last().map_or("", |(name, _)| *name);
    let mut sections = vec![top];
    if top == "person" {
        // Which tab is open is not known here: whatever one of them takes, the pane decides.
        sections.extend(
            panes::with_tabs()
                .iter()
                .map(|it| it.name)
                .filter(|name| panes::named(name).is_none()),
        );
    }
    match (takes_text(was), top) {
        (true, "lookup") => sections.extend(["text", "table"]),
        (true, _) => sections.extend(["form", "text"]),
        (false, _) => sections.push("table"),
    }
    sections.push("global");
    sections
}

fn narrow(key: Key) -> Key {
    match key.code {
        Code::Char(c) => Key {
            code: Code::Char(half_width(c)),
            ..key
        },
        _ => key,
    }
}

/// The number in a pasted text: digits, perhaps with an X behind.
fn number(text: &str) -> Option<String> {
    let narrow: String = text.trim().chars().map(half_width).collect();
    let digits = narrow.strip_suffix(['x', 'X']).unwrap_or(&narrow);
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    is_number.then_some(narrow)
}

/// Where a number path or mnemonic leads, with the argument behind it.
fn destination(line: &str) -> Option<(&'static str, String)> {
    let line = line.trim_start_matches(['=', '＝']).trim_start();
    let mut words = line.splitn(2, char::is_whitespace);
    let word: String = words.next()?.chars().map(half_width).collect();
    let argument = words.next().unwrap_or_default().trim().to_owned();
    let known = |name: &str| !name.is_empty() && name.eq_ignore_ascii_case(&word);
    let pane = panes::all()
        .into_iter()
        .find(|it| known(it.path) || known(it.mnemonic))?;
    Some((pane.name, argument))
}
