//! The walk that is measured: the steps of an operator's morning, each with the bytes it may cost.

use super::away_from_the_minute;
use super::ground::Ground;
use crate::pty::{Cost, Terminal};

/// A step: what is struck, and what then stands on the screen. `{1}`, `{2}` are the numbers of two people but for their
/// last digits, `{1.}`, `{2.}` these digits, `{name 1}`, `{name 2}` their names.
pub(super) struct Step {
    pub(super) what: &'static str,
    keys: &'static str,
    shows: &'static str,
    /// Bytes it may cost.
    pub(super) budget: Option<usize>,
}

const fn step(
    what: &'static str,
    keys: &'static str,
    shows: &'static str,
    budget: Option<usize>,
) -> Step {
    Step {
        what,
        keys,
        shows,
        budget,
    }
}

/// Bytes a typed character may cost.
const CHARACTER: Option<usize> = Some(64);
/// Bytes a move of the cursor may cost.
const MOVE: Option<usize> = Some(600);
/// Bytes from one person to the next, whose number stands found.
const PERSON: Option<usize> = Some(1_200);
/// Bytes a page of a table may cost.
const PAGE: Option<usize> = Some(6 * 1024);

/// The steps, in their order.
pub(super) const STEPS: &[Step] = &[
    step("cursor move on today", "\x1b[B", "", MOVE),
    step("go-to opened", "=", "", None),
    step("ASCII character typed", "c", "c", CHARACTER),
    step("hanzi typed", "张", "张", CHARACTER),
    step("hanzi taken back", "\x7f", "", CHARACTER),
    step("go-to closed", "\x1b", "", None),
    step("number typed on today", "{1}", "{1}", PAGE),
    step("last digit: the hit", "{1.}", "{name 1}", None),
    step("person opened", "\r", "居住地址", PAGE),
    step("number typed on a person", "{2}", "{2}", None),
    step("last digit: the next hit", "{2.}", "{name 2}", None),
    step("from person to person", "\r", "居住地址", PERSON),
    step("next tab", "\x1b[C", "", None),
    step("home", "\x1bOR", "2012-03-31", PAGE),
    step("a surname looked up", "=cx 张\r", "只列出前 100 人", None),
    step("cursor move in a table", "\x1b[B", "", MOVE),
    step("page down", "\x1b[6~", "", PAGE),
    step("page up", "\x1b[5~", "", PAGE),
];

/// The sizes a first screen is measured at, each with the bytes it may cost.
pub(super) const FIRST_SCREENS: &[((u16, u16), usize)] = &[
    ((80, 24), 6 * 1024),
    ((120, 40), 10 * 1024),
    ((200, 60), 15 * 1024),
];

/// Walks the steps, from the first screen on; what each has cost.
pub(super) fn walk(terminal: &mut Terminal, ground: &Ground) -> Vec<Cost> {
    let [one, two] = &ground.people;
    let (first, second) = (one.number.split_at(15), two.number.split_at(15));
    let filled = |text: &str| {
        let names = text
            .replace("{name 1}", &one.name)
            .replace("{name 2}", &two.name);
        let numbers = names.replace("{1}", first.0).replace("{2}", second.0);
        numbers.replace("{1.}", first.1).replace("{2.}", second.1)
    };
    let mut costs = Vec::new();
    terminal.settle();
    for step in STEPS {
        away_from_the_minute(terminal);
        costs.push(terminal.step(&filled(step.keys), &filled(step.shows)));
    }
    costs
}
