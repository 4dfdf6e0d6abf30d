//! One journey: a console of a seed, its steps, and what must hold at the end.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use jingban::console::app::App;
use jingban::console::frame::SMALLEST;
use jingban::console::msg::Msg;
use jingban::console::runtime::{Sim, SimOptions, Weather};
use jingban::database::audit::verify;
use jingban::database::request::Topic;
use jingban::database::{Sql, Verdict};
use jingban::kernel::text::Lang;
use jingban::{binds, record, sql};

use super::drafted;
use super::hand::Hand;
use super::step::Step;
use super::watched::{Console, Watched};
use crate::demo;

/// Turns of the hand in the journey of a seed, each a key or a few: most are short, one in ten goes deep.
fn turns_of(seed: u64) -> usize {
    match seed % 10 {
        0 => 25,
        1..4 => 6,
        _ => 3,
    }
}

/// Who sits there, by the seed; nobody: at the door.
const OPERATORS: &[Option<&str>] = &[
    Some("wangfang"),
    Some("zhaoguoqiang"),
    Some("liujianguo"),
    Some("mayan"),
    Some("zhanghua"),
    Some("shijun"),
    Some("wangfang"),
    None,
];

record! {
    struct Number { n: i64 }
}

record! {
    struct Kept { entries: i64, operations: i64, refusals: i64 }
}

const ENTRIES: Sql = sql!("select count(*) as n from audit_entries");
const KEPT: Sql = sql!(
    "select (select count(*) from audit_entries where operation_id = $1 and act = $2) as entries,
        (select count(*) from operations where operation_id = $1 and act = $2) as operations,
        (select count(*) from audit_entries where operation_id = $1 and act = $2 || ':refused') as refusals"
);

/// Many matters taken on together: each is an act of its own, under a number of its own.
const TOGETHER: &str = "desk.take_on";
const STEPS: Sql = sql!(
    "select (select count(*) from audit_entries where operation_id like $1 || '.%') as entries,
        (select count(*) from operations where operation_id like $1 || '.%') as operations,
        (select count(*) from audit_entries where operation_id like $1 || '.%' and act like '%:refused') as refusals"
);

/// What came of a journey.
pub(crate) struct Came {
    pub(crate) steps: Vec<Step>,
    /// What went wrong, if anything did.
    pub(crate) wrong: Option<String>,
    /// The last screen.
    pub(crate) screen: String,
}

/// Goes the journey of a seed, with the steps of its hand or with these.
pub(crate) async fn go<C: Console>(seed: u64, given: Option<&[Step]>, over: fn(App) -> C) -> Came {
    let mut came = Came {
        steps: Vec::new(),
        wrong: None,
        screen: String::new(),
    };
    let gone = AssertUnwindSafe(steps(seed, given, over, &mut came))
        .catch_unwind()
        .await;
    if let Err(panic) = gone {
        let words = panic.downcast_ref::<String>().cloned();
        let words = words.or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned()));
        came.wrong = Some(format!("it panicked: {}", words.unwrap_or_default()));
    }
    came
}

async fn steps<C: Console>(seed: u64, given: Option<&[Step]>, over: fn(App) -> C, came: &mut Came) {
    let (mut sim, before) = begun(seed, over).await;
    let mut hand = Hand::of_seed(seed);
    let mut turns = 0;
    let mut ahead: Vec<Step> = given.unwrap_or_default().iter().rev().cloned().collect();
    loop {
        if ahead.is_empty() && given.is_none() && turns < turns_of(seed) {
            turns += 1;
            ahead = hand.next(sim.machine().last());
            ahead.reverse();
        }
        let Some(step) = ahead.pop() else { break };
        came.steps.push(step.clone());
        let flushes = sim.seen().flushes;
        take(&mut sim, step).await;
        if sim.seen().flushes > flushes {
            // What was struck ahead is thrown away.
            ahead.retain(|_| given.is_some());
        }
        if sim.machine().wrong.is_some() || sim.seen().quit {
            break;
        }
    }
    came.wrong.clone_from(&sim.machine().wrong);
    if came.wrong.is_none() {
        came.wrong = ended(&mut sim, before).await.err();
    }
    came.screen = sim.screen();
}

