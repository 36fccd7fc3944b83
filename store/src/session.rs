//! Sessions: what the server keeps of each login. The caller hashes the id it stores under, so
//! that a copy of the database opens nobody's session.

use chrono::{DateTime, Utc};
use domain::id::UserId;

use crate::{Result, Sessions, Tx, convert::instant};

/// A stored session.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Row {
    /// Its data, as the session layer writes them.
    pub data: String,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
    /// When it was used last, to within what the server notes; nothing before the login.
    pub last_seen_at: Option<DateTime<Utc>>,
}

/// A session that is still good at `now`.
///
/// # Errors
/// When the database fails.
pub async fn load(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<Option<Row>> {
    let sql = "SELECT data, expires_at, last_seen_at FROM session WHERE id = $1 AND expires_at > $2";
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

/// Stores a session that is still good at `now`, over what is there; `false`, and nothing stored, when it has
/// ended meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn update(
    tx: &mut Tx,
    id: &str,
    data: &str,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let sql = "UPDATE session SET data = $2, expires_at = $3 WHERE id = $1 AND expires_at > $4";
    Ok(db!(tx, execute, sql, id, data, instant(expires_at), instant(now))? == 1)
}

/// Ends a session; one that is not there is fine.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    let sql = "DELETE FROM session WHERE id = $1 RETURNING account_id";
    let ended = db!(tx, fetch_optional as (Option<i64>,), sql, id)?;
    if let Some((Some(account),)) = ended {
        tx.ask_anew(Sessions::Of(account.into())).await?;
    }
    Ok(())
}

/// Sweeps out what is no longer good at `now`; how many.
///
/// # Errors
/// When the database fails.
pub async fn delete_expired(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64> {
    db!(tx, execute, "DELETE FROM session WHERE expires_at <= $1", instant(now))
}

/// Who a session is of, and where it was opened.
#[derive(Clone, Debug)]
pub struct Holder<'a> {
    /// The account.
    pub account: UserId,
    /// The network address.
    pub address: &'a str,
    /// What the browser calls itself.
    pub agent: &'a str,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What it is stored under.
    pub id: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was used last, to within what the server notes.
    pub last_seen_at: DateTime<Utc>,
    /// From where.
    pub address: String,
    /// With which browser.
    pub agent: String,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: String,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    address: String,
    agent: String,
}

impl SessionRow {
    fn read(self) -> Session {
        Session {
            id: self.id,
            created_at: self.created_at,
            last_seen_at: self.last_seen_at,
            address: self.address,
            agent: self.agent,
        }
    }
}

/// Notes whose session it is, after the login. Its age counts from the first time.
///
/// # Errors
/// When the database fails.
pub async fn assign(tx: &mut Tx, id: &str, holder: &Holder<'_>, at: DateTime<Utc>) -> Result<()> {
    db!(
        tx,
        execute,
        "UPDATE session SET account_id = $2, address = $3, agent = $4, created_at = COALESCE(created_at, $5), \
         last_seen_at = $5 WHERE id = $1",
        id,
        holder.account.get(),
        holder.address,
        holder.agent,
        instant(at),
    )?;
    Ok(())
}

/// One session of somebody's, whether or not it is still good.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Session>> {
    let sql = "SELECT id, created_at, last_seen_at, address, agent FROM session \
               WHERE id = $1 AND account_id IS NOT NULL";
    Ok(db!(tx, fetch_optional as SessionRow, sql, id)?.map(SessionRow::read))
}

/// The sessions of an account that are still good, the one that was used last first.
///
/// # Errors
/// When the database fails.
pub async fn sessions_of(tx: &mut Tx, account: UserId, now: DateTime<Utc>) -> Result<Vec<Session>> {
    let sql = "SELECT id, created_at, last_seen_at, address, agent FROM session \
               WHERE account_id = $1 AND expires_at > $2 ORDER BY last_seen_at DESC, id";
    let rows = db!(tx, fetch_all as SessionRow, sql, account.get(), instant(now))?;
    Ok(rows.into_iter().map(SessionRow::read).collect())
}

/// Ends one session of an account; `false` when it has no such session.
///
/// # Errors
/// When the database fails.
pub async fn end_session(tx: &mut Tx, id: &str, account: UserId) -> Result<bool> {
    let sql = "DELETE FROM session WHERE id = $1 AND account_id = $2";
    let ended = db!(tx, execute, sql, id, account.get())?;
    tx.ask_anew(Sessions::Of(account)).await?;
    Ok(ended == 1)
}

/// Ends all sessions of an account but one; how many.
///
/// # Errors
/// When the database fails.
pub async fn end_other_sessions(tx: &mut Tx, account: UserId, keep: &str) -> Result<u64> {
    tx.ask_anew(Sessions::Of(account)).await?;
    db!(tx, execute, "DELETE FROM session WHERE account_id = $1 AND id <> $2", account.get(), keep)
}

/// Ends all sessions of an account; how many.
///
/// # Errors
/// When the database fails.
pub async fn end_sessions_of(tx: &mut Tx, account: UserId) -> Result<u64> {
    tx.ask_anew(Sessions::Of(account)).await?;
    db!(tx, execute, "DELETE FROM session WHERE account_id = $1", account.get())
}

/// Ends everybody's sessions; how many.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &mut Tx) -> Result<u64> {
    tx.ask_anew(Sessions::All).await?;
    db!(tx, execute, "DELETE FROM session")
}
