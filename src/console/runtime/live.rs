//! The live runtime: terminal, clock and database around the state machine.
//!
//! One loop: whatever happens becomes a message, messages yield effects, effects are performed at once, and when
//! everything that has arrived is taken in, at most one frame is drawn. Nothing happened: nothing runs, but for the minute.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{Event, KeyEvent};
use tokio::time::Instant;

use super::beside::{Beside, Broke};
use super::errands::{Errands, Report};
use super::machine::Machine;
use super::minute::{Minutes, now, shanghai_day};
use super::signals::{Asked, Signals};
use super::strokes::{ESCAPE, Strokes};
use super::terminal::Terminal;
use crate::console::draft::Note;
use crate::console::effect::Effect;
use crate::console::msg::Msg;
use crate::console::view::{Look, Painter, Theme};
use crate::database::request::{AnyChange, AnyQuery};
use crate::database::tx::Db;

/// Between two frames at least: 25 a second, so that a held key does not flood a slow line.
const FRAME: Duration = Duration::from_millis(40);
/// A frame waits so long for the answers that are asked for.
const GRACE: Duration = Duration::from_millis(12);
/// So long it waits where a page has nothing to show without them: it is painted once, not in pieces that push each
/// other about.
const BARE: Duration = Duration::from_millis(100);
/// How long acts may take to end when the operator quits.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// How long acts may take to end when the line is gone; the whole way out takes less than two seconds.
pub(super) const SHORT_PATIENCE: Duration = Duration::from_millis(1200);

/// Makes the change that writes who looked at these objects.
pub type Looked = fn(Vec<String>) -> Box<dyn AnyChange>;

/// Makes what keeps or forgets drafts.
pub type Keeper = fn(Vec<Note>) -> Box<dyn AnyQuery>;

/// How the console is shown, and what is done beside it.
pub struct LiveOptions {
    /// The theme; [`Theme::Mono`] where `NO_COLOR` is set.
    pub theme: Theme,
    /// Chrome in ASCII; `None` asks the terminal how wide it draws box lines.
    pub ascii: Option<bool>,
    /// How looks are written; `None` where they are not.
    pub looked: Option<Looked>,
    /// How drafts are kept; `None` where they are not.
    pub keeper: Option<Keeper>,
}

/// Why the console could not run, or ended otherwise than it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum LiveError {
    /// There is no terminal, or it failed.
    #[error("the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// A task broke; the panic message has been printed.
    #[error("a task of the program broke")]
    Broke,
}

/// Why the loop ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Quit,
    HungUp,
    Broke,
}

/// Whether keys are thrown away: from a flush until what stands on the screen could have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deaf {
    No,
    UntilPainted,
    UntilWritten,
}

/// Runs a console on the terminal until it quits or the terminal goes away; the terminal is restored on every way out.
pub async fn run<M: Machine>(machine: M, db: Db, options: LiveOptions) -> Result<(), LiveError> {
    let mut signals = Signals::heard()?;
    let mut terminal = Terminal::enter()?;
    let ascii = options.ascii.unwrap_or_else(Terminal::draws_lines_wide);
    terminal.keys.listen()?;
    let (columns, rows) = Terminal::size()?;
    let mut live = Live {
        machine,
        errands: Errands::on(db),
        terminal,
        painter: Painter::new(columns, rows),
        strokes: Strokes::default(),
        escape: None,
        beside: Beside::of(options.looked, options.keeper),
        minutes: Minutes::default(),
        pending: VecDeque::new(),
        options,
        ascii,
        dirty: true,
        deaf: Deaf::No,
        bell: false,
        copy: None,
        not_before: Instant::now(),
        asked: None,
        end: None,
    };
    live.begin(columns, rows);
    while live.end.is_none() {
        live.turn(&mut signals).await;
        live.draw();
    }
    live.finish().await
}

struct Live<M> {
    machine: M,
    errands: Errands,
    terminal: Terminal,
    painter: Painter,
    strokes: Strokes,
    /// When an Escape that waits for a digit has waited enough.
    escape: Option<Instant>,
    beside: Beside,
    minutes: Minutes,
    /// Events that have arrived and are not yet taken in.
    pending: VecDeque<Event>,
    options: LiveOptions,
    ascii: bool,
    dirty: bool,
    deaf: Deaf,
    bell: bool,
    /// What the terminal's clipboard is to hold, not yet written.
    copy: Option<String>,
    not_before: Instant,
    /// When the first question since the last frame was asked; the next one waits for its answer, but not long.
    asked: Option<Instant>,
    end: Option<End>,
}

