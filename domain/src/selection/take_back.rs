//! Taking back what the commission decided by mistake, as long as nothing was built on it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Phase,
    review::{PlanState, ReportState},
};
use crate::{activity::Act, refusal::Refusal};

/// A decision that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// Tolak: the plan is reviewed again.
    Rejection,
    /// Setujui: the plan stands recommended again.
    Approval,
    /// Lulus: the report is reviewed again.
    Pass,
}

/// What was built on a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// Somebody recorded the number of applicants, entered an applicant or recorded a monitoring.
    pub process: bool,
    /// Somebody recorded an inauguration, entered an office holder, or recorded that one of the three resigned.
    pub inauguration: bool,
}

impl Taken {
    /// The decision that can be taken back in a phase, if any.
    #[must_use]
    pub const fn of(phase: Phase) -> Option<Self> {
        match phase {
            Phase::Rejected => Some(Self::Rejection),
            Phase::Process => Some(Self::Approval),
            Phase::Inauguration => Some(Self::Pass),
            _ => None,
        }
    }

    /// What the log says of its being taken back.
    #[must_use]
    pub const fn act(self) -> Act {
        match self {
            Self::Rejection => Act::TakeBackRejection,
            Self::Approval => Act::TakeBackApproval,
            Self::Pass => Act::TakeBackPass,
        }
    }

    /// The words of the button and of the dialogue.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rejection => "Tarik penolakan",
            Self::Approval => "Tarik persetujuan",
            Self::Pass => "Tarik kelulusan laporan",
        }
    }

    /// What becomes of it, for the dialogue.
    #[must_use]
    pub const fn outcome(self) -> &'static str {
        match self {
            Self::Rejection => "Rencana kembali direviu, dan tenggatnya berjalan terus sejak dikirim.",
            Self::Approval => "Rencana kembali direviu dengan Rekomendasi yang sudah dicatat.",
            Self::Pass => "Laporan kembali direviu; Rekomendasi kelulusannya tidak berlaku lagi.",
        }
    }
}

impl PlanState {
    /// Takes the last decision back. `sent_at` is when the institution sent last what was decided on.
    ///
    /// # Errors
    /// When there is none, or something was built on it.
    pub fn take_back(self, sent_at: DateTime<Utc>, built: Built) -> Result<(Self, Taken), Refusal> {
        let taken = Taken::of(self.phase())
            .ok_or_else(|| Refusal::state("Tidak ada keputusan yang dapat ditarik."))?;
        match (taken, built) {
            (Taken::Approval, Built { process: true, .. }) => {
                return Err(Refusal::state(
                    "Persetujuan tidak dapat ditarik lagi: pelamar atau monitoring sudah dicatat.",
                ));
            }
            (Taken::Pass, Built { inauguration: true, .. }) => {
                return Err(Refusal::state(
                    "Kelulusan tidak dapat ditarik lagi: pelantikan atau pengunduran diri sudah dicatat.",
                ));
            }
            _ => {}
        }
        let state = match self {
            Self::Rejected { officer, .. } => Self::InReview { officer, recommendation: None },
            Self::Approved { officer, approval, report: ReportState::NotSent } => {
                Self::InReview { officer, recommendation: Some(approval.recommendation) }
            }
            Self::Approved { officer, approval, report: ReportState::Passed { round, .. } } => {
                Self::Approved { officer, approval, report: ReportState::Sent { at: sent_at, round } }
            }
            other => other,
        };
        Ok((state, taken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::selection::review::{Person, Recommendation};

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(hour)
    }

    fn person(id: i64) -> Person {
        Person { id: id.into(), name: format!("Petugas {id}") }
    }

    fn in_review() -> PlanState {
        PlanState::Submitted { at: at(0) }.assign(person(1)).unwrap()
    }

    fn approved() -> PlanState {
        let recommendation =
            Recommendation { by: person(1), at: at(1), text: "Sesuai.".into(), letter: Vec::new() };
        in_review().recommend(recommendation).unwrap().approve(person(2), at(2)).unwrap()
    }

    fn passed() -> PlanState {
        approved().send_report(at(3), &[]).unwrap().pass_report(person(2), at(4)).unwrap()
    }

    #[test]
    fn each_decision_leads_back_to_where_it_was_taken() {
        let free = Built::default();
        let rejected = in_review().reject(person(2), at(1), "Belum lengkap.".into()).unwrap();
        assert_eq!(rejected.take_back(at(0), free), Ok((in_review(), Taken::Rejection)));
        let (state, taken) = approved().take_back(at(0), free).unwrap();
        assert_eq!((state.phase(), taken), (Phase::Recommended, Taken::Approval));
        assert_eq!(state.approve(person(2), at(2)).unwrap(), approved());
        let (state, taken) = passed().take_back(at(3), free).unwrap();
        assert_eq!((state.phase(), taken), (Phase::Reported, Taken::Pass));
        assert_eq!(state, approved().send_report(at(3), &[]).unwrap());
    }

    #[test]
    fn what_something_was_built_on_stays() {
        let begun = Built { process: true, inauguration: false };
        assert!(approved().take_back(at(0), begun).is_err());
        assert!(passed().take_back(at(0), begun).is_ok());
        let inaugurated = Built { process: true, inauguration: true };
        assert!(passed().take_back(at(0), inaugurated).is_err());
    }

    #[test]
    fn nothing_else_is_taken_back() {
        let reported = approved().send_report(at(3), &[]).unwrap();
        let finished = passed().finish(at(5), 0).unwrap();
        for state in [PlanState::Draft, PlanState::Submitted { at: at(0) }, in_review(), reported, finished] {
            assert!(state.take_back(at(0), Built::default()).is_err());
        }
    }
}
