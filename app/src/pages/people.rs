//! Petugas, Institusi, and the accounts of an institution.

mod account_form;
mod accounts;
mod activation;
mod footer;
mod institution;
mod institution_form;
mod institutions;
mod job_title;
mod list;
mod login_fields;
mod officer_form;
mod officers;
mod place;
mod slowed;

pub use account_form::{EditAccountPage, NewAccountPage, NewInstitutionAccountPage};
pub use accounts::AccountsPage;
pub use institution::InstitutionPage;
pub use institution_form::{EditInstitutionPage, NewInstitutionPage};
pub use institutions::InstitutionsPage;
pub use officer_form::{EditOfficerPage, NewOfficerPage};
pub use officers::OfficersPage;

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::Choice;

/// A number in the page's address; nothing when it is none.
fn number_in_address<T>(name: &'static str) -> Memo<Option<T>>
where
    T: FromStr + PartialEq + Send + Sync + 'static,
{
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name)?.parse().ok()))
}

/// Choices as a list takes them.
fn pairs(choices: Vec<Choice>) -> Vec<(String, String)> {
    choices.into_iter().map(|choice| (choice.value, choice.label)).collect()
}
