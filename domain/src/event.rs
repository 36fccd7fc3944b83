//! What other open pages are told when something changed.

use serde::{Deserialize, Serialize};

use crate::id::{ApplicantId, InstitutionId, PlanId, VacancyId};

/// A change, small enough for one notification; a page loads again what it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The plan it happened in.
    pub plan: PlanId,
    /// Whose plan it is, for deciding who may hear of it.
    pub institution: InstitutionId,
    /// What changed.
    pub change: Change,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    /// The plan's fields or status.
    Plan,
    /// The review dialogue.
    Message,
    /// An applicant's stage, score or decision.
    Applicant {
        /// In which vacancy.
        vacancy: VacancyId,
        /// Who; nothing when several were changed at once.
        applicant: Option<ApplicantId>,
    },
    /// A vacancy's count, shortlist reason or monitoring.
    Vacancy {
        /// Which.
        vacancy: VacancyId,
    },
    /// The report or its review.
    Report,
    /// An inauguration.
    Inauguration {
        /// Of which vacancy.
        vacancy: VacancyId,
    },
}
