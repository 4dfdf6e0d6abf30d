//! The terminal: entered once, left on every way out, read and written by a thread each.
//!
//! A line that stalls blocks only the writing thread: keys, signals and answers are still heard, and no second frame
//! is queued behind a first. A terminal that goes away makes the reading thread spin inside the library; so the hang-up
//! is watched for here, besides, and ends the program.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc as blocking;
use std::time::Duration;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event};
use crossterm::style::Print;
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{Command, queue};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::sync::mpsc;

/// Whether the terminal is ours: what the panic hook asks.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// A terminal that does not take the last bytes within this time is gone.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// An entered terminal, in the three parts that are waited for.
pub(super) struct Terminal {
    /// What is typed.
    pub(super) keys: Keys,
    /// What is shown.
    pub(super) screen: Screen,
    /// Whether there still is anybody.
    pub(super) line: Line,
    _entered: Entered,
}

/// Dropped, the terminal is left.
struct Entered;

impl Drop for Entered {
    fn drop(&mut self) {
        leave_at_once();
    }
}

impl Terminal {
    /// Enters the terminal. Fails where there is none.
    pub(super) fn enter() -> io::Result<Self> {
        if !io::stdout().is_terminal() {
            return Err(io::ErrorKind::NotConnected.into());
        }
        leave_on_panic();
        let entered = Entered;
        take(&mut io::stdout())?;
        Ok(Self {
            keys: Keys(mpsc::unbounded_channel().1),
            screen: Screen::on(File::from(io::stdout().as_fd().try_clone_to_owned()?))?,
            line: Line::watched(),
            _entered: entered,
        })
    }

    /// Columns and rows.
    pub(super) fn size() -> io::Result<(u16, u16)> {
        terminal::size()
    }

    /// Whether the terminal draws a box line over two cells. Asks it, so only before keys are read.
    pub(super) fn draws_lines_wide() -> bool {
        let mut out = io::stdout();
        let asked = queue!(out, MoveTo(0, 0), Print("─")).and_then(|()| out.flush());
        asked.is_ok() && crossterm::cursor::position().is_ok_and(|(column, _)| column > 1)
    }

    /// Takes the terminal again, after a shell has had it.
    pub(super) fn again(&mut self) -> io::Result<()> {
        terminal::disable_raw_mode()?;
        terminal::enable_raw_mode()?;
        let mut bytes = Vec::new();
        ours(&mut bytes)?;
        self.screen.write(bytes);
        Ok(())
    }

    /// Gives the terminal back; waits for it no longer than a moment.
    pub(super) async fn leave(mut self) {
        let mut bytes = Vec::new();
        if !ENTERED.swap(false, Ordering::SeqCst) || theirs(&mut bytes).is_err() {
            return;
        }
        self.screen.write(bytes);
        let out = async { while self.screen.is_busy() && self.screen.written().await.is_ok() {} };
        // Whoever does not read the last bytes is not there to miss them.
        drop(tokio::time::timeout(LAST_WORDS, out).await);
        drop(terminal::disable_raw_mode());
    }
}

/// What is typed, read by a thread of its own.
pub(super) struct Keys(mpsc::UnboundedReceiver<Event>);

