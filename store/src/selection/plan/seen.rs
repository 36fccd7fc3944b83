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
