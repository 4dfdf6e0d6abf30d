//! An alarm by the clock on the wall.
//!
//! What a runtime counts is the time a machine is awake: after a night with the lid shut, the minute it was waiting for
//! has as long to go as the evening before, and an unlocked screen is shown until then. Linux keeps an alarm for a
//! time of day, which rings as soon as the machine wakes behind it, or its clock is set.

use std::time::Duration;

/// An alarm; where the system has none by the clock on the wall, one that counts the time awake.
#[derive(Default)]
pub(super) struct Alarm {
    #[cfg(target_os = "linux")]
    wall: std::sync::OnceLock<Option<wall::Clock>>,
}

impl Alarm {
    /// Waits until so long has gone by on the clock on the wall, or that clock is set.
    pub(super) async fn rings(&self, after: Duration) {
        #[cfg(target_os = "linux")]
        if let Some(clock) = self.wall.get_or_init(wall::Clock::new)
            && clock.rings(after).await.is_some()
        {
            return;
        }
        tokio::time::sleep(after).await;
    }
}

#[cfg(target_os = "linux")]
mod wall {
    use std::os::fd::OwnedFd;
    use std::time::Duration;

    use rustix::time::{
        ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec,
        clock_gettime, timerfd_create, timerfd_settime,
    };
    use tokio::io::Interest;
    use tokio::io::unix::AsyncFd;

    const NOTHING: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };

    /// A timer of the system that is set to a time of day.
    pub(super) struct Clock(AsyncFd<OwnedFd>);

    impl Clock {
        #[expect(
            deprecated,
            reason = "its successor is unsafe only to ask that the descriptor be owned, as it is here"
        )]
        pub(super) fn new() -> Option<Self> {
            let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
            let timer = timerfd_create(TimerfdClockId::Realtime, flags).ok()?;
            let timer = AsyncFd::with_interest(timer, Interest::READABLE).ok()?;
            Some(Self(timer))
        }

        /// Rings so long from now; `None` where the system does not have it so.
        pub(super) async fn rings(&self, after: Duration) -> Option<()> {
            let now = clock_gettime(ClockId::Realtime);
            let at = now.checked_add(Timespec::try_from(after).ok()?)?;
            self.rings_at(at).await
        }

        /// Rings at a time of day: at once, where it is over.
        pub(super) async fn rings_at(&self, at: Timespec) -> Option<()> {
            let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
            let set = Itimerspec {
                it_interval: NOTHING,
                it_value: at,
            };
            timerfd_settime(self.0.get_ref(), flags, &set).ok()?;
            let mut rung = self.0.ready(Interest::READABLE).await.ok()?;
            rung.clear_ready();
            Some(())
        }
    }

    #[cfg(test)]
    mod tests {
        use tokio::time::timeout;

        use super::*;

        #[tokio::test]
        async fn a_time_that_is_over_when_the_machine_wakes_rings_at_once() {
            let clock = Clock::new().expect("a timer");
            let mut at = clock_gettime(ClockId::Realtime);
            at.tv_sec += 3600;
            let moment = Duration::from_millis(50);
            assert!(
                timeout(moment, clock.rings_at(at)).await.is_err(),
                "to come"
            );
            at.tv_sec -= 7200;
            let rung = timeout(moment, clock.rings_at(at)).await;
            assert_eq!(rung, Ok(Some(())), "over");
        }

        #[tokio::test]
        async fn it_rings_again_and_again_and_never_before() {
            let clock = Clock::new().expect("a timer");
            let moment = Duration::from_millis(30);
            for _ in 0..3 {
                let before = clock_gettime(ClockId::Realtime);
                let rung = timeout(Duration::from_secs(5), clock.rings(moment)).await;
                assert_eq!(rung, Ok(Some(())));
                let passed = clock_gettime(ClockId::Realtime) - before;
                assert!(Duration::try_from(passed).expect("later") >= moment);
            }
        }
    }
}
