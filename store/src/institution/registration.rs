//! Registrations of many institutions, and how far the one-time passwords of their first accounts are made.

use chrono::{DateTime, Utc};
use domain::{
    id::{RegistrationId, UserId},
    institution::{
        InstitutionKind,
        registration::{Purpose, Registration, RegistrationProgress},
    },
    job::JobKind,
    selection::review::Person,
};

use crate::{
    Result, StoreError, Tx,
    convert::{code, instant, narrow, one, person},
    session,
    statement::Statement,
};

/// How many rows one statement stores.
const BATCH: usize = 200;

#[derive(sqlx::FromRow)]
struct RegistrationRow {
    id: i64,
    renews_id: Option<i64>,
    by_id: i64,
    by_name: String,
    started_at: DateTime<Utc>,
    total: i64,
    done: i64,
    held_until: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    failure: Option<String>,
}

impl RegistrationRow {
    fn read(self) -> Result<Registration> {
        Ok(Registration {
            id: self.id.into(),
            purpose: self.renews_id.map_or(Purpose::Register, |id| Purpose::Renew(id.into())),
            by: person(self.by_id, self.by_name),
            started_at: self.started_at,
            total: narrow("registration.total", self.total)?,
            done: narrow("registration.done", self.done)?,
            progress: match (self.finished_at, self.failure) {
                (None, _) => RegistrationProgress::Running { held_until: self.held_until },
                (Some(at), Some(reason)) => RegistrationProgress::Stopped { at, reason },
                (Some(at), None) => RegistrationProgress::Finished { at },
            },
        })
    }
}

/// A registration, with the lease of its job.
macro_rules! select_registration {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.renews_id, r.by_id, r.by_name, r.started_at, r.total, r.done, j.held_until, \
             r.finished_at, r.failure FROM registration r \
             LEFT JOIN job j ON j.kind = $1 AND j.key = CAST(r.id AS TEXT) AND j.ended_at IS NULL ",
            $rest
        )
    };
}

const JOB: &str = JobKind::MakeFirstPasswords.code();

/// One that begins.
#[derive(Clone, Debug)]
pub struct NewRegistration<'a> {
    /// What it is for.
    pub purpose: Purpose,
    /// Who begins it.
    pub by: &'a Person,
    /// What the passwords come of, sealed so that the database cannot tell it. Removed at the end.
    pub seed: &'a str,
    /// The accounts, in the order in which they are listed.
    pub accounts: &'a [UserId],
    /// When.
    pub at: DateTime<Utc>,
}

/// Notes that a registration begins.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &mut Tx, new: &NewRegistration<'_>) -> Result<RegistrationId> {
    let renews = match new.purpose {
        Purpose::Register => None,
        Purpose::Renew(id) => Some(id.get()),
    };
    let total = i64::try_from(new.accounts.len()).map_err(StoreError::corrupt)?;
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO registration (renews_id, by_id, by_name, started_at, total, done, seed) \
         VALUES ($1, $2, $3, $4, $5, 0, $6) RETURNING id",
        renews,
        new.by.id.get(),
        &new.by.name,
        instant(new.at),
        total,
        new.seed,
    )?;
    let mut number = 0_i64;
    for batch in new.accounts.chunks(BATCH) {
        let mut statement =
            Statement::new("INSERT INTO registration_account (registration_id, number, account_id) VALUES ");
        statement.bind_rows(batch.iter().map(|account| {
            number += 1;
            [id.into(), number.into(), account.get().into()]
        }));
        statement.execute(tx).await?;
    }
    Ok(id.into())
}

/// A registration.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: RegistrationId) -> Result<Option<Registration>> {
    let sql = select_registration!("WHERE r.id = $2");
    db!(tx, fetch_optional as RegistrationRow, sql, JOB, id.get())?.map(RegistrationRow::read).transpose()
}

/// [`find`], and nobody else changes it, or begins to make its passwords anew, before this transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn find_to_change(tx: &mut Tx, id: RegistrationId) -> Result<Option<Registration>> {
    if tx.must_lock() {
        let sql = "SELECT id FROM registration WHERE id = $1 FOR NO KEY UPDATE";
        db!(tx, fetch_optional as (i64,), sql, id.get())?;
    }
    find(tx, id).await
}

/// The last registrations, newest first.
///
/// # Errors
/// When the database fails.
pub async fn recent(tx: &mut Tx, limit: u32) -> Result<Vec<Registration>> {
    let sql = select_registration!("ORDER BY r.id DESC LIMIT $2");
    let rows = db!(tx, fetch_all as RegistrationRow, sql, JOB, i64::from(limit))?;
    rows.into_iter().map(RegistrationRow::read).collect()
}

/// What the passwords of a registration come of, sealed. Nothing when it has ended.
///
/// # Errors
/// When the database fails.
pub async fn seed(tx: &mut Tx, id: RegistrationId) -> Result<Option<String>> {
    let sql = "SELECT seed FROM registration WHERE id = $1 AND finished_at IS NULL";
    Ok(db!(tx, fetch_optional as (String,), sql, id.get())?.map(|(seed,)| seed))
}

/// An account whose password is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its place in the registration, from 1.
    pub number: u32,
    /// The account.
    pub account: UserId,
}

