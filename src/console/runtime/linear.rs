//! The linear runtime: lines in, lines out, no terminal needed. The same errands, looks and drafts as on a screen.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::process::Command;

use tokio::sync::mpsc;

use super::beside::{Beside, Broke};
use super::errands::{Errands, Report};
use super::live::{Keeper, LiveError, Looked, PATIENCE, SHORT_PATIENCE, until};
use super::machine::Machine;
use super::minute::{Minutes, now, shanghai_day};
use super::signals::{Asked, Signals};
use crate::console::effect::Effect;
use crate::console::frame::SMALLEST;
use crate::console::key::{Code, Key};
use crate::console::linear::{Reader, Stroke, is_secret, meant};
use crate::console::msg::Msg;
use crate::database::tx::Db;
use crate::kernel::shown::Shown;
use crate::kernel::text::Phrase;
use crate::phrase;

/// What is done beside the lines.
pub struct LinearOptions {
    /// How looks are written; `None` where they are not.
    pub looked: Option<Looked>,
    /// How drafts are kept; `None` where they are not.
    pub keeper: Option<Keeper>,
}

/// Runs a console over standard input and output until it quits or the input ends.
pub async fn run_linear<M: Machine>(
    machine: M,
    db: Db,
    options: LinearOptions,
) -> Result<(), LiveError> {
    let mut signals = Signals::heard()?;
    let mut linear = Linear {
        machine,
        errands: Errands::on(db),
        reader: Reader::default(),
        beside: Beside::of(options.looked, options.keeper),
        minutes: Minutes::default(),
        lines: typed(),
        flushed: false,
        heard: false,
        echoes: true,
        end: None,
    };
    linear.begin();
    while linear.end.is_none() {
        linear.rest().await;
        linear.speak()?;
        if linear.end.is_none() {
            linear.turn(&mut signals).await?;
        }
    }
    linear.finish().await
}

/// The lines of standard input, read beside everything else; the channel closes where they end.
fn typed() -> mpsc::UnboundedReceiver<String> {
    let (to, lines) = mpsc::unbounded_channel();
    // Detached on purpose: a read of standard input cannot be called off, and ends with the process.
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if to.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

struct Linear<M> {
    machine: M,
    errands: Errands,
    reader: Reader,
    beside: Beside,
    minutes: Minutes,
    lines: mpsc::UnboundedReceiver<String>,
    /// Lines typed before what has just been said could be read are thrown away.
    flushed: bool,
    /// A line has been taken in that nothing was said to yet.
    heard: bool,
    echoes: bool,
    end: Option<End>,
}

/// Why the loop ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Quit,
    HungUp,
    Broke,
}

/// What wakes the loop.
enum Woken {
    Line(Option<String>),
    Reported(Report),
    Minute,
    Looks,
    Notes,
    Asked(Asked),
}

impl<M: Machine> Linear<M> {
    fn begin(&mut self) {
        self.tell(Msg::Resized(SMALLEST.0, SMALLEST.1));
        self.tick();
        let mut effects = Vec::new();
        self.machine.start(&mut effects);
        self.perform(effects);
        let how = phrase!(
            "逐行方式：空行为确认，数字选行，#数字在任何处选行，\\键名为按键（如 \\f12），=编号直达，? 为帮助",
            "Linear mode: an empty line is Enter, a number takes a row (#number anywhere), \\f12 is a key, =3.1 a path, ? help"
        );
        let how = self.in_words(&how);
        print(&[how]);
    }

    /// Lets what was asked be answered, so that what is said is whole.
    async fn rest(&mut self) {
        while self.errands.is_awaited() && self.end.is_none() {
            let report = self.errands.next().await;
            self.reported(report);
        }
    }

    async fn turn(&mut self, signals: &mut Signals) -> io::Result<()> {
        let woken = tokio::select! {
            line = self.lines.recv() => Woken::Line(line),
            report = self.errands.next() => Woken::Reported(report),
            () = self.minutes.next() => Woken::Minute,
            () = until(self.beside.looks.due()) => Woken::Looks,
            () = until(self.beside.notes.due()) => Woken::Notes,
            asked = signals.next() => Woken::Asked(asked),
        };
        self.flushed = false;
        // Before anything else: the machine may have slept over the moment to lock the screen.
        if self.minutes.begins(now()) {
            self.tick();
        }
        match woken {
            // It was meant for what stood there before.
            Woken::Line(Some(_)) if self.flushed => self.heard = true,
            Woken::Line(Some(line)) => self.line(line.trim_end_matches('\r')),
            Woken::Line(None) | Woken::Asked(Asked::Leave) => {
                self.tell(Msg::HungUp);
                self.end = Some(End::HungUp);
            }
            Woken::Reported(report) => self.reported(report),
            Woken::Looks => self
                .beside
                .write_looks(&mut self.errands, self.machine.desk()),
            Woken::Notes => self.note(),
            Woken::Minute | Woken::Asked(Asked::Wake) => {}
        }
        Ok(())
    }

