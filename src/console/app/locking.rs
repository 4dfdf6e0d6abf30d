//! The idle lock: after ten minutes without a key nothing is shown until the operator has typed the password again.

use chrono::{DateTime, Utc};

use super::super::action::Action;
use super::super::effect::Effect;
use super::super::generic as g;
use super::super::keymap::Bound;
use super::super::overlay::Overlay;
use super::App;

/// Minutes that nobody may strike a key before the screen is locked.
const IDLE: i64 = 10;

/// Since when nobody has struck a key, as far as the minutes tell.
#[derive(Default)]
pub(super) struct Rest {
    since: Option<i64>,
    struck: bool,
    /// The minute last told.
    told: Option<i64>,
}

/// The minute of a moment; a timer that wakes a moment late or early wakes in the same one.
fn minute(at: DateTime<Utc>) -> i64 {
    at.timestamp().saturating_add(30).div_euclid(60)
}

/// What was put aside when the screen was locked.
pub(super) struct Lock {
    overlay: Option<Overlay>,
}

impl App {
    /// A key was struck or a text pasted.
    pub(super) fn stir(&mut self) {
        self.rest.struck = true;
    }

    /// A minute has begun: locks the screen where nobody has struck a key for too long.
    pub(super) fn grow_idle(&mut self, at: DateTime<Utc>, effects: &mut Vec<Effect>) {
        let at = minute(at);
        let since = match (self.rest.since, self.rest.told) {
            (Some(since), _) if !self.rest.struck => since,
            // Minutes were slept over: the last key was struck in the one before.
            (Some(_), Some(told)) if told.saturating_add(1) < at => told,
            (Some(_) | None, _) => at,
        };
        self.rest = Rest {
            since: Some(since),
            struck: false,
            told: Some(at),
        };
        if at.saturating_sub(since) >= IDLE {
            self.lock(effects);
        }
    }

    fn lock(&mut self, effects: &mut Vec<Effect>) {
        let Some(spec) = self
            .lock_pane
            .and_then(|name| self.panes.iter().copied().find(|spec| spec.name == name))
        else {
            return;
        };
        if self.is_locked() || self.lock.is_some() {
            return;
        }
        self.lock = Some(Lock {
            overlay: self.overlay.take(),
        });
        self.strokes.clear();
        self.lay(spec, "", effects);
        effects.push(Effect::Flush);
        self.dirty = true;
    }

    /// The password was right: everything stands as it was left.
    pub(super) fn unlock(&mut self, effects: &mut Vec<Effect>) {
        let Some(lock) = self.lock.take() else {
            return;
        };
        self.close_top(effects);
        // Whatever was struck behind the password was not meant for what it hid.
        effects.push(Effect::Flush);
        self.overlay = lock.overlay;
        self.rest = Rest::default();
        self.dirty = true;
        if self.stack.last().is_some_and(|layer| layer.stale) {
            self.load_top(effects);
        }
    }

    /// Whether this may be done now: behind the lock only what serves to type the password, and leaving.
    pub(super) fn is_within_reach(&self, bound: Bound) -> bool {
        if self.lock.is_none() {
            return true;
        }
        let own = self
            .stack
            .last()
            .map_or(&[][..], |layer| layer.spec.actions);
        match bound {
            Bound::Open(_) => false,
            Bound::Act(action) => {
                own.iter().any(|spec| spec.action == action)
                    || g::edit_of(action).is_some()
                    || HARMLESS.contains(&action)
            }
        }
    }
}

/// What shows and changes nothing.
const HARMLESS: &[Action] = &[g::HELP, g::LANGUAGE, g::REPAINT];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_that_wakes_a_little_off_counts_the_same_minutes() {
        let at = |time: &str| minute(time.parse().unwrap());
        let begun = at("2012-03-08T01:00:00.200Z");
        assert_eq!(at("2012-03-08T01:10:00.001Z") - begun, IDLE);
        assert_eq!(at("2012-03-08T01:09:59.999Z") - begun, IDLE);
        assert_eq!(at("2012-03-08T01:09:00.300Z") - begun, IDLE - 1);
    }
}
