//! A plan in memory, and its form in columns.

use chrono::{DateTime, Utc};
use domain::{
    id::{InstitutionId, PlanId},
    identity::{Person, Signature},
    institution::{Institution, with_former_name},
    record::RecordRef,
    selection::{
        FillingMethod, Reason,
        access::PlanSubject,
        plan::{PlanDetails, PlanForm},
        review::PlanState,
    },
};

use crate::{Result, StoreError, record::Record};

/// A plan as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRecord {
    /// Its number.
    pub id: PlanId,
    /// Whose plan it is.
    pub institution: Institution,
    /// What that was called when the plan was begun, where it was another name.
    pub institution_then: Option<String>,
    /// Grows with every [`super::save`].
    pub version: i64,
    /// What was typed.
    pub form: PlanForm,
    /// What that said when it was sent last; nothing in a plan that never was.
    pub sent: Option<PlanDetails>,
    /// What was typed when the log was told last, while a draft has been kept since without a line.
    pub untold: Option<PlanForm>,
    /// Where it stands.
    pub state: PlanState,
    /// Who began it, and when.
    pub created: Signature,
    /// Who changed it last, and when.
    pub updated: Signature,
    /// When the institution sent it, its correction or its report last; of a draft, when it was begun.
    pub sent_at: DateTime<Utc>,
}

impl PlanRecord {
    /// What the rights table needs to know of it.
    #[must_use]
    pub fn subject(&self) -> PlanSubject {
        PlanSubject {
            institution: self.institution.id,
            officer: self.state.officer().map(|officer| officer.id),
            phase: self.state.phase(),
        }
    }

    /// The institution's name, and beside it that of the plan's day.
    #[must_use]
    pub fn institution_name(&self) -> String {
        with_former_name(&self.institution.name, self.institution_then.as_deref())
    }

    /// What was sent.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when nothing was: no plan beyond a draft is like that.
    pub fn details(&self) -> Result<&PlanDetails> {
        self.sent.as_ref().ok_or_else(|| StoreError::Corrupt(format!("plan {} was never sent", self.id)))
    }
}

impl Record for PlanRecord {
    fn about(&self) -> RecordRef {
        self.id.into()
    }

    fn institution(&self) -> Option<InstitutionId> {
        Some(self.institution.id)
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn last_saved(&self) -> Option<Signature> {
        Some(self.updated.clone())
    }
}

/// A new plan; it begins as a draft.
#[derive(Clone, Debug)]
pub struct NewPlan<'a> {
    /// Whose plan it is.
    pub institution: InstitutionId,
    /// What was typed.
    pub form: PlanForm,
    /// Who began it.
    pub by: &'a Person,
    /// When.
    pub at: DateTime<Utc>,
}

/// What lists and checks need of the form, in columns of their own.
pub(super) struct Columns {
    pub(super) letter_number: String,
    pub(super) filling_method: Option<&'static str>,
    pub(super) reason: Option<&'static str>,
}

impl Columns {
    pub(super) fn of(form: &PlanForm) -> Self {
        Self {
            letter_number: form.letter_number.trim().to_owned(),
            filling_method: FillingMethod::from_code(&form.filling_method).map(FillingMethod::code),
            reason: Reason::from_code(&form.reason).map(Reason::code),
        }
    }
}
