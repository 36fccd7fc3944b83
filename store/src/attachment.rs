//! Stored files: what is known of them. Their content is the server's `Files`' to keep.
//!
//! A number that a client sends names a file only within reach of whoever sends it: their own upload that
//! belongs to nothing yet, or a file of the record they were let in to. No function here looks a number up
//! whosever it is.

mod discard;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    attachment::{Attachment, FileType, Purpose},
    id::{AttachmentId, InstitutionId, UserId},
    identity::Actor,
    record::{RecordKind, RecordRef},
};

pub use discard::{Discarded, discarded, forget_discarded, take_abandoned};

use crate::{
    Result, Tx,
    convert::{code, instant, narrow},
    record::{self, read_ref},
    statement::Statement,
};

/// A file that was just stored.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Who stored it.
    pub owner: UserId,
    /// For which institution; nothing for the commission's people.
    pub institution: Option<InstitutionId>,
    /// Its cleaned name.
    pub name: String,
    /// Its type, told by content.
    pub kind: FileType,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its content: 64 hexadecimal digits.
    pub sha256: String,
    /// Where the content lies.
    pub key: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A stored file, as the server needs it to hand it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Number, name and size.
    pub attachment: Attachment,
    /// Its type.
    pub kind: FileType,
    /// The SHA-256 of its content.
    pub sha256: String,
    /// Where the content lies.
    pub key: String,
    /// Who stored it.
    pub owner: UserId,
    /// For which institution.
    pub institution: Option<InstitutionId>,
    /// The record it belongs to, once that names it, or something that lies in it does.
    pub record: Option<RecordRef>,
}

#[derive(sqlx::FromRow)]
struct FileRow {
    id: i64,
    owner_id: i64,
    institution_id: Option<i64>,
    record_kind: Option<String>,
    record_id: Option<i64>,
    name: String,
    media_type: String,
    size: i64,
    sha256: String,
    key: String,
}

#[derive(sqlx::FromRow)]
struct AttachmentRow {
    id: i64,
    name: String,
    size: i64,
}

impl AttachmentRow {
    fn read(self) -> Result<Attachment> {
        Ok(Attachment { id: self.id.into(), name: self.name, size: narrow("attachment.size", self.size)? })
    }
}

/// Notes a stored file; it belongs to nothing yet.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, new: &NewFile) -> Result<AttachmentId> {
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO attachment (owner_id, institution_id, name, media_type, size, sha256, key, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        new.owner.get(),
        new.institution.map(InstitutionId::get),
        &new.name,
        new.kind.media_type(),
        i64::try_from(new.size).unwrap_or(i64::MAX),
        &new.sha256,
        &new.key,
        instant(new.at),
    )?;
    Ok(id.into())
}

/// A stored file, if this person may have it: their own that belongs to nothing yet, or one of a record they may see.
///
/// # Errors
/// When the database fails.
pub async fn visible(tx: &mut Tx, id: AttachmentId, actor: &Actor) -> Result<Option<StoredFile>> {
    let Some(file) = find(tx, id).await? else { return Ok(None) };
    let seen = match file.record {
        None => file.owner == actor.user,
        Some(record) => record::is_visible(tx, record, actor).await?,
    };
    Ok(Some(file).filter(|_| seen))
}

/// An upload of this person's that belongs to nothing yet.
///
/// # Errors
/// When the database fails.
pub async fn own(tx: &mut Tx, id: AttachmentId, owner: UserId) -> Result<Option<StoredFile>> {
    let file = find(tx, id).await?;
    Ok(file.filter(|file| file.owner == owner && file.record.is_none()))
}

/// What tells the contents of the record's files apart: the SHA-256 of each. Load and decide on the record first.
///
/// # Errors
/// When the database fails.
pub async fn hashes(
    tx: &mut Tx,
    record: impl Into<RecordRef>,
    ids: &[AttachmentId],
) -> Result<Vec<(AttachmentId, String)>> {
    let mut statement = Statement::new("SELECT id, sha256 FROM attachment WHERE ");
    push_record(&mut statement, record.into());
    statement.push(" AND id IN ").bind_list(ids.iter().map(|id| id.get()));
    let rows: Vec<(i64, String)> = statement.fetch_all(tx).await?;
    Ok(rows.into_iter().map(|(id, sha256)| (id.into(), sha256)).collect())
}

/// Those of the files that belong to the record, in the order asked for. Load and decide on the record first.
///
/// # Errors
/// When the database fails.
pub async fn of_record(
    tx: &mut Tx,
    record: impl Into<RecordRef>,
    ids: &[AttachmentId],
) -> Result<Vec<Attachment>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new("SELECT id, name, size FROM attachment WHERE ");
    push_record(&mut statement, record.into());
    statement.push(" AND id IN ").bind_list(ids.iter().map(|id| id.get()));
    let mut found: Vec<Attachment> = statement
        .fetch_all::<AttachmentRow>(tx)
        .await?
        .into_iter()
        .map(AttachmentRow::read)
        .collect::<Result<_>>()?;
    found.sort_by_key(|file| ids.iter().position(|id| *id == file.id));
    Ok(found)
}

/// The photo of an account. Load and decide on the account first.
///
/// # Errors
/// When the database fails.
pub async fn photo(tx: &mut Tx, account: UserId) -> Result<Option<Attachment>> {
    let sql = "SELECT f.id, f.name, f.size FROM account a JOIN attachment f ON f.id = a.photo_id \
               WHERE a.id = $1 AND f.record_kind = $2 AND f.record_id = a.id";
    db!(tx, fetch_optional as AttachmentRow, sql, account.get(), RecordKind::User.code())?
        .map(AttachmentRow::read)
        .transpose()
}

