//! Changes to accounts.

use chrono::{DateTime, Utc};
use domain::{
    fold::fold,
    id::{AttachmentId, JobTitleId, UserId},
    identity::Role,
};

use super::{device, throttle};
use crate::{
    Result, Sessions, Tx, attachment,
    convert::{instant, one},
    session,
    statement::Statement,
};

/// What a form changes of an account. The institution stays: a person who leaves it gets a new account.
#[derive(Clone, Debug)]
pub struct AccountChange {
    /// Which account.
    pub id: UserId,
    /// The version the form began with.
    pub version: i64,
    /// Username; kept in lower case.
    pub username: String,
    /// Nama.
    pub name: String,
    /// Role Pengguna.
    pub role: Role,
    /// Email; kept in lower case.
    pub email: String,
    /// Jabatan.
    pub job_title: Option<JobTitleId>,
}

/// Changes an account.
///
/// # Errors
/// [`crate::StoreError::Stale`] when somebody changed it since or the role is of the other side, `account_username_key` and
/// `account_email_key` when those are taken.
pub async fn update(tx: &mut Tx, change: &AccountChange) -> Result<()> {
    let changed = db!(
        tx,
        execute,
        "UPDATE account SET username = $3, name = $4, role = $5, email = $6, job_title_id = $7, \
         name_key = $8, version = version + 1 WHERE id = $1 AND version = $2 AND (institution_id IS NULL) = $9",
        change.id.get(),
        change.version,
        change.username.trim().to_lowercase(),
        &change.name,
        change.role.code(),
        change.email.trim().to_lowercase(),
        change.job_title.map(JobTitleId::get),
        fold(&change.name),
        change.role.is_commission(),
    )?;
    one(changed)?;
    // The role may be another.
    tx.ask_anew(Sessions::Of(change.id)).await
}

/// Opens or closes an account from the version that was read; closing ends all its sessions. It is never deleted:
/// the log refers to it.
///
/// # Errors
/// [`crate::StoreError::Stale`] when somebody changed it since.
pub async fn set_active(tx: &mut Tx, id: UserId, version: i64, active: bool) -> Result<()> {
    let sql = "UPDATE account SET active = $3, version = version + 1 WHERE id = $1 AND version = $2";
    one(db!(tx, execute, sql, id.get(), version, active)?)?;
    if !active {
        session::end_sessions_of(tx, id).await?;
    }
    Ok(())
}

/// The active Admins, by number. In a transaction that writes they stay so until its end, so that two
/// Admins who close each other's accounts at once do not both succeed.
///
/// # Errors
/// When the database fails.
pub async fn active_admins(tx: &mut Tx) -> Result<Vec<UserId>> {
    let mut statement = Statement::new("SELECT id FROM account WHERE active AND role = 'admin' ORDER BY id");
    statement.lock(tx);
    let rows: Vec<(i64,)> = statement.fetch_all(tx).await?;
    Ok(rows.into_iter().map(|(id,)| id.into()).collect())
}

/// Gives an account a new password and ends its sessions, but for the one to keep. What was tried with the old one
/// counts no more, and no device is known any more. `must_change` is for a password that somebody else has chosen.
///
/// # Errors
/// [`crate::StoreError::Stale`] when there is no such account.
pub async fn set_password(
    tx: &mut Tx,
    id: UserId,
    password_hash: &str,
    must_change: bool,
    keep: Option<&str>,
    at: DateTime<Utc>,
) -> Result<()> {
    let changed = db!(
        tx,
        execute,
        "UPDATE account SET password_hash = $2, must_change_password = $3, password_changed_at = $4 WHERE id = $1",
        id.get(),
        password_hash,
        must_change,
        instant(at),
    )?;
    one(changed)?;
    device::forget(tx, id).await?;
    if let Some(user) = super::find(tx, id).await? {
        throttle::lift(tx, &user.username).await?;
    }
    match keep {
        Some(keep) => session::end_other_sessions(tx, id, keep).await?,
        None => session::end_sessions_of(tx, id).await?,
    };
    Ok(())
}

/// Gives an account a photo, or takes it away. The file must be `by`'s own and belong to nothing yet,
/// or be the account's already; otherwise `false`, and nothing is changed. A photo that is replaced
/// belongs to nothing any more and is swept in time.
///
/// # Errors
/// [`crate::StoreError::Stale`] when there is no such account.
pub async fn set_photo(
    tx: &mut Tx,
    id: UserId,
    photo: Option<AttachmentId>,
    by: UserId,
    at: DateTime<Utc>,
) -> Result<bool> {
    if let Some(photo) = photo
        && !attachment::claim(tx, &[photo], id, "photo", by).await?
    {
        return Ok(false);
    }
    let sql = "UPDATE account SET photo_id = $2 WHERE id = $1";
    one(db!(tx, execute, sql, id.get(), photo.map(AttachmentId::get))?)?;
    attachment::release(tx, id, &photo.into_iter().collect(), at).await?;
    Ok(true)
}
