//! Where a plan stands, as one word: for lists, filters and rights.

use serde::{Deserialize, Serialize};

/// The four steps of a selection (Gambar 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Rencana.
    Plan,
    /// Proses.
    Process,
    /// Pelaporan.
    Report,
    /// Pelantikan.
    Inauguration,
}

impl Step {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Process, Self::Report, Self::Inauguration];

    /// The name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plan => "Rencana",
            Self::Process => "Proses",
            Self::Report => "Pelaporan",
            Self::Inauguration => "Pelantikan",
        }
    }
}

/// A plan's state without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Being written; only the institution sees it.
    Draft,
    /// Baru: sent, nobody handles it yet.
    Submitted,
    /// An officer reviews it.
    InReview {
        /// Whether a Rekomendasi is recorded.
        recommended: bool,
    },
    /// Perbaikan: the institution corrects it.
    Correction,
    /// Ditolak.
    Rejected,
    /// Disetujui: the selection runs.
    Process,
    /// The report is with the commission.
    Reported,
    /// The institution repairs the report.
    ReportReturned,
    /// Lulus: posts are being filled.
    Inauguration,
    /// Selesai.
    Finished,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 11] = [
        Self::Draft,
        Self::Submitted,
        Self::InReview { recommended: false },
        Self::InReview { recommended: true },
        Self::Correction,
        Self::Rejected,
        Self::Process,
        Self::Reported,
        Self::ReportReturned,
        Self::Inauguration,
        Self::Finished,
    ];

    /// The status on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draf",
            Self::Submitted => "Baru",
            Self::InReview { .. } => "Direviu",
            Self::Correction => "Perbaikan",
            Self::Rejected => "Ditolak",
            Self::Process => "Disetujui",
            Self::Reported => "Laporan direviu",
            Self::ReportReturned => "Perbaikan laporan",
            Self::Inauguration => "Pelantikan",
            Self::Finished => "Selesai",
        }
    }

    /// The code in the database and in the list's address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::InReview { recommended: false } => "in_review",
            Self::InReview { recommended: true } => "recommended",
            Self::Correction => "correction",
            Self::Rejected => "rejected",
            Self::Process => "process",
            Self::Reported => "reported",
            Self::ReportReturned => "report_returned",
            Self::Inauguration => "inauguration",
            Self::Finished => "finished",
        }
    }

    /// Reads the database's code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.code() == code)
    }

    /// The step it belongs to.
    #[must_use]
    pub const fn step(self) -> Step {
        match self {
            Self::Draft | Self::Submitted | Self::InReview { .. } | Self::Correction | Self::Rejected => {
                Step::Plan
            }
            Self::Process => Step::Process,
            Self::Reported | Self::ReportReturned => Step::Report,
            Self::Inauguration | Self::Finished => Step::Inauguration,
        }
    }

    /// Whether the plan still holds its vacancies, so that no second plan may name them.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Draft | Self::Rejected | Self::Finished)
    }
}
