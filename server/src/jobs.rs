//! Who works off what is to be done later: takes jobs as they fall due, some at a time, and gives back at the end what
//! it cannot finish.

mod again;
mod duties;
mod one;
mod reason;

use std::{collections::HashMap, fmt, future::Future, sync::Arc, time::Duration};

use app::ports::Services;
use async_trait::async_trait;
use domain::job::JobKind;
use futures::future::join_all;
use store::{
    StoreError,
    job::{self, Claim, Claimed},
};
use tokio::{
    sync::watch,
    task::{AbortHandle, Id, JoinSet},
    time::{sleep, timeout},
};

use crate::Fault;

pub use duties::Duties;

/// The database is waited for this long. A line that is dead without having said so would hold up everything.
const PATIENCE: Duration = Duration::from_secs(30);
/// When the server ends, a look for jobs may go on for so long: one that is broken off may have taken some already, which
/// then wait until their lease has ended.
const LAST_LOOK: Duration = Duration::from_secs(2);

/// What is done for a job. It may be begun more than once, also after it went through: a server may end between the
/// last thing it did and saying so. Whoever does it finds out what is left to do.
#[async_trait]
pub trait Handle: Send + Sync {
    /// Does it.
    async fn handle(&self, services: &Services, job: &Claimed) -> Result<(), Fault>;
}

/// How a worker goes about it.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// So many jobs are done at once.
    pub at_once: usize,
    /// It looks for jobs at least this often; what is due at once is told to it besides.
    pub look: Duration,
    /// It says this often that it is still at a job; several times within [`domain::job::LEASE`].
    pub hold: Duration,
    /// When the server ends, jobs may go on for so long before they are given back.
    pub farewell: Duration,
    /// One try may take so long.
    pub at_most: fn(JobKind) -> Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            at_once: 4,
            look: Duration::from_secs(5),
            hold: Duration::from_secs(10),
            farewell: Duration::from_secs(5),
            at_most: JobKind::at_most,
        }
    }
}

/// Works off jobs.
#[derive(Clone)]
pub struct Worker {
    services: Services,
    handler: Arc<dyn Handle>,
    pace: Pace,
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("pace", &self.pace).finish_non_exhaustive()
    }
}

/// The jobs that are being done.
#[derive(Default)]
struct Running {
    tasks: JoinSet<()>,
    held: HashMap<Id, Held>,
    /// Those that were broken off.
    left: Vec<Claim>,
}

struct Held {
    claim: Claim,
    kind: JobKind,
    task: AbortHandle,
}

impl Running {
    fn begin(&mut self, worker: Worker, job: Claimed) {
        let (claim, kind) = (job.claim.clone(), job.kind);
        let task = self.tasks.spawn(async move { worker.work_off(job).await });
        self.held.insert(task.id(), Held { claim, kind, task });
    }

    /// One of them has ended; nothing when there is none.
    async fn next(&mut self) -> Option<()> {
        match self.tasks.join_next_with_id().await? {
            Ok((id, ())) => drop(self.held.remove(&id)),
            Err(error) => self.left.extend(self.held.remove(&error.id()).map(|held| held.claim)),
        }
        Some(())
    }

    async fn all(&mut self) {
        while self.next().await.is_some() {}
    }
}

impl Worker {
    /// One with the usual pace.
    #[must_use]
    pub fn new(services: Services, handler: Arc<dyn Handle>) -> Self {
        Self { services, handler, pace: Pace::default() }
    }

    /// The same at another pace.
    #[must_use]
    pub fn at_pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Sees to it that what comes round by itself is among the jobs, once for all servers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_rounds(&self) -> Result<(), StoreError> {
        let now = (self.services.clock)();
        let mut tx = self.services.db.begin().await?;
        for kind in JobKind::ALL.into_iter().filter(|kind| kind.every().is_some()) {
            job::come_round(&mut tx, kind, now, now).await?;
        }
        tx.commit().await
    }

