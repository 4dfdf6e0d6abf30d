//! A working day in one session: whatever is looked at from morning to evening, the memory stays what it was.

use std::time::Duration;

use fastrand::Rng;

use super::ground::Ground;
use super::still::resident;

/// A key every three seconds, for eight hours.
const KEYS: usize = 8 * 60 * 60 / 3;
/// After so many, everything has been opened once.
const WARM: usize = KEYS / 16;
/// KiB that a day may add.
const DRIFT: u32 = 5 * 1024;

/// Between two keys: the day is spent faster than it is worked, and what is struck ahead waits for its rows.
const GLANCE: Duration = Duration::from_millis(15);

/// Surnames and beginnings of names, as they are typed.
const NAMES: &[&str] = &[
    "张", "王", "李l", "zhao", "wxy", "liu", "孙", "chen", "马", "gao",
];
const DOWN: &str = "\x1b[B";
const RIGHT: &str = "\x1b[C";
const BACK: &str = "\x1b[24~";
const HOME: &str = "\x1bOR";

/// One turn of work: somebody is found, read tab by tab, left again; lists are paged, a filter is set, help is read.
fn turn(rng: &mut Rng) -> Vec<String> {
    let name = rng.choice(NAMES).unwrap();
    let mut keys: Vec<String> = vec![HOME.to_owned(), format!("=cx {name}\r")];
    keys.extend((0..rng.usize(..12)).map(|_| DOWN.to_owned()));
    keys.push("\r".to_owned());
    keys.extend((0..rng.usize(2..6)).map(|_| RIGHT.to_owned()));
    keys.extend([BACK, BACK].map(str::to_owned));
    match rng.u8(..3) {
        0 => keys.extend(["g3", "\r", "\x1b[6~", "\x1b[6~", BACK].map(str::to_owned)),
        1 => keys.extend(["g3", "/", "村", "\r", "\x1bOP", "\x1b"].map(str::to_owned)),
        _ => keys.extend(["\x12", "=9.1\r", "\x1b[F", BACK].map(str::to_owned)),
    }
    keys
}

fn spend(ground: &Ground) {
    let seed = fastrand::u64(..);
    let mut rng = Rng::with_seed(seed);
    let mut terminal = ground.seated((80, 24));
    let (mut struck, mut warm) = (0, 0);
    while struck < KEYS {
        for key in turn(&mut rng) {
            struck += key.chars().count();
            terminal.strike(&key);
            terminal.listen(GLANCE);
        }
        terminal.settle();
        if warm == 0 && struck > WARM {
            warm = resident(terminal.id());
        }
    }
    let evening = resident(terminal.id());
    println!(
        "{}: {struck} keys, seed {seed}: {warm} KiB after half an hour, {evening} KiB in the evening",
        ground.url
    );
    assert!(evening <= warm + DRIFT, "{warm} KiB became {evening} KiB");
}

/// `cargo test --release --test suite eight_hours -- --ignored --nocapture`; of a city too, if `CITY` names one.
#[tokio::test]
#[ignore = "long: the keys of a working day"]
#[expect(
    clippy::disallowed_methods,
    reason = "the city is given by the environment"
)]
async fn the_keys_of_eight_hours_leave_the_memory_as_it_was() {
    spend(&Ground::demonstration());
    if let Ok(url) = std::env::var("CITY") {
        spend(&Ground::city(&url).await);
    }
}
