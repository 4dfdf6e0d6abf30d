//! Every figure, told: medians of several walks, over the demonstration and over a city, beside the bare database.

use std::time::Duration;

use super::bare::{client_looks_up, echo, echoed, median};
use super::ground::Ground;
use super::walk::{FIRST_SCREENS, STEPS, walk};
use super::{heard_within, second, still};
use crate::pty::{Cost, Terminal, now};

/// Walks of which the median is told.
const WALKS: usize = 5;
/// How long a key is held.
const HELD: Duration = Duration::from_secs(4);

/// The start of the program, at each size.
fn first_screens(ground: &Ground) {
    for (size, budget) in FIRST_SCREENS {
        let mut costs = Vec::new();
        for _ in 0..WALKS {
            let begun = now();
            let mut terminal = ground.seated(*size);
            let shown = begun.elapsed();
            terminal.settle();
            costs.push((terminal.heard.len(), shown));
        }
        let bytes = median(costs.iter().map(|it| it.0).collect());
        let shown = median(costs.iter().map(|it| it.1).collect());
        let what = format!("first screen, {}x{}", size.0, size.1);
        tell(&what, bytes, &format!("{shown:.1?}"), Some(*budget));
    }
}

fn tell(what: &str, bytes: usize, time: &str, budget: Option<usize>) {
    let budget = budget.map(|it| it.to_string()).unwrap_or_default();
    println!("{what:<28} {bytes:>7} B {budget:>7}  {time}");
}

fn steps(ground: &Ground) -> Terminal {
    let walked: Vec<(Terminal, Vec<Cost>)> = (0..WALKS)
        .map(|_| {
            let mut terminal = ground.seated((80, 24));
            let costs = walk(&mut terminal, ground);
            (terminal, costs)
        })
        .collect();
    for (at, step) in STEPS.iter().enumerate() {
        let of = |figure: fn(&Cost) -> Duration| {
            median(walked.iter().map(|(_, costs)| figure(&costs[at])).collect())
        };
        let bytes = median(walked.iter().map(|(_, costs)| costs[at].bytes).collect());
        let (first, shown) = (of(|it| it.first), of(|it| it.shown));
        let time = format!("first byte {first:.1?}, shown {shown:.1?}");
        tell(step.what, bytes, &time, step.budget);
    }
    let mut terminals = walked.into_iter();
    terminals.next().unwrap().0
}

/// Down held in the table of a hundred: so many keys, one after each pause.
fn held(terminal: &mut Terminal, what: &str, pause: Duration) {
    let (before, begun, mut keys) = (terminal.heard.len(), now(), 0u32);
    while begun.elapsed() < HELD {
        // Down, and up again before the table ends.
        let key = if keys / 90 % 2 == 0 {
            "\x1b[B"
        } else {
            "\x1b[A"
        };
        terminal.strike(key);
        keys += 1;
        heard_within(terminal, pause);
    }
    terminal.settle();
    let bytes = terminal.heard.len() - before;
    let rate = u64::try_from(bytes).unwrap() / HELD.as_secs();
    tell(
        what,
        bytes,
        &format!("{keys} keys in {HELD:?}: {rate} B/s"),
        None,
    );
}

/// A spell without a key, over the mark of a minute.
fn stillness(terminal: &mut Terminal) {
    while second() > 40 {
        heard_within(terminal, Duration::from_secs(1));
    }
    let busy = still::busy(terminal.id());
    let before_mark = heard_within(terminal, Duration::from_secs(59 - second()));
    let over_mark = heard_within(terminal, Duration::from_secs(3));
    let busy = still::busy(terminal.id()).checked_sub(busy).unwrap();
    let time = format!("{busy:?} of the processor, over the mark too");
    tell("standing still", before_mark, &time, Some(0));
    tell("the mark of a minute", over_mark, "", Some(40));
    println!("memory: {} KiB", still::resident(terminal.id()));
}

fn beside(ground: &Ground) {
    let number = &ground.people[0].number;
    let looked: Vec<Duration> = (0..WALKS)
        .filter_map(|_| client_looks_up(ground, number))
        .collect();
    if !looked.is_empty() {
        println!(
            "the database's client, started: {number} in {:.1?}",
            median(looked)
        );
    }
    let mut shell = echo();
    let took = (0..WALKS).map(|line| echoed(&mut shell, line)).collect();
    println!("a program started by a shell: {:.1?}", median(took));
}

fn measure(ground: &Ground) {
    println!(
        "\n{} as {}: bytes, budget, time",
        ground.url, ground.operator
    );
    first_screens(ground);
    let mut terminal = steps(ground);
    held(
        &mut terminal,
        "down held, 25 a second",
        Duration::from_millis(40),
    );
    held(
        &mut terminal,
        "down held, 500 a second",
        Duration::from_millis(2),
    );
    stillness(&mut terminal);
    beside(ground);
}

/// `CITY=sqlite:city.db cargo test --release --test suite measures::figures -- --ignored --nocapture`; without `CITY`, the
/// demonstration alone.
#[tokio::test]
#[ignore = "long: it waits for a minute to turn; of a city too, if CITY names one that demo generate made"]
#[expect(
    clippy::disallowed_methods,
    reason = "the city is given by the environment"
)]
async fn every_figure_is_told() {
    measure(&Ground::demonstration());
    if let Ok(url) = std::env::var("CITY") {
        measure(&Ground::city(&url).await);
    }
}
