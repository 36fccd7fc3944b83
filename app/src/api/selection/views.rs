//! What the selection's pages show.

mod process;
mod report;

pub use process::{ApplicantView, CorrectionView, MonitoringView, TrackRecordView, VacancyView, told_head};
pub use report::{
    AcceptedView, AppointmentView, GroundView, InaugurationView, ReportView, ReviewView, RoundView,
    ThreeView, describe,
};

use chrono::{DateTime, Utc};
use domain::{
    access::Rights,
    attachment::Attachment,
    field::FieldChange,
    id::{PlanId, VacancyId},
    number::thousands,
    saved_view::SavedView,
    selection::access::PlanAction,
    selection::{FillingMethod, NextStep, Phase, PlanTab, Reason, plan::PlanForm, review::MessageKind},
};
use serde::{Deserialize, Serialize};

use crate::api::{
    Choice,
    clock::{ClockCell, ClockView},
    list::{Filter as _, List, filter},
};

filter! {
    /// Daftar Seleksi's filter, as it stands in the address.
    pub struct PlanFilter {
        /// Words in a post's, unit's or institution's name or in the letter number.
        text: "q", "Kata kunci";
        /// A [`PlanTab`] code; blank for all.
        tab: "tab", "Daftar";
        /// A [`Phase`] code, or blank.
        phase: "status", "Status";
        /// A [`Reason`] code, or blank.
        reason: "alasan", "Alasan";
        /// A [`FillingMethod`] code, or blank.
        filling_method: "cara", "Cara Pengisian JPT";
        /// An officer's number, or blank.
        officer: "petugas", "Petugas";
        /// Words in an institution's name.
        institution: "institusi", "Institusi";
    }
}

impl PlanFilter {
    /// The tab that is asked for; nothing when there is none of that name.
    #[must_use]
    pub fn chosen_tab(&self) -> Option<PlanTab> {
        match self.tab.trim() {
            "" => Some(PlanTab::All),
            code => PlanTab::from_code(code),
        }
    }

    /// The order in which its plans stand, by its name in the address.
    #[must_use]
    pub fn order_shown(&self) -> &str {
        match self.order.trim() {
            "" => self.chosen_tab().unwrap_or(PlanTab::All).usual_order(),
            order => order,
        }
    }

    /// Whether anything is looked for besides the tab.
    #[must_use]
    pub fn narrows(&self) -> bool {
        Self { tab: String::new(), ..self.clone() }.is_set()
    }
}

/// More changes than this are not counted.
pub const CHANGES_COUNTED: u32 = 100;

/// A page of Daftar Seleksi: the latest change first, what waits for somebody by the day until which the commission
/// answers, or as `urut` asks.
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
    /// Whether officers may be chosen for several plans at once.
    pub can_assign: bool,
    /// The tabs with how many plans each has; so many at most as are worth counting.
    pub tabs: Vec<(PlanTab, Total)>,
    /// How many the filter finds.
    pub total: Total,
    /// The commission's people, each with how many plans they have in hand; for the commission alone.
    pub officers: Vec<OfficerLoad>,
    /// The views that the caller has saved.
    pub views: Vec<SavedView>,
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// So many were counted.
    pub count: u32,
    /// Whether there are more.
    pub more: bool,
}

impl Total {
    /// All there are, where they are on one page.
    #[must_use]
    pub fn of_page(rows: usize) -> Self {
        Self { count: u32::try_from(rows).unwrap_or(u32::MAX), more: false }
    }

    /// `1.204`, or `lebih dari 1.000`.
    #[must_use]
    pub fn text(self) -> String {
        let count = thousands(self.count);
        if self.more { format!("lebih dari {count}") } else { count }
    }

    /// `1.204`, or `1.000+` where there is little room.
    #[must_use]
    pub fn short(self) -> String {
        let count = thousands(self.count);
        if self.more { format!("{count}+") } else { count }
    }
}

