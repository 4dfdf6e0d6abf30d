//! `Frame`: one whole screen as a description. The state machine makes it, the view draws it, a linear reader prints it.

use super::body::{Body, Line, Run, Tone};
use super::overlay::Overlay;
use super::pane::Cx;
use super::slot::AnySlot;
use crate::database::request::Topic;
use crate::kernel::desk::Desk;
use crate::kernel::text::{Lang, Phrase, Text};

/// The smallest screen that shows everything, in columns and rows.
pub const SMALLEST: (u16, u16) = (80, 24);

/// One whole screen.
pub struct Frame<'a> {
    /// The language it is in.
    pub lang: Lang,
    /// Product, county, operator and post, business day, and 演示 where it is one.
    pub header: Vec<Run>,
    /// The deadlines with their countdown.
    pub countdown: Line,
    /// The panes that `g` reaches, the open one strong.
    pub menu: Vec<Run>,
    /// Title of the pane, and what stands beside it.
    pub title: (Text, Phrase),
    /// The pane.
    pub body: Body<'a>,
    /// Characters are text in the pane, so a caret shows where they go.
    pub takes_text: bool,
    /// That text is a search over the rows below it.
    pub searches: bool,
    /// The message line: an error stays until dismissed.
    pub message: Option<(Tone, Phrase)>,
    /// Keys and what they do here now, most important first; the view shows as many as fit.
    pub hints: Vec<Hint>,
    /// After the first stroke of a sequence: what may follow.
    pub which_key: Option<Vec<Hint>>,
    /// What stands above the pane.
    pub overlay: Option<&'a Overlay>,
    /// Set when the screen is smaller than [`SMALLEST`]: only this is shown, and action keys do nothing.
    pub too_small: Option<Phrase>,
}

/// A key and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The keys as people read them: `F1`, `g 2`, `Enter`.
    pub keys: String,
    /// What they do.
    pub label: Text,
    /// Whether it is allowed now; if not it is drawn quietly.
    pub allowed: bool,
}

/// What stands on every screen besides the pane: the countdown. It asks and is told, like a pane.
pub trait Banner {
    /// Whose changes make it load again.
    fn watches(&self) -> Vec<Topic>;
    /// Asks for what it shows.
    fn load(&mut self, cx: &mut Cx<'_>);
    /// Shows its slots.
    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot));
    /// The line at this desk's clocks.
    fn line(&self, desk: &Desk) -> Line;
}
