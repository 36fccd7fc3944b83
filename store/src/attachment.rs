//! Stored files: what is known of them. Their content is the server's `Files`' to keep.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    attachment::{Attachment, FileType},
    id::{AttachmentId, InstitutionId, PlanId, UserId},
};

use crate::{
    Result, Tx,
    convert::{code, instant, narrow},
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
    /// The plan it belongs to, once some record of the plan names it.
    pub plan: Option<PlanId>,
    /// The account it belongs to, as its photo.
    pub account: Option<UserId>,
}

/// A file that no record ever named, and that is no longer known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbandonedFile {
    /// Its former number.
    pub id: AttachmentId,
    /// For which institution it was stored.
    pub institution: Option<InstitutionId>,
    /// Its name.
    pub name: String,
    /// Where its content still lies.
    pub key: String,
}

#[derive(sqlx::FromRow)]
struct FileRow {
    id: i64,
    owner_id: i64,
    institution_id: Option<i64>,
    plan_id: Option<i64>,
    account_id: Option<i64>,
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

/// Notes a stored file; it belongs to no plan yet.
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

/// A stored file.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: AttachmentId) -> Result<Option<StoredFile>> {
    let sql = "SELECT id, owner_id, institution_id, plan_id, account_id, name, media_type, size, sha256, key \
               FROM attachment WHERE id = $1";
    let Some(row) = db!(tx, fetch_optional as FileRow, sql, id.get())? else { return Ok(None) };
    Ok(Some(StoredFile {
        attachment: AttachmentRow { id: row.id, name: row.name, size: row.size }.read()?,
        kind: code("attachment.media_type", &row.media_type, FileType::from_media_type)?,
        sha256: row.sha256,
        key: row.key,
        owner: row.owner_id.into(),
        institution: row.institution_id.map(Into::into),
        plan: row.plan_id.map(Into::into),
        account: row.account_id.map(Into::into),
    }))
}

/// Those of the files that exist, in the order asked for.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(tx: &mut Tx, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new("SELECT id, name, size FROM attachment WHERE id IN ");
    statement.bind_list(ids.iter().map(|id| id.get()));
    let mut found: Vec<Attachment> = statement
        .fetch_all::<AttachmentRow>(tx)
        .await?
        .into_iter()
        .map(AttachmentRow::read)
        .collect::<Result<_>>()?;
    found.sort_by_key(|file| ids.iter().position(|id| *id == file.id));
    Ok(found)
}

/// Takes out files from before `before` that no record ever named, at most `limit` of them. Their content is
/// still there; remove it after the commit.
///
/// # Errors
/// When the database fails.
pub async fn take_abandoned(tx: &mut Tx, before: DateTime<Utc>, limit: u32) -> Result<Vec<AbandonedFile>> {
    let sql = "DELETE FROM attachment WHERE id IN (SELECT id FROM attachment \
               WHERE plan_id IS NULL AND account_id IS NULL AND created_at < $1 ORDER BY id LIMIT $2) \
               RETURNING id, institution_id, name, key";
    let rows =
        db!(tx, fetch_all as (i64, Option<i64>, String, String), sql, instant(before), i64::from(limit))?;
    Ok(rows
        .into_iter()
        .map(|(id, institution, name, key)| AbandonedFile {
            id: id.into(),
            institution: institution.map(Into::into),
            name,
            key,
        })
        .collect())
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
    let sql = "SELECT id, name, key, size, sha256, (plan_id IS NOT NULL OR account_id IS NOT NULL) \
               FROM attachment WHERE id > $1 ORDER BY id LIMIT $2";
    let rows = db!(tx, fetch_all as Row, sql, after.get(), i64::from(limit))?;
    let read = |(id, name, key, size, sha256, bound): Row| {
        Ok(Content { id: id.into(), name, key, size: narrow("attachment.size", size)?, sha256, bound })
    };
    rows.into_iter().map(read).collect()
}

/// Binds files to a plan. Each must be the user's own and bound to nothing, or bound to this plan
/// already; otherwise `false`, and nothing is changed.
///
/// # Errors
/// When the database fails.
pub async fn claim(tx: &mut Tx, ids: &[AttachmentId], plan: PlanId, user: UserId) -> Result<bool> {
    let ids: BTreeSet<AttachmentId> = ids.iter().copied().collect();
    if ids.is_empty() {
        return Ok(true);
    }
    let rows = lock(tx, &ids).await?;
    let free = |(owner, bound, account): &Binding| match bound {
        Some(bound) => *bound == plan.get(),
        None => *owner == user.get() && account.is_none(),
    };
    if rows.len() != ids.len() || !rows.iter().all(free) {
        return Ok(false);
    }
    let mut write = Statement::new("UPDATE attachment SET plan_id = ");
    write.bind(plan.get()).push(" WHERE plan_id IS NULL AND id IN ").bind_list(ids.iter().map(|id| id.get()));
    write.execute(tx).await?;
    Ok(true)
}

/// Binds a file to an account, as its photo. It must be `by`'s own and bound to nothing, or bound to
/// this account already; otherwise `false`, and nothing is changed.
///
/// # Errors
/// When the database fails.
pub async fn claim_for_account(tx: &mut Tx, id: AttachmentId, account: UserId, by: UserId) -> Result<bool> {
    let rows = lock(tx, &BTreeSet::from([id])).await?;
    let free = |(owner, plan, bound): &Binding| match bound {
        Some(bound) => *bound == account.get(),
        None => *owner == by.get() && plan.is_none(),
    };
    if !rows.iter().any(free) {
        return Ok(false);
    }
    let sql = "UPDATE attachment SET account_id = $2 WHERE id = $1";
    db!(tx, execute, sql, id.get(), account.get())?;
    Ok(true)
}

/// Owner, plan and account of a file.
type Binding = (i64, Option<i64>, Option<i64>);

/// What those of the files that exist are bound to; it stays so until the transaction ends.
async fn lock(tx: &mut Tx, ids: &BTreeSet<AttachmentId>) -> Result<Vec<Binding>> {
    let mut read = Statement::new("SELECT owner_id, plan_id, account_id FROM attachment WHERE id IN ");
    read.bind_list(ids.iter().map(|id| id.get())).push(" ORDER BY id").lock(tx);
    read.fetch_all(tx).await
}
