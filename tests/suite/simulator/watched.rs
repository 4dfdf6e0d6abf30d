//! A console under watch: every message it is told is foretold by the model first and judged after.

use jingban::console::app::App;
use jingban::console::effect::Effect;
use jingban::console::frame::Frame;
use jingban::console::msg::Msg;
use jingban::console::runtime::Machine;
use jingban::kernel::desk::Desk;

use super::glance::{Drawn, Glance};
use super::model::Model;

/// Of so many messages one is watched with the screen drawn before and after, besides every answer that comes too
/// late: drawing takes the longest.
const DRAWN: usize = 8;

/// A machine with a console in it.
pub(crate) trait Console: Machine {
    fn app(&self) -> &App;
}

impl Console for App {
    fn app(&self) -> &App {
        self
    }
}

/// A console under watch.
pub(crate) struct Watched<C> {
    console: C,
    pub(crate) model: Model,
    last: Option<Glance>,
    told: usize,
    dirty: bool,
    /// What must not have been, the first of it.
    pub(crate) wrong: Option<String>,
}

impl<C: Console> Watched<C> {
    pub(crate) fn over(console: C) -> Self {
        Self {
            model: Model::new(console.app().lang()),
            console,
            last: None,
            told: 0,
            dirty: false,
            wrong: None,
        }
    }

    /// The console as it was seen last.
    pub(crate) fn last(&self) -> &Glance {
        self.last.as_ref().unwrap()
    }

    fn judged(&mut self, told: &str, found: Result<(), String>) {
        if let (Err(wrong), None) = (found, &self.wrong) {
            let screen = Drawn::of(self.console.app()).text;
            self.wrong = Some(format!("{told}: {wrong}\n{screen}"));
        }
    }
}

impl<C: Console> Machine for Watched<C> {
    fn start(&mut self, effects: &mut Vec<Effect>) {
        self.console.start(effects);
        self.dirty |= self.console.take_dirty();
        let is = Glance::at(self.console.app());
        let known = self.model.account(effects);
        let found = known.and_then(|()| match is.stack.as_slice() {
            [("login", _)] if is.is_guest => Ok(()),
            [("today", _)] if !is.is_guest => Ok(()),
            other => Err(format!("it begins with {other:?}")),
        });
        self.last = Some(is);
        self.judged("start", found);
    }

    fn update(&mut self, msg: Msg, effects: &mut Vec<Effect>) {
        let Some(was) = self.last.take() else {
            // Before the start: the size and the clock.
            return self.console.update(msg, effects);
        };
        let told = format!("{msg:?}");
        let allowed = self.model.foretell(&msg, &was);
        self.told += 1;
        let is_late = allowed.still && matches!(msg, Msg::Answered(_, Ok(_)));
        let draws = is_late || self.told.is_multiple_of(DRAWN);
        let before = draws.then(|| Drawn::of(self.console.app()));
        let from = effects.len();
        self.console.update(msg, effects);
        let is_dirty = self.console.take_dirty();
        self.dirty |= is_dirty;
        let app = self.console.app();
        let is = Glance::at(app);
        let judged = self.model.judge(&allowed, &was, &is, &effects[from..]);
        let mut found = judged.and(is.astray.clone().map_or(Ok(()), Err));
        if let Some(before) = before {
            let after = Drawn::of(app);
            let why = match (allowed.still, is_dirty) {
                (true, _) => "nobody waited for it, and the screen has changed from",
                (false, false) => "the screen has changed, and it does not say so, from",
                (false, true) => "",
            };
            if !why.is_empty() && before != after {
                found = found.and(Err(format!("{why}\n{}to", before.text)));
            }
            found = found.and_then(|()| after.check(&is));
        }
        self.last = Some(is);
        self.judged(&told, found);
    }

    fn frame(&self) -> Frame<'_> {
        self.console.frame()
    }

    fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    fn desk(&self) -> &Desk {
        self.console.desk()
    }

    fn size(&self) -> (u16, u16) {
        self.console.size()
    }
}