/// Somebody of the commission, and what they have in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerLoad {
    /// Their account's number.
    pub id: String,
    /// Their name.
    pub name: String,
    /// How many plans they handle that have not ended.
    pub plans: u32,
}

impl OfficerLoad {
    /// `Asisten 1 (12)`.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} ({})", self.name, thousands(self.plans))
    }
}

/// A row of Daftar Seleksi (Gambar 24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The plan.
    pub id: PlanId,
    /// Its version.
    pub version: i64,
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
    /// Petugas yang menangani.
    pub officer: Option<String>,
    /// Yang perlu dilakukan; nothing when it has ended.
    pub next: Option<NextStep>,
    /// When the institution sent it, its correction or its report last; nothing of a draft.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Whether this person has not seen it since.
    pub unread: bool,
    /// The clock that runs for it or ran last.
    pub clock: Option<ClockCell>,
    /// Where it stands in the list.
    pub place: String,
}

/// Where a plan stands in the list that one came from, and what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    /// Its place, from 1; nothing when it is no longer among them.
    pub at: Option<u32>,
    /// How many there are.
    pub total: Total,
    /// The one before.
    pub previous: Option<Beside>,
    /// The one after.
    pub next: Option<Beside>,
}

/// A plan beside another in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The plan.
    pub id: PlanId,
    /// Its posts, and whose they are.
    pub name: String,
    /// Where it stands in the list.
    pub place: String,
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
            version: row.version,
            titles: row.titles,
            filling_method: row.filling_method,
            institution: row.institution_name,
            reason: row.reason,
            phase: row.phase,
            officer: row.officer,
            next: row.next,
            sent_at: row.sent_at,
            updated_at: row.updated_at,
            unread: row.unread,
            clock: row.clock.map(|clock| ClockCell::of(&clock.on(days, today))),
            place: row.place,
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
    /// Of a new plan, the institution's earlier ones, to begin with one's ways, stages and committee.
    pub earlier: Vec<Choice>,
}

/// With what a new plan begins, beside the proposed weights.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanStart {
    /// A post that is chosen already.
    pub position: Option<String>,
    /// An earlier plan to copy from: its number.
    pub copy: Option<String>,
    /// The first day of the usual schedule.
    pub first: Option<String>,
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
    /// Who may be chosen as officer, each with how many plans they have in hand; empty when the caller may not choose.
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
    /// Why the decision cannot be taken back any more, for whoever could have done so.
    pub kept_by: Option<String>,
    /// Whether it was returned once, and sent again.
    pub corrected: bool,
    /// Until when the commission answers, and why.
    pub clocks: Vec<ClockView>,
    /// Where it stands in the list that one came from; nothing when one came from none.
    pub queue: Option<QueueView>,
    /// Whether the caller is of the commission.
    pub commission: bool,
    /// What the caller may do.
    pub rights: Rights<PlanAction>,
}

impl PlanView {
    /// What the commission asked to be corrected last, once the institution has sent its correction and until the plan is
    /// decided.
    #[must_use]
    pub fn answered_request(&self) -> Option<&MessageView> {
        if !matches!(self.phase, Phase::InReview | Phase::Recommended) {
            return None;
        }
        self.messages.iter().rev().find(|message| message.kind == MessageKind::Correction)
    }

    /// What the institution changed then.
    #[must_use]
    pub fn changes_since_correction(&self) -> &[FieldChange] {
        let Some(request) = self.answered_request() else { return &[] };
        let sent = self.messages.iter().rev().find(|message| message.kind == MessageKind::Submission);
        sent.filter(|sent| sent.at > request.at).map_or(&[], |sent| &sent.changes)
    }
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
    /// Why fewer than three are accepted, once recorded.
    pub note: Option<String>,
    /// Whether the documents of the inauguration are there.
    pub documented: bool,
    /// Whether the post is filled.
    pub filled: bool,
    /// Whether somebody was accepted, so that there is somebody to inaugurate.
    pub to_fill: bool,
}
