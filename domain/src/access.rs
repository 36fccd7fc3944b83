//! Who may do what, to which record, in which state: one table.
//!
//! The server asks [`decide`] on the record it loaded and answers the refusal;
//! the page asks the same to show a control as disabled, with the reason.

use serde::{Deserialize, Serialize};

use crate::{
    id::{InstitutionId, UserId},
    identity::{Actor, Role},
    selection::Phase,
};

/// Something a person may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    /// See Daftar Seleksi.
    ListPlans,
    /// Begin a plan.
    CreatePlan,
    /// Read a plan, its process, its report and its documents.
    ViewPlan,
    /// Change a plan's fields, or discard a draft.
    EditPlan,
    /// Send a plan to the commission.
    SubmitPlan,
    /// Pilih petugas yang menangani.
    AssignOfficer,
    /// Write in the review dialogue.
    PostMessage,
    /// Perbaikan.
    RequestCorrection,
    /// Rekomendasi.
    RecommendPlan,
    /// Tolak.
    RejectPlan,
    /// Setujui.
    ApprovePlan,
    /// Everything the institution enters in Proses Seleksi.
    RunProcess,
    /// Tambah Monitoring Seleksi.
    Monitor,
    /// Pelaporan.
    SendReport,
    /// Lulus or Perbaiki.
    ReviewReport,
    /// Pelantikan, and the new Pejabat that comes of it.
    Inaugurate,
    /// See Daftar Pejabat.
    ListOfficials,
    /// Store a file.
    Upload,
    /// Petugas: list, add, edit (Gambar 4).
    ManageOfficers,
    /// Daftar Institusi (Gambar 6).
    ListInstitutions,
    /// Institusi: add, edit, register many (Gambar 5).
    ManageInstitutions,
    /// Accounts: list, add, edit, new password, reopen.
    ManageAccounts,
    /// Close an account.
    DeactivateAccount,
    /// Change settings.
    ManageSettings,
    /// Daftar Log Aktivitas; which lines, the query says.
    ViewActivity,
    /// One's own password, second factor and sessions.
    ManageOwnProfile,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 26] = [
        Self::ListPlans,
        Self::CreatePlan,
        Self::ViewPlan,
        Self::EditPlan,
        Self::SubmitPlan,
        Self::AssignOfficer,
        Self::PostMessage,
        Self::RequestCorrection,
        Self::RecommendPlan,
        Self::RejectPlan,
        Self::ApprovePlan,
        Self::RunProcess,
        Self::Monitor,
        Self::SendReport,
        Self::ReviewReport,
        Self::Inaugurate,
        Self::ListOfficials,
        Self::Upload,
        Self::ManageOfficers,
        Self::ListInstitutions,
        Self::ManageInstitutions,
        Self::ManageAccounts,
        Self::DeactivateAccount,
        Self::ManageSettings,
        Self::ViewActivity,
        Self::ManageOwnProfile,
    ];
}

/// What an action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// No single record.
    Everything,
    /// A plan and all that hangs from it.
    Plan(PlanSubject),
    /// An account, or one that is being made.
    Account(AccountSubject),
}

/// What a decision needs to know of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSubject {
    /// The account; nothing while it is being made.
    pub user: Option<UserId>,
    /// Its institution; nothing for the commission's people.
    pub institution: Option<InstitutionId>,
    /// Its role, as it is or as it is to be: a change of role asks for both.
    pub role: Role,
}

/// What a decision needs to know of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSubject {
    /// Whose plan.
    pub institution: InstitutionId,
    /// The officer who handles it.
    pub officer: Option<UserId>,
    /// Where it stands.
    pub phase: Phase,
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Denied {
    /// For this person the record does not exist: answered as 404.
    #[error("Data tidak ditemukan.")]
    Hidden,
    /// The role may not do this: answered as 403.
    #[error("{0}")]
    Role(String),
    /// Right person, wrong moment: answered as 409.
    #[error("{0}")]
    State(String),
}

impl Denied {
    fn role(sentence: &str) -> Self {
        Self::Role(sentence.to_owned())
    }
    fn state(sentence: &str) -> Self {
        Self::State(sentence.to_owned())
    }
}

/// Decides whether `actor` may do `action` to `subject`.
///
/// # Errors
/// [`Denied`], with a sentence that says why.
pub fn decide(actor: &Actor, action: Action, subject: &Subject) -> Result<(), Denied> {
    match subject {
        Subject::Everything => general(actor, action),
        Subject::Plan(plan) => {
            visible(actor, plan)?;
            by_role(actor, action, plan)?;
            by_phase(action, plan.phase)
        }
        Subject::Account(account) => on_account(actor, action, account),
    }
}

