//! A plan in memory, and its form in columns.

use chrono::{DateTime, Utc};
use domain::{
    access::PlanSubject,
    id::{InstitutionId, PlanId},
    institution::Institution,
    number::Weight,
    selection::{
        FillingMethod, Reason, Stage,
        plan::{PlanDetails, PlanForm},
        review::{Person, PlanState},
    },
};

use crate::{Result, StoreError};

/// A plan as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRecord {
    /// Its number.
    pub id: PlanId,
    /// Whose plan it is.
    pub institution: Institution,
    /// Grows with every [`super::save`].
    pub version: i64,
    /// What was typed.
    pub form: PlanForm,
    /// Where it stands.
    pub state: PlanState,
    /// Who began it.
    pub created_by: Person,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Who changed it last.
    pub updated_by: Person,
    /// When.
    pub updated_at: DateTime<Utc>,
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

    /// The form's meaning, once it was sent.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the form is not whole: no plan beyond a draft is like that.
    pub fn details(&self) -> Result<PlanDetails> {
        self.form.validate().map_err(|errors| {
            let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
            StoreError::Corrupt(format!("plan {} is not whole: {}", self.id, fields.join(", ")))
        })
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
    /// By kind of stage, not by the plan's order; all four or none.
    pub(super) weights: [Option<i16>; 4],
}

impl Columns {
    pub(super) fn of(form: &PlanForm) -> Self {
        let weights = form.validate().map_or([None; 4], |details| {
            [Stage::Managerial, Stage::Paper, Stage::Interview, Stage::TrackRecord]
                .map(|stage| Some(i16::from(Weight::get(details.scheme.weight(stage)))))
        });
        Self {
            letter_number: form.letter_number.trim().to_owned(),
            filling_method: FillingMethod::from_code(&form.filling_method).map(FillingMethod::code),
            reason: Reason::from_code(&form.reason).map(Reason::code),
            weights,
        }
    }
}
