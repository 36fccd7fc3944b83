//! The accounts of an institution: their list, their form, and saving it.

use domain::{
    activity::Act,
    field::FieldChange,
    id::{InstitutionId, UserId},
    identity::{
        Role,
        access::AccountAction,
        account::{MemberEntry, MemberForm, Mode},
        profile::ProofForm,
    },
    institution::Institution,
};
use store::{
    Tx,
    identity::{self, AccountChange, NewUser, Side, User},
};

use super::{
    account::AccountEditor,
    load::{
        self, common, confirm_login_change, hashed, not_ones_own, roles_for, subject, taken, to_be, told,
        told_now,
    },
    people::{PeopleFilter, PeopleList, page},
};
use crate::{
    api::{
        Choice,
        context::{Caller, caller, unexpected},
        tail::Line,
    },
    error::{AppError, Done},
};

/// The accounts of an institution that the caller may see.
pub(crate) async fn accounts_of(
    tx: &mut Tx,
    caller: &Caller,
    institution: InstitutionId,
    filter: &PeopleFilter,
) -> Result<PeopleList, AppError> {
    let side = Side::Institution(institution);
    let can_add = !roles_for(&caller.actor, institution).is_empty();
    page::list(tx, caller, side, &Role::INSTITUTION, can_add, filter).await
}

pub(super) async fn editor(
    user: Option<UserId>,
    institution: Option<InstitutionId>,
) -> Result<AccountEditor, AppError> {
    let caller = caller().await?;
    let mut tx = caller.read().await?;
    let case = Case::load(&mut tx, &caller, user, institution).await?;
    Ok(AccountEditor {
        slowed: load::slowed(&mut tx, &caller, case.user.as_ref()).await?,
        user,
        version: case.user.as_ref().map_or(0, |user| user.version),
        own: caller.actor.institution == Some(case.institution.id),
        institution: case.institution.id,
        institution_name: case.institution.name,
        roles: case.roles.iter().map(|role| Choice::new(role.code(), role.label())).collect(),
        form: case.user.map(form_of).unwrap_or_default(),
    })
}

fn form_of(user: User) -> MemberForm {
    MemberForm {
        name: user.name,
        role: user.role.code().to_owned(),
        username: user.username,
        email: user.email,
        ..MemberForm::default()
    }
}

/// An account, or one that is to be, that the caller may manage.
struct Case {
    user: Option<User>,
    institution: Institution,
    /// The roles that it may have.
    roles: Vec<Role>,
}

impl Case {
    async fn load(
        tx: &mut Tx,
        caller: &Caller,
        user: Option<UserId>,
        institution: Option<InstitutionId>,
    ) -> Result<Self, AppError> {
        let (user, institution) = match user {
            Some(id) => {
                let mut user = load::account(tx, caller, id, AccountAction::Manage).await?;
                // The commission's people have a form of their own.
                let institution = user.institution.take().ok_or(AppError::NotFound)?;
                user.institution = Some(institution.clone());
                (Some(user), institution)
            }
            None => {
                let id = institution.or(caller.actor.institution).ok_or(AppError::NotFound)?;
                let found = store::institution::find(tx, id).await?;
                (None, found.ok_or(AppError::NotFound)?)
            }
        };
        let roles = roles_for(&caller.actor, institution.id);
        if roles.is_empty() {
            caller.may(&to_be(institution.id, Role::Operator), AccountAction::Manage)?;
        }
        Ok(Self { user, institution, roles })
    }
}

