//! Many institutions at once, each with its first account.

use std::collections::HashMap;

use domain::{
    fold::fold,
    id::{InstitutionId, UserId},
    identity::Role,
    institution::{InstitutionKind, bulk::Taken, form::Place},
};

use super::NewInstitution;
use crate::{
    Result, StoreError, Tx,
    convert::{code, instant},
    statement::Statement,
};

/// How many rows one statement stores.
const BATCH: usize = 100;

/// An institution with its first account: an Admin Institusi of the institution's own name and e-mail
/// address, who must choose a password at the first login.
#[derive(Clone)]
pub struct Registration {
    /// The institution.
    pub institution: NewInstitution,
    /// The account's user name; kept in lower case.
    pub username: String,
    /// The Argon2 hash of its one-time password.
    pub password_hash: String,
}

impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registration").field("username", &self.username).finish_non_exhaustive()
    }
}

/// Stores institutions and their first accounts; their numbers, in the order given.
///
/// # Errors
/// `institution_kind_name_key`, `institution_place_key`, `account_username_key` or `account_email_key` when one
/// is taken, and then none is stored.
pub async fn register(tx: &mut Tx, new: &[Registration]) -> Result<Vec<(InstitutionId, UserId)>> {
    let mut stored = Vec::with_capacity(new.len());
    for batch in new.chunks(BATCH) {
        let institutions = institutions(tx, batch).await?;
        let accounts = accounts(tx, batch, &institutions).await?;
        stored.extend(institutions.into_iter().zip(accounts));
    }
    Ok(stored)
}

/// What a registration must not name again.
///
/// # Errors
/// When the database fails.
pub async fn taken(tx: &mut Tx) -> Result<Taken> {
    let mut taken = Taken::default();
    let sql = "SELECT kind, name, province, regency FROM institution";
    for (kind, name, province, regency) in db!(tx, fetch_all as (String, String, String, String), sql)? {
        let kind = code("institution.kind", &kind, InstitutionKind::from_code)?;
        taken.names.insert((kind, fold(&name)));
        if kind.has_province() {
            taken.places.insert(Place { province, regency });
        }
    }
    for (username, email) in db!(tx, fetch_all as (String, String), "SELECT username, email FROM account")? {
        taken.usernames.insert(username);
        taken.emails.insert(email);
    }
    Ok(taken)
}

async fn institutions(tx: &mut Tx, batch: &[Registration]) -> Result<Vec<InstitutionId>> {
    let mut statement = Statement::new(
        "INSERT INTO institution (name, kind, region, province, regency, email, created_at, name_key, region_key, \
         unique_key) VALUES ",
    );
    let row = |Registration { institution: new, .. }: &Registration| {
        let name_key = fold(&new.name);
        [
            new.name.as_str().into(),
            new.kind.code().into(),
            new.region.as_str().into(),
            new.place.province.as_str().into(),
            new.place.regency.as_str().into(),
            new.email.trim().to_lowercase().into(),
            instant(new.at).into(),
            name_key.as_str().into(),
            fold(&new.region).into(),
            name_key.as_str().into(),
        ]
    };
    statement.bind_rows(batch.iter().map(row)).push(" RETURNING id, kind, name");
    // In which order they come back, no database promises.
    let ids: HashMap<(String, String), i64> = statement
        .fetch_all::<(i64, String, String)>(tx)
        .await?
        .into_iter()
        .map(|(id, kind, name)| ((kind, name), id))
        .collect();
    let id = |new: &NewInstitution| {
        let id = ids.get(&(new.kind.code().to_owned(), new.name.clone())).copied();
        id.map(Into::into).ok_or_else(|| StoreError::corrupt("an institution was not stored"))
    };
    batch.iter().map(|registration| id(&registration.institution)).collect()
}

async fn accounts(
    tx: &mut Tx,
    batch: &[Registration],
    institutions: &[InstitutionId],
) -> Result<Vec<UserId>> {
    let mut statement = Statement::new(
        "INSERT INTO account (username, name, role, institution_id, password_hash, email, created_at, active, \
         must_change_password, name_key) VALUES ",
    );
    let row = |(new, institution): (&Registration, &InstitutionId)| {
        [
            new.username.trim().to_lowercase().into(),
            new.institution.name.as_str().into(),
            Role::InstitutionAdmin.code().into(),
            institution.get().into(),
            new.password_hash.as_str().into(),
            new.institution.email.trim().to_lowercase().into(),
            instant(new.institution.at).into(),
            true.into(),
            true.into(),
            fold(&new.institution.name).into(),
        ]
    };
    statement.bind_rows(batch.iter().zip(institutions).map(row)).push(" RETURNING id, institution_id");
    let ids: HashMap<i64, i64> = statement
        .fetch_all::<(i64, i64)>(tx)
        .await?
        .into_iter()
        .map(|(id, institution)| (institution, id))
        .collect();
    let id = |institution: &InstitutionId| {
        let id = ids.get(&institution.get()).copied();
        id.map(Into::into).ok_or_else(|| StoreError::corrupt("an account was not stored"))
    };
    institutions.iter().map(id).collect()
}
