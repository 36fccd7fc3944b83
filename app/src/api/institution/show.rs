//! An institution as its pages show it, and its form.

use domain::{
    access::Guarded,
    field::FieldErrors,
    id::InstitutionId,
    institution::{
        InstitutionKind,
        access::{Institutions, InstitutionsAction},
        form::{InstitutionForm, Place},
    },
    region,
};
use store::institution::{self, InstitutionQuery, InstitutionRecord};

use super::{InstitutionEditor, InstitutionFilter, InstitutionRow, InstitutionView};
use crate::{
    api::{
        Choice,
        context::caller,
        filter::Reading,
        identity::{account_save::accounts_of, people::PeopleFilter},
    },
    error::AppError,
};

pub(super) fn row(record: InstitutionRecord) -> InstitutionRow {
    let InstitutionRecord { institution, email, .. } = record;
    InstitutionRow {
        id: institution.id,
        name: institution.name,
        kind: institution.kind,
        region: institution.region,
        email,
    }
}

/// What Daftar Institusi asks the database.
pub(super) fn query(filter: &InstitutionFilter) -> Result<InstitutionQuery, FieldErrors> {
    let mut reading = Reading::of(filter);
    let province = |code: &str| {
        region::provinces().iter().any(|province| province.code == code).then(|| code.to_owned())
    };
    let query = InstitutionQuery {
        text: reading.words(InstitutionFilter::text()),
        kind: reading.choice(InstitutionFilter::kind(), InstitutionKind::from_code),
        province: reading.choice(InstitutionFilter::province(), province),
        ..InstitutionQuery::default()
    };
    reading.finish(query)
}

pub(super) fn provinces() -> Vec<Choice> {
    region::provinces().iter().map(|province| Choice::new(&province.code, &province.name)).collect()
}

pub(super) fn regencies(province: &str) -> Vec<Choice> {
    region::regencies_of(province.trim()).map(|regency| Choice::new(&regency.code, &regency.name)).collect()
}

pub(super) async fn view(id: InstitutionId, filter: &PeopleFilter) -> Result<InstitutionView, AppError> {
    let caller = caller().await?;
    caller.may(&Institutions, InstitutionsAction::List)?;
    let mut tx = caller.read().await?;
    let record = institution::record(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let accounts = accounts_of(&mut tx, &caller, id, filter).await?;
    Ok(InstitutionView {
        province: province_name(&record.place).to_owned(),
        remote_decree: record.remote_decree.clone(),
        row: row(record),
        can_manage: Institutions.decide(&caller.actor, InstitutionsAction::Manage).is_ok(),
        accounts,
    })
}

pub(super) async fn editor(id: Option<InstitutionId>, province: &str) -> Result<InstitutionEditor, AppError> {
    let caller = caller().await?;
    caller.may(&Institutions, InstitutionsAction::Manage)?;
    let record = match id {
        Some(id) => {
            let mut tx = caller.read().await?;
            Some(institution::record(&mut tx, id).await?.ok_or(AppError::NotFound)?)
        }
        None => None,
    };
    let version = record.as_ref().map_or(0, |record| record.version);
    let form = record.map(form_of).unwrap_or_default();
    let province = if province.trim().is_empty() { form.province.as_str() } else { province };
    Ok(InstitutionEditor {
        institution: id,
        version,
        regencies: regencies(province),
        provinces: provinces(),
        form,
    })
}

fn form_of(record: InstitutionRecord) -> InstitutionForm {
    InstitutionForm {
        name: record.institution.name,
        kind: record.institution.kind.code().to_owned(),
        province: record.place.province,
        regency: record.place.regency,
        email: record.email,
        remote_decree: record.remote_decree,
        ..InstitutionForm::default()
    }
}

/// Provinsi; empty for central institutions.
pub(super) fn province_name(place: &Place) -> &str {
    region::province(&place.province).map_or("", |province| &province.name)
}
