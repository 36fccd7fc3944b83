//! A Petugas' form, and saving it.

use domain::{
    activity::{Act, differences},
    attachment::FileType,
    event::Change,
    field::FieldErrors,
    id::{AttachmentId, UserId},
    identity::{
        Role,
        access::{AccountAction, People, PeopleAction, last_admin},
        account::{JobTitleForm, Mode, OfficerEntry, OfficerForm},
        profile::ProofForm,
        told::AccountTold,
    },
};
use store::{
    Tx,
    identity::{self, AccountChange, JobTitle, NewUser, User},
    record::Held,
};

use super::{
    job_title::add,
    load::{self, common, confirm_login_change, hashed, not_ones_own, taken, told_now},
    officer::OfficerEditor,
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

pub(super) async fn editor(user: Option<UserId>) -> Result<OfficerEditor, AppError> {
    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOfficers)?;
    let mut tx = caller.read().await?;
    let job_titles = add::choices(&mut tx).await?;
    let known = match user {
        Some(id) => Some(officer(&mut tx, &caller, id).await?),
        None => None,
    };
    let photo = match user {
        Some(id) => store::attachment::photo(&mut tx, id).await?,
        None => None,
    };
    Ok(OfficerEditor {
        slowed: load::slowed(&mut tx, &caller, known.as_deref()).await?,
        sessions: sessions::open_of(&mut tx, &caller, known.as_deref()).await?,
        user,
        version: known.as_ref().map_or(0, |user| user.version),
        form: known.map(|user| form_of(user.record)).unwrap_or_default(),
        roles: Role::COMMISSION.map(|role| Choice::new(role.code(), role.label())).to_vec(),
        job_titles,
        photo,
    })
}

fn form_of(user: User) -> OfficerForm {
    OfficerForm {
        name: user.name,
        role: user.role.code().to_owned(),
        job_title: user.job_title.map(|title| title.id.to_string()).unwrap_or_default(),
        username: user.username,
        email: user.email,
        photo: user.photo.iter().map(ToString::to_string).collect(),
        ..OfficerForm::default()
    }
}

/// Adds the Jabatan, and has the form shown again as it was sent: for a page without JavaScript only an
/// answer that is no success leads back to it.
pub(super) async fn add_job_title(name: &str) -> Result<Done, AppError> {
    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOfficers)?;
    let field = "new_job_title";
    let name = JobTitleForm { name: name.to_owned() }.validate().map_err(|errors| {
        FieldErrors::of(field, errors.get("name").unwrap_or("Nama Jabatan wajib diisi."))
    })?;
    let mut tx = caller.begin().await?;
    add::insert(&mut tx, &caller, field, &name).await?;
    tx.commit().await?;
    Err(AppError::Refused(format!(
        "Jabatan {name} telah ditambahkan dan dipilih. Lengkapi isian lainnya, lalu simpan."
    )))
}

pub(super) async fn save(
    user: &str,
    version: i64,
    mut form: OfficerForm,
    proof: &ProofForm,
) -> Result<Done, AppError> {
    let caller = caller().await?;
    // Without JavaScript the old picture is sent along with the new one, which comes last.
    form.photo = form.photo.pop().into_iter().collect();
    caller.may(&People, PeopleAction::ManageOfficers)?;
    let id = number::<UserId>(user)?;
    let saved = match id {
        Some(id) => Some(officer(&mut caller.read().await?, &caller, id).await?),
        None => None,
    };
    let entry = form.validate(if id.is_some() { Mode::Edit } else { Mode::New }, common)?;
    if let Some(id) = id {
        not_ones_own(&caller, id, entry.password.as_deref())?;
    }
    if let Some(saved) = &saved {
        let wanted = (&*entry.username, &*entry.email, entry.role, entry.password.is_some());
        confirm_login_change(&caller, saved, wanted, proof).await?;
    }
    let hash = hashed(entry.password.clone()).await?;
    let mut tx = caller.begin().await?;
    let title = identity::job_title(&mut tx, entry.job_title).await?;
    let title = title.ok_or_else(|| FieldErrors::of("job_title", "Pilih Jabatan dari daftar."))?;
    let message = match id {
        None => {
            create(&mut tx, &caller, &entry, hash).await?;
            format!("Petugas {} telah ditambahkan.", entry.name)
        }
        Some(id) => {
            change(&mut tx, &caller, (id, version), &entry, &title, hash).await?;
            format!("Perubahan Petugas {} telah disimpan.", entry.name)
        }
    };
    tx.commit().await?;
    Ok(Done::go(message, "/petugas"))
}

