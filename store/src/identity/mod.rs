//! Accounts.

pub mod throttle;

use chrono::{DateTime, Utc};
use domain::{
    id::{InstitutionId, UserId},
    identity::{Actor, Role},
    institution::Institution,
    selection::review::Person,
};

use crate::{
    Result, StoreError, Tx,
    convert::{code, instant, person},
    institution,
};

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

    /// The person as records remember them.
    #[must_use]
    pub fn person(&self) -> Person {
        Person { id: self.id, name: self.name.clone() }
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
        Ok(User {
            id: self.id.into(),
            username: self.username,
            name: self.name,
            role: code("account.role", &self.role, Role::from_code)?,
            institution,
            password_hash: self.password_hash,
            active: self.active,
            created_at: self.created_at,
        })
    }
}

macro_rules! select_user {
    ($condition:literal) => {
        concat!(
            "SELECT a.id, a.username, a.name, a.role, a.institution_id, i.name AS institution_name, \
             i.kind AS institution_kind, i.region AS institution_region, a.password_hash, a.active, a.created_at \
             FROM account a LEFT JOIN institution i ON i.id = a.institution_id WHERE ",
            $condition
        )
    };
}

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

/// The commission's active people, who can be officers, by name.
///
/// # Errors
/// When the database fails.
pub async fn officers(tx: &mut Tx) -> Result<Vec<Person>> {
    let sql = "SELECT id, name FROM account WHERE active AND institution_id IS NULL ORDER BY name, id";
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

/// Stores an account.
///
/// # Errors
/// `account_username_key` when the user name is taken.
pub async fn insert(tx: &mut Tx, new: &NewUser) -> Result<UserId> {
    let (id,) = db!(
        tx,
        fetch_one as (i64,),
        "INSERT INTO account (username, name, role, institution_id, password_hash, active, created_at) \
         VALUES ($1, $2, $3, $4, $5, TRUE, $6) RETURNING id",
        new.username.trim().to_lowercase(),
        &new.name,
        new.role.code(),
        new.institution.map(InstitutionId::get),
        &new.password_hash,
        instant(new.at),
    )?;
    Ok(id.into())
}

/// Opens or closes an account. It is never deleted: the log refers to it.
///
/// # Errors
/// [`StoreError::Stale`] when there is no such account.
pub async fn set_active(tx: &mut Tx, id: UserId, active: bool) -> Result<()> {
    match db!(tx, execute, "UPDATE account SET active = $2 WHERE id = $1", id.get(), active)? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}
