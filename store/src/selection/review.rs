//! The dialogue between institution and commission about a plan.

use chrono::{DateTime, Utc};
use domain::{
    field::FieldChange,
    id::{AttachmentId, MessageId, PlanId},
    rich_text::CleanText,
    selection::{
        plan::PlanForm,
        review::{MessageKind, Person},
    },
};
use sqlx::types::Json;

use super::plan;
use crate::{
    Result, Tx,
    convert::{code, instant, person},
};

/// A new message.
#[derive(Clone, Debug)]
pub struct NewMessage<'a> {
    /// In whose dialogue.
    pub plan: PlanId,
    /// What it was written for.
    pub kind: MessageKind,
    /// Who wrote it.
    pub author: &'a Person,
    /// Whether the author speaks for the commission.
    pub commission: bool,
    /// Rich text; may be empty for a submission.
    pub text: CleanText,
    /// Files.
    pub files: Vec<AttachmentId>,
    /// What the plan's fields changed since the last snapshot.
    pub changes: Vec<FieldChange>,
    /// The form as it was sent, to tell later changes by.
    pub snapshot: Option<&'a PlanForm>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A message as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRecord {
    /// Its number.
    pub id: MessageId,
    /// What it was written for.
    pub kind: MessageKind,
    /// Who wrote it.
    pub author: Person,
    /// Whether the author spoke for the commission.
    pub commission: bool,
    /// Rich text.
    pub text: CleanText,
    /// Files.
    pub files: Vec<AttachmentId>,
    /// What the plan's fields changed.
    pub changes: Vec<FieldChange>,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct MessageRow {
    id: i64,
    kind: String,
    author_id: i64,
    author_name: String,
    commission: bool,
    text: String,
    files: Json<Vec<AttachmentId>>,
    changes: Json<Vec<FieldChange>>,
    at: DateTime<Utc>,
}

/// Adds a message; the plan becomes news to everybody but the author.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, new: &NewMessage<'_>) -> Result<MessageId> {
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO plan_message (plan_id, kind, author_id, author_name, commission, text, files, changes, \
         snapshot, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        new.plan.get(),
        new.kind.code(),
        new.author.id.get(),
        &new.author.name,
        new.commission,
        new.text.as_str(),
        Json(&new.files),
        Json(&new.changes),
        new.snapshot.map(Json),
        instant(new.at),
    )?;
    plan::touch(tx, new.plan, new.author, new.at).await?;
    Ok(id.into())
}

/// A plan's dialogue, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, plan: PlanId) -> Result<Vec<MessageRecord>> {
    let sql = "SELECT id, kind, author_id, author_name, commission, text, files, changes, at \
               FROM plan_message WHERE plan_id = $1 ORDER BY id";
    let rows = db!(tx, fetch_all as MessageRow, sql, plan.get())?;
    rows.into_iter()
        .map(|row| {
            Ok(MessageRecord {
                id: row.id.into(),
                kind: code("plan_message.kind", &row.kind, MessageKind::from_code)?,
                author: person(row.author_id, row.author_name),
                commission: row.commission,
                text: CleanText::trusted(row.text),
                files: row.files.0,
                changes: row.changes.0,
                at: row.at,
            })
        })
        .collect()
}

/// The form as it was sent last; nothing when it never was.
///
/// # Errors
/// When the database fails.
pub async fn last_snapshot(tx: &mut Tx, plan: PlanId) -> Result<Option<PlanForm>> {
    let sql = "SELECT snapshot FROM plan_message WHERE plan_id = $1 AND snapshot IS NOT NULL \
               ORDER BY id DESC LIMIT 1";
    let found = db!(tx, fetch_optional as (Json<PlanForm>,), sql, plan.get())?;
    Ok(found.map(|(form,)| form.0))
}
