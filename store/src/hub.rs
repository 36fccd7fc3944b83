//! Where live events are handed on inside this process.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{event::Event, id::UserId};
use tokio::sync::{broadcast, watch};

/// How many events a slow subscriber may lag behind.
const BACKLOG: usize = 256;

/// Whose sessions may have ended, or may open something else than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sessions {
    /// This account's.
    Of(UserId),
    /// Everybody's.
    All,
}

impl Sessions {
    /// Whether this account's are among them.
    #[must_use]
    pub fn are_of(self, account: UserId) -> bool {
        match self {
            Self::Of(one) => one == account,
            Self::All => true,
        }
    }
}

/// What is handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    Event(Event),
    Sessions(Sessions),
    /// There may be something to be done.
    Jobs,
}

#[derive(Debug)]
struct Channels {
    events: broadcast::Sender<Event>,
    sessions: broadcast::Sender<Sessions>,
}

impl Channels {
    fn new() -> Self {
        Self { events: broadcast::Sender::new(BACKLOG), sessions: broadcast::Sender::new(BACKLOG) }
    }
}

/// Broadcast channels that can be torn down, so that subscribers learn of a gap.
#[derive(Clone, Debug)]
pub(crate) struct Hub {
    channels: Arc<Mutex<Channels>>,
    /// Tells nothing but that it is time to look; who looks once has seen whatever it was told before.
    jobs: watch::Sender<()>,
}

impl Hub {
    pub(crate) fn new() -> Self {
        Self { channels: Arc::new(Mutex::new(Channels::new())), jobs: watch::Sender::new(()) }
    }

    fn channels(&self) -> std::sync::MutexGuard<'_, Channels> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.channels().events.subscribe()
    }

    pub(crate) fn sessions(&self) -> broadcast::Receiver<Sessions> {
        self.channels().sessions.subscribe()
    }

    pub(crate) fn jobs(&self) -> watch::Receiver<()> {
        self.jobs.subscribe()
    }

    /// Hands a notice to whoever listens; nobody listening is fine.
    pub(crate) fn send(&self, notice: Notice) {
        let channels = self.channels();
        match notice {
            Notice::Event(event) => drop(channels.events.send(event)),
            Notice::Sessions(sessions) => drop(channels.sessions.send(sessions)),
            Notice::Jobs => self.jobs.send_replace(()),
        }
    }

    /// Ends every subscription: events may have been missed.
    pub(crate) fn restart(&self) {
        *self.channels() = Channels::new();
        self.jobs.send_replace(());
    }
}
