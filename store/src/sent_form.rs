//! Forms that were sent without a script and taken. A form's token is taken in the transaction of its command:
//! a refused command leaves it free, and of two at once the second waits for the first and then finds it.

use chrono::{DateTime, Utc};
use domain::id::UserId;

use crate::{Result, Tx, convert::instant};

/// One sending of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sending<'a> {
    /// Whose.
    pub account: UserId,
    /// The form's token.
    pub token: &'a str,
    /// Of everything that was sent.
    pub digest: &'a str,
    /// The request's own name: a command may begin more than once.
    pub run: &'a str,
}

/// An earlier sending that was taken.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Taken {
    /// Of everything that was sent.
    pub digest: String,
    /// The request that sent it.
    pub run: String,
    /// Where its answer led, as far as is known.
    pub lead: Option<String>,
}

/// Takes the token; what took it before when another sending did.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &mut Tx, sending: &Sending<'_>, at: DateTime<Utc>) -> Result<Option<Taken>> {
    let sql = "INSERT INTO sent_form (account_id, token, digest, run, at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (account_id, token) DO NOTHING";
    let Sending { account, token, digest, run } = *sending;
    if db!(tx, execute, sql, account.get(), token, digest, run, instant(at))? == 1 {
        return Ok(None);
    }
    Ok(find(tx, account, token).await?.filter(|taken| taken.run != run))
}

/// What took this token, if anything did.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, account: UserId, token: &str) -> Result<Option<Taken>> {
    let sql = "SELECT digest, run, lead FROM sent_form WHERE account_id = $1 AND token = $2";
    db!(tx, fetch_optional as Taken, sql, account.get(), token)
}

/// Takes what was sent itself, whichever form it stood in; `false` when the same was sent since `since`, unless
/// the sender means it `again`.
///
/// # Errors
/// When the database fails.
pub async fn take_content(
    tx: &mut Tx,
    sending: &Sending<'_>,
    at: DateTime<Utc>,
    since: DateTime<Utc>,
    again: bool,
) -> Result<bool> {
    let sql = "INSERT INTO sent_form (account_id, token, digest, run, at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (account_id, token) DO UPDATE SET run = excluded.run, at = excluded.at, lead = NULL \
               WHERE sent_form.at < $6 OR sent_form.run = excluded.run OR $7";
    let Sending { account, token, digest, run } = *sending;
    let taken = db!(tx, execute, sql, account.get(), token, digest, run, instant(at), instant(since), again)?;
    Ok(taken == 1)
}

/// Notes where the answer to a request leads.
///
/// # Errors
/// When the database fails.
pub async fn lead(tx: &mut Tx, account: UserId, run: &str, path: &str) -> Result<()> {
    let sql = "UPDATE sent_form SET lead = $3 WHERE account_id = $1 AND run = $2";
    db!(tx, execute, sql, account.get(), run, path)?;
    Ok(())
}

/// Forgets what was sent before an instant; how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    db!(tx, execute, "DELETE FROM sent_form WHERE at < $1", instant(before))
}
