//! The activity log: written in the transaction of the command it tells of, never changed.

use chrono::{DateTime, Utc};
use domain::{
    activity::Activity,
    id::{InstitutionId, UserId},
};
use sqlx::types::Json;

use crate::{Result, StoreError, Tx, convert::instant};

/// A line of the log as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRecord {
    /// Its number.
    pub id: i64,
    /// Who; nothing when nobody was logged in.
    pub user: Option<UserId>,
    /// The name at that time.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// From where.
    pub address: String,
    /// What: the code of a [`domain::activity::Act`].
    pub act: String,
    /// The code of a [`domain::activity::RecordKind`].
    pub record: String,
    /// The record's number.
    pub record_id: i64,
    /// Whose record it is.
    pub institution: Option<InstitutionId>,
    /// The record before.
    pub before: Option<serde_json::Value>,
    /// The record after.
    pub after: Option<serde_json::Value>,
}

#[derive(sqlx::FromRow)]
struct ActivityRow {
    id: i64,
    account_id: Option<i64>,
    name: String,
    at: DateTime<Utc>,
    address: String,
    act: String,
    record_kind: String,
    record_id: i64,
    institution_id: Option<i64>,
    before_data: Option<Json<serde_json::Value>>,
    after_data: Option<Json<serde_json::Value>>,
}

/// Writes a line.
///
/// # Errors
/// [`StoreError::Corrupt`] when `before` or `after` is no JSON.
pub async fn record(tx: &mut Tx, line: &Activity) -> Result<()> {
    let before = json(line.before.as_deref())?;
    let after = json(line.after.as_deref())?;
    db!(
        tx,
        execute,
        "INSERT INTO activity (account_id, name, at, address, act, record_kind, record_id, institution_id, \
         before_data, after_data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        line.user.map(UserId::get),
        &line.name,
        instant(line.at),
        &line.address,
        line.act.code(),
        line.record.code(),
        line.record_id,
        line.institution.map(InstitutionId::get),
        &before,
        &after,
    )?;
    Ok(())
}

/// The last lines, newest first.
///
/// # Errors
/// When the database fails.
pub async fn recent(tx: &mut Tx, limit: u32) -> Result<Vec<ActivityRecord>> {
    let sql = "SELECT id, account_id, name, at, address, act, record_kind, record_id, institution_id, before_data, \
               after_data FROM activity ORDER BY at DESC, id DESC LIMIT $1";
    let rows = db!(tx, fetch_all as ActivityRow, sql, i64::from(limit))?;
    Ok(rows
        .into_iter()
        .map(|row| ActivityRecord {
            id: row.id,
            user: row.account_id.map(Into::into),
            name: row.name,
            at: row.at,
            address: row.address,
            act: row.act,
            record: row.record_kind,
            record_id: row.record_id,
            institution: row.institution_id.map(Into::into),
            before: row.before_data.map(|json| json.0),
            after: row.after_data.map(|json| json.0),
        })
        .collect())
}

fn json(text: Option<&str>) -> Result<Option<Json<serde_json::Value>>> {
    text.map(|text| serde_json::from_str(text).map(Json).map_err(StoreError::corrupt)).transpose()
}
