//! The second factor: one-time codes of an authenticator (RFC 6238), and recovery codes for the day it
//! is lost.

use chrono::{DateTime, Utc};
use domain::id::UserId;

use crate::{
    Result, Tx,
    convert::{instant, one},
    statement::Statement,
};

/// The secret that an account shares with its authenticator.
#[derive(Clone, PartialEq, Eq)]
pub struct Totp {
    /// The secret, as the server writes it.
    pub secret: String,
    /// Since when codes are asked for; nothing while it is being set up.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The time step of the last code that was taken.
    pub last_step: Option<i64>,
}

impl std::fmt::Debug for Totp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Totp").field("confirmed_at", &self.confirmed_at).finish_non_exhaustive()
    }
}

/// The secret of an account, confirmed or not. In a transaction that writes nobody else reads it so before
/// its end: tries at a code come one after the other, and none is made before the last one was counted.
///
/// # Errors
/// When the database fails.
pub async fn totp(tx: &mut Tx, id: UserId) -> Result<Option<Totp>> {
    let mut statement =
        Statement::new("SELECT totp_secret, totp_confirmed_at, totp_last_step FROM account WHERE id = ");
    statement.bind(id.get()).push(" AND totp_secret IS NOT NULL").lock(tx);
    let rows: Vec<(String, Option<DateTime<Utc>>, Option<i64>)> = statement.fetch_all(tx).await?;
    Ok(rows.into_iter().next().map(|(secret, confirmed_at, last_step)| Totp {
        secret,
        confirmed_at,
        last_step,
    }))
}

/// Begins to set it up: the secret counts once it is confirmed. One that counts already stays.
///
/// # Errors
/// [`crate::StoreError::Stale`] when one counts already, or there is no such account.
pub async fn begin(tx: &mut Tx, id: UserId, secret: &str) -> Result<()> {
    let sql = "UPDATE account SET totp_secret = $2, totp_last_step = NULL WHERE id = $1 AND totp_confirmed_at IS NULL";
    one(db!(tx, execute, sql, id.get(), secret)?)
}

/// Secrets that do not begin with `sealed`, at most `limit` of them: they can be read by whoever has the database.
///
/// # Errors
/// When the database fails.
pub async fn readable(tx: &mut Tx, sealed: &str, limit: u32) -> Result<Vec<(UserId, String)>> {
    let sql = "SELECT id, totp_secret FROM account WHERE totp_secret IS NOT NULL AND totp_secret NOT LIKE $1 \
               ORDER BY id LIMIT $2";
    let rows = db!(tx, fetch_all as (i64, String), sql, format!("{sealed}%"), i64::from(limit))?;
    Ok(rows.into_iter().map(|(id, secret)| (id.into(), secret)).collect())
}

/// Puts a sealed secret in the place of the one that was read. Nothing happens when that one is gone.
///
/// # Errors
/// When the database fails.
pub async fn seal(tx: &mut Tx, id: UserId, secret: &str, sealed: &str) -> Result<()> {
    let sql = "UPDATE account SET totp_secret = $3 WHERE id = $1 AND totp_secret = $2";
    db!(tx, execute, sql, id.get(), secret, sealed).map(drop)
}

/// Takes away every second factor, with the recovery codes: what they were sealed with is lost. The accounts.
///
/// # Errors
/// When the database fails.
pub async fn remove_all(tx: &mut Tx) -> Result<Vec<UserId>> {
    let sql = "UPDATE account SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL \
               WHERE totp_secret IS NOT NULL RETURNING id";
    let rows = db!(tx, fetch_all as (i64,), sql)?;
    db!(tx, execute, "DELETE FROM recovery_code")?;
    Ok(rows.into_iter().map(|(id,)| id.into()).collect())
}

/// Ends setting it up, with the time step of the code that was shown; from now on codes are asked for.
///
/// # Errors
/// [`crate::StoreError::Stale`] when it was not begun, or is confirmed already.
pub async fn confirm(tx: &mut Tx, id: UserId, step: i64, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE account SET totp_confirmed_at = $3, totp_last_step = $2 \
               WHERE id = $1 AND totp_secret IS NOT NULL AND totp_confirmed_at IS NULL";
    one(db!(tx, execute, sql, id.get(), step, instant(at))?)
}

/// Takes a code by its time step; `false` when a code of this step or a later one was taken before: no
/// code counts twice. `newest` is the last step that can be: a later one was taken by a clock that has been set back
/// since, and says nothing.
///
/// # Errors
/// When the database fails.
pub async fn take_step(tx: &mut Tx, id: UserId, step: i64, newest: i64) -> Result<bool> {
    let sql = "UPDATE account SET totp_last_step = $2 WHERE id = $1 AND totp_confirmed_at IS NOT NULL \
               AND (totp_last_step IS NULL OR totp_last_step < $2 OR totp_last_step > $3)";
    Ok(db!(tx, execute, sql, id.get(), step, newest)? == 1)
}

/// Takes the second factor away, with its recovery codes.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, id: UserId) -> Result<()> {
    let sql = "UPDATE account SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = $1";
    db!(tx, execute, sql, id.get())?;
    db!(tx, execute, "DELETE FROM recovery_code WHERE account_id = $1", id.get())?;
    Ok(())
}

/// Replaces the recovery codes; the caller hashes them, so that a copy of the database opens nothing.
///
/// # Errors
/// When the database fails.
pub async fn set_recovery_codes(tx: &mut Tx, id: UserId, hashes: &[String]) -> Result<()> {
    db!(tx, execute, "DELETE FROM recovery_code WHERE account_id = $1", id.get())?;
    if hashes.is_empty() {
        return Ok(());
    }
    let mut statement = Statement::new("INSERT INTO recovery_code (account_id, hash) VALUES ");
    statement.bind_rows(hashes.iter().map(|hash| [id.get().into(), hash.as_str().into()]));
    statement.execute(tx).await.map(drop)
}

/// Takes a recovery code by its hash; `false` when it is none of the account's, or was taken before.
///
/// # Errors
/// When the database fails.
pub async fn take_recovery_code(tx: &mut Tx, id: UserId, hash: &str, at: DateTime<Utc>) -> Result<bool> {
    let sql = "UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND hash = $2 AND used_at IS NULL";
    Ok(db!(tx, execute, sql, id.get(), hash, instant(at))? == 1)
}

/// The hashes of the recovery codes that are left.
///
/// # Errors
/// When the database fails.
pub async fn recovery_hashes(tx: &mut Tx, id: UserId) -> Result<Vec<String>> {
    let sql = "SELECT hash FROM recovery_code WHERE account_id = $1 AND used_at IS NULL ORDER BY hash";
    Ok(db!(tx, fetch_all as (String,), sql, id.get())?.into_iter().map(|(hash,)| hash).collect())
}

/// How many recovery codes are left.
///
/// # Errors
/// When the database fails.
pub async fn recovery_codes_left(tx: &mut Tx, id: UserId) -> Result<usize> {
    let sql = "SELECT hash FROM recovery_code WHERE account_id = $1 AND used_at IS NULL";
    Ok(db!(tx, fetch_all as (String,), sql, id.get())?.len())
}