pub(super) async fn save(
    user: &str,
    institution: &str,
    version: i64,
    form: &MemberForm,
    proof: &ProofForm,
) -> Result<Done, AppError> {
    let caller = caller().await?;
    let (user, institution) = (number(user)?.map(UserId::new), number(institution)?.map(InstitutionId::new));
    let mut tx = caller.read().await?;
    let case = Case::load(&mut tx, &caller, user, institution).await?;
    drop(tx);
    let mode = if user.is_some() { Mode::Edit } else { Mode::New };
    let entry = form.validate(mode, &case.roles, common)?;
    if let Some(id) = user {
        not_ones_own(&caller, id, entry.password.as_deref())?;
    }
    if let Some(saved) = &case.user {
        let wanted = (&*entry.username, &*entry.email, entry.role, entry.password.is_some());
        confirm_login_change(&caller, saved, wanted, proof).await?;
    }
    let hash = hashed(entry.password.clone()).await?;

    let mut tx = caller.begin().await?;
    // Once more, now that nobody else changes it.
    let case = Case::load(&mut tx, &caller, user, institution).await?;
    let message = match &case.user {
        None => {
            create(&mut tx, &caller, case.institution.id, &entry, hash).await?;
            format!("Akun {} telah ditambahkan.", entry.name)
        }
        Some(user) => {
            change(&mut tx, &caller, user, version, &entry, hash).await?;
            format!("Perubahan akun {} telah disimpan.", entry.name)
        }
    };
    tx.commit().await?;
    let own = caller.actor.institution == Some(case.institution.id);
    let back = if own { "/akun".to_owned() } else { format!("/institusi/{}", case.institution.id) };
    Ok(Done::go(message, back))
}

/// A number of a hidden field; nothing when it is empty.
fn number(text: &str) -> Result<Option<i64>, AppError> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| AppError::NotFound),
    }
}

async fn create(
    tx: &mut Tx,
    caller: &Caller,
    institution: InstitutionId,
    entry: &MemberEntry,
    hash: Option<String>,
) -> Result<(), AppError> {
    caller.may(&to_be(institution, entry.role), AccountAction::Manage)?;
    let new = NewUser {
        username: entry.username.clone(),
        name: entry.name.clone(),
        role: entry.role,
        institution: Some(institution),
        password_hash: hash.ok_or_else(|| unexpected("a new account without password"))?,
        email: entry.email.clone(),
        job_title: None,
        must_change_password: true,
        at: caller.now,
    };
    let id = identity::insert(tx, &new).await.map_err(taken)?;
    let line = Line::new(Act::CreateAccount, id, Some(institution)).after(told_now(tx, id).await?);
    caller.record(tx, line).await
}

async fn change(
    tx: &mut Tx,
    caller: &Caller,
    user: &User,
    version: i64,
    entry: &MemberEntry,
    hash: Option<String>,
) -> Result<(), AppError> {
    if user.version != version {
        return Err(load::stale(tx, user, differences(entry, user)).await?);
    }
    // The role that it is to have, too.
    let mut about = subject(user);
    about.role = entry.role;
    caller.may(&about, AccountAction::Manage)?;
    let change = AccountChange {
        id: user.id,
        version,
        username: entry.username.clone(),
        name: entry.name.clone(),
        role: entry.role,
        email: entry.email.clone(),
        job_title: user.job_title.as_ref().map(|title| title.id),
    };
    identity::update(tx, &change).await.map_err(taken)?;
    let institution = about.institution;
    let line = Line::new(Act::EditAccount, user.id, institution)
        .before(told(user))
        .after(told_now(tx, user.id).await?);
    caller.record(tx, line).await?;
    if let Some(hash) = hash {
        identity::set_password(tx, user.id, &hash, true, None, caller.now).await?;
        caller.record(tx, Line::new(Act::ResetPassword, user.id, institution)).await?;
    }
    Ok(())
}

/// What this person typed, beside what is saved.
fn differences(mine: &MemberEntry, saved: &User) -> Vec<FieldChange> {
    [
        FieldChange::between("Nama", &mine.name, &saved.name),
        FieldChange::between("Role Pengguna", mine.role.label(), saved.role.label()),
        FieldChange::between("Username", &mine.username, &saved.username),
        FieldChange::between("Email", &mine.email, &saved.email),
    ]
    .into_iter()
    .flatten()
    .collect()
}
