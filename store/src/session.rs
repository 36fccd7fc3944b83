//! Sessions: what the server keeps of each login. The caller hashes the id it stores under, so
//! that a copy of the database opens nobody's session.

use chrono::{DateTime, Utc};

use crate::{Result, Tx, convert::instant};

/// A stored session.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Row {
    /// Its data, as the session layer writes them.
    pub data: String,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
}

/// A session that is still good at `now`.
///
/// # Errors
/// When the database fails.
pub async fn load(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<Option<Row>> {
    let sql = "SELECT data, expires_at FROM session WHERE id = $1 AND expires_at > $2";
    db!(tx, fetch_optional as Row, sql, id, instant(now))
}

/// Stores a new session; `false`, and nothing stored, when the id is taken.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, id: &str, data: &str, expires_at: DateTime<Utc>) -> Result<bool> {
    let sql = "INSERT INTO session (id, data, expires_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    Ok(db!(tx, execute, sql, id, data, instant(expires_at))? == 1)
}

/// Stores a session, over what is there.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &mut Tx, id: &str, data: &str, expires_at: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO session (id, data, expires_at) VALUES ($1, $2, $3) \
               ON CONFLICT (id) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at";
    db!(tx, execute, sql, id, data, instant(expires_at))?;
    Ok(())
}

/// Ends a session; one that is not there is fine.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    db!(tx, execute, "DELETE FROM session WHERE id = $1", id)?;
    Ok(())
}

/// Sweeps out what is no longer good at `now`; how many.
///
/// # Errors
/// When the database fails.
pub async fn delete_expired(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64> {
    db!(tx, execute, "DELETE FROM session WHERE expires_at <= $1", instant(now))
}
