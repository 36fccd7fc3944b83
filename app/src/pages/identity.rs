//! Petugas, and the accounts of an institution.

mod account_form;
mod accounts;
mod activation;
mod job_title;
pub(super) mod list;
pub(super) mod login_fields;
mod officer_form;
mod officers;
mod sessions;
mod slowed;

pub use account_form::{EditAccountPage, NewAccountPage, NewInstitutionAccountPage};
pub use accounts::AccountsPage;
pub use officer_form::{EditOfficerPage, NewOfficerPage};
pub use officers::OfficersPage;
