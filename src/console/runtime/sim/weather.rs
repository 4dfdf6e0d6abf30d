//! How the database answers: calm, at once and in order; or in a storm, by the seed.

use crate::database::fault::Fault;

/// How the database answers.
pub struct Weather(Option<fastrand::Rng>);

/// What becomes of a request.
pub(super) struct Fate {
    /// Milliseconds until it reaches the database.
    pub runs_ms: u64,
    /// Milliseconds from there until the console is told.
    pub told_ms: u64,
    /// How it ends.
    pub end: End,
}

/// How a request ends.
pub(super) enum End {
    /// It is carried out and told.
    Told,
    /// It fails before anything is done.
    Fails(Fault),
    /// A question is never answered; an act is carried out, but nobody hears whether.
    Lost,
}

impl Weather {
    /// Every answer comes at once and in order.
    pub fn calm() -> Self {
        Self(None)
    }

    /// Answers are late, overtake each other, fail and get lost, all by this seed.
    pub fn storm(seed: u64) -> Self {
        Self(Some(fastrand::Rng::with_seed(seed)))
    }

    /// What becomes of a question.
    pub(super) fn question(&mut self) -> Fate {
        self.draw(8, 4)
    }

    /// What becomes of an act.
    pub(super) fn act(&mut self) -> Fate {
        self.draw(10, 10)
    }

    /// Whether an answer comes although it was called off: it was on its way.
    pub(super) fn is_too_late(&mut self) -> bool {
        self.0.as_mut().is_some_and(|rng| rng.u8(..100) < 50)
    }

    /// Draws a fate, failing and lost so often in a hundred.
    fn draw(&mut self, fails: u8, lost: u8) -> Fate {
        let Some(rng) = &mut self.0 else {
            return Fate {
                runs_ms: 0,
                told_ms: 0,
                end: End::Told,
            };
        };
        let end = match rng.u8(..100) {
            it if it < fails => End::Fails(fault(rng)),
            it if it < fails.saturating_add(lost) => End::Lost,
            _ => End::Told,
        };
        Fate {
            runs_ms: delay(rng),
            told_ms: delay(rng),
            end,
        }
    }
}

/// Mostly quick, sometimes slow enough to show that something runs, now and then slower than a minute.
fn delay(rng: &mut fastrand::Rng) -> u64 {
    match rng.u8(..100) {
        0..70 => rng.u64(..20),
        70..97 => rng.u64(20..600),
        _ => rng.u64(600..90_000),
    }
}

fn fault(rng: &mut fastrand::Rng) -> Fault {
    match rng.u8(..3) {
        0 => Fault::Busy("locked".to_owned()),
        1 => Fault::DiskFull("full".to_owned()),
        _ => Fault::Engine("the line went away".to_owned()),
    }
}
