//! What an act does to a clock: the same for what is done today and for what the log says was done.

use chrono::{DateTime, Utc};

use super::{ClockHistory, ClockKind, PauseReason};
use crate::{activity::Act, refusal::Refusal};

/// What happens to a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The request came complete, for the first time or again.
    Sent,
    /// The institution has it back.
    Returned(PauseReason),
    /// It was answered.
    Answered,
    /// The answer was taken back.
    Reopened,
}

impl Step {
    /// The step that an act is, and of which clock; nothing for what stops and starts none, as a change of officer.
    #[must_use]
    pub const fn of(act: Act) -> Option<(ClockKind, Self)> {
        Some(match act {
            Act::SubmitPlan => (ClockKind::PlanReview, Self::Sent),
            Act::RequestCorrection => (ClockKind::PlanReview, Self::Returned(PauseReason::Correction)),
            Act::RejectPlan | Act::ApprovePlan => (ClockKind::PlanReview, Self::Answered),
            Act::TakeBackRejection | Act::TakeBackApproval => (ClockKind::PlanReview, Self::Reopened),
            Act::TakeBackPass => (ClockKind::ReportReview, Self::Reopened),
            Act::SendReport => (ClockKind::ReportReview, Self::Sent),
            Act::ReturnReport => (ClockKind::ReportReview, Self::Returned(PauseReason::Correction)),
            Act::PassReport => (ClockKind::ReportReview, Self::Answered),
            _ => return None,
        })
    }

    /// The history after it. What began before there were clocks, and of which nobody knows when, has none until it is
    /// sent again.
    ///
    /// # Errors
    /// When the step has no place in the history.
    pub fn take(
        self,
        history: Option<ClockHistory>,
        at: DateTime<Utc>,
    ) -> Result<Option<ClockHistory>, Refusal> {
        // A server's clock may lag behind another's: that is no reason to refuse an act.
        let at = history.as_ref().map_or(at, |history| at.max(history.last()));
        match (self, history) {
            (Self::Sent, None) => Ok(Some(ClockHistory::begin(at))),
            (Self::Sent, Some(history)) => history.resume(at).map(Some),
            (Self::Returned(why), Some(history)) => history.pause(at, why).map(Some),
            (Self::Answered, Some(history)) => history.end(at).map(Some),
            (Self::Reopened, Some(history)) => history.reopen().map(Some),
            (Self::Returned(_) | Self::Answered | Self::Reopened, None) => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Stand;

    #[test]
    fn a_review_begins_pauses_goes_on_and_ends_by_its_acts() {
        let acts = [Act::SubmitPlan, Act::RequestCorrection, Act::SubmitPlan, Act::ApprovePlan];
        let mut history = None;
        for (hour, act) in (0..).zip(acts) {
            let (kind, step) = Step::of(act).unwrap();
            assert_eq!(kind, ClockKind::PlanReview);
            history = step.take(history, DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(hour)).unwrap();
        }
        let history = history.unwrap();
        assert_eq!((history.pauses().len(), history.has_ended()), (1, true));
        assert!(Step::Sent.take(Some(history), DateTime::UNIX_EPOCH).is_err());
    }

    #[test]
    fn an_answer_that_is_taken_back_did_not_end_it() {
        let at = |hour| DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(hour);
        let mut history = None;
        for (hour, act) in
            (0..).zip([Act::SubmitPlan, Act::RejectPlan, Act::TakeBackRejection, Act::ApprovePlan])
        {
            history = Step::of(act).unwrap().1.take(history, at(hour)).unwrap();
        }
        assert_eq!(history.unwrap().ended_at(), Some(at(3)));
        assert!(Step::Reopened.take(Some(ClockHistory::begin(at(0))), at(1)).is_err());
    }

    #[test]
    fn a_report_has_a_clock_of_its_own_and_most_acts_have_none() {
        for act in [Act::SendReport, Act::ReturnReport, Act::PassReport] {
            assert_eq!(Step::of(act).unwrap().0, ClockKind::ReportReview);
        }
        for act in [Act::AssignOfficer, Act::PostMessage, Act::RecommendPlan, Act::EditPlan, Act::FinishPlan]
        {
            assert_eq!(Step::of(act), None, "{act:?}");
        }
    }

    #[test]
    fn a_server_whose_clock_lags_is_not_refused() {
        let later = DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(3);
        let sent = Step::Sent.take(None, later).unwrap();
        let returned = Step::Returned(PauseReason::Correction).take(sent, DateTime::UNIX_EPOCH).unwrap();
        let again = Step::Sent.take(returned, DateTime::UNIX_EPOCH).unwrap();
        let ended = Step::Answered.take(again, DateTime::UNIX_EPOCH).unwrap().unwrap();
        assert_eq!(*ended.stand(), Stand::Ended { at: later });
    }

    #[test]
    fn what_began_unseen_has_no_clock() {
        let at = DateTime::UNIX_EPOCH;
        assert_eq!(Step::Answered.take(None, at), Ok(None));
        assert_eq!(Step::Returned(PauseReason::Correction).take(None, at), Ok(None));
        let sent = Step::Sent.take(None, at).unwrap().unwrap();
        assert_eq!(*sent.stand(), Stand::Running);
    }
}
