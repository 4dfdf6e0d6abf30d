//! The model: what must be open after each message, worked out apart from the console's own state machine.
//!
//! Where a pane itself decides (its own actions, its answers), the model allows one screen more, one less or another
//! on top, and takes what came; everything else it foretells exactly. What keys lead to stands in `strokes.rs`.

use std::collections::{BTreeMap, BTreeSet};

use jingban::console::effect::Effect;
use jingban::console::key::Key;
use jingban::console::msg::Msg;
use jingban::console::slot::Ticket;
use jingban::database::request::Payload;
use jingban::kernel::text::Lang;

use super::ahead::Before;
use super::glance::{Above, Glance};
use super::line::Line;

/// Panes in which an answer opens nothing.
const QUIET: &[&str] = &["today", "person", "policy", "organisation"];

/// Panes that keep the argument they were opened with, or what is typed in them.
const ARGUED: &[&str] = &["lookup", "person"];

/// A pane that lies open, with its argument.
pub(super) type Layer = (&'static str, String);

/// A question or an act under way.
struct Asked {
    is_act: bool,
    /// The text of a search.
    search: Option<String>,
}

/// What a message may lead to.
#[derive(Default)]
pub(crate) struct Allowed {
    pub(super) stack: Panes,
    pub(super) window: Windows,
    pub(super) quits: Quits,
    /// Nothing at all may change: nobody waits for this any more.
    pub(crate) still: bool,
}

/// Which panes may be open.
#[derive(Default)]
pub(super) enum Panes {
    #[default]
    Same,
    Are(Vec<Layer>),
    /// One more, one less, another on top, or all closed but one.
    Near,
}

/// Which window may stand above.
#[derive(Default)]
pub(super) enum Windows {
    #[default]
    Same,
    Is(Option<Above>),
    /// None, or this one.
    Perhaps(Above),
    Any,
}

/// Whether the console may end.
#[derive(Default, PartialEq)]
pub(super) enum Quits {
    #[default]
    No,
    Must,
    /// It ends, or asks whether it may.
    May,
    /// The pane, or what it holds, decides.
    Perhaps,
}

/// The model.
pub(crate) struct Model {
    pub(super) lang: Lang,
    /// Strokes that are no whole sequence yet.
    pub(super) strokes: Vec<Key>,
    /// What each open look-up holds, by its place; `None` where this test does not know.
    pub(super) lines: BTreeMap<usize, Line>,
    asked: BTreeMap<Ticket, Asked>,
    newest: Ticket,
    /// What was answered to a search.
    found: BTreeMap<String, Vec<Vec<String>>>,
    operations: BTreeSet<String>,
    /// What was known before this message.
    pub(super) before: Option<Before>,
    /// Strokes are pending that this test has not counted.
    pub(super) unsure: bool,
    /// A question has failed or was given up: what it would have shown is old.
    pub(crate) is_tainted: bool,
}

impl Model {
    pub(crate) fn new(lang: Lang) -> Self {
        Self {
            lang,
            strokes: Vec::new(),
            lines: BTreeMap::new(),
            asked: BTreeMap::new(),
            newest: Ticket(0),
            found: BTreeMap::new(),
            operations: BTreeSet::new(),
            before: None,
            unsure: false,
            is_tainted: false,
        }
    }

    /// What this message may lead to.
    pub(crate) fn foretell(&mut self, msg: &Msg, was: &Glance) -> Allowed {
        self.before = Some(Before::of(self, msg));
        match msg {
            Msg::Struck(key) => self.struck(*key, was),
            Msg::Pasted(text) => self.pasted(text, was),
            Msg::Answered(ticket, answer) => {
                self.is_tainted |= answer.is_err() && self.asked.contains_key(ticket);
                self.answered(*ticket, answer.as_ref().ok(), was)
            }
            Msg::Ended(ticket, _) => match self.asked.remove(ticket) {
                None => still(),
                Some(_) => Allowed {
                    quits: if was.is_guest {
                        Quits::Perhaps
                    } else {
                        Quits::No
                    },
                    ..near()
                },
            },
            Msg::Lingered(ticket) if !self.asked.contains_key(ticket) => still(),
            Msg::Resized(..)
            | Msg::Ticked(..)
            | Msg::Lingered(_)
            | Msg::Changed(_)
            | Msg::Noted(_)
            | Msg::Stood => Allowed::default(),
            Msg::HungUp => Allowed {
                quits: Quits::Must,
                ..Allowed::default()
            },
        }
    }

    fn answered(&mut self, ticket: Ticket, answer: Option<&Payload>, was: &Glance) -> Allowed {
        let Some(asked) = self.asked.remove(&ticket) else {
            return still();
        };
        if let (Some(text), Some(answer)) = (asked.search, answer) {
            let found: serde_json::Value = serde_json::from_str(&answer.to_json()).unwrap();
            let hits = found["hits"].as_array().unwrap().iter();
            let rows = hits.map(|hit| hit["insurance_no"].as_str().unwrap().to_owned());
            self.found.entry(text).or_default().push(rows.collect());
        }
        match was.stack.last() {
            Some((top, _)) if QUIET.contains(top) => Allowed::default(),
            Some(_) | None => near(),
        }
    }

    /// Whether an act is under way.
    pub(super) fn is_acting(&self) -> bool {
        self.asked.values().any(|asked| asked.is_act)
    }

    /// The operator gave up what was asked.
    pub(super) fn gave_up(&mut self) {
        self.is_tainted |= self.asked.values().any(|asked| !asked.is_act);
    }

    /// Compares what came with what was allowed, and takes it for the next time.
    pub(crate) fn judge(
        &mut self,
        allowed: &Allowed,
        was: &Glance,
        is: &Glance,
        effects: &[Effect],
    ) -> Result<(), String> {
        self.judge_all(allowed, was, is, effects)?;
        if is.held > 0 && self.asked.is_empty() {
            return Err(format!("{} keys wait, and nothing is under way", is.held));
        }
        Ok(())
    }

    fn judge_all(
        &mut self,
        allowed: &Allowed,
        was: &Glance,
        is: &Glance,
        effects: &[Effect],
    ) -> Result<(), String> {
        if self.judge_ahead(was, is, effects)? {
            return Ok(());
        }
        if self.unsure {
            self.unsure = is.pending;
            (self.lang, self.is_tainted) = (is.lang, true);
            self.lines.clear();
            self.account(effects)?;
            return self.judge_search(is);
        }
        if allowed.still && (was.stack != is.stack || !effects.is_empty()) {
            return Err(format!(
                "nobody waited for it, and still it did something: {effects:?}"
            ));
        }
        if is.lang != self.lang {
            return Err(format!("{:?} where {:?} was chosen", is.lang, self.lang));
        }
        judge_panes(&allowed.stack, &was.stack, &is.stack)?;
        judge_window(&allowed.window, was, is)?;
        self.account(effects)?;
        judge_quit(&allowed.quits, is, effects)?;
        self.judge_strokes(allowed, is)?;
        self.judge_search(is)
    }

    /// Takes in what the console wants done.
    pub(crate) fn account(&mut self, effects: &[Effect]) -> Result<(), String> {
        for effect in effects {
            let (ticket, asked) = match effect {
                Effect::Ask(ticket, query) => {
                    let json: serde_json::Value = serde_json::from_str(&query.to_json()).unwrap();
                    let text = json["text"].as_str().map(str::to_owned);
                    let search = text.filter(|_| query.name() == "desk.search");
                    let is_act = false;
                    (*ticket, Asked { is_act, search })
                }
                Effect::Do(ticket, op, _) => {
                    if !self.operations.insert(op.clone()) {
                        return Err(format!("operation {op} was sent twice"));
                    }
                    let (is_act, search) = (true, None);
                    (*ticket, Asked { is_act, search })
                }
                Effect::Cancel(ticket) => {
                    if self.asked.get(ticket).is_some_and(|asked| !asked.is_act) {
                        self.asked.remove(ticket);
                    }
                    continue;
                }
                Effect::Looked(_)
                | Effect::Note(_)
                | Effect::Moved(_)
                | Effect::Copy(_)
                | Effect::Ring
                | Effect::Flush
                | Effect::Repaint
                | Effect::Quit => continue,
            };
            if ticket <= self.newest {
                return Err(format!("{ticket:?} after {:?}", self.newest));
            }
            self.newest = ticket;
            self.asked.insert(ticket, asked);
        }
        Ok(())
    }

    fn judge_strokes(&mut self, allowed: &Allowed, is: &Glance) -> Result<(), String> {
        if !is.pending {
            // A screen that opens, or a window that is raised, forgets strokes.
            self.strokes.clear();
        }
        let unsure = matches!(allowed.stack, Panes::Near);
        if is.pending && self.strokes.is_empty() && !unsure {
            return Err("strokes are pending that were none".to_owned());
        }
        Ok(())
    }

    /// The rows under the search box belong to what stands in it, or an answer is awaited.
    pub(super) fn judge_search(&mut self, is: &Glance) -> Result<(), String> {
        let place = is.stack.len();
        self.lines.retain(|at, _| *at <= place);
        let Some((line, rows)) = &is.search else {
            self.lines.remove(&place);
            return Ok(());
        };
        if let Some(known) = self.lines.insert(place, line.clone())
            && known != *line
        {
            return Err(format!("the box holds {line:?}, typed was {known:?}"));
        }
        let text = line.text().trim().to_owned();
        let is_awaited = self
            .asked
            .values()
            .any(|it| it.search.as_ref() == Some(&text));
        let answers = self.found.get(&text).map_or(&[][..], Vec::as_slice);
        if rows.is_empty() || is_awaited || answers.contains(rows) {
            return Ok(());
        }
        Err(format!(
            "rows under “{text}” that do not belong to it: {rows:?}"
        ))
    }
}

/// Nothing may happen.
fn still() -> Allowed {
    Allowed {
        still: true,
        ..Allowed::default()
    }
}

/// The pane decides.
pub(super) fn near() -> Allowed {
    Allowed {
        stack: Panes::Near,
        window: Windows::Any,
        ..Allowed::default()
    }
}

fn judge_panes(allowed: &Panes, was: &[Layer], is: &[Layer]) -> Result<(), String> {
    let (fits, foretold) = match allowed {
        Panes::Same => (are_same(was, is), was),
        Panes::Are(layers) => (are_same(layers, is), layers.as_slice()),
        Panes::Near => (is_near(was, is), was),
    };
    if fits {
        return Ok(());
    }
    Err(format!("open are {is:?}, not {foretold:?}"))
}

fn are_same(some: &[Layer], others: &[Layer]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(is_same)
}

/// The look-up and the person are known by their arguments; what others call theirs is their own matter.
fn is_same((one, other): (&Layer, &Layer)) -> bool {
    one.0 == other.0 && (one.1 == other.1 || !ARGUED.contains(&one.0))
}

fn is_near(was: &[Layer], is: &[Layer]) -> bool {
    let same = was.iter().zip(is).take_while(|both| is_same(*both)).count();
    let closed = was.len() - same;
    let deepest = was.len() == super::strokes::DEEPEST && is.len() == was.len();
    is.len() == 1 || deepest || (closed <= 1 && is.len() <= same + 1)
}

fn judge_window(allowed: &Windows, was: &Glance, is: &Glance) -> Result<(), String> {
    let kind = |glance: &Glance| glance.window.as_ref().map(|window| window.kind);
    let stands = kind(is);
    let fits = match allowed {
        Windows::Same => stands == kind(was),
        Windows::Is(window) => stands == *window,
        Windows::Perhaps(window) => stands.is_none() || stands == Some(*window),
        Windows::Any => true,
    };
    if fits {
        return Ok(());
    }
    Err(format!(
        "above stands {stands:?}; before it was {:?}",
        kind(was)
    ))
}

fn judge_quit(allowed: &Quits, is: &Glance, effects: &[Effect]) -> Result<(), String> {
    let quit = effects.iter().any(|it| matches!(it, Effect::Quit));
    let asks = is
        .window
        .as_ref()
        .is_some_and(|it| it.kind == Above::Confirm);
    match allowed {
        Quits::No if quit => Err("it ended, and nobody asked for it".to_owned()),
        Quits::Must if !quit => Err("it should have ended".to_owned()),
        Quits::May if quit == asks => Err("to quit, it ends or asks".to_owned()),
        Quits::No | Quits::Must | Quits::May | Quits::Perhaps => Ok(()),
    }
}
