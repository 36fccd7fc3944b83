//! What the selection's pages show.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    attachment::Attachment,
    field::FieldChange,
    id::{ApplicantId, PlanId, VacancyId},
    selection::{FillingMethod, Phase, Reason, Stage, plan::PlanForm, review::MessageKind},
};
use serde::{Deserialize, Serialize};

use crate::api::{Choice, rights::Rights};

/// Daftar Seleksi's filter, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanFilter {
    /// Words in a post's, unit's or institution's name or in the letter number.
    pub q: String,
    /// A [`Phase`] code, or blank.
    pub status: String,
    /// A [`Reason`] code, or blank.
    pub alasan: String,
    /// A [`FillingMethod`] code, or blank.
    pub cara: String,
    /// The place after which the page begins.
    pub sesudah: String,
    /// The place before which the page ends.
    pub sebelum: String,
}

/// A page of Daftar Seleksi.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanList {
    /// The rows, newest first.
    pub rows: Vec<PlanRow>,
    /// Place to begin the next page after.
    pub next: Option<String>,
    /// Place to end the previous page before.
    pub previous: Option<String>,
    /// Whether the caller is of the commission (who sees INSTITUSI).
    pub commission: bool,
    /// Whether `Tambah Seleksi` is offered.
    pub can_create: bool,
}

/// A row of Daftar Seleksi (Gambar 24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The plan.
    pub id: PlanId,
    /// Nama Jabatan, one or more.
    pub titles: Vec<String>,
    /// Cara Pengisian JPT.
    pub filling_method: Option<FillingMethod>,
    /// Institusi.
    pub institution: String,
    /// Alasan.
    pub reason: Option<Reason>,
    /// Status.
    pub phase: Phase,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Whether this person has not seen it since.
    pub unread: bool,
}

/// What the form of a plan needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanEditor {
    /// The plan; nothing for a new one.
    pub plan: Option<PlanId>,
    /// The version that is being edited; 0 for a new one.
    pub version: i64,
    /// What stands in the form.
    pub form: PlanForm,
    /// Approved positions of the institution.
    pub positions: Vec<Choice>,
    /// The files the form names.
    pub files: Vec<Attachment>,
    /// Whether it answers a Perbaikan (then there is no draft to save).
    pub answers_correction: bool,
    /// The commission's latest request, to be read beside the form.
    pub request: Option<MessageView>,
}

/// A plan, whole (Gambar 26).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// The plan.
    pub id: PlanId,
    /// Its version.
    pub version: i64,
    /// Institusi.
    pub institution: String,
    /// Status.
    pub phase: Phase,
    /// Everything the institution entered.
    pub form: PlanForm,
    /// The names of its positions, in order.
    pub positions: Vec<String>,
    /// The files the form and the messages name.
    pub files: Vec<Attachment>,
    /// Petugas yang menangani.
    pub officer: Option<String>,
    /// The officer's account number as text, to preselect.
    pub officer_id: Option<String>,
    /// Who may be chosen as officer; empty when the caller may not choose.
    pub officers: Vec<Choice>,
    /// The dialogue, oldest first.
    pub messages: Vec<MessageView>,
    /// The vacancies, once sent.
    pub vacancies: Vec<VacancySummary>,
    /// Tanggal dibuat.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// The Rekomendasi, once recorded.
    pub recommendation: Option<RecommendationView>,
    /// Why it was rejected.
    pub rejection: Option<String>,
    /// Whether the caller is of the commission.
    pub commission: bool,
    /// What the caller may do.
    pub rights: Rights,
}

/// The Rekomendasi (Gambar 29).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationView {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Rich text, sanitised.
    pub text: String,
    /// The letter.
    pub files: Vec<Attachment>,
}

/// A message of the dialogue (Gambar 27).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// Its number.
    pub id: i64,
    /// What it was written for.
    pub kind: MessageKind,
    /// Who wrote it.
    pub author: String,
    /// Whether the commission wrote it.
    pub commission: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// Rich text, sanitised; may be empty.
    pub text: String,
    /// Files.
    pub files: Vec<Attachment>,
    /// What the plan's fields changed since the message before.
    pub changes: Vec<FieldChange>,
}

/// One vacancy in the plan's overview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancySummary {
    /// The vacancy.
    pub id: VacancyId,
    /// `Dinas Sosial - Kepala Dinas Sosial`.
    pub label: String,
    /// Jumlah Pelamar, once recorded.
    pub applicant_count: Option<u32>,
    /// How many passed administration.
    pub eligible: usize,
    /// How many are accepted.
    pub accepted: usize,
    /// What still keeps it from being reported.
    pub obstacles: Vec<String>,
    /// Whether the documents of the inauguration are there.
    pub documented: bool,
    /// Whether the post is filled.
    pub filled: bool,
    /// Whether somebody was accepted, so that there is somebody to inaugurate.
    pub to_fill: bool,
}

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
    /// The stages in the plan's order, with their weights in percent.
    pub stages: Vec<StageView>,
    /// Every applicant, in the order they were entered.
    pub applicants: Vec<ApplicantView>,
    /// The three best, highest total first.
    pub shortlist: Vec<ApplicantId>,
    /// What still keeps the vacancy from being reported.
    pub obstacles: Vec<String>,
    /// Corrections of scores, newest first.
    pub corrections: Vec<CorrectionView>,
    /// Monitoring by the commission, newest first.
    pub monitoring: Vec<MonitoringView>,
    /// Whether every vacancy of the plan is complete, so that `Pelaporan` is shown.
    pub can_report: bool,
    /// Whether the caller is of the commission.
    pub commission: bool,
    /// What the caller may do.
    pub rights: Rights,
}

/// A stage and its BOBOT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageView {
    /// The stage.
    pub stage: Stage,
    /// BOBOT in percent.
    pub weight: u8,
}

/// One applicant's row, ready to show: numbers are texts as people write them.
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
    /// How many stages were reached: 0 to 4, in the plan's order.
    pub reached: usize,
    /// SKOR by the plan's order, as entered: `7,5`.
    pub scores: [Option<String>; 4],
    /// NILAI by the plan's order: `225`.
    pub marks: [Option<String>; 4],
    /// TOTAL NILAI, once all four are there.
    pub total: Option<String>,
    /// Rank among the fully scored.
    pub rank: Option<usize>,
    /// Whether accepting needs a reason (rank beyond three).
    pub out_of_rank: bool,
    /// The findings, sanitised, once described.
    pub description: Option<String>,
    /// The findings' files.
    pub description_files: Vec<Attachment>,
    /// Terima (`true`), Tolak (`false`), undecided.
    pub accepted: Option<bool>,
    /// The reason given with the decision.
    pub reason: Option<String>,
}

/// A correction of a saved score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionView {
    /// Whose score.
    pub applicant: String,
    /// In which stage.
    pub stage: Stage,
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
    /// Accepted out of rank: name and reason, for the reviewer.
    pub out_of_rank: Vec<(String, String)>,
    /// Whether the caller is of the commission.
    pub commission: bool,
    /// What the caller may do.
    pub rights: Rights,
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
    /// What the caller may do.
    pub rights: Rights,
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
    pub rights: Rights,
}
