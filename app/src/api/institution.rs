//! Institusi (Gambar 5, 6): the list, the page, the form, and saving it.

pub mod registration;
#[cfg(feature = "ssr")]
mod save;
#[cfg(feature = "ssr")]
mod show;

use domain::{
    id::InstitutionId,
    institution::{InstitutionKind, form::InstitutionForm},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    api::{
        Choice,
        identity::people::{PeopleFilter, PeopleList},
        list::{List, filter},
    },
    error::{AppError, Done},
};

filter! {
    /// Daftar Institusi's filter, as it stands in the address.
    pub struct InstitutionFilter {
        /// Words in a name, region or e-mail address.
        text: "q", "Kata kunci";
        /// A kind's code.
        kind: "jenis", "Jenis";
        /// A province's code.
        province: "provinsi", "Provinsi";
    }
}

/// A page of Daftar Institusi, by name.
pub type InstitutionList = List<InstitutionRow, InstitutionsAside>;

/// What Daftar Institusi shows besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstitutionsAside {
    /// The provinces to filter by.
    pub provinces: Vec<Choice>,
    /// Whether the caller may add and change them.
    pub can_manage: bool,
}

/// A row of Daftar Institusi.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstitutionRow {
    /// The institution.
    pub id: InstitutionId,
    /// Nama Institusi.
    pub name: String,
    /// Jenis.
    pub kind: InstitutionKind,
    /// Wilayah; empty for central institutions.
    pub region: String,
    /// Email.
    pub email: String,
}

/// An institution with its accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstitutionView {
    /// What the list shows of it.
    pub row: InstitutionRow,
    /// Provinsi; empty for central institutions.
    pub province: String,
    /// The decree by which it lies in a 3T region; empty when it lies in none.
    pub remote_decree: String,
    /// Whether the caller may change it.
    pub can_manage: bool,
    /// Its accounts.
    pub accounts: PeopleList,
}

/// The form of an institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstitutionEditor {
    /// The institution; nothing for a new one.
    pub institution: Option<InstitutionId>,
    /// Its version.
    pub version: i64,
    /// What it holds.
    pub form: InstitutionForm,
    /// Provinsi.
    pub provinces: Vec<Choice>,
    /// The Kabupaten and Kota of the province that is chosen first.
    pub regencies: Vec<Choice>,
}

/// A page of Daftar Institusi.
#[server(endpoint = "institution/list")]
pub async fn list_institutions(
    #[server(default)] filter: InstitutionFilter,
) -> Result<InstitutionList, AppError> {
    use super::{context::caller, list};
    use domain::{
        access::Guarded,
        institution::access::{Institutions, InstitutionsAction},
    };

    let caller = caller().await?;
    caller.may(&Institutions, InstitutionsAction::List)?;
    let mut tx = caller.read().await?;
    let aside = InstitutionsAside {
        provinces: show::provinces(),
        can_manage: Institutions.decide(&caller.actor, InstitutionsAction::Manage).is_ok(),
    };
    Ok(list::page(&mut tx, &filter, show::query(&filter)).await?.map(show::row).beside(aside))
}

/// An institution with a page of its accounts.
#[server(endpoint = "institution/get")]
pub async fn get_institution(
    institution: InstitutionId,
    #[server(default)] filter: PeopleFilter,
) -> Result<InstitutionView, AppError> {
    show::view(institution, &filter).await
}

/// The form of a new institution, or of one that is there; with the Kabupaten and Kota of `province`, or of
/// the record's own.
#[server(endpoint = "institution/edit_form")]
pub async fn edit_institution_form(
    #[server(default)] institution: Option<InstitutionId>,
    #[server(default)] province: String,
) -> Result<InstitutionEditor, AppError> {
    show::editor(institution, &province).await
}

/// The Kabupaten and Kota of a province.
#[server(endpoint = "institution/regencies")]
pub async fn list_regencies(province: String) -> Result<Vec<Choice>, AppError> {
    use domain::institution::access::{Institutions, InstitutionsAction};

    use super::context::caller;

    let caller = caller().await?;
    caller.may(&Institutions, InstitutionsAction::Manage)?;
    Ok(show::regencies(&province))
}

/// Saves an institution; a new one with its first account. `intent=regencies`, which only a page without
/// JavaScript sends, shows the form again with the Kabupaten and Kota of the Provinsi that was chosen.
#[server(endpoint = "institution/save")]
pub async fn save_institution(
    #[server(default)] institution: String,
    #[server(default)] version: i64,
    #[server(default)] intent: String,
    #[server(default)] form: InstitutionForm,
) -> Result<Done, AppError> {
    if intent == "regencies" {
        return save::show_regencies(&form).await;
    }
    save::save(&institution, version, &form).await
}
