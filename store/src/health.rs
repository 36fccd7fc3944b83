//! What was seen of the database: where it is, and whether it takes what is written to it.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use crate::StoreError;

/// A write that went through this recently says that the next one will.
const FRESH: Duration = Duration::from_secs(30);

/// What was seen of the database; clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Health(Arc<State>);

#[derive(Debug)]
struct State {
    place: String,
    /// How often something was written.
    commits: AtomicU64,
    /// When something was written last; nothing since writing failed.
    wrote: Mutex<Option<Instant>>,
}

impl Health {
    /// Of the database at this place, as the log is to name it: without a password.
    pub(crate) fn of(place: String) -> Self {
        Self(Arc::new(State { place, commits: AtomicU64::new(0), wrote: Mutex::new(None) }))
    }

    fn set(&self, wrote: Option<Instant>) {
        *self.0.wrote.lock().unwrap_or_else(PoisonError::into_inner) = wrote;
    }

    /// Something was written.
    pub(crate) fn wrote(&self) {
        self.0.commits.fetch_add(1, Ordering::Relaxed);
        self.set(Some(Instant::now()));
    }

    pub(crate) fn commits(&self) -> u64 {
        self.0.commits.load(Ordering::Relaxed)
    }

    /// Something went wrong; the log is told where, when the place is at fault.
    pub(crate) fn failed(&self, error: &StoreError) {
        let place = self.0.place.as_str();
        match error {
            StoreError::Unwritable(why) => {
                self.set(None);
                tracing::error!(place, why, "the database cannot be written");
            }
            StoreError::Unreachable(why) => tracing::error!(place, why, "the database cannot be reached"),
            StoreError::Busy => tracing::warn!(place, "the database is busy; somebody has waited in vain"),
            _ => {}
        }
    }

    /// Whether it was seen just now that writing is possible.
    pub(crate) fn is_fresh(&self) -> bool {
        let wrote = *self.0.wrote.lock().unwrap_or_else(PoisonError::into_inner);
        wrote.is_some_and(|wrote| wrote.elapsed() < FRESH)
    }
}
