//! The recorder: everything that reaches a console, kept in order, so that it replays to the same screens without a
//! database.
//!
//! It is off unless asked for. What was typed into a secret field is never kept; people and their numbers leave the
//! program only in disguise. What was kept is written when the console ends, however it ends: the numbers that were
//! typed are whole only then.

mod disguise;

use std::io::Write;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::machine::Machine;
use crate::console::body::Body;
use crate::console::effect::Effect;
use crate::console::frame::Frame;
use crate::console::key::{Code, Key};
use crate::console::msg::Msg;
use crate::console::slot::Ticket;
use crate::database::request::{Done, Payload, Topic, Verdict};
use crate::kernel::desk::Desk;
use crate::kernel::text::Lang;
pub use disguise::Disguise;

/// What stands for a character typed into a secret field.
const HIDDEN: char = '*';

/// A line of a recording.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kept {
    /// The console as it was before anything reached it: who sat there, and in which language.
    Began(Desk, Lang),
    /// It was started.
    Started,
    /// [`Msg::Struck`].
    Struck(Key),
    /// [`Msg::Pasted`].
    Pasted(String),
    /// [`Msg::Resized`].
    Resized(u16, u16),
    /// [`Msg::Ticked`].
    Ticked(DateTime<Utc>, NaiveDate),
    /// [`Msg::Answered`].
    Answered(Ticket, Result<Value, Verdict>),
    /// [`Msg::Ended`]: the outcome, whose watchers reload, and whether it had been done before.
    Ended(Ticket, Result<(Value, Vec<Topic>, bool), Verdict>),
    /// [`Msg::Lingered`].
    Lingered(Ticket),
    /// [`Msg::Changed`].
    Changed(Vec<Topic>),
    /// [`Msg::Noted`].
    Noted(Result<(), Verdict>),
    /// [`Msg::Stood`].
    Stood,
    /// [`Msg::HungUp`].
    HungUp,
}

impl Kept {
    /// What a message leaves in a recording; with a secret field under the caret, not what was typed.
    fn of(msg: &Msg, secret: bool) -> Self {
        let hidden = |text: &str| text.chars().map(|_| HIDDEN).collect();
        let json = |payload: &Payload| serde_json::from_str(&payload.to_json()).unwrap_or_default();
        match msg {
            Msg::Struck(key) if secret && key.is_typed() => {
                Self::Struck(Key::plain(Code::Char(HIDDEN)))
            }
            Msg::Struck(key) => Self::Struck(*key),
            Msg::Pasted(text) if secret => Self::Pasted(hidden(text)),
            Msg::Pasted(text) => Self::Pasted(text.clone()),
            Msg::Resized(columns, rows) => Self::Resized(*columns, *rows),
            Msg::Ticked(at, day) => Self::Ticked(*at, *day),
            Msg::Answered(ticket, answer) => {
                Self::Answered(*ticket, answer.as_ref().map(json).map_err(Verdict::clone))
            }
            Msg::Ended(ticket, ended) => Self::Ended(
                *ticket,
                ended
                    .as_ref()
                    .map(|done| (json(&done.outcome), done.topics.clone(), done.repeated))
                    .map_err(Verdict::clone),
            ),
            Msg::Lingered(ticket) => Self::Lingered(*ticket),
            Msg::Changed(topics) => Self::Changed(topics.clone()),
            Msg::Noted(ended) => Self::Noted(ended.clone()),
            Msg::Stood => Self::Stood,
            Msg::HungUp => Self::HungUp,
        }
    }

