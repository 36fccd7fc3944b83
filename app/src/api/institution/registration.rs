//! Registering many institutions from a spreadsheet: checked and shown first, then stored all at once.

#[cfg(feature = "ssr")]
mod begin;
#[cfg(feature = "ssr")]
mod check;
#[cfg(feature = "ssr")]
mod renew;
#[cfg(feature = "ssr")]
mod run;
#[cfg(feature = "ssr")]
mod show;

#[cfg(feature = "ssr")]
pub use run::make_passwords;

use chrono::{DateTime, Utc};
pub use domain::selection::forms::SheetForm;
use domain::{
    id::{AttachmentId, RegistrationId},
    institution::registration::Handout,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::api::import;
use crate::{
    api::import::ImportView,
    error::{AppError, Done},
};

/// A registration, as the list of them has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationLine {
    /// Its number.
    pub id: RegistrationId,
    /// The registration whose passwords it makes anew; nothing for one that registers.
    pub renews: Option<RegistrationId>,
    /// Of how many institutions it is.
    pub total: u32,
    /// How many passwords it has gone through.
    pub done: u32,
    /// Who began it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Its state.
    pub state: RegistrationState,
}

/// A registration: how far it has come, and its passwords.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationView {
    /// Its number.
    pub id: RegistrationId,
    /// The registration whose passwords it makes anew; nothing for one that registers.
    pub renews: Option<RegistrationId>,
    /// Of how many institutions it is.
    pub total: u32,
    /// How many passwords it has gone through.
    pub done: u32,
    /// Who began it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Its state.
    pub state: RegistrationState,
    /// How many of its accounts have no password of their holder's own yet.
    pub waiting: u32,
    /// Whether theirs can be made anew now.
    pub may_renew: bool,
    /// The passwords; only for the session that had them made, and only until they are put away.
    pub passwords: Option<Vec<Handout>>,
}

/// A registration's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegistrationState {
    /// Everything is stored, and passwords are being made.
    Running {
        /// Whether no server is at it: the one that was has ended, and another one takes over.
        waits: bool,
    },
    /// It stopped, for this reason.
    Stopped(String),
    /// All passwords are made.
    Finished,
}

/// The last registrations, newest first.
#[server(endpoint = "registration/list")]
pub async fn list_registrations() -> Result<Vec<RegistrationLine>, AppError> {
    show::list().await
}

/// Reads an uploaded spreadsheet and leads on to what it would register.
#[server(endpoint = "registration/check")]
pub async fn check_registration(#[server(default)] form: SheetForm) -> Result<Done, AppError> {
    import::check::<check::Institution>(&check::admin().await?, &form).await
}

/// What an uploaded spreadsheet would register.
#[server(endpoint = "registration/preview")]
pub async fn preview_registration(file: AttachmentId) -> Result<ImportView, AppError> {
    let checked = import::rows::<check::Institution>(&check::admin().await?, file).await?;
    Ok(ImportView::of::<check::Institution>(file, &checked))
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
    show::view(registration).await
}

/// Puts the passwords away, once they are handed out.
#[server(endpoint = "registration/forget")]
pub async fn forget_passwords(registration: RegistrationId) -> Result<Done, AppError> {
    show::forget(registration).await
}

/// Makes new passwords for all accounts of a registration whose holders have not chosen one of their own; those that
/// were handed out before open nothing any more.
#[server(endpoint = "registration/renew")]
pub async fn renew_passwords(registration: RegistrationId) -> Result<Done, AppError> {
    renew::renew(registration).await
}
