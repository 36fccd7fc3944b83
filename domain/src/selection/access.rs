//! Who may do what to a plan, and to all that hangs from it.

use serde::{Deserialize, Serialize};

use super::{Phase, take_back::Taken};
use crate::{
    access::{Denied, Guarded, Side, everybody, guarded, institution_enters},
    id::{InstitutionId, UserId},
    identity::{Actor, Role},
};

guarded! {
    /// The plans as a whole.
    Plans;
    /// What may be done where no single plan is meant.
    PlansAction {
        /// See Daftar Seleksi.
        List: Both, everybody;
        /// Begin a plan.
        Create: Institution, institution_enters;
        /// Pilih petugas of several plans at once.
        Assign: Commission, chooses_officers;
    }
}

/// What may be done to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PlanAction {
    /// Read it, its process, its report and its documents.
    View,
    /// Change its fields, or discard a draft.
    Edit,
    /// Send it to the commission.
    Submit,
    /// Pilih petugas yang menangani.
    AssignOfficer,
    /// Write in the review dialogue.
    PostMessage,
    /// Perbaikan.
    RequestCorrection,
    /// Rekomendasi.
    Recommend,
    /// Tolak.
    Reject,
    /// Setujui.
    Approve,
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
    /// Record that an applicant resigned, also after Lulus.
    Withdraw,
    /// Take a Tolak, Setujui or Lulus back.
    TakeBack,
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

impl Guarded for PlanSubject {
    type Action = PlanAction;

    const ACTIONS: &'static [PlanAction] = &[
        PlanAction::View,
        PlanAction::Edit,
        PlanAction::Submit,
        PlanAction::AssignOfficer,
        PlanAction::PostMessage,
        PlanAction::RequestCorrection,
        PlanAction::Recommend,
        PlanAction::Reject,
        PlanAction::Approve,
        PlanAction::RunProcess,
        PlanAction::Monitor,
        PlanAction::SendReport,
        PlanAction::ReviewReport,
        PlanAction::Inaugurate,
        PlanAction::Withdraw,
        PlanAction::TakeBack,
    ];

    fn decide(&self, actor: &Actor, action: PlanAction) -> Result<(), Denied> {
        self.visible(actor)?;
        self.by_role(actor, action)?;
        by_phase(action, self.phase)
    }

    fn side(action: PlanAction) -> Side {
        match action {
            PlanAction::View | PlanAction::PostMessage => Side::Both,
            PlanAction::Edit
            | PlanAction::Submit
            | PlanAction::RunProcess
            | PlanAction::SendReport
            | PlanAction::Inaugurate
            | PlanAction::Withdraw => Side::Institution,
            PlanAction::AssignOfficer
            | PlanAction::RequestCorrection
            | PlanAction::Recommend
            | PlanAction::Reject
            | PlanAction::Approve
            | PlanAction::Monitor
            | PlanAction::ReviewReport
            | PlanAction::TakeBack => Side::Commission,
        }
    }
}

impl PlanSubject {
    /// Institutions see their own; the commission sees all but other people's drafts.
    fn visible(&self, actor: &Actor) -> Result<(), Denied> {
        let seen = if actor.role.is_commission() {
            self.phase != Phase::Draft
        } else {
            actor.institution == Some(self.institution)
        };
        if seen { Ok(()) } else { Err(Denied::Hidden) }
    }

    /// The appointed officer, or any Komisioner.
    fn officer_acts(&self, actor: &Actor) -> Result<(), Denied> {
        if !actor.role.is_commission() {
            return Err(Denied::role("Hanya petugas komisi yang dapat melakukan ini."));
        }
        if actor.role == Role::Commissioner || self.officer == Some(actor.user) {
            return Ok(());
        }
        Err(Denied::role(if self.officer.is_none() {
            "Pilih dahulu petugas yang menangani."
        } else {
            "Hanya petugas yang menangani, atau Komisioner, yang dapat melakukan ini."
        }))
    }

