//! Institusi: the list, one with its accounts, its form, and registering many.

mod detail;
mod form;
mod list;
mod place;
mod registration;

pub use detail::InstitutionPage;
pub use form::{EditInstitutionPage, NewInstitutionPage};
pub use list::InstitutionsPage;
pub use registration::{NewRegistrationPage, RegistrationPage};