    /// Does all that is due by now, each to its end; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn do_due(&self) -> Result<usize, StoreError> {
        let mut done = 0;
        loop {
            let taken = self.take(self.pace.at_once).await?;
            if taken.is_empty() {
                return Ok(done);
            }
            done += taken.len();
            join_all(taken.into_iter().map(|job| self.work_off(job))).await;
        }
    }

    /// Works until told to stop, and then until nothing is held any more; also after a fault of its own.
    pub async fn run(self, stopping: watch::Receiver<bool>) {
        let told = stopping.clone();
        again::until_stopped(self.pace.look, told, || self.clone().work(stopping.clone())).await;
    }

    async fn work(self, mut stopping: watch::Receiver<bool>) {
        let mut woken = self.services.db.jobs();
        let mut running = Running::default();
        let mut rounds = false;
        loop {
            // What comes from here on is looked for once more.
            woken.mark_unchanged();
            let free = self.pace.at_once.saturating_sub(running.tasks.len());
            let taken = tokio::select! {
                taken = self.look(free, &mut rounds) => taken,
                () = ended(&mut stopping) => break,
            };
            taken.into_iter().for_each(|job| running.begin(self.clone(), job));
            let full = running.tasks.len() >= self.pace.at_once;
            tokio::select! {
                biased;
                _ = stopping.wait_for(|stopping| *stopping) => break,
                Some(()) = running.next() => {}
                _ = woken.changed(), if !full => {}
                () = sleep(self.pace.look) => {}
            }
        }
        self.farewell(running).await;
    }

    /// Looks for what is due, as far as there is room. When the database fails there is nothing until the next look.
    async fn look(&self, free: usize, rounds: &mut bool) -> Vec<Claimed> {
        if !*rounds {
            *rounds = noted("what comes round cannot be begun", in_time(self.begin_rounds()).await).is_some();
        }
        if free == 0 {
            return Vec::new();
        }
        noted("jobs cannot be taken", in_time(self.take(free)).await).unwrap_or_default()
    }

    /// Takes what is due, under a name that no other run has.
    async fn take(&self, most: usize) -> Result<Vec<Claimed>, StoreError> {
        let now = (self.services.clock)();
        let db = &self.services.db;
        // To look holds up nobody who writes.
        if !job::is_due(&mut db.autocommit().await?, &JobKind::ALL, now).await? {
            return Ok(Vec::new());
        }
        let run = format!("{:032x}", rand::random::<u128>());
        let mut tx = db.begin().await?;
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let taken = job::claim(&mut tx, &JobKind::ALL, &run, most, now).await?;
        tx.commit().await?;
        Ok(taken)
    }

    /// Breaks off what goes in steps, lets the others go on for a moment, and gives back what has not ended then:
    /// another server takes it at once.
    async fn farewell(&self, mut running: Running) {
        running.held.values().filter(|held| held.kind.is_in_steps()).for_each(|held| held.task.abort());
        if timeout(self.pace.farewell, running.all()).await.is_err() {
            running.tasks.abort_all();
            // Until they have really ended: none may write once its job is somebody else's.
            running.all().await;
        }
        for claim in running.left {
            match self.give_back(&claim).await {
                Ok(()) => tracing::info!(job = claim.id.get(), "a job is given back"),
                // It has ended just so.
                Err(StoreError::Stale) => {}
                // Its lease ends by itself.
                Err(error) => tracing::warn!(job = claim.id.get(), %error, "a job cannot be given back"),
            }
        }
    }

    async fn give_back(&self, claim: &Claim) -> Result<(), StoreError> {
        let mut tx = self.services.db.begin().await?;
        job::give_back(&mut tx, claim, (self.services.clock)()).await?;
        tx.commit().await
    }
}

/// What the database is asked, given up once that takes too long.
async fn in_time<T>(asked: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    timeout(PATIENCE, asked).await.unwrap_or_else(|late| Err(StoreError::Unreachable(late.to_string())))
}

/// Told to stop, and a moment after.
async fn ended(stopping: &mut watch::Receiver<bool>) {
    _ = stopping.wait_for(|stopping| *stopping).await;
    sleep(LAST_LOOK).await;
}

/// What came of it; of a failure the log has the rest, and it is tried again at the next look.
fn noted<T>(what: &'static str, outcome: Result<T, StoreError>) -> Option<T> {
    outcome.inspect_err(|error| tracing::error!(%error, "{what}")).ok()
}