    /// A line was typed.
    fn line(&mut self, line: &str) {
        let strokes = match meant(line, &self.machine.frame()) {
            Ok(strokes) => strokes,
            Err(wrong) => {
                print(&[format!("! {}", self.in_words(&wrong))]);
                return;
            }
        };
        self.flushed = false;
        self.heard = true;
        for stroke in strokes {
            if self.flushed {
                return;
            }
            match stroke {
                Stroke::Key(key) => self.tell(Msg::Struck(key)),
                Stroke::Text(text) => {
                    for c in text.chars() {
                        self.tell(Msg::Struck(Key::plain(Code::Char(c))));
                    }
                }
            }
        }
    }

    fn tell(&mut self, msg: Msg) {
        let mut effects = Vec::new();
        self.machine.update(msg, &mut effects);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, query) => self.errands.ask(ticket, query, self.machine.desk()),
                Effect::Do(ticket, op, act) => {
                    self.errands.act(ticket, op, act, self.machine.desk());
                }
                Effect::Cancel(ticket) => {
                    if let Some(answer) = self.errands.call_off(ticket) {
                        self.tell(Msg::Answered(ticket, answer));
                    }
                }
                Effect::Looked(object) => self.beside.looks.add(object),
                Effect::Note(note) => self.beside.notes.add(note),
                Effect::Moved(step) => self.beside.notes.moved(step),
                Effect::Flush => self.flush(),
                // There is no clipboard behind a line: what would have gone there is said.
                Effect::Copy(text) => print(&[Shown::new(&text).to_string()]),
                Effect::Ring | Effect::Repaint => {}
                Effect::Quit => self.end = self.end.or(Some(End::Quit)),
            }
        }
    }

    /// What was typed before an error or a question could be read answers neither.
    fn flush(&mut self) {
        self.flushed = true;
        while self.lines.try_recv().is_ok() {}
    }

    /// Writes down what is due, and where the operator stands.
    fn note(&mut self) {
        if self.beside.notes.asks_place() {
            self.tell(Msg::Stood);
        }
        let desk = self.machine.desk();
        self.beside.write_notes(&mut self.errands, desk);
    }

    fn reported(&mut self, report: Report) {
        match self.beside.reported(report) {
            Ok(Some(msg)) => self.tell(msg),
            Ok(None) => {}
            Err(Broke) => self.end = Some(End::Broke),
        }
    }

    /// Says what is new, if anything may be.
    fn speak(&mut self) -> io::Result<()> {
        if self.machine.take_dirty() || self.heard {
            let mut lines = self.reader.read(&self.machine.frame());
            self.beside.looks.painted();
            if lines.is_empty() && self.heard {
                // Silence would leave open whether the line arrived.
                let silent = phrase!("（无变化）", "(nothing new)");
                lines.push(self.in_words(&silent));
            }
            self.heard = false;
            print(&lines);
            let secret = is_secret(&self.machine.frame());
            self.echo(!secret);
        }
        io::stdout().flush()
    }

    /// A sentence in the language spoken, safe to print.
    fn in_words(&self, said: &Phrase) -> String {
        Shown::new(said.in_lang(self.machine.frame().lang)).to_string()
    }

    /// Shows what is typed, or not: a password is not left on the screen. Only where there is a terminal to tell.
    fn echo(&mut self, shown: bool) {
        if self.echoes != shown && io::stdin().is_terminal() {
            let told = Command::new("stty")
                .arg(if shown { "echo" } else { "-echo" })
                .status();
            drop(told);
        }
        self.echoes = shown;
    }

    fn tick(&mut self) {
        let at = now();
        self.minutes.begins(at);
        self.tell(Msg::Ticked(at, shanghai_day(at)));
    }

    async fn finish(mut self) -> Result<(), LiveError> {
        self.echo(true);
        let patience = match self.end {
            Some(End::Quit) | None => PATIENCE,
            Some(End::HungUp | End::Broke) => SHORT_PATIENCE,
        };
        let now = tokio::time::Instant::now();
        let until = now.checked_add(patience).unwrap_or(now);
        let desk = self.machine.desk();
        self.beside.finish(&mut self.errands, desk, until).await;
        if self.end == Some(End::Broke) {
            return Err(LiveError::Broke);
        }
        Ok(())
    }
}

fn print(lines: &[String]) {
    let mut out = io::stdout().lock();
    for line in lines {
        // Whoever reads may be gone; the end of the input tells.
        drop(writeln!(out, "{line}"));
    }
}
