//! What somebody has seen of records, and since when.

use chrono::{DateTime, Utc};
use domain::{id::UserId, record::RecordRef};

use crate::{Result, Tx, convert::instant};

/// Notes that a user has seen a record as it was at `at`: what happens to it later is news again.
///
/// # Errors
/// When the database fails.
pub async fn mark(tx: &mut Tx, user: UserId, record: impl Into<RecordRef>, at: DateTime<Utc>) -> Result<()> {
    let record = record.into();
    db!(
        tx,
        execute,
        "INSERT INTO seen (account_id, record_kind, record_id, seen_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, record_kind, record_id) DO UPDATE SET seen_at = excluded.seen_at \
         WHERE seen.seen_at < excluded.seen_at",
        user.get(),
        record.kind.code(),
        record.id,
        instant(at),
    )?;
    Ok(())
}

/// Takes away every mark on a record that is gone.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forget(tx: &mut Tx, record: RecordRef) -> Result<()> {
    let sql = "DELETE FROM seen WHERE record_kind = $1 AND record_id = $2";
    db!(tx, execute, sql, record.kind.code(), record.id)?;
    Ok(())
}
