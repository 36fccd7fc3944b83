//! Failed logins, counted by user name and by address.

use chrono::{DateTime, Utc};

use crate::{Result, Tx, convert::instant};

/// Remembers a failed login. The key says of what, as in `user:bandung` or `address:10.0.0.7`.
///
/// # Errors
/// When the database fails.
pub async fn record_failure(tx: &mut Tx, key: &str, at: DateTime<Utc>) -> Result<()> {
    db!(tx, execute, "INSERT INTO login_failure (key, at) VALUES ($1, $2)", key, instant(at))?;
    Ok(())
}

/// How many failed at `since` or later.
///
/// # Errors
/// When the database fails.
pub async fn failures_since(tx: &mut Tx, key: &str, since: DateTime<Utc>) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM login_failure WHERE key = $1 AND at >= $2";
    let (count,) = db!(tx, fetch_one as (i64,), sql, key, instant(since))?;
    Ok(count)
}

/// Forgets the failures of a key, after a login that succeeded.
///
/// # Errors
/// When the database fails.
pub async fn clear(tx: &mut Tx, key: &str) -> Result<()> {
    db!(tx, execute, "DELETE FROM login_failure WHERE key = $1", key)?;
    Ok(())
}

/// Forgets all failures before an instant; how many.
///
/// # Errors
/// When the database fails.
pub async fn delete_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    db!(tx, execute, "DELETE FROM login_failure WHERE at < $1", instant(before))
}
