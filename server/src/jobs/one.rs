//! One job, from when it was taken to its end.

use std::{panic::AssertUnwindSafe, time::Duration};

use domain::job::LEASE;
use futures::FutureExt as _;
use store::{
    StoreError,
    job::{self, Claim, Claimed},
};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tracing::Instrument as _;

use super::{Worker, in_time, reason};
use crate::request;

/// After so long it is tried again to note how a job ended.
const PAUSE: Duration = Duration::from_secs(1);

impl Worker {
    /// Does a job, and notes how it ended. Whatever is logged meanwhile has the reference that is kept with a failure.
    pub(super) async fn work_off(&self, job: Claimed) {
        let reference = request::new_id();
        let span =
            tracing::info_span!("job", id = reference, kind = job.kind.code(), job = job.claim.id.get());
        let work = async {
            let outcome = tokio::select! {
                outcome = self.outcome(&job, &reference) => outcome,
                () = self.lost(&job.claim) => return,
            };
            match self.note(&job, &outcome).await {
                Ok(()) => {}
                Err(StoreError::Stale) => tracing::warn!("another run has taken the job over"),
                // It is begun again once its lease has ended.
                Err(error) => tracing::error!(%error, "how a job ended cannot be noted"),
            }
        };
        work.instrument(span).await;
    }

    /// How it went; of a failure, what the Admin is told.
    async fn outcome(&self, job: &Claimed, reference: &str) -> Result<(), String> {
        if job.kind.is_exhausted(job.tries) {
            tracing::error!("each server that began the job ended with it");
            return Err(reason::left(reference));
        }
        let handling = AssertUnwindSafe(self.handler.handle(&self.services, job)).catch_unwind();
        match timeout((self.pace.at_most)(job.kind), handling).await {
            Ok(Ok(Ok(()))) => Ok(()),
            Ok(Ok(Err(fault))) => {
                tracing::error!(%fault, "a job failed");
                Err(reason::of(&fault, reference))
            }
            // What happened was logged by the hook.
            Ok(Err(_)) => Err(reason::panicked(reference)),
            Err(_) => {
                tracing::error!("a job took longer than it may, and was broken off");
                Err(reason::late(reference))
            }
        }
    }

    /// Says again and again that this run is still at it; returns when another one has taken it over.
    async fn lost(&self, claim: &Claim) {
        loop {
            sleep(self.pace.hold).await;
            match in_time(self.hold(claim)).await {
                Ok(()) => {}
                Err(StoreError::Stale) => {
                    tracing::warn!("the job was taken over by another run");
                    return;
                }
                Err(error) => tracing::warn!(%error, "a job cannot be held"),
            }
        }
    }

    async fn hold(&self, claim: &Claim) -> Result<(), StoreError> {
        let mut tx = self.services.db.begin().await?;
        job::hold(&mut tx, claim, (self.services.clock)()).await?;
        tx.commit().await
    }

    /// Notes how a job ended; again and again while the database is at fault and the lease lasts: a job whose end nobody
    /// knows of is done once more.
    async fn note(&self, job: &Claimed, outcome: &Result<(), String>) -> Result<(), StoreError> {
        let left = LEASE.to_std().unwrap_or_default().saturating_sub(self.pace.hold);
        let until = Instant::now() + left;
        loop {
            let noted = timeout_at(until, self.end(job, outcome)).await;
            match noted.unwrap_or_else(|late| Err(StoreError::Unreachable(late.to_string()))) {
                Err(error) if error.is_outage() && Instant::now() + PAUSE < until => {
                    tracing::warn!(%error, "how a job ended cannot be noted yet");
                    sleep(PAUSE).await;
                }
                noted => return noted,
            }
        }
    }

    /// Notes it, and when it is to be done next.
    async fn end(&self, job: &Claimed, outcome: &Result<(), String>) -> Result<(), StoreError> {
        let Claimed { claim, kind, tries, .. } = job;
        let mut tx = self.services.db.begin().await?;
        let now = (self.services.clock)();
        match outcome {
            Ok(()) => {
                job::finish(&mut tx, claim, now).await?;
                if let Some(every) = kind.every() {
                    job::come_round(&mut tx, *kind, now, now + every).await?;
                }
            }
            Err(reason) => job::fail(&mut tx, claim, reason, kind.after_failure(*tries, now), now).await?,
        }
        tx.commit().await
    }
}