    fn by_role(&self, actor: &Actor, action: PlanAction) -> Result<(), Denied> {
        match action {
            PlanAction::View => Ok(()),
            PlanAction::Edit
            | PlanAction::Submit
            | PlanAction::RunProcess
            | PlanAction::SendReport
            | PlanAction::Inaugurate
            | PlanAction::Withdraw => institution_enters(actor.role),
            PlanAction::AssignOfficer => chooses_officers(actor.role),
            PlanAction::RequestCorrection
            | PlanAction::Recommend
            | PlanAction::Reject
            | PlanAction::Approve
            | PlanAction::Monitor
            | PlanAction::ReviewReport
            | PlanAction::TakeBack => self.officer_acts(actor),
            PlanAction::PostMessage => {
                if actor.role.is_commission() {
                    self.officer_acts(actor)
                } else {
                    institution_enters(actor.role)
                }
            }
        }
    }
}

/// Who says which officer handles a plan.
fn chooses_officers(role: Role) -> Result<(), Denied> {
    if matches!(role, Role::Admin | Role::Commissioner) {
        Ok(())
    } else {
        Err(Denied::role("Hanya Komisioner atau Admin yang dapat memilih petugas."))
    }
}

fn by_phase(action: PlanAction, phase: Phase) -> Result<(), Denied> {
    let fits = match action {
        PlanAction::View => true,
        PlanAction::Edit | PlanAction::Submit => matches!(phase, Phase::Draft | Phase::Correction),
        PlanAction::AssignOfficer => !matches!(phase, Phase::Draft | Phase::Rejected | Phase::Finished),
        PlanAction::PostMessage => matches!(phase, Phase::InReview | Phase::Recommended | Phase::Correction),
        PlanAction::RequestCorrection | PlanAction::Recommend | PlanAction::Reject => {
            matches!(phase, Phase::InReview | Phase::Recommended)
        }
        PlanAction::Approve => phase == Phase::Recommended,
        PlanAction::RunProcess | PlanAction::SendReport => {
            matches!(phase, Phase::Process | Phase::ReportReturned)
        }
        PlanAction::Monitor => matches!(phase, Phase::Process | Phase::Reported | Phase::ReportReturned),
        PlanAction::ReviewReport => phase == Phase::Reported,
        PlanAction::Inaugurate => phase == Phase::Inauguration,
        PlanAction::Withdraw => {
            matches!(phase, Phase::Process | Phase::ReportReturned | Phase::Inauguration)
        }
        PlanAction::TakeBack => Taken::of(phase).is_some(),
    };
    if fits { Ok(()) } else { Err(Denied::state(moment(action, phase))) }
}

/// What to wait for, or what is past.
fn moment(action: PlanAction, phase: Phase) -> &'static str {
    match (action, phase) {
        (PlanAction::TakeBack, _) => "Tidak ada keputusan yang dapat ditarik sekarang.",
        (PlanAction::Withdraw, Phase::Reported) => {
            "Laporan sedang direviu; pengunduran diri dapat dicatat sesudahnya."
        }
        (PlanAction::Approve, Phase::InReview) => "Catat dahulu Rekomendasi, lalu setujui.",
        (_, Phase::Draft) => "Rencana masih berupa draf dan belum dikirim.",
        (PlanAction::Edit | PlanAction::Submit, Phase::Submitted | Phase::InReview | Phase::Recommended) => {
            "Rencana sedang direviu; dapat diubah setelah ada permintaan perbaikan."
        }
        (PlanAction::PostMessage, Phase::Submitted) => {
            "Pesan dapat ditulis setelah komisi memilih petugas yang menangani."
        }
        (
            PlanAction::RunProcess | PlanAction::SendReport | PlanAction::Inaugurate | PlanAction::Withdraw,
            Phase::Submitted,
        ) => "Rencana belum disetujui.",
        (_, Phase::Submitted) => "Pilih dahulu petugas yang menangani.",
        (_, Phase::Correction) => "Rencana sedang diperbaiki oleh institusi.",
        (_, Phase::Rejected) => "Rencana ini telah ditolak.",
        (_, Phase::Finished) => "Seleksi ini telah selesai.",
        (_, Phase::InReview | Phase::Recommended) => "Rencana belum disetujui.",
        (PlanAction::ReviewReport, Phase::Process | Phase::ReportReturned) => {
            "Laporan belum dikirim oleh institusi."
        }
        (PlanAction::Inaugurate, _) => "Pelantikan menunggu laporan dinyatakan lulus.",
        (PlanAction::RunProcess | PlanAction::SendReport, Phase::Reported) => {
            "Laporan sudah dikirim dan sedang direviu."
        }
        (
            PlanAction::RunProcess | PlanAction::SendReport | PlanAction::ReviewReport | PlanAction::Monitor,
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
