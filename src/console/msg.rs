//! `Msg`: everything that reaches the state machine. A closed set, serialisable, so that a recording replays.

use chrono::{DateTime, NaiveDate, Utc};

use super::key::Key;
use super::slot::Ticket;
use crate::database::request::{Done, Payload, Topic, Verdict};

/// Something has happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was struck.
    Struck(Key),
    /// Text was pasted.
    Pasted(String),
    /// The terminal has this many columns and rows.
    Resized(u16, u16),
    /// A minute has begun: system time, and its day in Asia/Shanghai (a demonstration keeps to its own).
    Ticked(DateTime<Utc>, NaiveDate),
    /// A question was answered.
    Answered(Ticket, Result<Payload, Verdict>),
    /// An act has ended.
    Ended(Ticket, Result<Done<Payload>, Verdict>),
    /// A request has run for 100 ms, or a further second, and still runs: how far it is can be shown.
    Lingered(Ticket),
    /// Somebody (perhaps this console) changed these.
    Changed(Vec<Topic>),
    /// Drafts were kept or forgotten; or they could not be, and will be tried again.
    Noted(Result<(), Verdict>),
    /// The operator has moved: where to is to be kept now.
    Stood,
    /// The line or the terminal is going away.
    HungUp,
}
