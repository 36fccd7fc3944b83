//! What is done later: jobs, written in the transaction of the command that asks for them, so that they exist exactly
//! when it went through.

mod list;
mod tasks;
mod work;

use chrono::{DateTime, Utc};
use domain::{
    id::JobId,
    job::{Job, JobKind, JobState},
    record::{RecordKind, RecordRef},
};
pub use list::{Listed, dead, explain, open};
pub use tasks::{MakeFirstPasswords, RecomputeClocks};
pub use work::{Claim, Claimed, claim, fail, finish, give_back, hold, is_due};

use crate::{
    Result, StoreError, Tx,
    convert::{code, instant, narrow},
    document::{Document, stamped},
    statement::Statement,
};

/// What a job of one kind needs to know. It is kept as a document, with its version.
pub trait InsertableJob: Document {
    /// Its kind.
    const KIND: JobKind;

    /// What it is to do, as against others of its kind. Of two with the same key that have not ended there is one:
    /// whoever wants something done once more, while it is being done, gives it another key.
    fn key(&self) -> String;

    /// The record it is about, for whoever looks after the jobs.
    fn about(&self) -> Option<RecordRef> {
        None
    }
}

/// Has something done from `run_at` on, once this transaction is committed; `false`, and nothing is written, when the
/// same is to be done already.
///
/// # Errors
/// When the database fails.
pub async fn enqueue<J: InsertableJob>(
    tx: &mut Tx,
    job: &J,
    now: DateTime<Utc>,
    run_at: DateTime<Utc>,
) -> Result<bool> {
    let (kind, id) = columns(job.about());
    let sql = "INSERT INTO job (kind, key, payload, record_kind, record_id, enqueued_at, run_at, tries) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 0) ON CONFLICT (kind, key) WHERE ended_at IS NULL DO NOTHING";
    let (code, key, payload) = (J::KIND.code(), job.key(), stamped(job));
    let written = db!(tx, execute, sql, code, key, payload, kind, id, instant(now), instant(run_at))?;
    tell(tx, written).await
}

/// Has something done from `run_at` on that comes round by itself and needs to know nothing; `false`, and nothing is
/// written, when it waits already.
///
/// # Errors
/// When the database fails.
pub async fn come_round(
    tx: &mut Tx,
    kind: JobKind,
    now: DateTime<Utc>,
    run_at: DateTime<Utc>,
) -> Result<bool> {
    let sql = "INSERT INTO job (kind, key, enqueued_at, run_at, tries) VALUES ($1, '', $2, $3, 0) \
               ON CONFLICT (kind, key) WHERE ended_at IS NULL DO NOTHING";
    let written = db!(tx, execute, sql, kind.code(), instant(now), instant(run_at))?;
    tell(tx, written).await
}

async fn tell(tx: &mut Tx, written: u64) -> Result<bool> {
    if written > 0 {
        tx.wake_workers().await?;
    }
    Ok(written > 0)
}

fn columns(about: Option<RecordRef>) -> (Option<&'static str>, Option<i64>) {
    (about.map(|about| about.kind.code()), about.map(|about| about.id))
}

/// A job; in a transaction that writes nobody else changes it before its end.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: JobId, now: DateTime<Utc>) -> Result<Option<Job>> {
    let mut statement = Statement::new(SELECT);
    statement.push("WHERE id = ").bind(id.get()).lock(tx);
    let rows: Vec<JobRow> = statement.fetch_all(tx).await?;
    rows.into_iter().next().map(|row| row.read(now)).transpose()
}

/// Sends a job round again at once that failed, with all its tries before it.
///
/// # Errors
/// [`StoreError::Stale`] when a server is at it, it is done, or the same is to be done already.
pub async fn retry(tx: &mut Tx, id: JobId, now: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE job SET run_at = $2, tries = 0, failure = NULL, held_by = NULL, held_until = NULL, ended_at = NULL \
               WHERE id = $1 AND failure IS NOT NULL AND (held_until IS NULL OR held_until < $2) AND NOT EXISTS ( \
               SELECT 1 FROM job AS other WHERE other.kind = job.kind AND other.key = job.key \
               AND other.ended_at IS NULL AND other.id <> job.id)";
    match db!(tx, execute, sql, id.get(), instant(now)) {
        Ok(0) => return Err(StoreError::Stale),
        Err(error) if error.is_unique("job_key") => return Err(StoreError::Stale),
        changed => changed?,
    };
    tx.wake_workers().await
}

/// Forgets what was done before an instant; how many. What failed stays until somebody looked at it.
///
/// # Errors
/// When the database fails.
pub async fn forget_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    let sql = "DELETE FROM job WHERE ended_at IS NOT NULL AND failure IS NULL AND ended_at < $1";
    db!(tx, execute, sql, instant(before))
}

const SELECT: &str = "SELECT id, kind, record_kind, record_id, enqueued_at, run_at, tries, failure, held_until, ended_at \
                      FROM job ";

#[derive(sqlx::FromRow)]
struct JobRow {
    id: i64,
    kind: String,
    record_kind: Option<String>,
    record_id: Option<i64>,
    enqueued_at: DateTime<Utc>,
    run_at: DateTime<Utc>,
    tries: i64,
    failure: Option<String>,
    held_until: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
}

impl JobRow {
    fn read(self, now: DateTime<Utc>) -> Result<Job> {
        let held = self.held_until.filter(|until| now <= *until);
        let state = match (self.ended_at, self.failure, held) {
            (Some(at), Some(reason), _) => JobState::Dead { at, reason },
            (Some(at), None, _) => JobState::Done { at },
            (None, _, Some(held_until)) => JobState::Runs { held_until },
            (None, Some(reason), None) => JobState::Failed { reason, until: self.run_at },
            (None, None, None) => JobState::Waits { until: self.run_at },
        };
        // One row of a newer program's must not take the list from the Admin.
        let about = self.record_kind.as_deref().and_then(RecordKind::from_code).zip(self.record_id);
        Ok(Job {
            id: self.id.into(),
            kind: code("job.kind", &self.kind, JobKind::from_code)?,
            about: about.map(|(kind, id)| RecordRef::new(kind, id)),
            since: self.enqueued_at,
            tries: narrow("job.tries", self.tries)?,
            state,
        })
    }
}
