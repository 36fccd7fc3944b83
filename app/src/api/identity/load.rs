//! Loading an account for a command, and what stands against saving it.

use domain::{
    access::Guarded,
    activity::Told,
    field::FieldErrors,
    id::{InstitutionId, UserId},
    identity::{
        Actor, Role,
        access::{AccountAction, AccountSubject},
        account::changes_login,
        common::is_common,
        profile::ProofForm,
    },
};
use store::{
    StoreError, Tx,
    identity::{User, find, find_to_change},
    record::Held,
};

use super::slowed::Slowed;
use crate::{
    api::{
        context::{Caller, unexpected},
        profile::confirm,
    },
    error::AppError,
    ports::hash_password,
};

/// What the rights table needs to know of an account.
pub(crate) fn subject(user: &User) -> AccountSubject {
    AccountSubject {
        user: Some(user.id),
        institution: user.institution.as_ref().map(|institution| institution.id),
        role: user.role,
    }
}

/// An account that is being made for an institution's person.
pub(crate) fn to_be(institution: InstitutionId, role: Role) -> AccountSubject {
    AccountSubject { user: None, institution: Some(institution), role }
}

/// Whether somebody manages the people of their own institution.
pub(crate) fn manages_members(actor: &Actor) -> bool {
    actor.institution.is_some_and(|own| !roles_for(actor, own).is_empty())
}

/// The roles that somebody may give to people of an institution.
pub(crate) fn roles_for(actor: &Actor, institution: InstitutionId) -> Vec<Role> {
    Role::INSTITUTION
        .into_iter()
        .filter(|role| to_be(institution, *role).decide(actor, AccountAction::Manage).is_ok())
        .collect()
}

/// An account that the caller may manage. In a command nobody else changes it before the command ends.
pub(super) async fn account(
    tx: &mut Tx,
    caller: &Caller,
    id: UserId,
    action: AccountAction,
) -> Result<Held<User>, AppError> {
    let user = find_to_change(tx, id).await?.ok_or(AppError::NotFound)?;
    caller.may(&subject(&user), action)?;
    Ok(user)
}

/// Whoever changes user name, e-mail, role or password of an account, be it a colleague's or their own, gives their
/// own password once more, and a code where they have a second factor.
pub(super) async fn confirm_login_change(
    caller: &Caller,
    saved: &User,
    (username, email, role, new_password): (&str, &str, Role, bool),
    proof: &ProofForm,
) -> Result<(), AppError> {
    let saved = [saved.username.as_str(), saved.email.as_str(), saved.role.code()];
    if !changes_login(saved, [username, email, role.code()], new_password) {
        return Ok(());
    }
    match confirm::owner(caller, proof).await {
        // Beside them stand the fields of the account.
        Err(AppError::Invalid(errors)) => {
            let mut own = FieldErrors::new();
            for (field, sentence) in errors.iter() {
                own.insert(format!("own_{field}"), sentence);
            }
            Err(own.into())
        }
        other => other.map(drop),
    }
}

/// Why logging in to an account takes long, when it does.
pub(super) async fn slowed(
    tx: &mut Tx,
    caller: &Caller,
    user: Option<&User>,
) -> Result<Option<Slowed>, AppError> {
    let Some(user) = user else { return Ok(None) };
    Ok(Slowed::of(tx, &[user.username.as_str()], caller.now).await?.remove(&user.username))
}

/// What the log keeps of an account that was just saved.
pub(crate) async fn told_now(tx: &mut Tx, id: UserId) -> Result<Told, AppError> {
    let user = find(tx, id).await?.ok_or_else(|| unexpected("account missing after it was saved"))?;
    Ok((&user.told()).into())
}

/// A user name or an e-mail address that somebody else has.
pub(crate) fn taken(error: StoreError) -> AppError {
    if error.is_unique("account_username_key") {
        return FieldErrors::of("username", "Username ini sudah dipakai. Pilih yang lain.").into();
    }
    if error.is_unique("account_email_key") {
        return FieldErrors::of("email", "Email ini sudah dipakai oleh akun lain.").into();
    }
    error.into()
}

/// Hashes a new password, if there is one. Before the transaction: it takes long, and others wait to write.
pub(super) async fn hashed(password: Option<String>) -> Result<Option<String>, AppError> {
    match password {
        Some(password) => Ok(Some(hash_password(password).await?)),
        None => Ok(None),
    }
}

/// One's own password is changed where the current one is asked for.
pub(super) fn not_ones_own(caller: &Caller, user: UserId, password: Option<&str>) -> Result<(), AppError> {
    if password.is_some() && user == caller.actor.user {
        return Err(FieldErrors::of("password", "Ganti password Anda sendiri melalui halaman Profil.").into());
    }
    Ok(())
}

/// Whether a password is one of those that everybody thinks of.
pub(crate) fn common(password: &str) -> bool {
    is_common(password)
}
