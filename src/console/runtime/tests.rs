//! The runtime in a real terminal: this very test program, started again in a pseudo-terminal.

use std::io::{IsTerminal, Read, Write};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::*;
use crate::console::body::{Body, Line, Run};
use crate::console::effect::Effect;
use crate::console::frame::Frame;
use crate::console::key::{Code, Key};
use crate::console::msg::Msg;
use crate::console::view::Theme;
use crate::database::tx::Db;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Lang, Phrase};
use crate::text;

/// A machine that shows what it was told. Some keys want something: `q` to quit, `!` to panic, `f` to flush.
struct Echo {
    desk: Desk,
    heard: String,
    count: usize,
    dirty: bool,
}

impl Machine for Echo {
    fn start(&mut self, _: &mut Vec<Effect>) {
        self.heard.push_str("ready ");
    }

    fn update(&mut self, msg: Msg, effects: &mut Vec<Effect>) {
        let Msg::Struck(Key { code, .. }) = msg else {
            return;
        };
        self.dirty = true;
        self.count += 1;
        match code {
            Code::Char('q') => effects.push(Effect::Quit),
            Code::Char('!') => panic!("a mistake of the program"),
            Code::Char('f') => effects.extend([Effect::Flush, Effect::Ring]),
            Code::Char('a') => {}
            other => self.heard.push_str(&format!("{other:?} ")),
        }
    }

    fn frame(&self) -> Frame<'_> {
        let said = format!("{}count={} 认证", self.heard, self.count);
        Frame {
            lang: Lang::Zh,
            header: Vec::new(),
            countdown: Line::default(),
            menu: Vec::new(),
            title: (text!("题", "Title"), Phrase::default()),
            body: Body::Lines(vec![Line(vec![Run::plain(Shown::new(&said))])]),
            takes_text: true,
            searches: false,
            message: None,
            hints: Vec::new(),
            which_key: None,
            overlay: None,
            too_small: None,
        }
    }

    fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    fn desk(&self) -> &Desk {
        &self.desk
    }

    fn size(&self) -> (u16, u16) {
        (80, 24)
    }
}

#[tokio::test]
#[ignore = "the tests below run it in a terminal"]
async fn echo() {
    if !std::io::stdout().is_terminal() {
        return;
    }
    let machine = Echo {
        desk: Desk {
            operator: "t".to_owned(),
            name: "t".to_owned(),
            post: Post::Guest,
            area: "371323".parse().expect("an area"),
            county: "371323".parse().expect("a county"),
            client: "test".to_owned(),
            at: minute::now(),
            business_date: minute::shanghai_day(minute::now()),
            demonstration: false,
        },
        heard: String::new(),
        count: 0,
        dirty: true,
    };
    let options = LiveOptions {
        theme: Theme::Mono,
        ascii: Some(false),
        looked: None,
        keeper: None,
    };
    let db = Db::open_memory().await.expect("a database");
    run(machine, db, options).await.expect("an orderly end");
}

/// The echo machine in a terminal of 80 columns and 24 rows.
struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    bytes: mpsc::Receiver<Vec<u8>>,
    screen: vt100::Parser,
    received: usize,
}

impl Terminal {
    fn started() -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.args(["--ignored", "--exact", "console::runtime::tests::echo"]);
        command.args(["--nocapture", "--test-threads=1"]);
        command.env("RUST_BACKTRACE", "0");
        let child = pair.slave.spawn_command(command).expect("started");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, bytes) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let mut terminal = Self {
            keys: pair.master.take_writer().expect("a writer"),
            master: Some(pair.master),
            child,
            bytes,
            screen: vt100::Parser::new(24, 80, 0),
            received: 0,
        };
        terminal.wait_for("ready");
        terminal
    }

    fn strike(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("struck");
        self.keys.flush().expect("struck");
    }

    /// Takes in what arrives within this time; says whether anything did.
    fn listen(&mut self, time: Duration) -> bool {
        let Ok(bytes) = self.bytes.recv_timeout(time) else {
            return false;
        };
        self.received += bytes.len();
        self.screen.process(&bytes);
        true
    }

    fn shows(&self, text: &str) -> bool {
        self.screen.screen().contents().contains(text)
    }

    fn wait_for(&mut self, text: &str) {
        let begun = Instant::now();
        while !self.shows(text) {
            let left = Duration::from_secs(10).saturating_sub(begun.elapsed());
            let heard = self.listen(left);
            let contents = self.screen.screen().contents();
            assert!(heard || self.shows(text), "{text}: {contents}");
        }
    }

    /// Waits until the program has ended; says whether well, and checks that the terminal is as it was.
    fn ended(&mut self, within: Duration) -> bool {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                break status;
            }
            assert!(begun.elapsed() < within, "it has not ended");
            self.listen(Duration::from_millis(10));
        };
        while self.listen(Duration::from_millis(200)) {}
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        status.success()
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("an id").to_string();
        let sent = std::process::Command::new("kill")
            .args(["-s", name, &id])
            .status();
        assert!(sent.expect("sent").success());
    }
}