/// What wakes the loop.
enum Woken {
    Asked(Asked),
    Reported(Report),
    Event(Option<Event>),
    Written(io::Result<()>),
    Escape,
    Minute,
    Looks,
    Notes,
    Frame,
    Gone,
}

impl<M: Machine> Live<M> {
    fn begin(&mut self, columns: u16, rows: u16) {
        self.tell(Msg::Resized(columns, rows));
        self.tick();
        let mut effects = Vec::new();
        self.machine.start(&mut effects);
        self.perform(effects);
        self.draw();
    }

    /// Waits for whatever happens next and takes it in.
    async fn turn(&mut self, signals: &mut Signals) {
        let draws = self.dirty && !self.terminal.screen.is_busy();
        let due = Some(self.frame_due()).filter(|_| draws);
        let woken = tokio::select! {
            asked = signals.next() => Woken::Asked(asked),
            report = self.errands.next() => Woken::Reported(report),
            event = self.terminal.keys.next() => Woken::Event(event),
            written = self.terminal.screen.written() => Woken::Written(written),
            () = until(self.escape) => Woken::Escape,
            () = self.minutes.next() => Woken::Minute,
            () = until(self.beside.looks.due()) => Woken::Looks,
            () = until(self.beside.notes.due()) => Woken::Notes,
            () = until(due) => Woken::Frame,
            () = self.terminal.line.gone() => Woken::Gone,
        };
        // Before anything else: the machine may have slept over the moment to lock the screen.
        if self.minutes.begins(now()) {
            self.tick();
        }
        match woken {
            Woken::Asked(Asked::Wake) => self.wake(),
            Woken::Reported(report) => self.reported(report),
            Woken::Event(Some(event)) => self.take_in(event),
            Woken::Written(written) => self.written(written),
            Woken::Escape => self.settle(),
            Woken::Looks => self
                .beside
                .write_looks(&mut self.errands, self.machine.desk()),
            Woken::Notes => self.note(),
            Woken::Minute | Woken::Frame => {}
            Woken::Asked(Asked::Leave) | Woken::Event(None) | Woken::Gone => self.hang_up(),
        }
    }

    /// The terminal took a write: what it shows can be seen, and keys count again. An error: the terminal is gone.
    fn written(&mut self, written: io::Result<()>) {
        match written {
            Ok(()) if self.deaf == Deaf::UntilWritten && !self.terminal.screen.is_busy() => {
                self.deaf = Deaf::No;
            }
            Ok(()) => {}
            Err(_) => self.hang_up(),
        }
    }

