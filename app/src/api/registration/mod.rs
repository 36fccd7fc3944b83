//! Registering many institutions from a spreadsheet: checked and shown first, then stored all at once.

#[cfg(feature = "ssr")]
mod begin;
#[cfg(feature = "ssr")]
mod check;
#[cfg(feature = "ssr")]
mod run;

pub use domain::selection::forms::SheetForm;
use domain::{
    id::{AttachmentId, RegistrationId},
    institution::registration::Handout,
    sheet::CellFault,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::{AppError, Done};

/// What a spreadsheet would register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationPreview {
    /// The uploaded file.
    pub file: AttachmentId,
    /// How many rows can be registered.
    pub good: usize,
    /// The first of them: name, kind, region, user name.
    pub sample: Vec<[String; 4]>,
    /// How many cells cannot be taken.
    pub bad_cells: usize,
    /// The first of them.
    pub faults: Vec<CellFault>,
    /// Rows beyond the most that are read.
    pub left_over: usize,
    /// Rows that are hidden in the spreadsheet and read all the same.
    #[serde(default)]
    pub hidden: usize,
}

/// How far a registration has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationView {
    /// Its number.
    pub id: RegistrationId,
    /// How many institutions it is of.
    pub total: u32,
    /// Its state.
    pub state: RegistrationState,
}

/// What a registration's page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegistrationState {
    /// So many are ready to be stored.
    Running(u32),
    /// Nothing was stored, for this reason.
    Failed(String),
    /// All are stored; the passwords, until they are forgotten.
    Finished(Option<Vec<Handout>>),
}

/// Whether the caller may register institutions; the page that begins with nothing else to load asks this.
#[server(endpoint = "registration/may")]
pub async fn may_register() -> Result<(), AppError> {
    check::may().await
}

/// Reads an uploaded spreadsheet and leads on to what it would register.
#[server(endpoint = "registration/check")]
pub async fn check_registration(#[server(default)] form: SheetForm) -> Result<Done, AppError> {
    check::check(&form).await
}

/// What an uploaded spreadsheet would register.
#[server(endpoint = "registration/preview")]
pub async fn preview_registration(file: AttachmentId) -> Result<RegistrationPreview, AppError> {
    check::preview(file).await
}

/// Begins to register: all rows, or with `only_good` those that can be taken.
#[server(endpoint = "registration/begin")]
pub async fn begin_registration(
    file: AttachmentId,
    #[server(default)] only_good: String,
) -> Result<Done, AppError> {
    begin::begin(file, only_good == "true").await
}

/// How far a registration has come.
#[server(endpoint = "registration/get")]
pub async fn get_registration(registration: RegistrationId) -> Result<RegistrationView, AppError> {
    begin::view(registration).await
}

/// Forgets the passwords, once they are handed out.
#[server(endpoint = "registration/forget")]
pub async fn forget_passwords(registration: RegistrationId) -> Result<Done, AppError> {
    begin::forget(registration).await
}