/// The commission's Admin has the commission's people and each institution's Admin Institusi; an Admin
/// Institusi has the others of their own institution. Nobody closes their own account.
fn on_account(actor: &Actor, action: Action, account: &AccountSubject) -> Result<(), Denied> {
    if !matches!(action, Action::ManageAccounts | Action::DeactivateAccount) {
        return Err(Denied::Hidden);
    }
    if !actor.role.is_commission()
        && (actor.institution.is_none() || actor.institution != account.institution)
    {
        return Err(Denied::Hidden);
    }
    if action == Action::DeactivateAccount && account.user == Some(actor.user) {
        return Err(Denied::state("Anda tidak dapat menonaktifkan akun Anda sendiri."));
    }
    let members = !account.role.is_commission() && account.role != Role::InstitutionAdmin;
    match actor.role {
        Role::Admin if members => {
            Err(Denied::role("Akun ini dikelola oleh Admin Institusi yang bersangkutan."))
        }
        Role::Admin => Ok(()),
        Role::InstitutionAdmin if members => Ok(()),
        Role::InstitutionAdmin => Err(Denied::role("Akun Admin Institusi dikelola oleh Admin komisi.")),
        role if role.is_commission() => Err(Denied::role("Hanya Admin yang dapat mengelola akun.")),
        _ => Err(Denied::role("Hanya Admin Institusi yang dapat mengelola akun.")),
    }
}

/// Keeps the commission from locking itself out: the last active Admin stays active, and Admin.
/// `active_admins` are those before the change; `remains` is whether `user` is an active Admin after it.
///
/// # Errors
/// [`Denied::State`] when nobody would be left.
pub fn last_admin(active_admins: &[UserId], user: UserId, remains: bool) -> Result<(), Denied> {
    if !remains && active_admins == [user] {
        return Err(Denied::state("Ini Admin terakhir yang aktif. Tetapkan Admin lain dahulu, lalu ulangi."));
    }
    Ok(())
}

fn general(actor: &Actor, action: Action) -> Result<(), Denied> {
    match action {
        Action::ListPlans | Action::ListOfficials => Ok(()),
        Action::Upload => {
            if enters(actor.role) || handles(actor.role) {
                Ok(())
            } else {
                Err(Denied::role("Peran Anda tidak mengunggah berkas."))
            }
        }
        Action::CreatePlan => institution_enters(actor.role),
        Action::ManageOfficers => {
            only(actor.role == Role::Admin, "Hanya Admin yang dapat mengelola Petugas.")
        }
        Action::ListInstitutions => {
            only(actor.role.is_commission(), "Daftar Institusi hanya untuk petugas komisi.")
        }
        Action::ManageInstitutions => {
            only(actor.role == Role::Admin, "Hanya Admin yang dapat mengelola Institusi.")
        }
        Action::ManageSettings => {
            only(actor.role == Role::Admin, "Hanya Admin yang dapat mengubah pengaturan.")
        }
        Action::ManageAccounts => only(
            matches!(actor.role, Role::Admin | Role::InstitutionAdmin),
            "Hanya Admin atau Admin Institusi yang dapat mengelola akun.",
        ),
        Action::ViewActivity | Action::ManageOwnProfile => Ok(()),
        _ => Err(Denied::Hidden),
    }
}

fn only(may: bool, sentence: &str) -> Result<(), Denied> {
    if may { Ok(()) } else { Err(Denied::role(sentence)) }
}

/// Institutions see their own; the commission sees all but other people's drafts.
fn visible(actor: &Actor, plan: &PlanSubject) -> Result<(), Denied> {
    let seen = if actor.role.is_commission() {
        plan.phase != Phase::Draft
    } else {
        actor.institution == Some(plan.institution)
    };
    if seen { Ok(()) } else { Err(Denied::Hidden) }
}

const fn enters(role: Role) -> bool {
    matches!(role, Role::InstitutionAdmin | Role::Operator)
}

const fn handles(role: Role) -> bool {
    matches!(role, Role::Admin | Role::Commissioner | Role::Assistant)
}

fn institution_enters(role: Role) -> Result<(), Denied> {
    if enters(role) {
        Ok(())
    } else if role.is_commission() {
        Err(Denied::role("Bagian ini diisi oleh institusi; komisi hanya memantau."))
    } else {
        Err(Denied::role("Bagian ini diisi oleh Operator atau Admin Institusi."))
    }
}

/// The appointed officer, or any Komisioner.
fn officer_acts(actor: &Actor, plan: &PlanSubject) -> Result<(), Denied> {
    if !actor.role.is_commission() {
        return Err(Denied::role("Hanya petugas komisi yang dapat melakukan ini."));
    }
    if actor.role == Role::Commissioner || plan.officer == Some(actor.user) {
        return Ok(());
    }
    Err(Denied::role(if plan.officer.is_none() {
        "Pilih dahulu petugas yang menangani."
    } else {
        "Hanya petugas yang menangani, atau Komisioner, yang dapat melakukan ini."
    }))
}

