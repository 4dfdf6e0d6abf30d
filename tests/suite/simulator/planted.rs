//! A planted mistake: a console whose slots take an old answer for the one they wait for.

use std::collections::BTreeMap;

use jingban::console::app::App;
use jingban::console::effect::Effect;
use jingban::console::frame::Frame;
use jingban::console::msg::Msg;
use jingban::console::runtime::Machine;
use jingban::console::slot::Ticket;
use jingban::kernel::desk::Desk;

use super::watched::Console;

/// The console with the mistake.
pub(crate) struct Stale {
    app: App,
    /// What was asked under each ticket, by name; the last of a name is the one waited for.
    asked: BTreeMap<Ticket, &'static str>,
}

impl Stale {
    pub(crate) fn over(app: App) -> Self {
        Self {
            app,
            asked: BTreeMap::new(),
        }
    }

    fn note(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Ask(ticket, query) = effect {
                self.asked.insert(*ticket, query.name());
            }
        }
    }

    /// The newest ticket of the same question.
    fn newest(&self, ticket: Ticket) -> Ticket {
        let name = self.asked.get(&ticket);
        let same = self
            .asked
            .iter()
            .rev()
            .find(|(_, asked)| Some(*asked) == name);
        same.map_or(ticket, |(newest, _)| *newest)
    }
}

impl Machine for Stale {
    fn start(&mut self, effects: &mut Vec<Effect>) {
        self.app.start(effects);
        self.note(effects);
    }

    fn update(&mut self, msg: Msg, effects: &mut Vec<Effect>) {
        let from = effects.len();
        let msg = match msg {
            Msg::Answered(ticket, Ok(answer)) => Msg::Answered(self.newest(ticket), Ok(answer)),
            other => other,
        };
        self.app.update(msg, effects);
        self.note(&effects[from..]);
    }

    fn frame(&self) -> Frame<'_> {
        self.app.frame()
    }

    fn take_dirty(&mut self) -> bool {
        self.app.take_dirty()
    }

    fn desk(&self) -> &Desk {
        self.app.desk()
    }

    fn size(&self) -> (u16, u16) {
        self.app.size()
    }
}

impl Console for Stale {
    fn app(&self) -> &App {
        &self.app
    }
}
