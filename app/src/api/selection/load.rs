//! Loading a record for a command, and deciding on it: the first steps of every verb.

use domain::{
    access::{Action, Subject},
    field::{FieldChange, FieldErrors},
    id::{ApplicantId, PlanId, VacancyId},
    number::Score,
    selection::{Stage, applicant::Applicant, progress::Scheme, shortlist::Standings},
};
use store::{
    Tx,
    selection::{
        plan::{self, PlanRecord},
        process::{self, VacancyRecord},
    },
};

use crate::{
    api::context::{Caller, conflict},
    error::AppError,
};

/// A plan on which the caller may do `action`.
pub(super) async fn plan(
    tx: &mut Tx,
    caller: &Caller,
    id: PlanId,
    action: Action,
) -> Result<PlanRecord, AppError> {
    decided(caller, action, plan::load(tx, id).await?)
}

fn decided(caller: &Caller, action: Action, found: Option<PlanRecord>) -> Result<PlanRecord, AppError> {
    let record = found.ok_or(AppError::NotFound)?;
    caller.may(action, &Subject::Plan(record.subject()))?;
    Ok(record)
}

/// A plan in the very version the caller saw.
pub(super) async fn plan_at(
    tx: &mut Tx,
    caller: &Caller,
    id: PlanId,
    version: i64,
    action: Action,
) -> Result<PlanRecord, AppError> {
    let record = plan(tx, caller, id, action).await?;
    if record.version != version {
        return Err(stale_plan(&record, Vec::new()));
    }
    Ok(record)
}

/// The plan is no longer what the caller saw.
pub(super) fn stale_plan(record: &PlanRecord, fields: Vec<FieldChange>) -> AppError {
    conflict(record.version, &record.updated_by.name, record.updated_at, fields)
}

/// A vacancy with its plan.
pub(super) struct VacancyCase {
    pub plan: PlanRecord,
    pub vacancy: VacancyRecord,
    pub scheme: Scheme,
}

impl VacancyCase {
    /// Every applicant.
    pub async fn applicants(&self, tx: &mut Tx) -> Result<Vec<Applicant>, AppError> {
        Ok(process::applicants(tx, self.vacancy.id, &self.scheme).await?)
    }

    /// Refuses when the vacancy changed since the caller saw it.
    pub fn check_version(&self, version: i64) -> Result<(), AppError> {
        if self.vacancy.version == version {
            return Ok(());
        }
        let plan = (&self.plan.updated_by, self.plan.updated_at);
        let (by, at) = self.vacancy.saved.as_ref().map_or(plan, |(by, at)| (by, *at));
        Err(conflict(self.vacancy.version, &by.name, at, Vec::new()))
    }
}

/// A vacancy on whose plan the caller may do `action`.
pub(super) async fn vacancy(
    tx: &mut Tx,
    caller: &Caller,
    id: VacancyId,
    action: Action,
) -> Result<VacancyCase, AppError> {
    let plan = decided(caller, action, plan::load_of_vacancy(tx, id).await?)?;
    let vacancy = process::vacancy(tx, id).await?.ok_or(AppError::NotFound)?;
    let scheme = plan.details()?.scheme;
    Ok(VacancyCase { plan, vacancy, scheme })
}

/// An applicant with their vacancy and plan.
pub(super) struct ApplicantCase {
    pub plan: PlanRecord,
    pub scheme: Scheme,
    pub applicant: Applicant,
}

impl ApplicantCase {
    /// Refuses when the row changed since the caller saw it; `score` is what the caller
    /// was about to save, to be shown beside what is saved.
    pub async fn check_version(
        &self,
        tx: &mut Tx,
        version: i64,
        score: Option<(Stage, Score)>,
    ) -> Result<(), AppError> {
        if self.applicant.version == version {
            return Ok(());
        }
        let fields = score.map_or_else(Vec::new, |(stage, mine)| {
            let saved = self.applicant.progress.score(&self.scheme, stage);
            vec![FieldChange {
                label: format!("Skor {}", stage.in_sentence()),
                before: mine.to_string(),
                after: saved.map(|score| score.to_string()).unwrap_or_default(),
            }]
        });
        let (by, at) = process::last_change(tx, self.applicant.id).await?.map_or_else(
            || (self.plan.updated_by.name.clone(), self.plan.updated_at),
            |(person, at)| (person.name, at),
        );
        Err(conflict(self.applicant.version, &by, at, fields))
    }

    /// Everybody's standing in the vacancy.
    pub async fn standings(&self, tx: &mut Tx) -> Result<Standings, AppError> {
        let all = process::applicants(tx, self.applicant.vacancy, &self.scheme).await?;
        Ok(Standings::of(&self.scheme, &all))
    }
}

/// An applicant on whose plan the caller may do `action`.
pub(super) async fn applicant(
    tx: &mut Tx,
    caller: &Caller,
    id: ApplicantId,
    action: Action,
) -> Result<ApplicantCase, AppError> {
    let plan = decided(caller, action, plan::load_of_applicant(tx, id).await?)?;
    let scheme = plan.details()?.scheme;
    let applicant = process::applicant(tx, id, &scheme).await?.ok_or(AppError::NotFound)?;
    Ok(ApplicantCase { plan, scheme, applicant })
}

/// A NIP that stands twice in one vacancy.
pub(super) fn nip_taken(field: &str, error: store::StoreError) -> AppError {
    if error.is_unique("applicant_vacancy_nip_key") {
        return FieldErrors::of(field, "NIP ini sudah terdaftar sebagai pelamar jabatan yang sama.").into();
    }
    error.into()
}
