//! How far a registration of many institutions has come.

use chrono::{DateTime, Utc};
use domain::{
    id::RegistrationId,
    institution::registration::{Handout, Registration, RegistrationProgress},
    selection::review::Person,
};
use sqlx::types::Json;

use crate::{
    Result, StoreError, Tx,
    convert::{instant, narrow, person},
};

#[derive(sqlx::FromRow)]
struct RegistrationRow {
    id: i64,
    by_id: i64,
    by_name: String,
    started_at: DateTime<Utc>,
    touched_at: DateTime<Utc>,
    total: i64,
    done: i64,
    finished_at: Option<DateTime<Utc>>,
    failure: Option<String>,
    handout: Option<Json<Vec<Handout>>>,
}

impl RegistrationRow {
    fn read(self) -> Result<Registration> {
        let progress = match (self.finished_at, self.failure) {
            (None, _) => RegistrationProgress::Running { done: narrow("registration.done", self.done)? },
            (Some(_), Some(reason)) => RegistrationProgress::Failed { reason },
            (Some(at), None) => {
                RegistrationProgress::Finished { at, handout: self.handout.map(|handout| handout.0) }
            }
        };
        Ok(Registration {
            id: self.id.into(),
            by: person(self.by_id, self.by_name),
            started_at: self.started_at,
            touched_at: self.touched_at,
            total: narrow("registration.total", self.total)?,
            progress,
        })
    }
}

/// Notes that a registration begins.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &mut Tx, by: &Person, total: u32, at: DateTime<Utc>) -> Result<RegistrationId> {
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO registration (by_id, by_name, started_at, touched_at, total, done) \
         VALUES ($1, $2, $3, $3, $4, 0) RETURNING id",
        by.id.get(),
        &by.name,
        instant(at),
        i64::from(total),
    )?;
    Ok(id.into())
}

/// A registration.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: RegistrationId) -> Result<Option<Registration>> {
    let sql = "SELECT id, by_id, by_name, started_at, touched_at, total, done, finished_at, failure, handout \
               FROM registration WHERE id = $1";
    db!(tx, fetch_optional as RegistrationRow, sql, id.get())?.map(RegistrationRow::read).transpose()
}

/// Notes how far a registration that runs has come.
///
/// # Errors
/// [`StoreError::Stale`] when it has ended.
pub async fn come_on(tx: &mut Tx, id: RegistrationId, done: u32, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE registration SET done = $2, touched_at = $3 WHERE id = $1 AND finished_at IS NULL";
    ended(db!(tx, execute, sql, id.get(), i64::from(done), instant(at))?)
}

/// Notes that everything is stored, and keeps the passwords to be handed out.
///
/// # Errors
/// [`StoreError::Stale`] when it has ended.
pub async fn finish(tx: &mut Tx, id: RegistrationId, handout: &[Handout], at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE registration SET done = total, touched_at = $2, finished_at = $2, handout = $3 \
               WHERE id = $1 AND finished_at IS NULL";
    ended(db!(tx, execute, sql, id.get(), instant(at), Json(handout))?)
}

/// Notes that nothing was stored, and why.
///
/// # Errors
/// [`StoreError::Stale`] when it has ended.
pub async fn fail(tx: &mut Tx, id: RegistrationId, reason: &str, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE registration SET touched_at = $2, finished_at = $2, failure = $3 \
               WHERE id = $1 AND finished_at IS NULL";
    ended(db!(tx, execute, sql, id.get(), instant(at), reason)?)
}

/// Forgets the passwords of one registration.
///
/// # Errors
/// [`StoreError::Stale`] when there are none.
pub async fn forget(tx: &mut Tx, id: RegistrationId) -> Result<()> {
    ended(db!(
        tx,
        execute,
        "UPDATE registration SET handout = NULL WHERE id = $1 AND handout IS NOT NULL",
        id.get()
    )?)
}

/// Forgets the passwords of all registrations that were finished before `before`; how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    let sql = "UPDATE registration SET handout = NULL WHERE handout IS NOT NULL AND finished_at < $1";
    db!(tx, execute, sql, instant(before))
}

fn ended(changed: u64) -> Result<()> {
    if changed == 0 { Err(StoreError::Stale) } else { Ok(()) }
}
