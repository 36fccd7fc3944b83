//! Tries at passwords and codes: how many, under which key. What follows from them is `domain`'s to say.

use chrono::{DateTime, Utc};
use domain::identity::throttle::{Counter, Key, Tries};

use crate::{
    Result, Tx,
    convert::{code, instant, narrow},
    statement::Statement,
};

/// Tries under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// Under what.
    pub key: Key,
    /// Those that were not taken back.
    pub tries: Tries,
    /// Failures that no line of the log tells yet.
    pub untold: u32,
}

#[derive(sqlx::FromRow)]
struct AttemptRow {
    counter: String,
    name: String,
    place: String,
    tries: i64,
    last_at: DateTime<Utc>,
    untold: i64,
}

impl AttemptRow {
    fn read(self) -> Result<Attempts> {
        let counter = code("attempt.counter", &self.counter, Counter::from_code)?;
        Ok(Attempts {
            key: Key { counter, name: self.name, place: self.place },
            tries: Tries { count: narrow("attempt.tries", self.tries)?, last: self.last_at },
            untold: narrow("attempt.untold", self.untold)?,
        })
    }
}

const SELECT: &str = "SELECT counter, name, place, tries, last_at, untold FROM attempt";

/// The tries under a key so far. In a transaction that writes nobody else counts under it before its end, also
/// where there were none yet. Whoever asks for several asks in the order of [`Key::text`].
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, key: &Key, now: DateTime<Utc>) -> Result<Option<Tries>> {
    let text = key.text();
    let sql = "INSERT INTO attempt (key, counter, name, place, tries, last_at, untold) \
               VALUES ($1, $2, $3, $4, 0, $5, 0) ON CONFLICT (key) DO NOTHING";
    let new = db!(tx, execute, sql, &text, key.counter.code(), &key.name, &key.place, instant(now))?;
    if new == 1 {
        return Ok(None);
    }
    let mut statement = Statement::new(SELECT);
    statement.push(" WHERE key = ").bind(text).lock(tx);
    let rows: Vec<AttemptRow> = statement.fetch_all(tx).await?;
    Ok(rows.into_iter().next().map(AttemptRow::read).transpose()?.map(|attempts| attempts.tries))
}

/// Writes how many tries there are under a key that was locked.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &mut Tx, key: &Key, tries: Tries) -> Result<()> {
    let sql = "INSERT INTO attempt (key, counter, name, place, tries, last_at, untold) \
               VALUES ($1, $2, $3, $4, $5, $6, 0) \
               ON CONFLICT (key) DO UPDATE SET tries = excluded.tries, last_at = excluded.last_at";
    let (code, count) = (key.counter.code(), i64::from(tries.count));
    db!(tx, execute, sql, key.text(), code, &key.name, &key.place, count, instant(tries.last))?;
    Ok(())
}

/// Forgets the tries under a key; failures that are not told yet are told all the same.
///
/// # Errors
/// When the database fails.
pub async fn clear(tx: &mut Tx, key: &Key) -> Result<()> {
    db!(tx, execute, "UPDATE attempt SET tries = 0 WHERE key = $1", key.text())?;
    Ok(())
}

/// Takes one try back.
///
/// # Errors
/// When the database fails.
pub async fn take_back(tx: &mut Tx, key: &Key) -> Result<()> {
    db!(tx, execute, "UPDATE attempt SET tries = tries - 1 WHERE key = $1 AND tries > 0", key.text())?;
    Ok(())
}

/// Counts a failure that is told later, under a key that may be new.
///
/// # Errors
/// When the database fails.
pub async fn count_untold(tx: &mut Tx, key: &Key, at: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO attempt (key, counter, name, place, tries, last_at, untold) \
               VALUES ($1, $2, $3, $4, 0, $5, 1) ON CONFLICT (key) DO UPDATE SET untold = attempt.untold + 1";
    db!(tx, execute, sql, key.text(), key.counter.code(), &key.name, &key.place, instant(at))?;
    Ok(())
}

/// Failures that are not told yet, under `limit` keys at most, the oldest first. In a transaction that writes
/// nobody else tells them; those that somebody is just adding to are left for the next time.
///
/// # Errors
/// When the database fails.
pub async fn untold(tx: &mut Tx, limit: u32) -> Result<Vec<Attempts>> {
    let mut statement = Statement::new(SELECT);
    statement.push(" WHERE untold > 0 ORDER BY last_at, key LIMIT ").bind(i64::from(limit));
    unused(&mut statement, tx);
    let rows: Vec<AttemptRow> = statement.fetch_all(tx).await?;
    rows.into_iter().map(AttemptRow::read).collect()
}

/// They are told.
///
/// # Errors
/// When the database fails.
pub async fn told(tx: &mut Tx, key: &Key) -> Result<()> {
    db!(tx, execute, "UPDATE attempt SET untold = 0 WHERE key = $1", key.text())?;
    Ok(())
}

/// Forgets the tries whose last one was before an instant, but for what is not told yet; how many keys.
///
/// # Errors
/// When the database fails.
pub async fn delete_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    let mut statement =
        Statement::new("DELETE FROM attempt WHERE key IN (SELECT key FROM attempt WHERE last_at < ");
    statement.bind(instant(before)).push(" AND untold = 0");
    unused(&mut statement, tx);
    statement.push(")");
    statement.execute(tx).await
}

/// Only rows that nobody holds: whoever logs in holds several, and must not be waited for.
fn unused(statement: &mut Statement, tx: &Tx) {
    if tx.must_lock() {
        statement.push(" FOR UPDATE SKIP LOCKED");
    }
}

/// The tries at these names.
///
/// # Errors
/// When the database fails.
pub async fn of_names(tx: &mut Tx, names: &[&str]) -> Result<Vec<Attempts>> {
    let mut statement = Statement::new(SELECT);
    statement.push(" WHERE name IN ").bind_list(names.iter().copied()).push(" AND tries > 0 ORDER BY key");
    let rows: Vec<AttemptRow> = statement.fetch_all(tx).await?;
    rows.into_iter().map(AttemptRow::read).collect()
}

/// Forgets all tries at a name, wherever they came from; whether there were any.
///
/// # Errors
/// When the database fails.
pub async fn lift(tx: &mut Tx, name: &str) -> Result<bool> {
    let mut keys: Vec<String> = of_names(tx, &[name]).await?.iter().map(|found| found.key.text()).collect();
    // One by one, in the order in which everybody locks them.
    keys.sort();
    for key in &keys {
        db!(tx, execute, "UPDATE attempt SET tries = 0 WHERE key = $1", key)?;
    }
    Ok(!keys.is_empty())
}
