//! Saving an institution, and its first account with it.

use domain::{
    activity::{Act, differences},
    event::Change,
    field::FieldErrors,
    id::{InstitutionId, UserId},
    identity::account::Mode,
    institution::{
        InstitutionKind, InstitutionTold,
        access::{Institutions, InstitutionsAction},
        form::{InstitutionEntry, InstitutionForm, place_taken},
    },
    region,
};
use store::{
    StoreError, Tx,
    institution::{self, InstitutionChange, InstitutionRecord, NewInstitution, Registration},
};

use super::show::province_name;
use crate::{
    api::{
        context::{Caller, caller, number, unexpected},
        holiday::load::recompute,
        identity::load::{common, taken, told_now},
        tail::{Line, check_version},
    },
    error::{AppError, Done},
    ports::hash_password,
};

/// Has the form shown again, with a word at the field that is to be filled next.
pub(super) async fn show_regencies(form: &InstitutionForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    caller.may(&Institutions, InstitutionsAction::Manage)?;
    let kind = InstitutionKind::from_code(&form.kind);
    let (field, sentence) = match kind {
        None => ("kind", "Pilih Jenis, lalu tampilkan Kabupaten/Kota.".to_owned()),
        Some(kind) if kind.regency_kind().is_none() => {
            ("regency", format!("Jenis {} tidak memerlukan Kabupaten/Kota.", kind.label()))
        }
        Some(_) if region::province(form.province.trim()).is_none() => {
            ("province", "Pilih Provinsi, lalu tampilkan Kabupaten/Kota.".to_owned())
        }
        Some(kind) => ("regency", format!("Pilih {} dari daftar yang kini tersedia.", kind.label())),
    };
    Err(FieldErrors::of(field, sentence).into())
}

pub(super) async fn save(id: &str, version: i64, form: &InstitutionForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    caller.may(&Institutions, InstitutionsAction::Manage)?;
    let id = number::<InstitutionId>(id)?;
    if let Some(id) = id {
        let mut tx = caller.read().await?;
        institution::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    }
    let entry = form.validate(if id.is_some() { Mode::Edit } else { Mode::New }, common)?;
    let region = entry.place.region()?;
    let (message, id) = match id {
        None => {
            let id = create(&caller, &entry, region).await?;
            let word = "Sampaikan username dan password-nya; password diganti saat pertama kali masuk.";
            (format!("Institusi {} telah ditambahkan. {word}", entry.name), id)
        }
        Some(id) => {
            change(&caller, (id, version), &entry, region).await?;
            (format!("Perubahan Institusi {} telah disimpan.", entry.name), id)
        }
    };
    Ok(Done::go(message, format!("/institusi/{id}")))
}

/// The institution, and its Admin Institusi, who is made with it.
async fn create(
    caller: &Caller,
    entry: &InstitutionEntry,
    region: String,
) -> Result<InstitutionId, AppError> {
    let account = entry.account.as_ref().ok_or_else(|| unexpected("a new institution without account"))?;
    // Before the transaction: it takes long, and others wait to write.
    let password_hash = hash_password(account.password.clone()).await?;
    let new = Registration {
        institution: NewInstitution {
            name: entry.name.clone(),
            kind: entry.kind,
            region: region.clone(),
            place: entry.place.clone(),
            email: entry.email.clone(),
            at: caller.now,
        },
        username: account.username.clone(),
        password_hash,
    };
    let mut tx = caller.begin().await?;
    let stored =
        institution::register(&mut tx, &[new]).await.map_err(|error| known(error, entry, &region))?;
    let (id, user) = stored.into_iter().next().ok_or_else(|| unexpected("nothing was registered"))?;
    institution::mark_remote(&mut tx, id, &entry.remote_decree).await?;
    log_new(&mut tx, caller, id, user).await?;
    tx.commit().await?;
    Ok(id)
}

async fn log_new(tx: &mut Tx, caller: &Caller, id: InstitutionId, user: UserId) -> Result<(), AppError> {
    let record = again(tx, id).await?;
    let line = Line::new(Act::CreateInstitution, id, Some(id));
    caller.record(tx, line.after(&told(&record))).await?;
    let line = Line::new(Act::CreateAccount, user, Some(id)).after(told_now(tx, user).await?);
    caller.record(tx, line).await
}

async fn change(
    caller: &Caller,
    (id, version): (InstitutionId, i64),
    entry: &InstitutionEntry,
    region: String,
) -> Result<(), AppError> {
    let mut tx = caller.begin().await?;
    let saved = institution::record_to_change(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    check_version(&saved, version, || differences(&wanted(entry, &region), &told(&saved)))?;
    let change = InstitutionChange {
        id,
        version,
        name: entry.name.clone(),
        kind: entry.kind,
        region,
        place: entry.place.clone(),
        email: entry.email.clone(),
        at: caller.now,
    };
    institution::update(&mut tx, &change).await.map_err(|error| known(error, entry, &change.region))?;
    let remote = entry.remote_decree != saved.remote_decree;
    if remote {
        institution::mark_remote(&mut tx, id, &entry.remote_decree).await?;
    }
    // Its clocks go by its region: whether that is a 3T one, and what is a holiday there.
    if remote || entry.place.province != saved.place.province {
        recompute(&mut tx, caller).await?;
    }
    let line =
        Line::of(&saved, Act::EditInstitution).before(&told(&saved)).after(&told(&again(&mut tx, id).await?));
    caller.change(&mut tx, &saved, line, Change::Saved).await?;
    tx.commit().await?;
    Ok(())
}

async fn again(tx: &mut Tx, id: InstitutionId) -> Result<InstitutionRecord, AppError> {
    institution::record(tx, id).await?.ok_or(AppError::NotFound)
}

/// An institution field by field.
fn told(record: &InstitutionRecord) -> InstitutionTold<'_> {
    InstitutionTold {
        name: &record.institution.name,
        kind: record.institution.kind.label(),
        province: province_name(&record.place),
        region: &record.institution.region,
        email: &record.email,
        daerah_3t: &record.remote_decree,
    }
}

/// The institution as this person wants it.
fn wanted<'a>(entry: &'a InstitutionEntry, region: &'a str) -> InstitutionTold<'a> {
    InstitutionTold {
        name: &entry.name,
        kind: entry.kind.label(),
        province: province_name(&entry.place),
        region,
        email: &entry.email,
        daerah_3t: &entry.remote_decree,
    }
}

/// A name, a place, a user name or an e-mail address that is there already.
fn known(error: StoreError, entry: &InstitutionEntry, region: &str) -> AppError {
    if error.is_unique("institution_place_key") {
        let field = if entry.place.regency.is_empty() { "province" } else { "regency" };
        return FieldErrors::of(field, place_taken(region)).into();
    }
    if error.is_unique("institution_kind_name_key") {
        let sentence = "Institusi dengan Nama dan Jenis ini sudah terdaftar.";
        return FieldErrors::of("name", sentence).into();
    }
    taken(error)
}
