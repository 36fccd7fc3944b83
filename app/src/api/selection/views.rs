//! What the selection's pages show.

mod process;
mod report;

pub use process::{ApplicantView, CorrectionView, MonitoringView, VacancyView};
pub use report::{
    AppointmentView, GroundView, InaugurationView, ReportView, ReviewView, RoundView, describe,
};

use chrono::{DateTime, Utc};
use domain::{
    access::Rights,
    attachment::Attachment,
    field::FieldChange,
    id::{PlanId, VacancyId},
    selection::access::PlanAction,
    selection::{FillingMethod, Phase, Reason, plan::PlanForm, review::MessageKind},
};
use serde::{Deserialize, Serialize};

use crate::api::{
    Choice,
    clock::{ClockCell, ClockView},
    list::{List, filter},
};

filter! {
    /// Daftar Seleksi's filter, as it stands in the address.
    pub struct PlanFilter {
        /// Words in a post's, unit's or institution's name or in the letter number.
        text: "q", "Kata kunci";
        /// A [`Phase`] code, or blank.
        phase: "status", "Status";
        /// A [`Reason`] code, or blank.
        reason: "alasan", "Alasan";
        /// A [`FillingMethod`] code, or blank.
        filling_method: "cara", "Cara Pengisian JPT";
    }
}

/// More changes than this are not counted.
pub const CHANGES_COUNTED: u32 = 100;

/// A page of Daftar Seleksi: newest first, or with `urut=tenggat` by the day until which the commission answers.
pub type PlanList = List<PlanRow, PlansAside>;

/// What Daftar Seleksi shows besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlansAside {
    /// How many of those that the filter finds were changed since the caller was on the first page, and stand there
    /// now; at most [`CHANGES_COUNTED`].
    pub changed: u32,
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
    /// The clock that runs for it or ran last.
    pub clock: Option<ClockCell>,
}

#[cfg(feature = "ssr")]
impl PlanRow {
    /// A row as it is shown on a day, by the calendar.
    #[must_use]
    pub fn of(
        row: store::selection::plan::PlanListRow,
        days: &domain::clock::WorkDays,
        today: chrono::NaiveDate,
    ) -> Self {
        Self {
            id: row.id,
            titles: row.titles,
            filling_method: row.filling_method,
            institution: row.institution_name,
            reason: row.reason,
            phase: row.phase,
            updated_at: row.updated_at,
            unread: row.unread,
            clock: row.clock.map(|clock| ClockCell::of(&clock.on(days, today))),
        }
    }
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
    /// Until when the commission answers, and why.
    pub clocks: Vec<ClockView>,
    /// Whether the caller is of the commission.
    pub commission: bool,
    /// What the caller may do.
    pub rights: Rights<PlanAction>,
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
