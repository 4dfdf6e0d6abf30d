//! The console measured on a real terminal: what a step costs in bytes and in time, keys struck ahead of a slow database,
//! and random keys by the thousand. What does not depend on the machine is a budget, and a budget broken breaks the run.

#![expect(clippy::print_stdout, reason = "it tells what it measured")]

mod ahead;
mod bare;
mod budgets;
mod day;
mod figures;
mod fuzz;
mod ground;
mod matching;
mod payloads;
mod shown;
mod statistics;
mod still;
mod texts;
mod walk;

use std::time::Duration;

use crate::pty::Terminal;

/// Takes in what comes for a while; how many bytes that was.
fn heard_within(terminal: &mut Terminal, span: Duration) -> usize {
    let (before, begun) = (terminal.heard.len(), crate::pty::now());
    while let Some(left) = span.checked_sub(begun.elapsed()) {
        terminal.listen(left);
    }
    terminal.heard.len() - before
}

/// How far the minute has gone.
#[expect(
    clippy::disallowed_methods,
    reason = "the minute mark is the machine's, and so is the program's that writes at it"
)]
fn second() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_secs() % 60
}

/// Waits until the minute does not turn for a few seconds: what is written at its mark is no cost of any key.
fn away_from_the_minute(terminal: &mut Terminal) {
    while second() >= 55 {
        heard_within(terminal, Duration::from_millis(200));
    }
}
