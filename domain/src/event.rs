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
    /// theirs, or of anybody's for the commission.
    #[must_use]
    pub fn is_news_to(&self, actor: &Actor) -> bool {
        self.change.is_news() && actor.institution.is_none_or(|own| own == self.institution)
    }
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
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

impl Change {
    /// Whether it can make a plan unread. What happens to applicants comes by the hundred, and does not.
    const fn is_news(&self) -> bool {
        !matches!(self, Self::Applicant { .. })
    }
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
        let score = event(Change::Applicant { vacancy: 1.into(), applicant: None });
        assert!(!score.is_news_to(&actor(None, Role::Commissioner)));
    }
}
