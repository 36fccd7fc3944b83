//! The plan's state and every way it can change: from draft to Selesai.
//!
//! Each transition takes the state and gives the next one, or says why not. Who may
//! make it is [`crate::access`]'s to say.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Phase;
pub use crate::{
    dialogue::{Message, MessageForm, MessageKind},
    identity::Person,
};
use crate::{id::AttachmentId, refusal::Refusal};

/// Rekomendasi (Gambar 29): the ground for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Who recommends.
    pub by: Person,
    /// When.
    pub at: DateTime<Utc>,
    /// The text, sanitised.
    pub text: String,
    /// The letter.
    pub letter: Vec<AttachmentId>,
}

/// Setujui (Gambar 28); it cannot be written down without the recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who approves.
    pub by: Person,
    /// When.
    pub at: DateTime<Utc>,
    /// What it rests on.
    pub recommendation: Recommendation,
}

/// Where the report stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "report")]
pub enum ReportState {
    /// The selection runs; nothing was sent.
    NotSent,
    /// With the commission.
    Sent {
        /// Since when.
        at: DateTime<Utc>,
        /// The round, from 1.
        round: u32,
    },
    /// Perbaiki: with the institution.
    Returned {
        /// Since when.
        at: DateTime<Utc>,
        /// The round that was returned.
        round: u32,
    },
    /// Lulus.
    Passed {
        /// Who passed it.
        by: Person,
        /// When.
        at: DateTime<Utc>,
        /// The round that passed.
        round: u32,
    },
}

/// A plan's state, with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum PlanState {
    /// Being written.
    Draft,
    /// Baru.
    Submitted {
        /// When it was sent.
        at: DateTime<Utc>,
    },
    /// Handled by an officer.
    InReview {
        /// The officer.
        officer: Person,
        /// The Rekomendasi, once recorded.
        recommendation: Option<Recommendation>,
    },
    /// Perbaikan.
    Correction {
        /// The officer who waits.
        officer: Person,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Ditolak.
    Rejected {
        /// The officer.
        officer: Person,
        /// Who rejected it.
        by: Person,
        /// When.
        at: DateTime<Utc>,
        /// Why, sanitised.
        reason: String,
    },
    /// Disetujui: process, report and inauguration.
    Approved {
        /// The officer.
        officer: Person,
        /// The approval.
        approval: Approval,
        /// The report.
        report: ReportState,
    },
    /// Selesai.
    Finished {
        /// The officer.
        officer: Person,
        /// The approval.
        approval: Approval,
        /// When the last post was filled.
        at: DateTime<Utc>,
    },
}

const NOT_NOW: &str = "Langkah ini tidak tersedia pada status rencana sekarang.";

