//! The dialogue about a record.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use domain::{
    dialogue::MessageKind,
    field::FieldChange,
    id::{AttachmentId, MessageId},
    record::RecordRef,
    rich_text::CleanText,
    selection::review::Person,
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

use crate::{
    Result, Tx,
    convert::{code, instant, person},
    document::{Document, Raw, stamped, unpack},
};

/// A new message.
#[derive(Clone, Debug)]
pub struct NewMessage<'a> {
    /// In whose dialogue.
    pub about: RecordRef,
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
    /// What the record's fields changed since the last snapshot.
    pub changes: Vec<FieldChange>,
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
    /// What the record's fields changed.
    pub changes: Vec<FieldChange>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a message says that changed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Changes<'a> {
    pub(crate) changes: Cow<'a, [FieldChange]>,
}

impl Document for Changes<'_> {
    const PLACE: &'static str = "message.changes";
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
    changes: Raw,
    at: DateTime<Utc>,
}

/// Adds a message.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, new: &NewMessage<'_>) -> Result<MessageId> {
    add::<Changes<'_>>(tx, new, None).await
}

/// Adds a message that keeps the record as it was sent, to tell later changes by.
///
/// # Errors
/// When the database fails.
pub(crate) async fn insert_with<D: Document>(
    tx: &mut Tx,
    new: &NewMessage<'_>,
    snapshot: &D,
) -> Result<MessageId> {
    add(tx, new, Some(snapshot)).await
}

async fn add<D: Document>(tx: &mut Tx, new: &NewMessage<'_>, snapshot: Option<&D>) -> Result<MessageId> {
    let changes = Changes { changes: Cow::Borrowed(&new.changes) };
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO message (record_kind, record_id, kind, author_id, author_name, commission, text, files, changes, \
         snapshot, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        new.about.kind.code(),
        new.about.id,
        new.kind.code(),
        new.author.id.get(),
        &new.author.name,
        new.commission,
        new.text.as_str(),
        Json(&new.files),
        stamped(&changes),
        snapshot.map(stamped),
        instant(new.at),
    )?;
    Ok(id.into())
}

/// A record's dialogue, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, about: impl Into<RecordRef>) -> Result<Vec<MessageRecord>> {
    let about = about.into();
    let sql = "SELECT id, kind, author_id, author_name, commission, text, files, changes, at \
               FROM message WHERE record_kind = $1 AND record_id = $2 ORDER BY id";
    let rows = db!(tx, fetch_all as MessageRow, sql, about.kind.code(), about.id)?;
    rows.into_iter()
        .map(|row| {
            Ok(MessageRecord {
                id: row.id.into(),
                kind: code("message.kind", &row.kind, MessageKind::from_code)?,
                author: person(row.author_id, row.author_name),
                commission: row.commission,
                text: CleanText::trusted(row.text),
                files: row.files.0,
                changes: unpack::<Changes<'_>>(&row.changes)?.changes.into_owned(),
                at: row.at,
            })
        })
        .collect()
}

/// The record as it was sent last; nothing when it never was.
///
/// # Errors
/// When the database fails.
pub(crate) async fn last_snapshot<D: Document>(tx: &mut Tx, about: RecordRef) -> Result<Option<D>> {
    let sql = "SELECT snapshot FROM message WHERE record_kind = $1 AND record_id = $2 AND snapshot IS NOT NULL \
               ORDER BY id DESC LIMIT 1";
    let found = db!(tx, fetch_optional as (Raw,), sql, about.kind.code(), about.id)?;
    found.map(|(raw,)| unpack::<D>(&raw)).transpose()
}

/// Every file that the dialogue names, and every record as it was sent in it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn named<D: Document>(tx: &mut Tx, about: RecordRef) -> Result<(Vec<AttachmentId>, Vec<D>)> {
    type Said = (Json<Vec<AttachmentId>>, Option<Raw>);
    let sql = "SELECT files, snapshot FROM message WHERE record_kind = $1 AND record_id = $2";
    let (mut files, mut snapshots) = (Vec::new(), Vec::new());
    for (named, snapshot) in db!(tx, fetch_all as Said, sql, about.kind.code(), about.id)? {
        files.extend(named.0);
        if let Some(snapshot) = snapshot {
            snapshots.push(unpack::<D>(&snapshot)?);
        }
    }
    Ok((files, snapshots))
}
