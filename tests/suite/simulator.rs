//! The simulator: the very program of the console over the demonstration county, by seed, beside a model of it.

mod ahead;
mod drafted;
mod glance;
mod hand;
mod journey;
mod keys;
mod line;
mod model;
mod planted;
mod seeds;
mod step;
mod strokes;
mod watched;

use std::ops::Range;

use self::planted::Stale;
use self::step::told;

/// Seeds of the default run.
const SEEDS: u64 = 1_000;
/// Within so many seeds a planted mistake must be found.
const SEEDS_TO_FIND: u64 = 200;

#[test]
fn the_console_withstands_every_seed() {
    stand(0..SEEDS);
}

/// `cargo test --release --test suite many_seeds -- --ignored --nocapture`
#[test]
#[ignore = "long: twenty thousand seeds"]
fn many_seeds() {
    stand(SEEDS..SEEDS + 20_000);
}

/// Goes a journey again that was told: `SEED=7 KEYS='g 2 ms:40' cargo test --test suite simulator::again -- --ignored`.
#[tokio::test]
#[ignore = "needs SEED and KEYS, as a failure tells them"]
#[expect(
    clippy::disallowed_methods,
    reason = "a seed is handed to this one by hand"
)]
async fn again() {
    let told = |name| std::env::var(name).unwrap();
    let steps = step::read(&told("KEYS"));
    let came = journey::go(told("SEED").parse().unwrap(), Some(&steps), |app| app).await;
    assert_eq!(came.wrong, None, "{}", came.screen);
    println!("{}", came.screen);
}

#[tokio::test]
async fn the_same_seed_is_the_same_journey() {
    for seed in [3, 7, 40] {
        let once = journey::go(seed, None, |app| app).await;
        let twice = journey::go(seed, None, |app| app).await;
        let given = journey::go(seed, Some(&once.steps), |app| app).await;
        assert_eq!(told(&once.steps), told(&twice.steps));
        assert_eq!((&once.screen, &once.screen), (&twice.screen, &given.screen));
    }
}

#[tokio::test]
async fn a_slot_that_takes_an_old_answer_is_found() {
    let (seed, came) =
        seeds::first_wrong(0..SEEDS_TO_FIND, Stale::over).expect("nothing was found");
    assert!(came.wrong.unwrap().contains("nobody waited for it"));
    let least = seeds::least(seed, came.steps.clone(), Stale::over).await;
    assert!(least.len() <= came.steps.len());
    let again = journey::go(seed, Some(&least), Stale::over).await;
    assert!(again.wrong.is_some(), "seed {seed}: {}", told(&least));
    let sound = journey::go(seed, Some(&least), |app| app).await;
    assert_eq!(sound.wrong, None, "the console itself takes no old answer");
}

/// Goes the journeys of these seeds; the first that goes wrong is told with the least that shows it.
fn stand(seeds: Range<u64>) {
    let Some((seed, came)) = seeds::first_wrong(seeds, |app| app) else {
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let least = runtime.block_on(seeds::least(seed, came.steps, |app| app));
    panic!(
        "{}\nagain: SEED={seed} KEYS='{}' cargo test --test suite simulator::again -- --ignored",
        came.wrong.unwrap(),
        told(&least)
    );
}
