//! The least a terminal can do, to measure the console beside it on the same machine in the same moment.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use portable_pty::CommandBuilder;

use super::ground::Ground;
use crate::pty::{Terminal, now};

/// A shell that starts a program for every line, and says what it was given.
const ECHO: &str = "stty -echo; echo ready; while read -r it; do /bin/echo \"got $it\"; done";

/// The one in the middle.
pub(super) fn median<T: Ord + Copy>(mut figures: Vec<T>) -> T {
    figures.sort_unstable();
    figures[figures.len() / 2]
}

/// A terminal with that shell in it.
pub(super) fn echo() -> Terminal {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", ECHO]);
    let mut terminal = Terminal::of((80, 24), command);
    terminal.wait_for("ready");
    terminal
}

/// How long the shell takes for a line.
pub(super) fn echoed(shell: &mut Terminal, line: usize) -> Duration {
    let begun = now();
    shell.strike(&format!("{line}\r"));
    shell.wait_for(&format!("got {line}"));
    begun.elapsed()
}

/// PostgreSQL's own client, where it is installed.
fn psql() -> Option<PathBuf> {
    let installed = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let folders = installed.flatten().map(|it| it.path().join("bin"));
    let path = ["/usr/local/bin", "/usr/bin"].map(PathBuf::from);
    folders
        .chain(path)
        .map(|folder| folder.join("psql"))
        .find(|it| it.exists())
}

/// How long the database's own client takes, started anew, to look somebody up by number; `None` where there is none.
pub(super) fn client_looks_up(ground: &Ground, number: &str) -> Option<Duration> {
    let select = format!("select * from persons where insurance_no = '{number}'");
    let mut command;
    if let Some(file) = ground.url.strip_prefix("sqlite:") {
        command = Command::new("sqlite3");
        command.args([file, &select]);
    } else {
        command = Command::new(psql()?);
        command.args(["-X", "-A", "-t", "-c", &select, &ground.url]);
    }
    let begun = now();
    let told = command.stdin(Stdio::null()).output().ok()?;
    let took = begun.elapsed();
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains(number), "{command:?}: {told}");
    Some(took)
}
