//! Where a plan stands, as one word: for lists, filters and rights.

use crate::coded::coded;

coded! {
    /// The four steps of a selection (Gambar 2).
    pub enum Step {
        /// Rencana.
        Plan = "plan", "Rencana";
        /// Proses.
        Process = "process", "Proses";
        /// Pelaporan.
        Report = "report", "Pelaporan";
        /// Pelantikan.
        Inauguration = "inauguration", "Pelantikan";
    }
}

coded! {
    /// A plan's state without its data.
    pub enum Phase {
        /// Being written; only the institution sees it.
        Draft = "draft", "Draf";
        /// Baru: sent, nobody handles it yet.
        Submitted = "submitted", "Baru";
        /// An officer reviews it.
        InReview = "in_review", "Direviu";
        /// The same with a Rekomendasi recorded, which the screen does not tell apart.
        Recommended = "recommended", "Direviu";
        /// Perbaikan: the institution corrects it.
        Correction = "correction", "Perbaikan";
        /// Ditolak.
        Rejected = "rejected", "Ditolak";
        /// Disetujui: the selection runs.
        Process = "process", "Disetujui";
        /// The report is with the commission.
        Reported = "reported", "Laporan direviu";
        /// The institution repairs the report.
        ReportReturned = "report_returned", "Perbaikan laporan";
        /// Lulus: posts are being filled.
        Inauguration = "inauguration", "Pelantikan";
        /// Selesai.
        Finished = "finished", "Selesai";
    }
}

impl Phase {
    /// The step it belongs to.
    #[must_use]
    pub const fn step(self) -> Step {
        match self {
            Self::Draft
            | Self::Submitted
            | Self::InReview
            | Self::Recommended
            | Self::Correction
            | Self::Rejected => Step::Plan,
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
