//! What is news to whom.

use chrono::{DateTime, Utc};
use domain::{
    id::{PlanId, UserId},
    selection::review::Person,
};

use super::query::is_unread_statement;
use crate::{Result, Tx, convert::instant};

/// Whether a plan has news for a user, so that seeing it is worth a note.
///
/// # Errors
/// When the database fails.
pub async fn is_unread(tx: &mut Tx, user: UserId, plan: PlanId) -> Result<bool> {
    let (unread,): (i64,) = is_unread_statement(user, plan).fetch_one(tx).await?;
    Ok(unread > 0)
}

/// Notes that a user has seen a plan as it was at `at`: what happens to it later is news again.
///
/// # Errors
/// When the database fails, or there is no such plan.
pub async fn mark_seen(tx: &mut Tx, user: UserId, plan: PlanId, at: DateTime<Utc>) -> Result<()> {
    db!(
        tx,
        execute,
        "INSERT INTO plan_seen (account_id, plan_id, seen_at) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, plan_id) DO UPDATE SET seen_at = excluded.seen_at \
         WHERE plan_seen.seen_at < excluded.seen_at",
        user.get(),
        plan.get(),
        instant(at),
    )?;
    Ok(())
}

/// Makes a plan news without changing it: a message came, a monitoring was recorded. Its version
/// stays, so nobody's open form becomes stale.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &mut Tx, plan: PlanId, by: &Person, at: DateTime<Utc>) -> Result<()> {
    db!(
        tx,
        execute,
        "UPDATE plan SET updated_by_id = $2, updated_by_name = $3, updated_at = $4 WHERE id = $1",
        plan.get(),
        by.id.get(),
        &by.name,
        instant(at),
    )?;
    Ok(())
}