/// The next accounts of a registration, at most `limit` of them.
///
/// # Errors
/// When the database fails.
pub async fn next(tx: &mut Tx, id: RegistrationId, limit: u32) -> Result<Vec<Waiting>> {
    let sql = "SELECT a.number, a.account_id FROM registration_account a JOIN registration r ON r.id = a.registration_id \
               WHERE r.id = $1 AND a.number > r.done ORDER BY a.number LIMIT $2";
    let rows = db!(tx, fetch_all as (i64, i64), sql, id.get(), i64::from(limit))?;
    let read = |(number, account): (i64, i64)| {
        Ok(Waiting { number: narrow("registration_account.number", number)?, account: account.into() })
    };
    rows.into_iter().map(read).collect()
}

/// Notes how far a registration has come. Whoever does so holds its job in the same transaction.
///
/// # Errors
/// [`StoreError::Stale`] when it has ended.
pub async fn come_on(tx: &mut Tx, id: RegistrationId, done: u32) -> Result<()> {
    let sql = "UPDATE registration SET done = $2 WHERE id = $1 AND finished_at IS NULL";
    one(db!(tx, execute, sql, id.get(), i64::from(done))?)
}

/// Gives an account its one-time password, and ends its sessions. `false`, and nothing is changed, when its
/// holder has chosen one, somebody has given it another since `since`, or it was closed.
///
/// # Errors
/// When the database fails.
pub async fn hand_out(
    tx: &mut Tx,
    id: RegistrationId,
    to: Waiting,
    password_hash: &str,
    (since, at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool> {
    let sql = "UPDATE account SET password_hash = $2, password_changed_at = $3 \
               WHERE id = $1 AND active AND must_change_password \
               AND (password_changed_at IS NULL OR password_changed_at <= $4)";
    if db!(tx, execute, sql, to.account.get(), password_hash, instant(at), instant(since))? == 0 {
        return Ok(false);
    }
    session::end_sessions_of(tx, to.account).await?;
    let sql = "UPDATE registration_account SET made_at = $3 WHERE registration_id = $1 AND number = $2";
    db!(tx, execute, sql, id.get(), i64::from(to.number), instant(at))?;
    Ok(true)
}

/// Notes that all passwords are made, and forgets what they come of.
///
/// # Errors
/// [`StoreError::Stale`] when it has ended.
pub async fn finish(tx: &mut Tx, id: RegistrationId, at: DateTime<Utc>) -> Result<()> {
    end(tx, id, None, at).await
}

/// Notes that it will not go on, and why; forgets what the passwords come of.
///
/// # Errors
/// [`StoreError::Stale`] when it has ended.
pub async fn stop(tx: &mut Tx, id: RegistrationId, reason: &str, at: DateTime<Utc>) -> Result<()> {
    end(tx, id, Some(reason), at).await
}

async fn end(tx: &mut Tx, id: RegistrationId, failure: Option<&str>, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE registration SET finished_at = $2, failure = $3, seed = NULL \
               WHERE id = $1 AND finished_at IS NULL";
    one(db!(tx, execute, sql, id.get(), instant(at), failure)?)
}

/// An account whose password, as this registration has made it, is still the one that opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOut {
    /// Its place in the registration.
    pub number: u32,
    /// The institution.
    pub institution: String,
    /// Its kind.
    pub kind: InstitutionKind,
    /// Username.
    pub username: String,
}

/// The accounts whose passwords a registration has made and nobody has changed since.
///
/// # Errors
/// When the database fails.
pub async fn handed_out(tx: &mut Tx, id: RegistrationId) -> Result<Vec<HandedOut>> {
    let sql = "SELECT r.number, i.name, i.kind, a.username FROM registration_account r \
               JOIN account a ON a.id = r.account_id JOIN institution i ON i.id = a.institution_id \
               WHERE r.registration_id = $1 AND a.must_change_password AND a.password_changed_at = r.made_at \
               ORDER BY r.number";
    let rows = db!(tx, fetch_all as (i64, String, String, String), sql, id.get())?;
    let read = |(number, institution, kind, username): (i64, String, String, String)| {
        Ok(HandedOut {
            number: narrow("registration_account.number", number)?,
            institution,
            kind: code("institution.kind", &kind, InstitutionKind::from_code)?,
            username,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The open accounts of a registration whose holders have not chosen a password of their own.
///
/// # Errors
/// When the database fails.
pub async fn without_own_password(tx: &mut Tx, id: RegistrationId) -> Result<Vec<UserId>> {
    let sql = "SELECT a.id FROM registration_account r JOIN account a ON a.id = r.account_id \
               WHERE r.registration_id = $1 AND a.must_change_password AND a.active ORDER BY r.number";
    let rows = db!(tx, fetch_all as (i64,), sql, id.get())?;
    Ok(rows.into_iter().map(|(id,)| id.into()).collect())
}

/// Whether passwords of accounts of this registration are being made anew just now.
///
/// # Errors
/// When the database fails.
pub async fn is_being_renewed(tx: &mut Tx, id: RegistrationId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM registration WHERE renews_id = $1 AND finished_at IS NULL";
    let (running,) = db!(tx, fetch_one as (i64,), sql, id.get())?;
    Ok(running > 0)
}