async fn create(
    tx: &mut Tx,
    caller: &Caller,
    entry: &OfficerEntry,
    hash: Option<String>,
) -> Result<(), AppError> {
    let new = NewUser {
        username: entry.username.clone(),
        name: entry.name.clone(),
        role: entry.role,
        institution: None,
        password_hash: hash.ok_or_else(|| unexpected("a new Petugas without password"))?,
        email: entry.email.clone(),
        job_title: Some(entry.job_title),
        must_change_password: true,
        at: caller.now,
    };
    let id = identity::insert(tx, &new).await.map_err(taken)?;
    set_photo(tx, caller, id, entry.photo).await?;
    let line = Line::new(Act::CreateOfficer, id, None).after(told_now(tx, id).await?);
    caller.record(tx, line).await
}

async fn change(
    tx: &mut Tx,
    caller: &Caller,
    (id, version): (UserId, i64),
    entry: &OfficerEntry,
    title: &JobTitle,
    hash: Option<String>,
) -> Result<(), AppError> {
    let admins = identity::active_admins(tx).await?;
    let user = officer(tx, caller, id).await?;
    check_version(&user, version, || differences(&wanted(entry, title, &user), &user.told()))?;
    last_admin(&admins, id, user.active && entry.role == Role::Admin)?;
    let change = AccountChange {
        id,
        version,
        username: entry.username.clone(),
        name: entry.name.clone(),
        role: entry.role,
        email: entry.email.clone(),
        job_title: Some(entry.job_title),
    };
    identity::update(tx, &change).await.map_err(taken)?;
    set_photo(tx, caller, id, entry.photo).await?;
    let line = Line::of(&user, Act::EditOfficer).before(&user.told()).after(told_now(tx, id).await?);
    caller.change(tx, &user, line, Change::Saved).await?;
    if let Some(hash) = hash {
        identity::set_password(tx, id, &hash, true, None, caller.now).await?;
        caller.record(tx, Line::of(&user, Act::ResetPassword)).await?;
    }
    Ok(())
}

/// One of the commission's people.
async fn officer(tx: &mut Tx, caller: &Caller, id: UserId) -> Result<Held<User>, AppError> {
    let user = load::account(tx, caller, id, AccountAction::Manage).await?;
    if user.institution.is_some() { Err(AppError::NotFound) } else { Ok(user) }
}

/// Foto must be a picture, and the caller's own upload or the account's already.
async fn set_photo(
    tx: &mut Tx,
    caller: &Caller,
    id: UserId,
    photo: Option<AttachmentId>,
) -> Result<(), AppError> {
    let at = |sentence: &str| Err(FieldErrors::of("photo", sentence).into());
    // The photo that is there already was a picture when it was set.
    if let Some(photo) = photo {
        let file = store::attachment::own(tx, photo, caller.actor.user).await?;
        if file.is_some_and(|file| !matches!(file.kind, FileType::Png | FileType::Jpeg)) {
            return at("Foto harus berupa gambar PNG atau JPEG.");
        }
    }
    if identity::set_photo(tx, id, photo, caller.actor.user, caller.now).await? {
        return Ok(());
    }
    at("Foto tidak ditemukan. Unggah sekali lagi.")
}

/// The account as this person wants it.
fn wanted<'a>(entry: &'a OfficerEntry, title: &'a JobTitle, saved: &User) -> AccountTold<'a> {
    AccountTold {
        name: &entry.name,
        role: entry.role.label(),
        job_title: Some(&title.name),
        username: &entry.username,
        email: &entry.email,
        photo: entry.photo,
        active: saved.active,
    }
}
