//! Many journeys: two at a time, until one goes wrong; and the least of it that still does.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use jingban::console::app::App;

use super::journey::{self, Came};
use super::step::Step;
use super::watched::Console;

/// Journeys that are gone at the same time.
const HANDS: usize = 2;
/// A journey takes a tenth of a second; one that takes so long hangs.
const PATIENCE: Duration = Duration::from_mins(2);
/// How often something is left out of a journey that went wrong.
const TRIES: usize = 300;

/// The first journey that goes wrong, if one does.
pub(crate) fn first_wrong<C: Console + 'static>(
    seeds: Range<u64>,
    over: fn(App) -> C,
) -> Option<(u64, Came)> {
    let next = Arc::new(AtomicU64::new(seeds.start));
    let (sender, came) = mpsc::channel();
    for _ in 0..HANDS {
        let (next, sender, last) = (next.clone(), sender.clone(), seeds.end);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            loop {
                let seed = next.fetch_add(1, Ordering::SeqCst);
                if seed >= last {
                    return;
                }
                let came = runtime.block_on(journey::go(seed, None, over));
                if sender.send((seed, came)).is_err() {
                    return;
                }
            }
        });
    }
    drop(sender);
    loop {
        match came.recv_timeout(PATIENCE) {
            Ok((seed, came)) if came.wrong.is_some() => return Some((seed, came)),
            Ok(_) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => return None,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                panic!("a seed before {} hangs", next.load(Ordering::SeqCst))
            }
        }
    }
}

/// The steps without which it would not go wrong.
pub(crate) async fn least<C: Console>(
    seed: u64,
    mut steps: Vec<Step>,
    over: fn(App) -> C,
) -> Vec<Step> {
    let mut tries = 0;
    let mut size = steps.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < steps.len() && tries < TRIES {
            let mut fewer = steps.clone();
            fewer.drain(at..(at + size).min(steps.len()));
            tries += 1;
            if journey::go(seed, Some(&fewer), over).await.wrong.is_some() {
                steps = fewer;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    steps
}
