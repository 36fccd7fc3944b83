//! Petugas (Gambar 4): the list, the form, and saving it.

use domain::{attachment::Attachment, id::UserId, identity::account::OfficerForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    people::{PeopleFilter, PeopleList},
    slowed::Slowed,
};
use crate::{
    api::Choice,
    error::{AppError, Done},
};

/// The form of a Petugas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerEditor {
    /// The account; nothing for a new one.
    pub user: Option<UserId>,
    /// Its version.
    pub version: i64,
    /// What it holds, without a password.
    pub form: OfficerForm,
    /// Role Pengguna.
    pub roles: Vec<Choice>,
    /// Jabatan.
    pub job_titles: Vec<Choice>,
    /// Foto.
    pub photo: Option<Attachment>,
    /// Why logging in to it takes long, when it does.
    pub slowed: Option<Slowed>,
    /// In how many sessions it is logged in; nothing where the caller may not end them.
    pub sessions: Option<usize>,
}

/// A page of Daftar Petugas.
#[server(endpoint = "identity/list_officers")]
pub async fn list_officers(#[server(default)] filter: PeopleFilter) -> Result<PeopleList, AppError> {
    use domain::identity::{
        Role,
        access::{People, PeopleAction},
    };
    use store::identity::Side;

    use super::people::page;
    use crate::api::context::caller;

    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOfficers)?;
    let mut tx = caller.read().await?;
    page::list(&mut tx, &caller, Side::Commission, &Role::COMMISSION, true, &filter).await
}

/// The form of a new Petugas, or of one that is there.
#[server(endpoint = "identity/edit_officer_form")]
pub async fn edit_officer_form(#[server(default)] user: Option<UserId>) -> Result<OfficerEditor, AppError> {
    super::officer_save::editor(user).await
}

/// Saves a Petugas. `intent=job_title`, which only a page without JavaScript sends, adds `new_job_title` to
/// the choices and shows the form again. `own_password` and `own_code` are the caller's, for whoever changes how
/// somebody logs in.
#[server(endpoint = "identity/save_officer")]
pub async fn save_officer(
    #[server(default)] user: String,
    #[server(default)] version: i64,
    #[server(default)] intent: String,
    #[server(default)] new_job_title: String,
    #[server(default)] form: OfficerForm,
    #[server(default)] own_password: String,
    #[server(default)] own_code: String,
) -> Result<Done, AppError> {
    if intent == "job_title" {
        return super::officer_save::add_job_title(&new_job_title).await;
    }
    let proof = domain::identity::profile::ProofForm { password: own_password, code: own_code };
    super::officer_save::save(&user, version, form, &proof).await
}
