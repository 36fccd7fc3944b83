//! Doing jobs: taking them, saying that one is still being done, and how it ended. What a run that was taken over still
//! says finds nothing to change.

use chrono::{DateTime, Utc};
use domain::{
    id::JobId,
    job::{JobKind, LEASE, Next, TRIES, delay},
};

use super::InsertableJob;
use crate::{
    Result, StoreError, Tx,
    convert::{code, instant, narrow, one},
    document::{Raw, unpack},
    statement::Statement,
};

/// A job that this run, and no other, is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which.
    pub id: JobId,
    /// The name of the run, which no other has.
    pub run: String,
}

/// A job that was taken, with what it needs to know.
#[derive(Debug)]
pub struct Claimed {
    /// By whom.
    pub claim: Claim,
    /// What is to be done.
    pub kind: JobKind,
    /// How often it was begun, this time among them.
    pub tries: u32,
    payload: Option<Raw>,
}

impl Claimed {
    /// What it needs to know.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is of another kind, or is kept in a shape that this program does not know.
    pub fn read<J: InsertableJob>(&self) -> Result<J> {
        match &self.payload {
            Some(payload) if self.kind == J::KIND => unpack(payload),
            _ => Err(StoreError::Corrupt(format!("job {} is no {}", self.claim.id, J::PLACE))),
        }
    }
}

/// Only jobs of these kinds. Said of an expression, so that databases read the jobs in the order of their time: found by
/// their kind they would all have to be sorted.
pub(super) fn push_kinds(statement: &mut Statement, kinds: &[JobKind]) {
    statement.push(" AND COALESCE(kind, '') IN ").bind_list(kinds.iter().map(|kind| kind.code()));
}

/// What nobody is at and is to be done now, of these kinds: a newer program's are left to it.
fn push_due(statement: &mut Statement, kinds: &[JobKind], now: DateTime<Utc>) {
    statement.push("ended_at IS NULL AND run_at <= ").bind(instant(now));
    statement.push(" AND (held_until IS NULL OR held_until < ").bind(instant(now));
    push_kinds(statement.push(")"), kinds);
}

/// Whether anything is to be done now. Only looks, so that nobody who writes has to wait.
///
/// # Errors
/// When the database fails.
pub async fn is_due(tx: &mut Tx, kinds: &[JobKind], now: DateTime<Utc>) -> Result<bool> {
    let mut statement = Statement::new("SELECT id FROM job WHERE ");
    push_due(&mut statement, kinds, now);
    statement.push(" LIMIT 1");
    Ok(!statement.fetch_all::<(i64,)>(tx).await?.is_empty())
}

/// Takes up to `limit` jobs that are to be done now, those that have waited longest first, under the name of this run.
/// Nobody else gets the same before the [`LEASE`] has ended without a word; see [`hold`]. Should this run end with its
/// server, the next one waits besides as after a failure: what takes its server down must not do so every half minute.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    tx: &mut Tx,
    kinds: &[JobKind],
    run: &str,
    limit: u32,
    now: DateTime<Utc>,
) -> Result<Vec<Claimed>> {
    let statement = claiming(tx, kinds, run, limit, now);
    let mut rows: Vec<(i64, String, i64, Option<Raw>)> = statement.fetch_all(tx).await?;
    rows.sort_by_key(|(id, ..)| *id);
    let read = |(id, kind, tries, payload): (i64, String, i64, Option<Raw>)| {
        Ok(Claimed {
            claim: Claim { id: id.into(), run: run.to_owned() },
            kind: code("job.kind", &kind, JobKind::from_code)?,
            tries: narrow("job.tries", tries)?,
            payload,
        })
    };
    rows.into_iter().map(read).collect()
}

pub(super) fn claiming(tx: &Tx, kinds: &[JobKind], run: &str, limit: u32, now: DateTime<Utc>) -> Statement {
    // Found once, apart: PostgreSQL may look for it again for each row, and then the limit says nothing.
    let mut statement = Statement::new("WITH due AS MATERIALIZED (SELECT id FROM job WHERE ");
    push_due(&mut statement, kinds, now);
    statement.push(" ORDER BY run_at, id LIMIT ").bind(i64::from(limit)).skip_locked(tx);
    statement.push(") UPDATE job SET tries = tries + 1, held_by = ").bind(run);
    statement.push(", held_until = ").bind(instant(now + LEASE)).push(", run_at = CASE tries");
    for before in 0..TRIES {
        statement.push(" WHEN ").bind(i64::from(before));
        statement.push(" THEN ").bind(instant(now + delay(before + 1)));
    }
    statement.push(" ELSE ").bind(instant(now + delay(TRIES + 1))).push(" END");
    statement.push(" WHERE id IN (SELECT id FROM due) RETURNING id, kind, tries, payload");
    statement
}

/// Says that this run is still at it. Whoever writes in steps says so in the transaction of each: then a run that
/// was taken over writes nothing.
///
/// # Errors
/// [`StoreError::Stale`] when another run has taken it over, or it has ended.
pub async fn hold(tx: &mut Tx, claim: &Claim, now: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE job SET held_until = $3 WHERE id = $1 AND held_by = $2";
    one(db!(tx, execute, sql, claim.id.get(), &claim.run, instant(now + LEASE))?)
}

/// It is done.
///
/// # Errors
/// As [`hold`].
pub async fn finish(tx: &mut Tx, claim: &Claim, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE job SET run_at = $3, ended_at = $3, failure = NULL, held_by = NULL, held_until = NULL \
               WHERE id = $1 AND held_by = $2";
    one(db!(tx, execute, sql, claim.id.get(), &claim.run, instant(at))?)
}

/// It did not succeed, for this reason, which people read; and what follows on that.
///
/// # Errors
/// As [`hold`].
pub async fn fail(tx: &mut Tx, claim: &Claim, reason: &str, next: Next, at: DateTime<Utc>) -> Result<()> {
    let (run_at, ended_at) = match next {
        Next::Again(run_at) => (instant(run_at), None),
        Next::Dead => (instant(at), Some(instant(at))),
    };
    let sql = "UPDATE job SET failure = $3, run_at = $4, ended_at = $5, held_by = NULL, held_until = NULL \
               WHERE id = $1 AND held_by = $2";
    one(db!(tx, execute, sql, claim.id.get(), &claim.run, reason, run_at, ended_at)?)
}

/// Gives it back, to be done at once and as if it had not been taken: this run cannot end it, and that is not the job's
/// fault.
///
/// # Errors
/// As [`hold`].
pub async fn give_back(tx: &mut Tx, claim: &Claim, now: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE job SET tries = tries - 1, run_at = $3, held_by = NULL, held_until = NULL \
               WHERE id = $1 AND held_by = $2";
    one(db!(tx, execute, sql, claim.id.get(), &claim.run, instant(now))?)?;
    tx.wake_workers().await
}
