//! What each kind of job needs to know.
//!
//! Whoever changes the shape of one gives it the next version, and reads both; see `document.rs`.

use domain::{id::RegistrationId, job::JobKind, record::RecordRef};
use serde::{Deserialize, Serialize};

use super::InsertableJob;
use crate::document::Document;

/// The one-time passwords of a registration are to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeFirstPasswords {
    /// Which.
    pub registration: RegistrationId,
}

impl Document for MakeFirstPasswords {
    const PLACE: &'static str = "job.make_first_passwords";
}

impl InsertableJob for MakeFirstPasswords {
    const KIND: JobKind = JobKind::MakeFirstPasswords;

    /// The registration's number: there is one such job of each, by which a registration knows whether a server is
    /// at it.
    fn key(&self) -> String {
        self.registration.to_string()
    }

    fn about(&self) -> Option<RecordRef> {
        Some(self.registration.into())
    }
}