/// A console of this seed, and how many entries the trail had before.
async fn begun<C: Console>(seed: u64, over: fn(App) -> C) -> (Sim<Watched<C>>, i64) {
    let db = demo::db().await;
    let desk = match OPERATORS[usize::try_from(seed).unwrap() % OPERATORS.len()] {
        Some(operator) => demo::desk_of(&db, operator).await,
        None => demo::guest(),
    };
    let before = db.one::<Number>(&ENTRIES, &[]).await.unwrap().n;
    let lang = if seed.is_multiple_of(3) {
        Lang::En
    } else {
        Lang::Zh
    };
    let options = SimOptions {
        weather: Weather::storm(seed),
        ..demo::calm()
    };
    let console = Watched::over(over(demo::app(desk, lang)));
    (Sim::begin(console, db, options).await, before)
}

async fn take<C: Console>(sim: &mut Sim<Watched<C>>, step: Step) {
    match step {
        Step::Strike(key) => sim.burst(&[key]),
        Step::Paste(text) => sim.tell(Msg::Pasted(text)),
        Step::Size(columns, rows) => sim.tell(Msg::Resized(columns, rows)),
        Step::Pass(ms) => sim.pass(ms).await,
        Step::Changed(kind) => sim.tell(Msg::Changed(vec![Topic::of(&kind, "")])),
        Step::HangUp => sim.tell(Msg::HungUp),
    }
}

/// What must hold when the storm is over.
async fn ended<C: Console>(sim: &mut Sim<Watched<C>>, before: i64) -> Result<(), String> {
    sim.set_weather(Weather::calm());
    sim.settle().await;
    if let Some(wrong) = &sim.machine().wrong {
        return Err(wrong.clone());
    }
    drafted::kept(sim).await?;
    reads_alike(sim).await?;
    let trail = verify(sim.db(), None, &[]).await.unwrap();
    if !trail.is_sound() {
        return Err(format!("the trail is broken: {trail:?}"));
    }
    let acts = &sim.seen().acts;
    let mut kept = before;
    for act in acts {
        if act.name == TOGETHER {
            let steps: Kept = sim.db().one(&STEPS, &binds![&act.op]).await.unwrap();
            if steps.entries != steps.operations + steps.refusals {
                return Err(format!("{act:?} left {steps:?}"));
            }
            kept += steps.entries;
            continue;
        }
        let (done, refused) = match &act.ended {
            Some(Ok(())) => (1, 0),
            Some(Err(Verdict::Refused(_))) => (0, 1),
            Some(Err(_)) | None => (0, 0),
        };
        kept += done + refused;
        let found: Kept = sim
            .db()
            .one(&KEPT, &binds![&act.op, act.name])
            .await
            .unwrap();
        let must = Kept {
            entries: done,
            operations: done,
            refusals: refused,
        };
        if found != must {
            return Err(format!("{act:?} left {found:?}"));
        }
    }
    let entries = sim.db().one::<Number>(&ENTRIES, &[]).await.unwrap().n;
    if entries != kept {
        return Err(format!("{entries} entries, not {kept}: {acts:?}"));
    }
    Ok(())
}

/// A screen at rest that missed nothing shows what it shows after reading everything again.
async fn reads_alike<C: Console>(sim: &mut Sim<Watched<C>>) -> Result<(), String> {
    let watched = sim.machine();
    let is = watched.last();
    let missed = watched.model.is_tainted || sim.waits() > 0 || sim.seen().quit;
    // What stands in a file is not the database's to tell; a message takes rows that it gives back.
    let is_file = is
        .stack
        .last()
        .is_some_and(|(name, _)| *name == "lookup_file");
    if missed
        || is_file
        || is.pending
        || is.message.is_some()
        || is.window.is_some()
        || is.size.0 < SMALLEST.0
        || is.size.1 < SMALLEST.1
        || is.is_guest
    {
        return Ok(());
    }
    let body = |screen: &str| -> Vec<String> {
        let rows = screen.lines().count();
        screen
            .lines()
            .take(rows - 3)
            .skip(5)
            .map(str::to_owned)
            .collect()
    };
    let before = sim.screen();
    sim.keys("f5").await;
    let after = sim.screen();
    if body(&before) == body(&after) {
        return Ok(());
    }
    Err(format!(
        "read again, it shows another thing:\n{before}{after}"
    ))
}
