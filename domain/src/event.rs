//! What other open pages are told when something changed.

use serde::{Deserialize, Serialize};

use crate::{
    id::{ApplicantId, InstitutionId, PlanId, VacancyId},
    identity::Actor,
};

/// A change, small enough for one notification; a page loads again what it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The plan it happened in.
    pub plan: PlanId,
    /// Whose plan it is, for deciding who may hear of it.
    pub institution: InstitutionId,
    /// What changed.
    pub change: Change,
}

impl Event {
    /// Whether it may be news to this person, for whom the menu then counts anew: it happened in a plan of
    /// theirs, or in anybody's for the commission, which does not hear of drafts.
    #[must_use]
    pub fn is_news_to(&self, actor: &Actor) -> bool {
        let own = actor.institution == Some(self.institution);
        match self.change {
            // These come by the hundred, and make no plan unread.
            Change::Applicant { .. } => false,
            Change::Draft => own,
            _ => own || actor.institution.is_none(),
        }
    }
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    /// A draft, which is its institution's alone: it was saved or discarded.
    Draft,
    /// The plan's fields or status.
    Plan,
    /// The review dialogue.
    Message,
    /// An applicant's stage, score or decision.
    Applicant {
        /// In which vacancy.
        vacancy: VacancyId,
        /// Who; nothing when several were changed at once.
        applicant: Option<ApplicantId>,
    },
    /// A vacancy's count, shortlist reason or monitoring.
    Vacancy {
        /// Which.
        vacancy: VacancyId,
    },
    /// The report or its review.
    Report,
    /// An inauguration.
    Inauguration {
        /// Of which vacancy.
        vacancy: VacancyId,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Role;

    #[test]
    fn news_goes_to_the_institution_and_to_the_commission() {
        let actor = |institution: Option<i64>, role| Actor {
            user: 1.into(),
            name: "Budi".to_owned(),
            role,
            institution: institution.map(Into::into),
        };
        let event = |change| Event { plan: 1.into(), institution: 7.into(), change };
        let message = event(Change::Message);
        assert!(message.is_news_to(&actor(Some(7), Role::Operator)));
        assert!(message.is_news_to(&actor(None, Role::Commissioner)));
        assert!(!message.is_news_to(&actor(Some(8), Role::Operator)));
        let draft = event(Change::Draft);
        assert!(draft.is_news_to(&actor(Some(7), Role::Operator)));
        assert!(!draft.is_news_to(&actor(None, Role::Commissioner)));
        let score = event(Change::Applicant { vacancy: 1.into(), applicant: None });
        assert!(!score.is_news_to(&actor(None, Role::Commissioner)));
    }
}
