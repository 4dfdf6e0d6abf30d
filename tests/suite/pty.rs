//! The real program in a terminal of its own: keys go in, a screen is seen, every byte on the way is counted.

use std::io::{Read, Write};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::place::{PROGRAM, Place};

/// What is waited for comes within this time, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal with the program in it.
pub(crate) struct Terminal {
    /// None once it has been cut.
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    bytes: mpsc::Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// How it took keys and showed text before the program came.
    before: String,
    /// How many columns on this terminal draws a box line over: it answers when it is asked.
    pub(crate) line_width: u16,
    /// Every byte that has come so far.
    pub(crate) heard: Vec<u8>,
}

/// What a step cost on the way to the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// Bytes that came.
    pub(crate) bytes: usize,
    /// From the key to the first byte.
    pub(crate) first: Duration,
    /// From the key to the byte with which the awaited text stood there, or to the last of all.
    pub(crate) shown: Duration,
}

/// The moment it is: how long a program takes is what these tests measure.
#[expect(
    clippy::disallowed_methods,
    reason = "a real program in a real terminal has no other clock"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Waits: a hand and a slow line take their time.
#[expect(
    clippy::disallowed_methods,
    reason = "a real program in a real terminal has no other clock"
)]
pub(crate) fn pause(time: Duration) {
    std::thread::sleep(time);
}

/// How a terminal takes keys and shows text.
fn modes(master: &dyn MasterPty) -> String {
    let modes = master.get_termios();
    modes.map_or_else(String::new, |it| {
        let (input, output, local) = (it.input_flags, it.output_flags, it.local_flags);
        format!("{input:?} {output:?} {local:?}")
    })
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Terminal {
    /// Starts the program in a terminal of 80 columns and 24 rows.
    pub(crate) fn start(place: &Place, arguments: &[&str]) -> Self {
        Self::start_in((80, 24), place, arguments, &[])
    }

    /// Starts it in a terminal of another size, with more in its environment.
    pub(crate) fn start_in(
        (columns, rows): (u16, u16),
        place: &Place,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(PROGRAM);
        command.env_clear();
        command.args(arguments);
        for (name, value) in place.environment() {
            command.env(name, value);
        }
        for (name, value) in environment {
            command.env(name, value);
        }
        Self::of((columns, rows), command)
    }

    /// A terminal with any program in it.
    pub(crate) fn of((columns, rows): (u16, u16), command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let before = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, bytes) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            keys: pair.master.take_writer().unwrap(),
            master: Some(pair.master),
            child,
            bytes,
            screen: vt100::Parser::new(rows, columns, 0),
            before,
            line_width: 1,
            heard: Vec::new(),
        }
    }

    /// The console at the desk of an operator, on today's screen, with its deadlines.
    pub(crate) fn seated(place: &Place, operator: &str) -> Self {
        let mut terminal = Self::start(place, &["--db", &place.url(), "--as", operator]);
        terminal.wait_for("2012-03-31");
        terminal
    }

    /// Types these keys.
    pub(crate) fn strike(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.screen.screen_mut().set_size(rows, columns);
        let master = self.master.as_ref().unwrap();
        master.resize(size(columns, rows)).unwrap();
    }

    /// Takes in what arrives within this time; says whether anything did. Asked where the cursor is, it answers.
    pub(crate) fn listen(&mut self, time: Duration) -> bool {
        let Ok(bytes) = self.bytes.recv_timeout(time) else {
            return false;
        };
        self.heard.extend_from_slice(&bytes);
        self.screen.process(&bytes);
        if bytes.windows(4).any(|it| it == b"\x1b[6n") {
            let column = self.line_width + 1;
            self.strike(&format!("\x1b[1;{column}R"));
        }
        true
    }

    /// Takes in everything until nothing has come for a while.
    pub(crate) fn settle(&mut self) {
        while self.listen(Duration::from_millis(250)) {}
    }

    /// Types these keys, waits until the text stands on the screen and all is quiet; what that cost.
    pub(crate) fn step(&mut self, keys: &str, text: &str) -> Cost {
        let (before, begun) = (self.heard.len(), now());
        self.strike(keys);
        assert!(self.listen(PATIENCE), "nothing came:\n{}", self.text());
        let first = begun.elapsed();
        self.wait_for(text);
        let shown = begun.elapsed();
        self.settle();
        Cost {
            bytes: self.heard.len() - before,
            first,
            shown,
        }
    }

    /// What stands on the screen.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The screen itself.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// Waits until this stands on the screen; says how long it took.
    pub(crate) fn wait_for(&mut self, text: &str) -> Duration {
        let begun = now();
        while !self.text().contains(text) {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            let heard = self.listen(left);
            assert!(heard, "{text} never came:\n{}", self.text());
        }
        begun.elapsed()
    }

    /// The program's number in the system.
    pub(crate) fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.id().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-s", name, &id])
            .status();
        assert!(sent.unwrap().success());
    }

    /// The terminal goes away without a word: its other end is closed.
    pub(crate) fn cut(&mut self) {
        drop(self.master.take());
        self.keys = Box::new(std::io::sink());
        self.bytes = mpsc::channel().1;
        // The reading thread keeps the terminal open until it hears something: the screen painted afresh.
        self.signal("CONT");
    }

    /// Whether the program still runs.
    pub(crate) fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits until the program has ended, and says with which exit code; the terminal must be as it was before.
    pub(crate) fn ended(&mut self, within: Duration) -> u32 {
        let begun = now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < within, "it runs on:\n{}", self.text());
            self.listen(Duration::from_millis(10));
        };
        self.settle();
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pasting is as it was");
        let after = self.master.as_ref().map(|master| modes(&**master));
        assert_eq!(after.as_ref(), Some(&self.before), "so are the modes");
        status.exit_code()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that has failed leaves its program running; one that has passed, nothing.
        drop(self.child.kill());
    }
}
