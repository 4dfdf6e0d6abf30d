//! Signals: those that end the console, and the one that wakes it after a shell has stopped it.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signal that continues a stopped program.
const CONTINUE: i32 = if cfg!(target_os = "linux") { 18 } else { 19 };

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Leave: the line is going away, or somebody wants the program to end.
    Leave,
    /// Take the terminal again and paint it afresh.
    Wake,
}

/// The signals heard.
pub(super) struct Signals {
    hang_up: Signal,
    terminate: Signal,
    interrupt: Signal,
    resume: Signal,
}

impl Signals {
    pub(super) fn heard() -> io::Result<Self> {
        Ok(Self {
            hang_up: signal(SignalKind::hangup())?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            resume: signal(SignalKind::from_raw(CONTINUE))?,
        })
    }

    /// The next of them.
    pub(super) async fn next(&mut self) -> Asked {
        tokio::select! {
            _ = self.hang_up.recv() => Asked::Leave,
            _ = self.terminate.recv() => Asked::Leave,
            _ = self.interrupt.recv() => Asked::Leave,
            _ = self.resume.recv() => Asked::Wake,
        }
    }
}
