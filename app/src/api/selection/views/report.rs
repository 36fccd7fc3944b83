//! What the pages of Pelaporan and Pelantikan show.

use chrono::{DateTime, Utc};
use domain::{
    access::Rights,
    attachment::Attachment,
    id::{PlanId, VacancyId},
    selection::access::PlanAction,
    selection::{Phase, shortlist::Ground},
};
use serde::{Deserialize, Serialize};

use super::VacancySummary;
use crate::api::{Choice, clock::ClockView};

/// Pelaporan of a plan (Gambar 43 to 47).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// The plan.
    pub plan: PlanId,
    /// The plan's version.
    pub version: i64,
    /// Institusi.
    pub institution: String,
    /// Status of the plan.
    pub phase: Phase,
    /// Every round, newest first.
    pub rounds: Vec<RoundView>,
    /// The vacancies, with what they still lack.
    pub vacancies: Vec<VacancySummary>,
    /// Until when the commission answers, and why.
    pub clocks: Vec<ClockView>,
    /// The accepted of each post.
    pub threes: Vec<ThreeView>,
    /// Accepted out of rank or between equals, for the reviewer.
    pub grounds: Vec<GroundView>,
    /// Whether the caller is of the commission.
    pub commission: bool,
    /// What the caller may do.
    pub rights: Rights<PlanAction>,
}

/// Somebody who was accepted out of rank, or as one of several equals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundView {
    /// For which post; empty when the plan fills only one.
    pub post: String,
    /// Who.
    pub name: String,
    /// Why a reason is needed.
    pub ground: Ground,
    /// Those who have the same total; empty when nobody has.
    pub equals: String,
    /// The reason; empty when none was given.
    pub reason: String,
}

impl GroundView {
    /// `di luar urutan`, `total nilai sama dengan Ani, Budi`.
    #[must_use]
    pub fn kind(&self) -> String {
        describe(self.ground, &self.equals)
    }

    /// The reason, or that there is none.
    #[must_use]
    pub fn reason(&self) -> &str {
        if self.reason.trim().is_empty() { "alasan belum dicatat" } else { &self.reason }
    }

    /// `Ani, Kepala Dinas Sosial (di luar urutan)`.
    #[must_use]
    pub fn who(&self) -> String {
        let post = if self.post.is_empty() { String::new() } else { format!(", {}", self.post) };
        format!("{}{post} ({})", self.name, self.kind())
    }

    /// All of it in one line.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}: {}", self.who(), self.reason())
    }
}

/// Why a reason is needed, in words.
#[must_use]
pub fn describe(ground: Ground, equals: &str) -> String {
    match ground {
        Ground::OutOfRank if equals.is_empty() => "di luar urutan".to_owned(),
        Ground::OutOfRank => format!("di luar urutan; total nilai sama dengan {equals}"),
        Ground::BetweenEquals => format!("total nilai sama dengan {equals}"),
    }
}

/// The accepted of one post, highest total first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreeView {
    /// For which post.
    pub post: String,
    /// Who.
    pub people: Vec<AcceptedView>,
    /// Why they are fewer than three, once recorded.
    pub note: Option<String>,
}

/// Somebody of the three.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedView {
    /// Nama.
    pub name: String,
    /// NIP.
    pub nip: String,
    /// Instansi.
    pub agency: String,
    /// TOTAL NILAI.
    pub total: String,
    /// PERINGKAT.
    pub rank: usize,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

/// One round of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundView {
    /// 1, 2, …
    pub round: u32,
    /// Who sent it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Keterangan laporan, sanitised.
    pub note: String,
    /// Surat pengantar PPK dan PyB.
    pub cover_files: Vec<Attachment>,
    /// Laporan Lengkap Setiap Tahapan.
    pub stage_files: Vec<Attachment>,
    /// Berita acara pansel, sanitised.
    pub minutes: String,
    /// Lampiran berita acara pansel.
    pub minutes_files: Vec<Attachment>,
    /// The commission's answer.
    pub review: Option<ReviewView>,
}

/// The commission's answer to a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewView {
    /// Lulus, or Perbaiki.
    pub passed: bool,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Rekomendasi, or the reason; sanitised.
    pub text: String,
    /// Files.
    pub files: Vec<Attachment>,
}

/// Pelantikan of one vacancy (Gambar 49, 52).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InaugurationView {
    /// The plan.
    pub plan: PlanId,
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The vacancy's version.
    pub version: i64,
    /// Institusi.
    pub institution: String,
    /// `Dinas Sosial - Kepala Dinas Sosial`.
    pub label: String,
    /// Status of the plan.
    pub phase: Phase,
    /// Berita Acara Pelantikan, sanitised; empty when not recorded.
    pub minutes: String,
    /// Its attachments.
    pub minutes_files: Vec<Attachment>,
    /// SK Pengangkatan, sanitised; empty when not recorded.
    pub decree: String,
    /// Its attachments.
    pub decree_files: Vec<Attachment>,
    /// Whether the documents are recorded.
    pub documented: bool,
    /// Whether the post is filled.
    pub filled: bool,
    /// The name of the one who fills it.
    pub holder: Option<String>,
    /// The accepted, of whom one is inaugurated.
    pub three: ThreeView,
    /// What the caller may do.
    pub rights: Rights<PlanAction>,
}

/// Tambah Pejabat after an inauguration (Gambar 50).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentView {
    /// The plan.
    pub plan: PlanId,
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The vacancy's version.
    pub version: i64,
    /// Nomenklatur, fixed.
    pub position: String,
    /// The three, highest total first, with their totals.
    pub candidates: Vec<Choice>,
    /// Whether the post is filled already.
    pub filled: bool,
    /// What the caller may do.
    pub rights: Rights<PlanAction>,
}