    /// Tells the machine what has happened and does at once what it wants done.
    fn tell(&mut self, msg: Msg) {
        let mut effects = Vec::new();
        self.machine.update(msg, &mut effects);
        self.dirty |= self.machine.take_dirty();
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, query) => {
                    self.errands.ask(ticket, query, self.machine.desk());
                    self.asked.get_or_insert_with(Instant::now);
                }
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
                Effect::Copy(text) => self.copy = Some(text),
                Effect::Ring => self.bell = true,
                Effect::Flush => self.flush(),
                Effect::Repaint => {
                    self.painter.forget();
                    self.dirty = true;
                }
                Effect::Quit => self.end = self.end.or(Some(End::Quit)),
            }
        }
    }

    /// An event and all that have arrived behind it.
    fn take_in(&mut self, event: Event) {
        if let Some(written) = self.terminal.screen.written_by_now() {
            self.written(written);
        }
        self.pending.push_back(event);
        while let Some(event) = self.terminal.keys.queued() {
            self.pending.push_back(event);
        }
        while let (Some(event), None) = (self.pending.pop_front(), self.end) {
            match event {
                Event::Key(key) if self.deaf == Deaf::No => self.struck(key),
                Event::Paste(text) if self.deaf == Deaf::No => {
                    self.settle();
                    self.tell(Msg::Pasted(text));
                }
                Event::Resize(columns, rows) => self.resized(columns, rows),
                Event::Key(_)
                | Event::Paste(_)
                | Event::Mouse(_)
                | Event::FocusGained
                | Event::FocusLost => {}
            }
        }
    }

    fn struck(&mut self, event: KeyEvent) {
        for key in self.strokes.take(event).into_iter().flatten() {
            if self.deaf == Deaf::No {
                self.tell(Msg::Struck(key));
            }
        }
        let waits = Instant::now().checked_add(ESCAPE);
        self.escape = self.escape.or(waits).filter(|_| self.strokes.wait());
    }

    /// An Escape that waited is one.
    fn settle(&mut self) {
        self.escape = None;
        if let Some(key) = self.strokes.settle() {
            self.tell(Msg::Struck(key));
        }
    }

    /// Throws away every key struck so far, and those that are struck before the screen can have been seen.
    fn flush(&mut self) {
        self.deaf = Deaf::UntilPainted;
        self.escape = None;
        self.strokes = Strokes::default();
    }

    fn resized(&mut self, columns: u16, rows: u16) {
        self.painter.resize(columns, rows);
        self.dirty = true;
        self.tell(Msg::Resized(columns, rows));
    }

    fn tick(&mut self) {
        let at = now();
        self.minutes.begins(at);
        self.tell(Msg::Ticked(at, shanghai_day(at)));
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

    /// The shell that had stopped the program has let it go on.
    fn wake(&mut self) {
        match self.terminal.again().and_then(|()| Terminal::size()) {
            Ok((columns, rows)) => self.resized(columns, rows),
            Err(_) => self.hang_up(),
        }
    }

    fn hang_up(&mut self) {
        self.tell(Msg::HungUp);
        self.end = Some(End::HungUp);
    }

    /// When the next frame may be drawn: the last one is old enough, and nothing is asked or its answer is late.
    fn frame_due(&self) -> Instant {
        // At the start any screen is better than none.
        let waits = !self.painter.is_blank() && self.machine.is_bare();
        let grace = if waits { BARE } else { GRACE };
        let asked = self.asked.filter(|_| self.errands.asks());
        let answers = asked.and_then(|asked| asked.checked_add(grace));
        answers.map_or(self.not_before, |grace| grace.max(self.not_before))
    }

    /// Draws, if anything is to be drawn, nothing is on its way and a frame is due.
    fn draw(&mut self) {
        if self.terminal.screen.is_busy() || (self.dirty && Instant::now() < self.frame_due()) {
            return;
        }
        let mut bytes = String::new();
        if self.dirty {
            let look = Look {
                theme: self.options.theme,
                ascii: self.ascii,
                practice: self.machine.desk().demonstration,
            };
            bytes = self.painter.paint(&self.machine.frame(), look);
            self.dirty = false;
            self.beside.looks.painted();
            let next = Instant::now().checked_add(FRAME);
            self.not_before = next.unwrap_or(self.not_before);
            self.asked = None;
        }
        if std::mem::take(&mut self.bell) {
            bytes.push('\u{7}');
        }
        if let Some(text) = self.copy.take() {
            // Writing into a string never fails.
            let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut bytes);
        }
        self.deaf = match (self.deaf, bytes.is_empty()) {
            (Deaf::UntilPainted, false) => Deaf::UntilWritten,
            (Deaf::UntilPainted, true) => Deaf::No,
            (deaf, _) => deaf,
        };
        if !bytes.is_empty() {
            self.terminal.screen.write(bytes.into_bytes());
        }
    }

    /// Lets acts end, within bounds, and gives the terminal back.
    async fn finish(mut self) -> Result<(), LiveError> {
        let patience = match self.end {
            Some(End::Quit) => PATIENCE,
            Some(End::HungUp | End::Broke) | None => SHORT_PATIENCE,
        };
        let now = Instant::now();
        let until = now.checked_add(patience).unwrap_or(now);
        let desk = self.machine.desk();
        self.beside.finish(&mut self.errands, desk, until).await;
        self.terminal.leave().await;
        match self.end {
            Some(End::Broke) => Err(LiveError::Broke),
            Some(End::Quit | End::HungUp) | None => Ok(()),
        }
    }
}

/// Waits until an instant, or for ever if there is none.
pub(super) async fn until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}
