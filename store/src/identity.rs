//! Accounts.

mod change;
pub mod device;
mod job_title;
mod people;
pub mod second_factor;
pub mod throttle;

use chrono::{DateTime, Utc};
use domain::{
    activity::Act,
    fold::fold,
    id::{AttachmentId, InstitutionId, JobTitleId, UserId},
    identity::{Actor, Person, Role, Signature, told::AccountTold},
    institution::Institution,
    record::RecordRef,
};

pub use change::{AccountChange, active_admins, set_active, set_password, set_photo, update};
pub use job_title::{JobTitle, insert_job_title, job_title, job_titles};
pub use people::{PeopleQuery, Side, explain, list as people};

use crate::{
    Result, StoreError, Tx, activity,
    convert::{code, instant, person},
    institution,
    record::{Held, Record},
    session,
};

/// What counts as saving an account.
const SAVING: [Act; 6] = [
    Act::CreateOfficer,
    Act::EditOfficer,
    Act::CreateAccount,
    Act::EditAccount,
    Act::DeactivateAccount,
    Act::ReactivateAccount,
];

/// Somebody with an account.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// The account.
    pub id: UserId,
    /// What they log in with, in lower case.
    pub username: String,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Their institution; nothing for the commission's people.
    pub institution: Option<Institution>,
    /// The password's Argon2 hash.
    pub password_hash: String,
    /// Whether they may log in.
    pub active: bool,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Their e-mail address, in lower case; empty where nobody has given one yet.
    pub email: String,
    /// Jabatan, of the commission's people.
    pub job_title: Option<JobTitle>,
    /// Foto.
    pub photo: Option<AttachmentId>,
    /// Whether they must choose a password of their own before anything else.
    pub must_change_password: bool,
    /// When the password was changed last; nothing while it is the first.
    pub password_changed_at: Option<DateTime<Utc>>,
    /// Whether a second factor is asked for.
    pub second_factor: bool,
    /// Counts the changes; see [`update`].
    pub version: i64,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User").field("id", &self.id).field("username", &self.username).finish_non_exhaustive()
    }
}

impl User {
    /// The person as the rights table knows them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            user: self.id,
            name: self.name.clone(),
            role: self.role,
            institution: self.institution.as_ref().map(|institution| institution.id),
        }
    }

    /// Since when the password is the one it is.
    #[must_use]
    pub fn password_since(&self) -> DateTime<Utc> {
        self.password_changed_at.unwrap_or(self.created_at)
    }

    /// The person as records remember them.
    #[must_use]
    pub fn person(&self) -> Person {
        Person { id: self.id, name: self.name.clone() }
    }

    /// The account field by field.
    #[must_use]
    pub fn told(&self) -> AccountTold<'_> {
        AccountTold {
            name: &self.name,
            role: self.role.label(),
            job_title: self.job_title.as_ref().map(|title| title.name.as_str()),
            username: &self.username,
            email: &self.email,
            photo: self.photo,
            active: self.active,
        }
    }
}

impl Record for Held<User> {
    fn about(&self) -> RecordRef {
        self.id.into()
    }

    fn institution(&self) -> Option<InstitutionId> {
        self.record.institution.as_ref().map(|institution| institution.id)
    }

    fn version(&self) -> i64 {
        self.record.version
    }

    fn last_saved(&self) -> Option<Signature> {
        self.saved.clone()
    }
}

/// A new account.
#[derive(Clone)]
pub struct NewUser {
    /// What they log in with; kept in lower case.
    pub username: String,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Their institution; nothing for the commission's roles, and only for those.
    pub institution: Option<InstitutionId>,
    /// The password's Argon2 hash.
    pub password_hash: String,
    /// Their e-mail address; kept in lower case. Empty when there is none.
    pub email: String,
    /// Jabatan, of the commission's people.
    pub job_title: Option<JobTitleId>,
    /// Whether they must choose a password of their own at the first login.
    pub must_change_password: bool,
    /// When.
    pub at: DateTime<Utc>,
}

impl std::fmt::Debug for NewUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewUser").field("username", &self.username).finish_non_exhaustive()
    }
}

#[derive(sqlx::FromRow)]
struct UserRow {
    id: i64,
    username: String,
    name: String,
    role: String,
    institution_id: Option<i64>,
    institution_name: Option<String>,
    institution_kind: Option<String>,
    institution_region: Option<String>,
    password_hash: String,
    active: bool,
    created_at: DateTime<Utc>,
    email: String,
    job_title_id: Option<i64>,
    job_title_name: Option<String>,
    photo_id: Option<i64>,
    must_change_password: bool,
    password_changed_at: Option<DateTime<Utc>>,
    totp_confirmed_at: Option<DateTime<Utc>>,
    version: i64,
}

impl UserRow {
    fn read(self) -> Result<User> {
        let institution = match (
            self.institution_id,
            self.institution_name,
            self.institution_kind,
            self.institution_region,
        ) {
            (Some(id), Some(name), Some(kind), Some(region)) => {
                Some(institution::restore(id, name, &kind, region)?)
            }
            (None, ..) => None,
            _ => return Err(StoreError::corrupt("account without its institution")),
        };
        let role = code("account.role", &self.role, Role::from_code)?;
        check_side(role, institution.is_some())?;
        Ok(User {
            id: self.id.into(),
            username: self.username,
            name: self.name,
            role,
            institution,
            password_hash: self.password_hash,
            active: self.active,
            created_at: self.created_at,
            email: self.email,
            job_title: self
                .job_title_id
                .zip(self.job_title_name)
                .map(|(id, name)| JobTitle { id: id.into(), name }),
            photo: self.photo_id.map(Into::into),
            must_change_password: self.must_change_password,
            password_changed_at: self.password_changed_at,
            second_factor: self.totp_confirmed_at.is_some(),
            version: self.version,
        })
    }
}

