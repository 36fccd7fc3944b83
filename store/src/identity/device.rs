//! Devices that somebody has logged in with. The caller hashes the cookie, so that a copy of the database makes
//! no device known.

use chrono::{DateTime, Utc};
use domain::id::UserId;

use crate::{Result, Tx, convert::instant};

/// Whether the owner of this name has logged in with the device since an instant. It is asked in the same way of a
/// name that nobody has.
///
/// # Errors
/// When the database fails.
pub async fn is_known(tx: &mut Tx, name: &str, hash: &str, since: DateTime<Utc>) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM device d JOIN account a ON a.id = d.account_id \
               WHERE d.hash = $1 AND a.username = $2 AND d.seen_at >= $3";
    let (count,) = db!(tx, fetch_one as (i64,), sql, hash, name, instant(since))?;
    Ok(count > 0)
}

/// Whether anybody has logged in with it: then its cookie is our own, and goes on being used.
///
/// # Errors
/// When the database fails.
pub async fn is_ours(tx: &mut Tx, hash: &str) -> Result<bool> {
    let (count,) = db!(tx, fetch_one as (i64,), "SELECT COUNT(*) FROM device WHERE hash = $1", hash)?;
    Ok(count > 0)
}

/// Remembers that somebody logged in with it; of all their devices `most` are kept.
///
/// # Errors
/// When the database fails.
pub async fn remember(tx: &mut Tx, id: UserId, hash: &str, most: u32, now: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO device (account_id, hash, seen_at) VALUES ($1, $2, $3) \
               ON CONFLICT (account_id, hash) DO UPDATE SET seen_at = excluded.seen_at";
    db!(tx, execute, sql, id.get(), hash, instant(now))?;
    let sql = "DELETE FROM device WHERE account_id = $1 AND hash NOT IN \
               (SELECT hash FROM device WHERE account_id = $1 ORDER BY seen_at DESC, hash LIMIT $2)";
    db!(tx, execute, sql, id.get(), i64::from(most))?;
    Ok(())
}

/// Forgets the devices of an account: whoever knew the old password may have been one of them.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, id: UserId) -> Result<()> {
    db!(tx, execute, "DELETE FROM device WHERE account_id = $1", id.get())?;
    Ok(())
}

/// Forgets those that nobody has logged in with since an instant; how many.
///
/// # Errors
/// When the database fails.
pub async fn delete_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    db!(tx, execute, "DELETE FROM device WHERE seen_at < $1", instant(before))
}
