//! The accounts of an institution: their list, their form, and saving it.

use domain::{
    activity::{Act, differences},
    event::Change,
    id::{InstitutionId, UserId},
    identity::{
        Role,
        access::AccountAction,
        account::{MemberEntry, MemberForm, Mode},
        profile::ProofForm,
        told::AccountTold,
    },
    institution::Institution,
};
use store::{
    Tx,
    identity::{self, AccountChange, NewUser, Side, User},
    record::Held,
};

use super::{
    account::AccountEditor,
    load::{
        self, common, confirm_login_change, hashed, not_ones_own, roles_for, subject, taken, to_be, told_now,
    },
    people::{PeopleFilter, PeopleList, page},
    sessions,
};
use crate::{
    api::{
        Choice,
        context::{Caller, caller, number, unexpected},
        tail::{Line, check_version},
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
        slowed: load::slowed(&mut tx, &caller, case.user.as_deref()).await?,
        sessions: sessions::open_of(&mut tx, &caller, case.user.as_deref()).await?,
        user,
        version: case.user.as_ref().map_or(0, |user| user.version),
        own: caller.actor.institution == Some(case.institution.id),
        institution: case.institution.id,
        institution_name: case.institution.name,
        roles: case.roles.iter().map(|role| Choice::new(role.code(), role.label())).collect(),
        form: case.user.map(|user| form_of(user.record)).unwrap_or_default(),
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
    user: Option<Held<User>>,
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
                let user = load::account(tx, caller, id, AccountAction::Manage).await?;
                // The commission's people have a form of their own.
                let institution = user.institution.clone().ok_or(AppError::NotFound)?;
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
    user: &Held<User>,
    version: i64,
    entry: &MemberEntry,
    hash: Option<String>,
) -> Result<(), AppError> {
    check_version(user, version, || differences(&wanted(entry, user), &user.told()))?;
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
    let line = Line::of(user, Act::EditAccount).before(&user.told()).after(told_now(tx, user.id).await?);
    caller.change(tx, user, line, Change::Saved).await?;
    if let Some(hash) = hash {
        identity::set_password(tx, user.id, &hash, true, None, caller.now).await?;
        caller.record(tx, Line::of(user, Act::ResetPassword)).await?;
    }
    Ok(())
}

/// The account as this person wants it.
fn wanted<'a>(entry: &'a MemberEntry, saved: &'a User) -> AccountTold<'a> {
    let MemberEntry { name, username, email, .. } = entry;
    AccountTold { name, role: entry.role.label(), username, email, ..saved.told() }
}
