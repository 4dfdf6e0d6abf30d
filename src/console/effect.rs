//! `Effect`: everything the state machine wants done. Data, never closures; only the runtime performs it.

use super::draft::Note;
use super::slot::Ticket;
use crate::database::request::{AnyChange, AnyQuery};

/// An operation id, made by the client before sending: losing its insert returns the first result.
pub type OpId = String;

/// How far an operator has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To another row: kept within some seconds, however often it happens in them.
    Row,
    /// To another screen, or another choice of rows: kept within a second.
    Screen,
}

/// Something to do.
#[derive(Debug)]
pub enum Effect {
    /// Ask the database.
    Ask(Ticket, Box<dyn AnyQuery>),
    /// Change the database.
    Do(Ticket, OpId, Box<dyn AnyChange>),
    /// Nobody waits for this any longer; stop it, on the server too.
    Cancel(Ticket),
    /// Note that this object was looked at, after the paint, in a batch within a second.
    Looked(String),
    /// Keep this draft, or forget it, within a second.
    Note(Note),
    /// The operator stands elsewhere: say [`Msg::Stood`](super::msg::Msg::Stood) soon.
    Moved(Step),
    /// Hand this to the clipboard of the terminal; whether it takes it, nobody is told.
    Copy(String),
    /// Ring the bell once: something is wrong, or a key means nothing here.
    Ring,
    /// Throw away the keys struck but not yet given: what is on the screen now was not foreseen when they were struck.
    Flush,
    /// Paint everything afresh.
    Repaint,
    /// Restore the terminal and end.
    Quit,
}
