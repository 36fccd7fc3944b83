//! Stored files: what is known of them. Their content is the server's `Files`' to keep.
//!
//! A number that a client sends names a file only within reach of whoever sends it: their own upload that
//! belongs to nothing yet, or a file of the record they were let in to. No function here looks a number up
//! whosever it is.

mod discard;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    access::{AccountSubject, Action, Subject, decide},
    attachment::{Attachment, FileType, Purpose},
    id::{AttachmentId, InstitutionId, PlanId, UserId},
    identity::Actor,
};

pub use discard::{Discarded, discarded, forget_discarded, take_abandoned};

use crate::{
    Result, Tx,
    convert::{code, instant, narrow},
    identity,
    selection::plan,
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

/// A stored file, if this person may have it: their own that belongs to nothing yet, one of a plan they may see,
/// or the photo of an account that is theirs or that they manage.
///
/// # Errors
/// When the database fails.
pub async fn visible(tx: &mut Tx, id: AttachmentId, actor: &Actor) -> Result<Option<StoredFile>> {
    let Some(file) = find(tx, id).await? else { return Ok(None) };
    let seen = match (file.plan, file.account) {
        (None, None) => file.owner == actor.user,
        (Some(plan), _) => {
            let plan = plan::load(tx, plan).await?;
            plan.is_some_and(|plan| decide(actor, Action::ViewPlan, &Subject::Plan(plan.subject())).is_ok())
        }
        (None, Some(account)) if account == actor.user => true,
        (None, Some(account)) => identity::find(tx, account).await?.is_some_and(|user| {
            let about = AccountSubject {
                user: Some(account),
                institution: user.institution.map(|institution| institution.id),
                role: user.role,
            };
            decide(actor, Action::ManageAccounts, &Subject::Account(about)).is_ok()
        }),
    };
    Ok(Some(file).filter(|_| seen))
}

/// An upload of this person's that belongs to nothing yet.
///
/// # Errors
/// When the database fails.
pub async fn own(tx: &mut Tx, id: AttachmentId, owner: UserId) -> Result<Option<StoredFile>> {
    let file = find(tx, id).await?;
    Ok(file.filter(|file| file.owner == owner && file.plan.is_none() && file.account.is_none()))
}

/// Those of the files that belong to the plan, in the order asked for. Load and decide on the plan first.
///
/// # Errors
/// When the database fails.
pub async fn of_plan(tx: &mut Tx, plan: PlanId, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new("SELECT id, name, size FROM attachment WHERE plan_id = ");
    statement.bind(plan.get()).push(" AND id IN ").bind_list(ids.iter().map(|id| id.get()));
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
               WHERE a.id = $1 AND f.account_id = a.id";
    db!(tx, fetch_optional as AttachmentRow, sql, account.get())?.map(AttachmentRow::read).transpose()
}

async fn find(tx: &mut Tx, id: AttachmentId) -> Result<Option<StoredFile>> {
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

/// Binds files to a plan. Each must be a document, the user's own and bound to nothing, or bound to this plan
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
    // A spreadsheet to be read and forgotten was not judged as what others open.
    let is_document =
        |kind: &str| FileType::from_media_type(kind).is_some_and(|kind| Purpose::Document.takes(kind));
    let free = |(owner, bound, account, kind): &Binding| match bound {
        Some(bound) => *bound == plan.get(),
        None => *owner == user.get() && account.is_none() && is_document(kind),
    };
    if rows.len() != ids.len() || !rows.iter().all(free) {
        return Ok(false);
    }
    let mut write = Statement::new("UPDATE attachment SET plan_id = ");
    write.bind(plan.get()).push(" WHERE plan_id IS NULL AND id IN ").bind_list(ids.iter().map(|id| id.get()));
    write.execute(tx).await?;
    Ok(true)
}

/// Lets go of the plan's files that nothing of it names any more: they belong to their owners alone, and are swept
/// in time. `named` is everything that any version, message or report of it names; see
/// [`named_files`](crate::selection::named_files). Returns what was let go of.
///
/// # Errors
/// When the database fails.
pub async fn release(
    tx: &mut Tx,
    plan: PlanId,
    named: &BTreeSet<AttachmentId>,
    at: DateTime<Utc>,
) -> Result<Vec<AttachmentId>> {
    let sql = "SELECT id FROM attachment WHERE plan_id = $1 ORDER BY id";
    let bound = db!(tx, fetch_all as (i64,), sql, plan.get())?;
    let left: Vec<AttachmentId> =
        bound.into_iter().map(|(id,)| id.into()).filter(|id| !named.contains(id)).collect();
    if !left.is_empty() {
        let mut write = Statement::new("UPDATE attachment SET plan_id = NULL, freed_at = ");
        write.bind(instant(at)).push(" WHERE plan_id = ").bind(plan.get());
        write.push(" AND id IN ").bind_list(left.iter().map(|id| id.get()));
        write.execute(tx).await?;
    }
    Ok(left)
}

/// Binds a file to an account, as its photo. It must be `by`'s own and bound to nothing, or bound to
/// this account already; otherwise `false`, and nothing is changed.
///
/// # Errors
/// When the database fails.
pub async fn claim_for_account(tx: &mut Tx, id: AttachmentId, account: UserId, by: UserId) -> Result<bool> {
    let rows = lock(tx, &BTreeSet::from([id])).await?;
    let free = |(owner, plan, bound, _): &Binding| match bound {
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
type Binding = (i64, Option<i64>, Option<i64>, String);

/// What those of the files that exist are bound to; it stays so until the transaction ends.
async fn lock(tx: &mut Tx, ids: &BTreeSet<AttachmentId>) -> Result<Vec<Binding>> {
    let mut read =
        Statement::new("SELECT owner_id, plan_id, account_id, media_type FROM attachment WHERE id IN ");
    read.bind_list(ids.iter().map(|id| id.get())).push(" ORDER BY id").lock(tx);
    read.fetch_all(tx).await
}