fn by_role(actor: &Actor, action: Action, plan: &PlanSubject) -> Result<(), Denied> {
    match action {
        Action::ViewPlan | Action::ListPlans | Action::ListOfficials => Ok(()),
        Action::EditPlan
        | Action::SubmitPlan
        | Action::RunProcess
        | Action::SendReport
        | Action::Inaugurate
        | Action::CreatePlan => institution_enters(actor.role),
        Action::AssignOfficer => {
            if matches!(actor.role, Role::Admin | Role::Commissioner) {
                Ok(())
            } else {
                Err(Denied::role("Hanya Komisioner atau Admin yang dapat memilih petugas."))
            }
        }
        Action::RequestCorrection
        | Action::RecommendPlan
        | Action::RejectPlan
        | Action::ApprovePlan
        | Action::Monitor
        | Action::ReviewReport => officer_acts(actor, plan),
        Action::PostMessage => {
            if actor.role.is_commission() {
                officer_acts(actor, plan)
            } else {
                institution_enters(actor.role)
            }
        }
        Action::Upload => general(actor, action),
        Action::ManageOfficers
        | Action::ListInstitutions
        | Action::ManageInstitutions
        | Action::ManageAccounts
        | Action::DeactivateAccount
        | Action::ManageSettings
        | Action::ViewActivity
        | Action::ManageOwnProfile => Err(Denied::Hidden),
    }
}

fn by_phase(action: Action, phase: Phase) -> Result<(), Denied> {
    let fits = match action {
        Action::ViewPlan
        | Action::ListPlans
        | Action::ListOfficials
        | Action::Upload
        | Action::CreatePlan => true,
        Action::EditPlan | Action::SubmitPlan => matches!(phase, Phase::Draft | Phase::Correction),
        Action::AssignOfficer => !matches!(phase, Phase::Draft | Phase::Rejected | Phase::Finished),
        Action::PostMessage => matches!(phase, Phase::InReview { .. } | Phase::Correction),
        Action::RequestCorrection | Action::RecommendPlan | Action::RejectPlan => {
            matches!(phase, Phase::InReview { .. })
        }
        Action::ApprovePlan => phase == Phase::InReview { recommended: true },
        Action::RunProcess | Action::SendReport => matches!(phase, Phase::Process | Phase::ReportReturned),
        Action::Monitor => matches!(phase, Phase::Process | Phase::Reported | Phase::ReportReturned),
        Action::ReviewReport => phase == Phase::Reported,
        Action::Inaugurate => phase == Phase::Inauguration,
        // Not about plans; refused before.
        Action::ManageOfficers
        | Action::ListInstitutions
        | Action::ManageInstitutions
        | Action::ManageAccounts
        | Action::DeactivateAccount
        | Action::ManageSettings
        | Action::ViewActivity
        | Action::ManageOwnProfile => false,
    };
    if fits { Ok(()) } else { Err(Denied::state(moment(action, phase))) }
}

/// What to wait for, or what is past.
fn moment(action: Action, phase: Phase) -> &'static str {
    match (action, phase) {
        (Action::ApprovePlan, Phase::InReview { .. }) => "Catat dahulu Rekomendasi, lalu setujui.",
        (_, Phase::Draft) => "Rencana masih berupa draf dan belum dikirim.",
        (Action::EditPlan | Action::SubmitPlan, Phase::Submitted | Phase::InReview { .. }) => {
            "Rencana sedang direviu; dapat diubah setelah ada permintaan perbaikan."
        }
        (Action::PostMessage, Phase::Submitted) => {
            "Pesan dapat ditulis setelah komisi memilih petugas yang menangani."
        }
        (Action::RunProcess | Action::SendReport | Action::Inaugurate, Phase::Submitted) => {
            "Rencana belum disetujui."
        }
        (_, Phase::Submitted) => "Pilih dahulu petugas yang menangani.",
        (_, Phase::Correction) => "Rencana sedang diperbaiki oleh institusi.",
        (_, Phase::Rejected) => "Rencana ini telah ditolak.",
        (_, Phase::Finished) => "Seleksi ini telah selesai.",
        (_, Phase::InReview { .. }) => "Rencana belum disetujui.",
        (Action::ReviewReport, Phase::Process | Phase::ReportReturned) => {
            "Laporan belum dikirim oleh institusi."
        }
        (Action::Inaugurate, _) => "Pelantikan menunggu laporan dinyatakan lulus.",
        (Action::RunProcess | Action::SendReport, Phase::Reported) => {
            "Laporan sudah dikirim dan sedang direviu."
        }
        (
            Action::RunProcess | Action::SendReport | Action::ReviewReport | Action::Monitor,
            Phase::Inauguration,
        ) => "Laporan telah dinyatakan lulus.",
        (_, Phase::Process | Phase::Reported | Phase::ReportReturned | Phase::Inauguration) => {
            "Rencana ini telah disetujui."
        }
    }
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