// A LEFT JOIN, so that SQLite begins with the accounts and not with their institutions.
macro_rules! select_user {
    ($condition:literal) => {
        select_user!($condition, "", "")
    };
    ($condition:literal, $more:literal, $join:literal) => {
        concat!(
            "SELECT a.id, a.username, a.name, a.role, a.institution_id, i.name AS institution_name, \
             i.kind AS institution_kind, i.region AS institution_region, a.password_hash, a.active, a.created_at, \
             a.email, a.job_title_id, j.name AS job_title_name, a.photo_id, a.must_change_password, \
             a.password_changed_at, a.totp_confirmed_at, a.version",
            $more,
            " FROM account a ",
            $join,
            "LEFT JOIN institution i ON i.id = a.institution_id \
             LEFT JOIN job_title j ON j.id = a.job_title_id WHERE ",
            $condition
        )
    };
}
use select_user;

/// The account of a user name, in whatever case it was typed; also one that is not active.
///
/// # Errors
/// When the database fails.
pub async fn find_by_username(tx: &mut Tx, username: &str) -> Result<Option<User>> {
    let username = username.trim().to_lowercase();
    db!(tx, fetch_optional as UserRow, select_user!("a.username = $1"), &username)?
        .map(UserRow::read)
        .transpose()
}

/// An account; also one that is not active.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: UserId) -> Result<Option<User>> {
    db!(tx, fetch_optional as UserRow, select_user!("a.id = $1"), id.get())?.map(UserRow::read).transpose()
}

/// [`find`], in a transaction that writes: nobody else changes the account before it ends, and whoever comes
/// second reads what the first has saved.
///
/// # Errors
/// When the database fails.
pub async fn find_to_change(tx: &mut Tx, id: UserId) -> Result<Option<Held<User>>> {
    if tx.must_lock() {
        // Not FOR UPDATE: everybody's lines in the log refer to their accounts.
        let sql = "SELECT id FROM account WHERE id = $1 FOR NO KEY UPDATE";
        db!(tx, fetch_optional as (i64,), sql, id.get())?;
    }
    let Some(record) = find(tx, id).await? else { return Ok(None) };
    let saved = activity::last(tx, id, &SAVING, None).await?;
    Ok(Some(Held { record, saved }))
}

/// Somebody at a session of theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Their account; also one that is not active.
    pub user: User,
    /// The session.
    pub session: session::Row,
    /// A setting of their role.
    pub setting: Option<String>,
}

/// Whose session this is, if it is still good at `now`; with the setting whose name is `setting` and the code
/// of their role. Every request asks for all three, so they come with one statement.
///
/// # Errors
/// When the database fails.
pub async fn find_by_session(
    tx: &mut Tx,
    session: &str,
    now: DateTime<Utc>,
    setting: &str,
) -> Result<Option<Presence>> {
    #[derive(sqlx::FromRow)]
    struct Found {
        #[sqlx(flatten)]
        user: UserRow,
        #[sqlx(flatten)]
        session: session::Row,
        setting: Option<String>,
    }
    let sql = select_user!(
        "s.id = $1 AND s.expires_at > $2",
        ", s.data, s.expires_at, s.last_seen_at, (SELECT t.value FROM setting t WHERE t.key = $3 || a.role) AS setting",
        "JOIN session s ON s.account_id = a.id "
    );
    db!(tx, fetch_optional as Found, sql, session, instant(now), setting)?
        .map(|found| {
            Ok(Presence { user: found.user.read()?, session: found.session, setting: found.setting })
        })
        .transpose()
}

/// The commission's active people, who can be officers, by name.
///
/// # Errors
/// When the database fails.
pub async fn officers(tx: &mut Tx) -> Result<Vec<Person>> {
    let sql = "SELECT id, name FROM account WHERE active AND institution_id IS NULL ORDER BY name_key, id";
    let rows = db!(tx, fetch_all as (i64, String), sql)?;
    Ok(rows.into_iter().map(|(id, name)| person(id, name)).collect())
}

/// All accounts, by number.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<User>> {
    let sql = select_user!("TRUE ORDER BY a.id");
    db!(tx, fetch_all as UserRow, sql)?.into_iter().map(UserRow::read).collect()
}

/// The commission's people belong to no institution; all others belong to one.
fn check_side(role: Role, has_institution: bool) -> Result<()> {
    if role.is_commission() == has_institution {
        return Err(StoreError::Corrupt(format!("account.role is `{}`, of the other side", role.code())));
    }
    Ok(())
}

/// Stores an account.
///
/// # Errors
/// `account_username_key` when the user name is taken, `account_email_key` when the e-mail address is;
/// [`StoreError::Corrupt`] when the role is of the other side.
pub async fn insert(tx: &mut Tx, new: &NewUser) -> Result<UserId> {
    check_side(new.role, new.institution.is_some())?;
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO account (username, name, role, institution_id, password_hash, active, created_at, email, \
         job_title_id, must_change_password, name_key) VALUES ($1, $2, $3, $4, $5, TRUE, $6, $7, $8, $9, $10) \
         RETURNING id",
        new.username.trim().to_lowercase(),
        &new.name,
        new.role.code(),
        new.institution.map(InstitutionId::get),
        &new.password_hash,
        instant(new.at),
        new.email.trim().to_lowercase(),
        new.job_title.map(JobTitleId::get),
        new.must_change_password,
        fold(&new.name),
    )?;
    Ok(id.into())
}
