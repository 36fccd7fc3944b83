//! What each kind of job needs to know.
//!
//! Whoever changes the shape of one gives it the next version, and reads both; see `document.rs`.

use chrono::{DateTime, Utc};
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

/// Due days are to be computed anew: the calendar changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecomputeClocks {
    /// When it changed.
    pub changed_at: DateTime<Utc>,
}

impl Document for RecomputeClocks {
    const PLACE: &'static str = "job.recompute_clocks";
}

impl InsertableJob for RecomputeClocks {
    const KIND: JobKind = JobKind::RecomputeClocks;

    /// The moment, to the microsecond: what changes while the clocks are being computed has them computed once more.
    fn key(&self) -> String {
        self.changed_at.timestamp_micros().to_string()
    }
}
