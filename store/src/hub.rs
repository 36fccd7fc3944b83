//! Where live events are handed on inside this process.

use std::sync::{Arc, Mutex, PoisonError};

use domain::event::Event;
use tokio::sync::broadcast;

/// How many events a slow subscriber may lag behind.
const BACKLOG: usize = 256;

/// A broadcast channel that can be torn down, so that subscribers learn of a gap.
#[derive(Clone, Debug)]
pub(crate) struct Hub(Arc<Mutex<broadcast::Sender<Event>>>);

impl Hub {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(broadcast::Sender::new(BACKLOG))))
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).subscribe()
    }

    /// Hands an event to whoever listens; nobody listening is fine.
    pub(crate) fn send(&self, event: Event) {
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).send(event);
    }

    /// Ends every subscription: events may have been missed.
    pub(crate) fn restart(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = broadcast::Sender::new(BACKLOG);
    }
}
