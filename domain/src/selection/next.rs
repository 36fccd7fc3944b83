//! What is to be done next to a plan, and by whom: for queues, for the Dashboard and for the page itself.

use super::{
    Phase,
    access::{PlanAction, PlanSubject},
};
use crate::{
    access::Guarded,
    coded::coded,
    id::{InstitutionId, UserId},
    identity::Actor,
};

coded! {
    /// Yang perlu dilakukan.
    pub enum NextStep {
        /// A draft is to be completed and sent.
        Complete = "complete", "Lengkapi dan kirim";
        /// Somebody is to handle it.
        Assign = "assign", "Pilih petugas";
        /// The plan is to be reviewed.
        Review = "review", "Reviu";
        /// The plan came back corrected.
        CheckCorrection = "check_correction", "Periksa perbaikan";
        /// With its Rekomendasi it is to be approved.
        Approve = "approve", "Setujui";
        /// The plan was returned.
        Correct = "correct", "Perbaiki rencana";
        /// Applicants are to be entered, scored and chosen.
        RunProcess = "run_process", "Lanjutkan proses";
        /// Every vacancy has its three, or says why not.
        SendReport = "send_report", "Kirim laporan";
        /// The report was returned.
        CorrectReport = "correct_report", "Perbaiki laporan";
        /// The report is to be reviewed.
        ReviewReport = "review_report", "Reviu laporan";
        /// Posts are to be filled.
        Inaugurate = "inaugurate", "Catat pelantikan";
    }
}

/// What besides its phase decides on a plan's next step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progressed {
    /// It was returned once, and sent again.
    pub corrected: bool,
    /// Every vacancy has its three, or says why not; a list looks no further, a page asks for every obstacle.
    pub complete: bool,
}

impl NextStep {
    /// The next step of a plan; nothing when it has ended.
    #[must_use]
    pub const fn of(phase: Phase, so_far: Progressed) -> Option<Self> {
        Some(match phase {
            Phase::Draft => Self::Complete,
            Phase::Submitted => Self::Assign,
            Phase::InReview if so_far.corrected => Self::CheckCorrection,
            Phase::InReview => Self::Review,
            Phase::Recommended => Self::Approve,
            Phase::Correction => Self::Correct,
            Phase::Process if so_far.complete => Self::SendReport,
            Phase::Process => Self::RunProcess,
            Phase::Reported => Self::ReviewReport,
            Phase::ReportReturned => Self::CorrectReport,
            Phase::Inauguration => Self::Inaugurate,
            Phase::Rejected | Phase::Finished => return None,
        })
    }

    /// The right that taking it needs.
    #[must_use]
    pub const fn action(self) -> PlanAction {
        match self {
            Self::Complete | Self::Correct => PlanAction::Submit,
            Self::Assign => PlanAction::AssignOfficer,
            Self::Review | Self::CheckCorrection => PlanAction::Recommend,
            Self::Approve => PlanAction::Approve,
            Self::RunProcess => PlanAction::RunProcess,
            Self::SendReport | Self::CorrectReport => PlanAction::SendReport,
            Self::ReviewReport => PlanAction::ReviewReport,
            Self::Inaugurate => PlanAction::Inaugurate,
        }
    }
}

/// Plans that stand in one phase, all of them or those that one officer handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Where they stand.
    pub phase: Phase,
    /// Who handles them; nothing for whoever does.
    pub officer: Option<UserId>,
}

/// The plans on which somebody has the next step, of those that they may see: what nobody handles yet where they may
/// choose who does, and what they handle; for an institution, what it has to go on with.
#[must_use]
pub fn waiting_for(actor: &Actor) -> Vec<Share> {
    let share = |phase| {
        let step = NextStep::of(phase, Progressed::default())?;
        let officer = (actor.role.is_commission() && step != NextStep::Assign).then_some(actor.user);
        // Whoever is of no institution may see every institution's.
        let institution = actor.institution.unwrap_or(InstitutionId::new(0));
        let subject = PlanSubject { institution, officer, phase };
        subject.decide(actor, step.action()).is_ok().then_some(Share { phase, officer })
    };
    Phase::ALL.into_iter().filter_map(share).collect()
}

/// The plans that an officer handles and that have not ended.
#[must_use]
pub fn handled_by(officer: UserId) -> Vec<Share> {
    let open = |phase: &Phase| phase.is_open() && *phase != Phase::Submitted;
    let share = |phase| Share { phase, officer: Some(officer) };
    Phase::ALL.into_iter().filter(open).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Role;

    fn actor(role: Role) -> Actor {
        let institution = (!role.is_commission()).then_some(InstitutionId::new(3));
        Actor { user: UserId::new(7), name: "Ani".into(), role, institution }
    }

    fn codes(role: Role) -> Vec<(Phase, bool)> {
        waiting_for(&actor(role)).into_iter().map(|share| (share.phase, share.officer.is_some())).collect()
    }

    #[test]
    fn an_assistant_has_what_they_handle() {
        let own = [(Phase::InReview, true), (Phase::Recommended, true), (Phase::Reported, true)];
        assert_eq!(codes(Role::Assistant), own);
    }

    #[test]
    fn who_chooses_officers_has_what_nobody_handles_besides() {
        let both = [
            (Phase::Submitted, false),
            (Phase::InReview, true),
            (Phase::Recommended, true),
            (Phase::Reported, true),
        ];
        assert_eq!(codes(Role::Commissioner), both);
        assert_eq!(codes(Role::Admin), both);
    }

    #[test]
    fn an_institution_has_what_it_must_go_on_with() {
        let own =
            [Phase::Draft, Phase::Correction, Phase::Process, Phase::ReportReturned, Phase::Inauguration]
                .map(|phase| (phase, false));
        for role in Role::INSTITUTION {
            let enters = crate::access::institution_enters(role).is_ok();
            let expected = if enters { own.to_vec() } else { Vec::new() };
            assert_eq!(codes(role), expected, "{role:?}");
        }
    }

    /// Whatever is not at its end waits for somebody, and what is waited for is possible in that phase.
    #[test]
    fn every_open_plan_has_a_next_step_that_somebody_may_take() {
        for phase in Phase::ALL {
            for (corrected, complete) in [(false, false), (false, true), (true, false), (true, true)] {
                let step = NextStep::of(phase, Progressed { corrected, complete });
                assert_eq!(step.is_none(), matches!(phase, Phase::Rejected | Phase::Finished), "{phase:?}");
                let Some(step) = step else { continue };
                let subject =
                    PlanSubject { institution: InstitutionId::new(3), officer: Some(UserId::new(7)), phase };
                let some =
                    Role::ALL.into_iter().any(|role| subject.decide(&actor(role), step.action()).is_ok());
                assert!(some, "{phase:?} {step:?}");
            }
        }
    }

    #[test]
    fn an_officer_handles_all_that_has_not_ended() {
        let phases: Vec<_> = handled_by(UserId::new(7)).into_iter().map(|share| share.phase).collect();
        assert_eq!(phases.len(), Phase::ALL.len() - 4);
        assert!(!phases.contains(&Phase::Submitted) && phases.contains(&Phase::Correction));
    }
}
