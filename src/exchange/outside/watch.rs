//! How far a reading is, and whether it shall stop: shared by who reads and who waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A reading, watched. Its clones are the same reading.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    stopped: AtomicBool,
    done: AtomicU64,
    due: AtomicU64,
}

impl Watch {
    /// Stops it at its next line.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::SeqCst);
    }

    /// Whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::SeqCst)
    }

    /// A reading of so many bytes begins.
    pub fn begin(&self, due: u64) {
        self.0.due.store(due, Ordering::Relaxed);
        self.0.done.store(0, Ordering::Relaxed);
    }

    /// So many bytes more were read.
    pub fn advance(&self, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.0.done.fetch_add(bytes, Ordering::Relaxed);
    }

    /// How far it is, in hundredths.
    pub fn percent(&self) -> u64 {
        let done = self.0.done.load(Ordering::Relaxed);
        let due = self.0.due.load(Ordering::Relaxed).max(1);
        done.saturating_mul(100).div_euclid(due).min(100)
    }
}
