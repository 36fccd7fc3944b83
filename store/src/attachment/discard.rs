//! Files that no record names: their rows go first, then, once that lasts, their content.

use chrono::{DateTime, Utc};
use domain::id::{AttachmentId, InstitutionId};

use crate::{Result, Tx, convert::instant, statement::Statement};

/// A file that no record names, and whose row is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discarded {
    /// Its former number.
    pub id: AttachmentId,
    /// For which institution it was stored.
    pub institution: Option<InstitutionId>,
    /// Its name.
    pub name: String,
    /// Where its content still lies.
    pub key: String,
}

/// Takes out files that no record has named since `before`, at most `limit` of them. One that is just being bound
/// is left alone. Where their content lies is noted, to be removed after the commit; see [`discarded`].
///
/// # Errors
/// When the database fails.
pub async fn take_abandoned(tx: &mut Tx, before: DateTime<Utc>, limit: u32) -> Result<Vec<Discarded>> {
    const FREE: &str = "record_kind IS NULL AND COALESCE(freed_at, created_at) < ";
    let before = instant(before);
    // Found once, apart: PostgreSQL may look for it again for each row, and then the limit says nothing.
    let mut statement = Statement::new("WITH free AS MATERIALIZED (SELECT id FROM attachment WHERE ");
    statement.push(FREE).bind(before).push(" ORDER BY id LIMIT ").bind(i64::from(limit)).skip_locked(tx);
    // The conditions stand twice: what is true when a row is found must be true when it is locked.
    statement.push(") DELETE FROM attachment WHERE id IN (SELECT id FROM free) AND ").push(FREE).bind(before);
    statement.push(" RETURNING id, institution_id, name, key");
    let rows: Vec<(i64, Option<i64>, String, String)> = statement.fetch_all(tx).await?;
    for (.., key) in &rows {
        let sql = "INSERT INTO discarded_content (key) VALUES ($1) ON CONFLICT (key) DO NOTHING";
        db!(tx, execute, sql, key)?;
    }
    let read = |(id, institution, name, key): (i64, Option<i64>, String, String)| Discarded {
        id: id.into(),
        institution: institution.map(Into::into),
        name,
        key,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Where content lies whose row is gone, at most `limit` of it: what a sweep did not get to remove as well.
///
/// # Errors
/// When the database fails.
pub async fn discarded(tx: &mut Tx, limit: u32) -> Result<Vec<String>> {
    let sql = "SELECT key FROM discarded_content ORDER BY key LIMIT $1";
    Ok(db!(tx, fetch_all as (String,), sql, i64::from(limit))?.into_iter().map(|(key,)| key).collect())
}

/// Notes that this content is removed.
///
/// # Errors
/// When the database fails.
pub async fn forget_discarded(tx: &mut Tx, keys: &[String]) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let mut statement = Statement::new("DELETE FROM discarded_content WHERE key IN ");
    statement.bind_list(keys.iter().cloned());
    statement.execute(tx).await?;
    Ok(())
}
