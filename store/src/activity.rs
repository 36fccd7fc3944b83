//! The activity log: written in the transaction of the command it tells of, never changed.

mod list;
mod names;

use chrono::{DateTime, Utc};
use domain::{
    activity::{Act, Activity},
    fold::fold,
    id::{InstitutionId, UserId},
    identity::Signature,
    record::RecordRef,
};
use sqlx::types::Json;

pub use list::{ActivityNote, ActivityOrder, ActivityQuery, PEOPLE, explain, list};
pub use names::{LineNames, names};

use crate::{
    Result, StoreError, Tx,
    convert::{instant, signature},
    statement::Statement,
};

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
    /// The code of a [`domain::record::RecordKind`].
    pub record: String,
    /// The record's number.
    pub record_id: i64,
    /// Whose record it is; of the commission's own records, whose people did it.
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

impl ActivityRow {
    fn read(self) -> ActivityRecord {
        ActivityRecord {
            id: self.id,
            user: self.account_id.map(Into::into),
            name: self.name,
            at: self.at,
            address: self.address,
            act: self.act,
            record: self.record_kind,
            record_id: self.record_id,
            institution: self.institution_id.map(Into::into),
            before: self.before_data.map(|json| json.0),
            after: self.after_data.map(|json| json.0),
        }
    }
}

/// Writes a line. Where the record is no institution's, the line is that of the person's institution, so
/// that an institution finds all its people's lines, and the commission's acts on its records, as one.
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
         before_data, after_data, name_key) VALUES ($1, $2, $3, $4, $5, $6, $7, \
         COALESCE($8, (SELECT a.institution_id FROM account a WHERE a.id = $1)), $9, $10, $11)",
        line.user.map(UserId::get),
        &line.name,
        instant(line.at),
        &line.address,
        line.act.code(),
        line.record.kind.code(),
        line.record.id,
        line.institution.map(InstitutionId::get),
        &before,
        &after,
        // Whoever has an account is found by the account's name.
        line.user.is_none().then(|| fold(&line.name)),
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
    Ok(rows.into_iter().map(ActivityRow::read).collect())
}

/// One line; for an institution only when it is one of its own.
///
/// # Errors
/// When the database fails.
pub async fn find(
    tx: &mut Tx,
    id: i64,
    institution: Option<InstitutionId>,
) -> Result<Option<ActivityRecord>> {
    let mut statement = Statement::new(list::SELECT);
    statement.push(" WHERE a.id = ").bind(id);
    statement.only(" AND a.institution_id = ", institution);
    let rows: Vec<ActivityRow> = statement.fetch_all(tx).await?;
    Ok(rows.into_iter().next().map(ActivityRow::read))
}

/// Who did one of these acts to a record last, and when; nothing where nobody with an account did. Where several
/// records share a name, `telling` is a field of the lines' documents that tells them apart, and its value, if several
/// have the field.
///
/// # Errors
/// When the database fails.
pub async fn last(
    tx: &mut Tx,
    record: impl Into<RecordRef>,
    acts: &[Act],
    telling: Option<(&'static str, Option<&str>)>,
) -> Result<Option<Signature>> {
    let record = record.into();
    let mut statement = Statement::new("SELECT account_id, name, at FROM activity WHERE record_kind = ");
    statement.bind(record.kind.code()).push(" AND record_id = ").bind(record.id);
    // The index of the record is to lead, not that of the act.
    statement.push(" AND act || '' IN ").bind_list(acts.iter().map(|act| act.code()));
    if let Some((field, value)) = telling {
        statement.push(" AND after_data ->> ").bind(field);
        match value {
            Some(value) => statement.push(" = ").bind(value),
            None => statement.push(" IS NOT NULL"),
        };
    }
    statement.push(" ORDER BY at DESC, id DESC LIMIT 1");
    let found: Option<(Option<i64>, String, DateTime<Utc>)> = statement.fetch_all(tx).await?.pop();
    Ok(found.and_then(|(account, name, at)| Some(signature(account?, name, at))))
}

fn json(text: Option<&str>) -> Result<Option<Json<serde_json::Value>>> {
    text.map(|text| serde_json::from_str(text).map(Json).map_err(StoreError::corrupt)).transpose()
}