impl Keys {
    /// Begins to read.
    pub(super) fn listen(&mut self) -> io::Result<()> {
        let (sender, events) = mpsc::unbounded_channel();
        self.0 = events;
        let read = move || {
            while let Ok(event) = crossterm::event::read() {
                if sender.send(event).is_err() {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("keys".to_owned());
        thread.spawn(read).map(drop)
    }

    /// The next event; `None` when there will be no more.
    pub(super) async fn next(&mut self) -> Option<Event> {
        self.0.recv().await
    }

    /// An event that has arrived already.
    pub(super) fn queued(&mut self) -> Option<Event> {
        self.0.try_recv().ok()
    }
}

/// What is shown, written by a thread of its own.
pub(super) struct Screen {
    to_thread: blocking::Sender<Vec<u8>>,
    from_thread: mpsc::UnboundedReceiver<io::Result<()>>,
    /// Writes that are on their way.
    under_way: usize,
}

impl Screen {
    fn on(mut out: File) -> io::Result<Self> {
        let (to_thread, bytes) = blocking::channel::<Vec<u8>>();
        let (done, from_thread) = mpsc::unbounded_channel();
        let write = move || {
            for bytes in bytes {
                if done.send(out.write_all(&bytes)).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new()
            .name("screen".to_owned())
            .spawn(write)?;
        Ok(Self {
            to_thread,
            from_thread,
            under_way: 0,
        })
    }

    /// Sends bytes on their way.
    pub(super) fn write(&mut self, bytes: Vec<u8>) {
        self.under_way += usize::from(self.to_thread.send(bytes).is_ok());
    }

    /// Whether what was written is still on its way: then no frame is sent behind it.
    pub(super) fn is_busy(&self) -> bool {
        self.under_way > 0
    }

    /// Waits until one write is out; for ever if none is on its way. An error: the terminal is gone.
    pub(super) async fn written(&mut self) -> io::Result<()> {
        if self.under_way == 0 {
            return std::future::pending().await;
        }
        let written = self.from_thread.recv().await;
        self.under_way -= 1;
        written.unwrap_or_else(|| Err(io::ErrorKind::BrokenPipe.into()))
    }

    /// A write that is out already, if there is one: asked before a key is taken for one struck too early.
    pub(super) fn written_by_now(&mut self) -> Option<io::Result<()>> {
        let written = self.from_thread.try_recv().ok()?;
        self.under_way = self.under_way.saturating_sub(1);
        Some(written)
    }
}

/// The line to the terminal.
pub(super) struct Line(Option<AsyncFd<OwnedFd>>);

impl Line {
    fn watched() -> Self {
        let line = if io::stdin().is_terminal() {
            io::stdin().as_fd().try_clone_to_owned().ok()
        } else {
            File::open("/dev/tty").ok().map(OwnedFd::from)
        };
        line.map_or(Self(None), Self::on)
    }

    #[expect(
        deprecated,
        reason = "its successor is unsafe only to ask that the descriptor be owned, as it is here"
    )]
    fn on(line: OwnedFd) -> Self {
        Self(AsyncFd::with_interest(line, Interest::READABLE).ok())
    }

    /// Waits until the terminal has gone away.
    pub(super) async fn gone(&self) {
        let Some(line) = &self.0 else {
            return std::future::pending().await;
        };
        while let Ok(mut ready) = line.ready(Interest::READABLE).await {
            if ready.ready().is_read_closed() {
                return;
            }
            ready.clear_ready();
        }
    }
}

/// Raw mode, the alternate screen, pastes told apart from keys. No mouse: selecting text stays the terminal's.
fn take(out: &mut impl Write) -> io::Result<()> {
    terminal::enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    ours(out)?;
    out.flush()
}

fn ours(out: &mut impl Write) -> io::Result<()> {
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)
}

fn theirs(out: &mut impl Write) -> io::Result<()> {
    queue!(
        out,
        EndUpdate,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    )
}

/// Ends a synchronised update that was cut off, and whatever style was set.
struct EndUpdate;

impl Command for EndUpdate {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[?2026l\x1b[m")
    }
}

/// Leaves without waiting for anything: while panicking, or when dropped.
fn leave_at_once() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        drop(theirs(&mut out).and_then(|()| out.flush()));
        drop(terminal::disable_raw_mode());
    }
}

/// A panic is told on a terminal that can be read.
fn leave_on_panic() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        leave_at_once();
        told(panic);
    }));
}

#[cfg(test)]
mod tests {
    use portable_pty::{PtySize, native_pty_system};
    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn a_terminal_that_goes_away_is_noticed_without_any_signal() {
        let pair = native_pty_system().openpty(PtySize::default());
        let pair = pair.expect("a terminal");
        let name = pair.master.tty_name().expect("its name");
        let line = Line::on(File::open(name).expect("the terminal").into());
        let moment = Duration::from_millis(50);
        assert!(timeout(moment, line.gone()).await.is_err(), "still there");
        pair.master
            .take_writer()
            .and_then(|mut keys| Ok(keys.write_all(b"keys\n")?))
            .expect("keys");
        assert!(
            timeout(moment, line.gone()).await.is_err(),
            "keys are no hang-up"
        );
        drop(pair);
        let soon = Duration::from_secs(1);
        assert!(timeout(soon, line.gone()).await.is_ok(), "gone");
    }

    #[tokio::test]
    async fn what_is_written_is_reported_once_it_is_out() {
        let file = tempfile::tempfile().expect("a file");
        let mut screen = Screen::on(file).expect("a screen");
        assert!(!screen.is_busy());
        screen.write(b"one".to_vec());
        screen.write(b"two".to_vec());
        assert!(screen.is_busy());
        assert!(screen.written().await.is_ok() && screen.written().await.is_ok());
        assert!(!screen.is_busy());
    }
}
