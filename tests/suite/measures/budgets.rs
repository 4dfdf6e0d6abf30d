//! Budgets that break the run: bytes exactly, for they do not depend on the machine; time only beside a bare shell.

use std::time::Duration;

use super::ground::Ground;
use super::walk::{FIRST_SCREENS, STEPS, walk};
use super::{away_from_the_minute, bare, heard_within, still};

/// Within the time of so many programs that a shell starts, the console answers a key.
const ECHOES: u32 = 30;
/// A machine that is busy with other tests may paint a page in two pieces: one walk of so many keeps to its budgets.
const WALKS: usize = 3;
/// The memory it may hold, in KiB; debugging costs more.
const RESIDENT: u32 = 25 * 1024;

/// Says of each figure above its budget which it is.
fn over<'a>(figures: impl Iterator<Item = (&'a str, usize, usize)>) -> Vec<String> {
    figures
        .filter(|(_, figure, budget)| figure > budget)
        .map(|(what, figure, budget)| format!("{what}: {figure} bytes, budget {budget}"))
        .collect()
}

#[test]
fn every_step_keeps_to_its_bytes_and_stillness_costs_none() {
    let ground = Ground::demonstration();
    let mut terminal = ground.seated((80, 24));
    let mut found = Vec::new();
    for _ in 0..WALKS {
        let costs = walk(&mut terminal, &ground);
        let steps = STEPS
            .iter()
            .zip(&costs)
            .filter_map(|(step, cost)| Some((step.what, cost.bytes, step.budget?)));
        found = over(steps);
        if found.is_empty() {
            break;
        }
        terminal = ground.seated((80, 24));
    }
    away_from_the_minute(&mut terminal);
    let still = heard_within(&mut terminal, Duration::from_secs(2));
    found.extend(over([("standing still", still, 0)].into_iter()));
    assert!(found.is_empty(), "{}", found.join("\n"));
    let resident = still::resident(terminal.id());
    assert!(
        cfg!(debug_assertions) || resident <= RESIDENT,
        "memory: {resident} KiB, budget {RESIDENT}"
    );
}

#[test]
fn a_first_screen_keeps_to_its_bytes_at_every_size() {
    let ground = Ground::demonstration();
    for (size, budget) in FIRST_SCREENS {
        let mut terminal = ground.seated(*size);
        terminal.settle();
        let bytes = terminal.heard.len();
        let what = format!("first screen at {size:?}");
        assert_eq!(over([(what.as_str(), bytes, *budget)].into_iter()), [""; 0]);
    }
}

#[test]
fn a_key_is_answered_before_a_shell_has_started_thirty_programs() {
    let ground = Ground::demonstration();
    let (mut terminal, mut shell) = (ground.seated((80, 24)), bare::echo());
    terminal.step("=cx\r", "查找 [");
    let mut pairs = Vec::new();
    for line in 0..9 {
        let echoed = bare::echoed(&mut shell, line);
        pairs.push((terminal.step("z", "z").first, echoed));
    }
    let key = bare::median(pairs.iter().map(|it| it.0).collect());
    let echo = bare::median(pairs.iter().map(|it| it.1).collect());
    assert!(
        key <= ECHOES * echo,
        "a typed character: {key:?}; a program started by a shell: {echo:?}, budget {ECHOES} of them"
    );
}