async fn find(tx: &mut Tx, id: AttachmentId) -> Result<Option<StoredFile>> {
    let sql = "SELECT id, owner_id, institution_id, record_kind, record_id, name, media_type, size, sha256, key \
               FROM attachment WHERE id = $1";
    let Some(row) = db!(tx, fetch_optional as FileRow, sql, id.get())? else { return Ok(None) };
    Ok(Some(StoredFile {
        attachment: AttachmentRow { id: row.id, name: row.name, size: row.size }.read()?,
        kind: code("attachment.media_type", &row.media_type, FileType::from_media_type)?,
        sha256: row.sha256,
        key: row.key,
        owner: row.owner_id.into(),
        institution: row.institution_id.map(Into::into),
        record: read_ref("attachment", row.record_kind.as_deref(), row.record_id)?,
    }))
}

/// What a backup must know of a stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its number.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Where the content lies.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of the content.
    pub sha256: String,
    /// Whether some record names it. What nothing names may be swept at any moment.
    pub bound: bool,
}

/// The stored files after `after`, by number, at most `limit` of them.
///
/// # Errors
/// When the database fails.
pub async fn contents(tx: &mut Tx, after: AttachmentId, limit: u32) -> Result<Vec<Content>> {
    type Row = (i64, String, String, i64, String, bool);
    let sql = "SELECT id, name, key, size, sha256, record_kind IS NOT NULL \
               FROM attachment WHERE id > $1 ORDER BY id LIMIT $2";
    let rows = db!(tx, fetch_all as Row, sql, after.get(), i64::from(limit))?;
    let read = |(id, name, key, size, sha256, bound): Row| {
        Ok(Content { id: id.into(), name, key, size: narrow("attachment.size", size)?, sha256, bound })
    };
    rows.into_iter().map(read).collect()
}

/// Binds files to a record, which named them first in `field`. Each must be a document, the user's own and bound to
/// nothing, or bound to this record already; otherwise `false`, and nothing is changed.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    tx: &mut Tx,
    ids: &[AttachmentId],
    record: impl Into<RecordRef>,
    field: &str,
    user: UserId,
) -> Result<bool> {
    let ids: BTreeSet<AttachmentId> = ids.iter().copied().collect();
    if ids.is_empty() {
        return Ok(true);
    }
    let record = record.into();
    let rows = lock(tx, &ids).await?;
    // A spreadsheet to be read and forgotten was not judged as what others open.
    let is_document =
        |kind: &str| FileType::from_media_type(kind).is_some_and(|kind| Purpose::Document.takes(kind));
    for (owner, kind, bound, media_type) in &rows {
        let free = match read_ref("attachment", kind.as_deref(), *bound)? {
            Some(bound) => bound == record,
            None => *owner == user.get() && is_document(media_type),
        };
        if !free {
            return Ok(false);
        }
    }
    if rows.len() != ids.len() {
        return Ok(false);
    }
    let mut write = Statement::new("UPDATE attachment SET record_kind = ");
    write.bind(record.kind.code()).push(", record_id = ").bind(record.id);
    write.push(", record_field = ").bind(field).push(" WHERE record_kind IS NULL AND id IN ");
    write.bind_list(ids.iter().map(|id| id.get()));
    write.execute(tx).await?;
    Ok(true)
}

/// Lets go of the record's files that nothing of it names any more: they belong to their owners alone, and are swept
/// in time. `named` is everything that any version of it names, and whatever lies in it; see
/// [`named_files`](crate::selection::named_files). Returns what was let go of.
///
/// # Errors
/// When the database fails.
pub async fn release(
    tx: &mut Tx,
    record: impl Into<RecordRef>,
    named: &BTreeSet<AttachmentId>,
    at: DateTime<Utc>,
) -> Result<Vec<AttachmentId>> {
    let record = record.into();
    let mut read = Statement::new("SELECT id FROM attachment WHERE ");
    push_record(&mut read, record);
    read.push(" ORDER BY id");
    let bound: Vec<(i64,)> = read.fetch_all(tx).await?;
    let left: Vec<AttachmentId> =
        bound.into_iter().map(|(id,)| id.into()).filter(|id| !named.contains(id)).collect();
    if !left.is_empty() {
        let mut write = Statement::new(
            "UPDATE attachment SET record_kind = NULL, record_id = NULL, record_field = NULL, freed_at = ",
        );
        write.bind(instant(at)).push(" WHERE ");
        push_record(&mut write, record);
        write.push(" AND id IN ").bind_list(left.iter().map(|id| id.get()));
        write.execute(tx).await?;
    }
    Ok(left)
}

fn push_record(statement: &mut Statement, record: RecordRef) {
    statement.push("record_kind = ").bind(record.kind.code()).push(" AND record_id = ").bind(record.id);
}

/// Owner of a file, the record it is bound to, and its type.
type Binding = (i64, Option<String>, Option<i64>, String);

/// What those of the files that exist are bound to; it stays so until the transaction ends.
async fn lock(tx: &mut Tx, ids: &BTreeSet<AttachmentId>) -> Result<Vec<Binding>> {
    let mut read =
        Statement::new("SELECT owner_id, record_kind, record_id, media_type FROM attachment WHERE id IN ");
    read.bind_list(ids.iter().map(|id| id.get())).push(" ORDER BY id").lock(tx);
    read.fetch_all(tx).await
}
