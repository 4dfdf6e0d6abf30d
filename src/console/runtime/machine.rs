//! What a runtime drives: the console, and where the runtime itself is tried, something smaller.

use crate::console::app::App;
use crate::console::effect::Effect;
use crate::console::frame::Frame;
use crate::console::msg::Msg;
use crate::kernel::desk::Desk;

/// What the runtime drives: the console, and in tests something smaller.
pub trait Machine {
    /// The first questions.
    fn start(&mut self, effects: &mut Vec<Effect>);
    /// Something has happened.
    fn update(&mut self, msg: Msg, effects: &mut Vec<Effect>);
    /// The screen.
    fn frame(&self) -> Frame<'_>;
    /// Whether the screen may have changed since this was last asked.
    fn take_dirty(&mut self) -> bool;
    /// Whether the open page still waits for what it has nothing to show without.
    fn is_bare(&self) -> bool {
        false
    }
    /// Who sits here.
    fn desk(&self) -> &Desk;
    /// The terminal's columns and rows.
    fn size(&self) -> (u16, u16);
}

impl Machine for App {
    fn start(&mut self, effects: &mut Vec<Effect>) {
        App::start(self, effects);
    }

    fn update(&mut self, msg: Msg, effects: &mut Vec<Effect>) {
        App::update(self, msg, effects);
    }

    fn frame(&self) -> Frame<'_> {
        App::frame(self)
    }

    fn take_dirty(&mut self) -> bool {
        App::take_dirty(self)
    }

    fn is_bare(&self) -> bool {
        App::is_bare(self)
    }

    fn desk(&self) -> &Desk {
        App::desk(self)
    }

    fn size(&self) -> (u16, u16) {
        App::size(self)
    }
}
