//! How the database answers: calm, at once and in order; late, but well; or in a storm, by the seed.

use crate::database::fault::Fault;

/// Milliseconds by which a late answer may be late on each way.
const LATE: u64 = 600;

/// How the database answers.
pub struct Weather {
    /// What chance is drawn from; `None`: everything at once.
    rng: Option<fastrand::Rng>,
    /// Requests fail, get lost and are called off in vain.
    is_stormy: bool,
}

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
        Self {
            rng: None,
            is_stormy: false,
        }
    }

    /// Every answer is late, by as much as this seed says, and may overtake another; none fails.
    pub fn late(seed: u64) -> Self {
        Self {
            rng: Some(fastrand::Rng::with_seed(seed)),
            is_stormy: false,
        }
    }

    /// Answers are late, overtake each other, fail and get lost, all by this seed.
    pub fn storm(seed: u64) -> Self {
        Self {
            rng: Some(fastrand::Rng::with_seed(seed)),
            is_stormy: true,
        }
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
        let chance = self.rng.as_mut().filter(|_| self.is_stormy);
        chance.is_some_and(|rng| rng.u8(..100) < 50)
    }

    /// Draws a fate, failing and lost so often in a hundred.
    fn draw(&mut self, fails: u8, lost: u8) -> Fate {
        let Some(rng) = &mut self.rng else {
            return Fate {
                runs_ms: 0,
                told_ms: 0,
                end: End::Told,
            };
        };
        if !self.is_stormy {
            return Fate {
                runs_ms: rng.u64(..LATE),
                told_ms: rng.u64(..LATE),
                end: End::Told,
            };
        }
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
