//! What other open pages are told when something changed.

use serde::{Deserialize, Serialize};

use crate::{
    id::InstitutionId,
    identity::Actor,
    record::{RecordKind, RecordRef},
};

/// A change, small enough for one notification; a page loads again what it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The record it happened to.
    pub about: RecordRef,
    /// The records that one lies in, from the nearest to the one with the page: an applicant's vacancy, its plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<RecordRef>,
    /// Whose record it is, for deciding who may hear of it; nothing for the commission's own.
    pub institution: Option<InstitutionId>,
    /// What changed.
    pub change: Change,
}

impl Event {
    /// Whether it happened to this record, or to one that lies in it.
    #[must_use]
    pub fn concerns(&self, record: impl Into<RecordRef>) -> bool {
        let record = record.into();
        self.about == record || self.within.contains(&record)
    }

    /// The record of this kind that it happened to, or that it happened in.
    #[must_use]
    pub fn of_kind(&self, kind: RecordKind) -> Option<RecordRef> {
        std::iter::once(&self.about).chain(&self.within).copied().find(|record| record.kind == kind)
    }

    /// Whether it may be news to this person, for whom the menu then counts anew: it happened to a record of
    /// their institution's, or to anybody's for the commission, which does not hear of drafts.
    #[must_use]
    pub fn is_news_to(&self, actor: &Actor) -> bool {
        let own = actor.institution == self.institution;
        match self.change {
            // These come by the hundred, and make nothing unread.
            Change::Progress => false,
            Change::Draft => own,
            _ => own || actor.institution.is_none(),
        }
    }
}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A draft, which is its institution's alone: it was saved or discarded.
    Draft,
    /// The record's fields or status.
    Saved,
    /// Its dialogue.
    Message,
    /// What comes by the hundred: an applicant's stage, score or decision.
    Progress,
    /// The report or its review.
    Report,
    /// An inauguration.
    Inauguration,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::{ApplicantId, PlanId, VacancyId},
        identity::Role,
    };

    fn event(change: Change) -> Event {
        Event {
            about: ApplicantId::new(9).into(),
            within: vec![VacancyId::new(5).into(), PlanId::new(1).into()],
            institution: Some(7.into()),
            change,
        }
    }

    #[test]
    fn news_goes_to_the_institution_and_to_the_commission() {
        let actor = |institution: Option<i64>, role| Actor {
            user: 1.into(),
            name: "Budi".to_owned(),
            role,
            institution: institution.map(Into::into),
        };
        let message = event(Change::Message);
        assert!(message.is_news_to(&actor(Some(7), Role::Operator)));
        assert!(message.is_news_to(&actor(None, Role::Commissioner)));
        assert!(!message.is_news_to(&actor(Some(8), Role::Operator)));
        let draft = event(Change::Draft);
        assert!(draft.is_news_to(&actor(Some(7), Role::Operator)));
        assert!(!draft.is_news_to(&actor(None, Role::Commissioner)));
        assert!(!event(Change::Progress).is_news_to(&actor(None, Role::Commissioner)));
        let own = Event { institution: None, ..event(Change::Saved) };
        assert!(own.is_news_to(&actor(None, Role::Assistant)));
        assert!(!own.is_news_to(&actor(Some(7), Role::Operator)));
    }

    #[test]
    fn it_concerns_the_record_and_all_it_lies_in() {
        let event = event(Change::Progress);
        assert!(event.concerns(ApplicantId::new(9)));
        assert!(event.concerns(VacancyId::new(5)));
        assert!(event.concerns(PlanId::new(1)));
        assert!(!event.concerns(PlanId::new(9)));
        assert!(!event.concerns(VacancyId::new(1)));
        assert_eq!(event.of_kind(RecordKind::Vacancy), Some(VacancyId::new(5).into()));
        assert_eq!(event.of_kind(RecordKind::User), None);
        let written = serde_json::to_string(&event).unwrap();
        assert_eq!(
            written,
            r#"{"about":"applicant:9","within":["vacancy:5","plan:1"],"institution":7,"change":"progress"}"#
        );
        assert_eq!(serde_json::from_str::<Event>(&written).unwrap(), event);
    }
}
