//! A budget for heavy work: what a stranger can make heavy has its place here, and waits or is asked to come back.
//!
//! A [`Place`] lets a few jobs run at once, off the threads that answer requests; a few more may wait, one account
//! has one job running at a time, and whoever waits longer than the deadline is told so. Ask before the transaction
//! begins: whoever waits must hold no lock.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use domain::id::UserId;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

/// Every place for heavy work of this process; given as part of the services.
#[derive(Debug)]
pub struct Budgets {
    /// Rich text is made harmless: milliseconds each.
    pub rich_text: Place,
    /// Spreadsheets are read: tens of megabytes each.
    pub sheets: Place,
    /// Uploaded files are looked into.
    pub files: Place,
}

impl Default for Budgets {
    fn default() -> Self {
        Self {
            rich_text: Place::new("rich text", Bounds::new(2, 32).each(4).within(Duration::from_secs(10))),
            sheets: Place::new("spreadsheets", Bounds::new(2, 6).within(Duration::from_secs(60))),
            files: Place::new("files", Bounds::new(2, 32).each(20).within(Duration::from_secs(60))),
        }
    }
}

/// How much a place takes.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Jobs that run at once.
    at_once: usize,
    /// Jobs that may wait besides.
    waiting: usize,
    /// Of those that wait, how many may be one account's.
    waiting_each: usize,
    /// How long waiting and running may take together.
    deadline: Duration,
}

impl Bounds {
    /// So many at once, so many waiting; an account whose job runs is asked to wait with the next one.
    #[must_use]
    pub const fn new(at_once: usize, waiting: usize) -> Self {
        Self { at_once, waiting, waiting_each: 0, deadline: Duration::from_secs(30) }
    }

    /// Lets so many jobs of one account wait for the one that runs.
    #[must_use]
    pub const fn each(mut self, waiting: usize) -> Self {
        self.waiting_each = waiting;
        self
    }

    /// Sets the deadline.
    #[must_use]
    pub const fn within(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }
}

/// For whom the work is done; each has one job running at a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Asker {
    /// Somebody who is logged in.
    Account(UserId),
    /// Somebody who is not, by network address.
    Stranger(String),
}

impl From<UserId> for Asker {
    fn from(user: UserId) -> Self {
        Self::Account(user)
    }
}

/// Why nothing came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Too many others wait already.
    Full,
    /// The asker's own earlier work is not done yet.
    Own,
    /// The deadline passed.
    Late,
    /// The job panicked; a word for the log.
    Broken(String),
}

impl Stopped {
    /// What to tell the person.
    #[must_use]
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::Own => {
                "Kiriman Anda sebelumnya masih diproses. Tunggu sampai selesai, lalu coba lagi; isian Anda tetap ada di halaman ini."
            }
            Self::Full | Self::Late | Self::Broken(_) => {
                "Server sedang sibuk. Tunggu sebentar, lalu coba lagi; isian Anda tetap ada di halaman ini."
            }
        }
    }
}

/// What a long job looks at from time to time.
#[derive(Clone, Debug)]
pub struct Ticket {
    until: Instant,
    left: Arc<AtomicBool>,
}

impl Ticket {
    /// Whether nobody waits for the result any more; then stop.
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.left.load(Ordering::Relaxed) || Instant::now() >= self.until
    }
}

/// Sets the ticket void when whoever asked goes away.
struct Leaving(Arc<AtomicBool>);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// One kind of heavy work and its bounds.
#[derive(Clone)]
pub struct Place {
    name: &'static str,
    bounds: Bounds,
    turns: Arc<Semaphore>,
    queue: Arc<Mutex<Queue>>,
}

#[derive(Default)]
struct Queue {
    inside: usize,
    askers: HashMap<Asker, Own>,
}

/// What one asker has inside.
struct Own {
    inside: usize,
    turn: Arc<Semaphore>,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place")
            .field("name", &self.name)
            .field("bounds", &self.bounds)
            .finish_non_exhaustive()
    }
}

impl Place {
    /// A place of this name, for the log.
    #[must_use]
    pub fn new(name: &'static str, bounds: Bounds) -> Self {
        Self { name, bounds, turns: Arc::new(Semaphore::new(bounds.at_once)), queue: Arc::default() }
    }

    /// Runs the job off the threads that answer requests, as soon as it is its turn. A job whose deadline has
    /// passed keeps its turn until it ends: it goes on costing.
    ///
    /// # Errors
    /// Why there is no result.
    pub async fn run<T: Send + 'static>(
        &self,
        asker: impl Into<Asker>,
        job: impl FnOnce(&Ticket) -> T + Send + 'static,
    ) -> Result<T, Stopped> {
        let done = self.in_turn(asker.into(), job).await;
        if let Err(stopped) = &done {
            tracing::warn!(place = self.name, ?stopped, "heavy work was not done");
        }
        done
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        asker: Asker,
        job: impl FnOnce(&Ticket) -> T + Send + 'static,
    ) -> Result<T, Stopped> {
        let seat = self.enter(asker)?;
        let left = Leaving(Arc::default());
        let ticket = Ticket { until: Instant::now() + self.bounds.deadline, left: Arc::clone(&left.0) };
        let work = async {
            // The own turn first: whoever waits for himself must not hold up others.
            let own = turn(&seat.turn).await?;
            let turn = turn(&self.turns).await?;
            let work = spawn_blocking(move || {
                let done = (!ticket.is_void()).then(|| job(&ticket));
                drop((own, turn, seat));
                done
            });
            match work.await {
                Ok(Some(done)) => Ok(done),
                Ok(None) => Err(Stopped::Late),
                Err(error) => Err(Stopped::Broken(error.to_string())),
            }
        };
        timeout(self.bounds.deadline, work).await.unwrap_or(Err(Stopped::Late))
    }

    /// Takes a seat, if there is one.
    fn enter(&self, asker: Asker) -> Result<Seat, Stopped> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let own = queue.askers.get(&asker).map_or(0, |own| own.inside);
        if own > self.bounds.waiting_each {
            return Err(Stopped::Own);
        }
        if queue.inside >= self.bounds.at_once + self.bounds.waiting {
            return Err(Stopped::Full);
        }
        queue.inside += 1;
        let own = queue
            .askers
            .entry(asker.clone())
            .or_insert_with(|| Own { inside: 0, turn: Arc::new(Semaphore::new(1)) });
        own.inside += 1;
        let turn = Arc::clone(&own.turn);
        drop(queue);
        Ok(Seat { queue: Arc::clone(&self.queue), asker, turn })
    }
}

async fn turn(turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Stopped> {
    Arc::clone(turns).acquire_owned().await.map_err(|error| Stopped::Broken(error.to_string()))
}

/// A place in the queue, from entering until the job has ended.
struct Seat {
    queue: Arc<Mutex<Queue>>,
    asker: Asker,
    turn: Arc<Semaphore>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.inside = queue.inside.saturating_sub(1);
        if let Some(own) = queue.askers.get_mut(&self.asker) {
            own.inside = own.inside.saturating_sub(1);
            if own.inside == 0 {
                queue.askers.remove(&self.asker);
            }
        }
    }
}

#[cfg(test)]
#[path = "work_tests.rs"]
mod tests;