    /// The message again, if the line is one.
    fn msg(self) -> Option<Msg> {
        let payload = |json: Value| Payload::Recorded(json.to_string());
        Some(match self {
            Self::Began(..) | Self::Started => return None,
            Self::Struck(key) => Msg::Struck(key),
            Self::Pasted(text) => Msg::Pasted(text),
            Self::Resized(columns, rows) => Msg::Resized(columns, rows),
            Self::Ticked(at, day) => Msg::Ticked(at, day),
            Self::Answered(ticket, answer) => Msg::Answered(ticket, answer.map(payload)),
            Self::Ended(ticket, ended) => Msg::Ended(
                ticket,
                ended.map(|(outcome, topics, repeated)| Done {
                    outcome: payload(outcome),
                    topics,
                    repeated,
                }),
            ),
            Self::Lingered(ticket) => Msg::Lingered(ticket),
            Self::Changed(topics) => Msg::Changed(topics),
            Self::Noted(ended) => Msg::Noted(ended),
            Self::Stood => Msg::Stood,
            Self::HungUp => Msg::HungUp,
        })
    }
}

/// A machine whose messages are kept, and written in disguise when it goes.
pub struct Recorder<M: Machine> {
    machine: M,
    kept: Vec<Kept>,
    to: Box<dyn Write + Send>,
}

impl<M: Machine> Recorder<M> {
    /// Records a machine that has not started, into a file that only its owner may read.
    pub fn over(machine: M, to: Box<dyn Write + Send>) -> Self {
        let began = Kept::Began(machine.desk().clone(), machine.frame().lang);
        Self {
            machine,
            kept: vec![began],
            to,
        }
    }
}

impl<M: Machine> Machine for Recorder<M> {
    fn start(&mut self, effects: &mut Vec<Effect>) {
        self.kept.push(Kept::Started);
        self.machine.start(effects);
    }

    fn update(&mut self, msg: Msg, effects: &mut Vec<Effect>) {
        let types = matches!(msg, Msg::Struck(_) | Msg::Pasted(_));
        let secret = types && hides(&self.machine.frame());
        self.kept.push(Kept::of(&msg, secret));
        self.machine.update(msg, effects);
    }

    fn frame(&self) -> Frame<'_> {
        self.machine.frame()
    }

    fn take_dirty(&mut self) -> bool {
        self.machine.take_dirty()
    }

    fn desk(&self) -> &Desk {
        self.machine.desk()
    }

    fn size(&self) -> (u16, u16) {
        self.machine.size()
    }
}

impl<M: Machine> Drop for Recorder<M> {
    fn drop(&mut self) {
        let kept = std::mem::take(&mut self.kept);
        let lines = Disguise::default().lines(kept);
        // The console is gone: there is nobody left to tell of a full disk.
        drop(
            self.to
                .write_all(lines.as_bytes())
                .and_then(|()| self.to.flush()),
        );
    }
}

/// Whether a secret field is on the screen with the caret in it.
fn hides(frame: &Frame<'_>) -> bool {
    frame.overlay.is_none() && holds_secret(&frame.body)
}

fn holds_secret(body: &Body<'_>) -> bool {
    match body {
        Body::Form(form) => form.current().is_some_and(|field| field.spec.secret),
        Body::Stack(parts) => parts.iter().any(|(_, part)| holds_secret(part)),
        Body::Beside(parts) => parts.iter().any(|(_, part)| holds_secret(part)),
        Body::Tabs(_, _, open) => holds_secret(open),
        Body::Framed(_, inside) => holds_secret(inside),
        Body::Table(_) | Body::Facts(_) | Body::Lines(_) => false,
    }
}

/// Reads a recording; an error names the line that is none.
pub fn read(recording: &str) -> Result<Vec<Kept>, String> {
    let line = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1))
    };
    recording.lines().enumerate().map(line).collect()
}

/// Tells a machine everything that was kept. What it wants done is not done: every answer stands in the recording.
pub fn replay<M: Machine>(kept: Vec<Kept>, machine: &mut M) {
    let mut effects = Vec::new();
    for line in kept {
        if line == Kept::Started {
            machine.start(&mut effects);
        } else if let Some(msg) = line.msg() {
            machine.update(msg, &mut effects);
        }
        effects.clear();
    }
}