const SOON: Duration = Duration::from_secs(2);

#[test]
fn quitting_gives_the_terminal_back() {
    let mut terminal = Terminal::started();
    assert!(terminal.screen.screen().alternate_screen());
    assert!(terminal.shows("认证"));
    terminal.strike("q");
    assert!(terminal.ended(SOON));
}

#[test]
fn a_panic_gives_the_terminal_back_and_can_be_read() {
    let mut terminal = Terminal::started();
    terminal.strike("!");
    assert!(!terminal.ended(SOON));
    assert!(terminal.shows("a mistake of the program"));
}

#[test]
fn signals_end_it_within_two_seconds() {
    for name in ["TERM", "HUP", "INT"] {
        let mut terminal = Terminal::started();
        terminal.signal(name);
        assert!(terminal.ended(SOON), "{name}");
    }
}

#[test]
fn it_ends_within_two_seconds_when_the_terminal_goes_away() {
    let mut terminal = Terminal::started();
    let begun = Instant::now();
    terminal.master = None;
    terminal.keys = Box::new(std::io::sink());
    drop(std::mem::replace(&mut terminal.bytes, mpsc::channel().1));
    // The reading thread keeps the terminal open until it hears something.
    terminal.signal("CONT");
    while terminal.child.try_wait().expect("a status").is_none() {
        assert!(begun.elapsed() < SOON, "it has not ended");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn after_a_stop_the_screen_is_painted_afresh() {
    let mut terminal = Terminal::started();
    terminal.signal("STOP");
    terminal.screen = vt100::Parser::new(24, 80, 0);
    terminal.signal("CONT");
    terminal.wait_for("ready");
    assert!(terminal.screen.screen().alternate_screen());
    terminal.strike("q");
    assert!(terminal.ended(SOON));
}

#[test]
fn a_quiet_console_writes_nothing() {
    let mut terminal = Terminal::started();
    while terminal.listen(Duration::from_millis(300)) {}
    let before = terminal.received;
    terminal.listen(Duration::from_millis(700));
    assert_eq!(terminal.received, before);
}

#[test]
fn no_key_is_lost_and_held_keys_share_frames() {
    let mut terminal = Terminal::started();
    let before = terminal.received;
    for _ in 0..100 {
        terminal.strike(&"a".repeat(50));
    }
    terminal.wait_for("count=5000");
    assert!(
        terminal.received - before < 5000,
        "not a frame for each key"
    );
}

#[test]
fn escape_and_a_digit_are_a_function_key_and_escape_alone_is_itself() {
    let mut terminal = Terminal::started();
    terminal.strike("\x1b1");
    terminal.wait_for("F(1) ");
    terminal.strike("\x1b");
    terminal.wait_for("Esc ");
    terminal.strike("\x1b[11~\x1bOQ");
    terminal.wait_for("F(1) F(2) ");
    terminal.strike("2");
    terminal.wait_for("Char('2')");
}

#[test]
fn a_flush_throws_type_ahead_away() {
    let mut terminal = Terminal::started();
    terminal.strike("xfyz");
    terminal.wait_for("count=2");
    while terminal.listen(Duration::from_millis(200)) {}
    assert!(terminal.shows("Char('x')") && !terminal.shows("Char('y')"));
    terminal.strike("z");
    terminal.wait_for("Char('z')");
}
