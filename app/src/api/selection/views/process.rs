//! What the pages of Proses Seleksi show.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::Rights,
    attachment::Attachment,
    id::{ApplicantId, PlanId, VacancyId},
    selection::access::PlanAction,
    selection::{Phase, Scheme, shortlist::Ground},
};
use serde::{Deserialize, Serialize};

/// Proses Seleksi of one vacancy (Gambar 30 to 40).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyView {
    /// The plan.
    pub plan: PlanId,
    /// The vacancy.
    pub id: VacancyId,
    /// The vacancy's version.
    pub version: i64,
    /// Institusi.
    pub institution: String,
    /// `Dinas Sosial - Kepala Dinas Sosial`.
    pub label: String,
    /// Status of the plan.
    pub phase: Phase,
    /// Jumlah Pelamar.
    pub applicant_count: Option<u32>,
    /// The reason for fewer than three, once recorded.
    pub shortlist_note: Option<String>,
    /// The stages in the plan's order, with their weights.
    pub scheme: Scheme,
    /// Every applicant, in the order they were entered.
    pub applicants: Vec<ApplicantView>,
    /// The three best, highest total first.
    pub shortlist: Vec<ApplicantId>,
    /// What still keeps the vacancy from being reported.
    pub obstacles: Vec<String>,
    /// Corrections of scores and results, newest first.
    pub corrections: Vec<CorrectionView>,
    /// Monitoring by the commission, newest first.
    pub monitoring: Vec<MonitoringView>,
    /// Whether every vacancy of the plan is complete, so that `Pelaporan` is shown.
    pub can_report: bool,
    /// Once this one is complete, the first of the plan's others that is not.
    pub other: Option<(VacancyId, String)>,
    /// Whether the caller is of the commission.
    pub commission: bool,
    /// What the caller may do.
    pub rights: Rights<PlanAction>,
}

/// One applicant's row, ready to show: numbers are texts as people write them. What is not there is not sent: the page
/// of two hundred carries all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicantView {
    /// The applicant.
    pub id: ApplicantId,
    /// The row's version.
    pub version: i64,
    /// Nama.
    pub name: String,
    /// NIP.
    pub nip: String,
    /// Instansi.
    pub agency: String,
    /// How many stages were reached, in the plan's order.
    pub reached: usize,
    /// SKOR by the plan's order as far as there are any, as entered: `7,5`; `Lulus` or `Gugur` in a stage without
    /// weight.
    pub scores: Vec<String>,
    /// NILAI of each: `225`; blank in a stage without weight.
    pub marks: Vec<String>,
    /// The place, from 0, of the stage that was failed (gugur).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<usize>,
    /// TOTAL NILAI, once all are there and none was failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// Rank among those who have a total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// Why accepting needs a reason, when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// Whether the track record is described; what was found is loaded for one at a time, see [`TrackRecordView`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub described: bool,
    /// Terima (`true`), Tolak (`false`), undecided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// The reason given with the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// That they resigned: `Mengundurkan diri 20/11/2026: …`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<String>,
}

/// Deskripsi of an applicant's track record (Gambar 38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackRecordView {
    /// The row's version.
    pub version: i64,
    /// The findings, sanitised; empty until described.
    pub text: String,
    /// Their files.
    pub files: Vec<Attachment>,
}

/// The head of the column that holds what [`ApplicantView::told`] says of a stage.
#[must_use]
pub fn told_head(label: &str, weighted: bool) -> String {
    format!("{} {label}", if weighted { "Nilai" } else { "Hasil" })
}

impl ApplicantView {
    /// Whether they take part in the stage at this place: it was reached, and none before it was failed. Whoever resigned
    /// stands where they were scored.
    #[must_use]
    pub fn takes_part(&self, at: usize) -> bool {
        let left = self.withdrawal.is_some() && self.scores.len() <= at;
        !left && self.reached > at && self.failed.is_none_or(|failed| failed >= at)
    }

    /// Whether they may be moved on, scored and decided on.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.withdrawal.is_none()
    }

    /// What Rekap says of the stage at this place: NILAI, or Lulus and Gugur where it has no weight; nothing before
    /// there is any.
    #[must_use]
    pub fn told(&self, at: usize, weighted: bool) -> Option<&str> {
        let texts = if weighted { &self.marks } else { &self.scores };
        texts.get(at).map(String::as_str)
    }

    /// By this Rekap is in order: whoever has no rank stands behind, as they were entered.
    #[must_use]
    pub fn recap_order(&self) -> usize {
        self.rank.unwrap_or(usize::MAX)
    }
}

/// A correction of a saved score or result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionView {
    /// Whose score.
    pub applicant: String,
    /// In which stage.
    pub stage: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A monitoring (Gambar 42).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonitoringView {
    /// Tanggal.
    pub day: NaiveDate,
    /// Tahapan.
    pub stage: String,
    /// Temuan, sanitised.
    pub findings: String,
    /// Laporan.
    pub files: Vec<Attachment>,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}