impl PlanState {
    /// The state without its data.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        match self {
            Self::Draft => Phase::Draft,
            Self::Submitted { .. } => Phase::Submitted,
            Self::InReview { recommendation: None, .. } => Phase::InReview,
            Self::InReview { recommendation: Some(_), .. } => Phase::Recommended,
            Self::Correction { .. } => Phase::Correction,
            Self::Rejected { .. } => Phase::Rejected,
            Self::Approved { report, .. } => match report {
                ReportState::NotSent => Phase::Process,
                ReportState::Sent { .. } => Phase::Reported,
                ReportState::Returned { .. } => Phase::ReportReturned,
                ReportState::Passed { .. } => Phase::Inauguration,
            },
            Self::Finished { .. } => Phase::Finished,
        }
    }

    /// The officer who handles it.
    #[must_use]
    pub const fn officer(&self) -> Option<&Person> {
        match self {
            Self::Draft | Self::Submitted { .. } => None,
            Self::InReview { officer, .. }
            | Self::Correction { officer, .. }
            | Self::Rejected { officer, .. }
            | Self::Approved { officer, .. }
            | Self::Finished { officer, .. } => Some(officer),
        }
    }

    /// The recommendation, once recorded.
    #[must_use]
    pub const fn recommendation(&self) -> Option<&Recommendation> {
        match self {
            Self::InReview { recommendation, .. } => recommendation.as_ref(),
            Self::Approved { approval, .. } | Self::Finished { approval, .. } => {
                Some(&approval.recommendation)
            }
            _ => None,
        }
    }

    /// Sends a draft, or answers a Perbaikan.
    ///
    /// # Errors
    /// In any other state.
    pub fn submit(self, at: DateTime<Utc>) -> Result<Self, Refusal> {
        match self {
            Self::Draft => Ok(Self::Submitted { at }),
            Self::Correction { officer, .. } => Ok(Self::InReview { officer, recommendation: None }),
            _ => Err(Refusal::state("Rencana ini sudah dikirim.")),
        }
    }

    /// Pilih petugas yang menangani; also hands an open plan to another officer.
    ///
    /// # Errors
    /// Before it is sent, and after its end.
    pub fn assign(self, new: Person) -> Result<Self, Refusal> {
        match self {
            Self::Submitted { .. } => Ok(Self::InReview { officer: new, recommendation: None }),
            Self::InReview { recommendation, .. } => Ok(Self::InReview { officer: new, recommendation }),
            Self::Correction { since, .. } => Ok(Self::Correction { officer: new, since }),
            Self::Approved { approval, report, .. } => Ok(Self::Approved { officer: new, approval, report }),
            Self::Draft | Self::Rejected { .. } | Self::Finished { .. } => Err(Refusal::state(NOT_NOW)),
        }
    }

    /// Perbaikan. A recommendation given before is no longer valid.
    ///
    /// # Errors
    /// Unless in review.
    pub fn request_correction(self, at: DateTime<Utc>) -> Result<Self, Refusal> {
        match self {
            Self::InReview { officer, .. } => Ok(Self::Correction { officer, since: at }),
            _ => Err(Refusal::state(NOT_NOW)),
        }
    }

    /// Rekomendasi; a later one takes the place of an earlier one.
    ///
    /// # Errors
    /// Unless in review.
    pub fn recommend(self, new: Recommendation) -> Result<Self, Refusal> {
        match self {
            Self::InReview { officer, .. } => Ok(Self::InReview { officer, recommendation: Some(new) }),
            _ => Err(Refusal::state(NOT_NOW)),
        }
    }

    /// Tolak.
    ///
    /// # Errors
    /// Unless in review.
    pub fn reject(self, by: Person, at: DateTime<Utc>, reason: String) -> Result<Self, Refusal> {
        match self {
            Self::InReview { officer, .. } => Ok(Self::Rejected { officer, by, at, reason }),
            _ => Err(Refusal::state(NOT_NOW)),
        }
    }

    /// Setujui.
    ///
    /// # Errors
    /// Unless in review with a recommendation recorded.
    pub fn approve(self, by: Person, at: DateTime<Utc>) -> Result<Self, Refusal> {
        match self {
            Self::InReview { officer, recommendation: Some(recommendation) } => Ok(Self::Approved {
                officer,
                approval: Approval { by, at, recommendation },
                report: ReportState::NotSent,
            }),
            Self::InReview { .. } => Err(Refusal::state("Catat dahulu Rekomendasi, lalu setujui.")),
            _ => Err(Refusal::state(NOT_NOW)),
        }
    }

    /// Whether applicants, scores and decisions may still change.
    ///
    /// # Errors
    /// Before approval, and from the report on.
    pub fn check_process_open(&self) -> Result<(), Refusal> {
        match self.phase() {
            Phase::Process | Phase::ReportReturned => Ok(()),
            Phase::Reported => Err(Refusal::state("Laporan sudah dikirim; skor tidak dapat diubah lagi.")),
            Phase::Inauguration | Phase::Finished => {
                Err(Refusal::state("Laporan telah dinyatakan lulus; skor tidak dapat diubah lagi."))
            }
            _ => Err(Refusal::state("Rencana belum disetujui.")),
        }
    }

    /// Sends the report, for the first time or after Perbaiki. `obstacles` are what
    /// the vacancies still lack.
    ///
    /// # Errors
    /// With obstacles, or outside the process.
    pub fn send_report(self, at: DateTime<Utc>, obstacles: &[String]) -> Result<Self, Refusal> {
        self.check_process_open()?;
        if !obstacles.is_empty() {
            return Err(Refusal::state(format!("Laporan belum dapat dikirim. {}", obstacles.join(" "))));
        }
        match self {
            Self::Approved { officer, approval, report } => {
                let round = match report {
                    ReportState::Returned { round, .. } => round + 1,
                    _ => 1,
                };
                Ok(Self::Approved { officer, approval, report: ReportState::Sent { at, round } })
            }
            _ => Err(Refusal::state(NOT_NOW)),
        }
    }

    /// Perbaiki.
    ///
    /// # Errors
    /// Unless a report is with the commission.
    pub fn return_report(self, at: DateTime<Utc>) -> Result<Self, Refusal> {
        match self {
            Self::Approved { officer, approval, report: ReportState::Sent { round, .. } } => {
                Ok(Self::Approved { officer, approval, report: ReportState::Returned { at, round } })
            }
            _ => Err(Refusal::state("Tidak ada laporan yang sedang direviu.")),
        }
    }

    /// Lulus.
    ///
    /// # Errors
    /// Unless a report is with the commission.
    pub fn pass_report(self, by: Person, at: DateTime<Utc>) -> Result<Self, Refusal> {
        match self {
            Self::Approved { officer, approval, report: ReportState::Sent { round, .. } } => {
                Ok(Self::Approved { officer, approval, report: ReportState::Passed { by, at, round } })
            }
            _ => Err(Refusal::state("Tidak ada laporan yang sedang direviu.")),
        }
    }

    /// Selesai, when no vacancy is left to fill.
    ///
    /// # Errors
    /// Before Lulus, or while vacancies are left.
    pub fn finish(self, at: DateTime<Utc>, left_to_fill: usize) -> Result<Self, Refusal> {
        match self {
            Self::Approved { officer, approval, report: ReportState::Passed { .. } } if left_to_fill == 0 => {
                Ok(Self::Finished { officer, approval, at })
            }
            _ => Err(Refusal::state("Masih ada jabatan yang belum dilantik.")),
        }
    }
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
