//! Loading a record for a command, and deciding on it: the first steps of every verb.

use domain::{
    access::Guarded as _,
    field::{FieldChange, FieldErrors},
    id::{ApplicantId, InstitutionId, PlanId, VacancyId},
    identity::{Actor, Signature},
    record::RecordRef,
    selection::{
        Outcome, Phase, Scheme, Stage, access::PlanAction, applicant::Applicant, shortlist::Standings,
    },
};
use store::{
    Tx,
    record::Record,
    selection::{
        plan::{self, PlanRecord},
        process::{self, ApplicantRecord, VacancyRecord},
    },
};

use crate::{
    api::{context::Caller, tail::check_version},
    error::AppError,
};

/// A plan on which the caller may do `action`.
pub(super) async fn plan(
    tx: &mut Tx,
    caller: &Caller,
    id: PlanId,
    action: PlanAction,
) -> Result<PlanRecord, AppError> {
    decided(&caller.actor, action, plan::load(tx, id).await?)
}

fn decided(actor: &Actor, action: PlanAction, found: Option<PlanRecord>) -> Result<PlanRecord, AppError> {
    let record = found.ok_or(AppError::NotFound)?;
    record.subject().decide(actor, action)?;
    Ok(record)
}

/// A plan in the very version the caller saw.
pub(super) async fn plan_at(
    tx: &mut Tx,
    caller: &Caller,
    id: PlanId,
    version: i64,
    action: PlanAction,
) -> Result<PlanRecord, AppError> {
    let record = plan(tx, caller, id, action).await?;
    check_version(&record, version, Vec::new)?;
    Ok(record)
}

/// Lets go of the plan's files that nothing of it names any more, once it is saved: from then on they are their
/// owners' alone.
pub(super) async fn release(tx: &mut Tx, caller: &Caller, plan: &PlanRecord) -> Result<(), AppError> {
    let named = store::selection::named_files(tx, plan).await?;
    store::attachment::release(tx, plan.id, &named, caller.now).await?;
    Ok(())
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
}

impl Record for VacancyCase {
    fn about(&self) -> RecordRef {
        self.vacancy.id.into()
    }

    fn within(&self) -> Vec<RecordRef> {
        vec![self.plan.id.into()]
    }

    fn institution(&self) -> Option<InstitutionId> {
        self.plan.institution()
    }

    fn version(&self) -> i64 {
        self.vacancy.version
    }

    /// Where the vacancy was never saved by itself, its plan was.
    fn last_saved(&self) -> Option<Signature> {
        self.vacancy.saved.clone().or_else(|| self.plan.last_saved())
    }
}

/// What a plan that was sent weighs. A draft has no process to look at.
fn scheme_of(plan: &PlanRecord) -> Result<Scheme, AppError> {
    match plan.state.phase() {
        Phase::Draft => Err(AppError::NotFound),
        _ => Ok(plan.details()?.scheme.clone()),
    }
}

/// A vacancy on whose plan the caller may do `action`.
pub(super) async fn vacancy(
    tx: &mut Tx,
    caller: &Caller,
    id: VacancyId,
    action: PlanAction,
) -> Result<VacancyCase, AppError> {
    vacancy_for(tx, &caller.actor, id, action).await
}

/// [`vacancy`], for whoever asks where no server function runs.
pub(super) async fn vacancy_for(
    tx: &mut Tx,
    actor: &Actor,
    id: VacancyId,
    action: PlanAction,
) -> Result<VacancyCase, AppError> {
    let plan = decided(actor, action, plan::load_of_vacancy(tx, id).await?)?;
    let vacancy = process::vacancy(tx, id).await?.ok_or(AppError::NotFound)?;
    let scheme = scheme_of(&plan)?;
    Ok(VacancyCase { plan, vacancy, scheme })
}

/// An applicant with their vacancy and plan.
pub(super) struct ApplicantCase {
    pub plan: PlanRecord,
    pub scheme: Scheme,
    pub applicant: Applicant,
    saved: Option<Signature>,
}

impl ApplicantCase {
    /// Refuses when the row changed since the caller saw it; `outcome` is what the caller
    /// was about to save, to be shown beside what is saved.
    pub fn check_version(&self, version: i64, outcome: Option<(Stage, Outcome)>) -> Result<(), AppError> {
        check_version(self, version, || {
            outcome.map_or_else(Vec::new, |(stage, mine)| {
                let saved = self.applicant.progress.outcome(&self.scheme, stage);
                vec![FieldChange {
                    label: format!(
                        "{} {}",
                        self.scheme.outcome_words(stage).0,
                        self.scheme.in_sentence(stage)
                    ),
                    before: mine.to_string(),
                    after: saved.map(|saved| saved.to_string()).unwrap_or_default(),
                }]
            })
        })
    }

    /// Everybody's standing in the vacancy.
    pub async fn standings(&self, tx: &mut Tx) -> Result<Standings, AppError> {
        let all = process::applicants(tx, self.applicant.vacancy, &self.scheme).await?;
        Ok(Standings::of(&self.scheme, &all))
    }
}

impl Record for ApplicantCase {
    fn about(&self) -> RecordRef {
        self.applicant.id.into()
    }

    fn within(&self) -> Vec<RecordRef> {
        vec![self.applicant.vacancy.into(), self.plan.id.into()]
    }

    fn institution(&self) -> Option<InstitutionId> {
        self.plan.institution()
    }

    fn version(&self) -> i64 {
        self.applicant.version
    }

    /// Where the row was never saved since it was entered, its plan was.
    fn last_saved(&self) -> Option<Signature> {
        self.saved.clone().or_else(|| self.plan.last_saved())
    }
}

/// An applicant on whose plan the caller may do `action`.
pub(super) async fn applicant(
    tx: &mut Tx,
    caller: &Caller,
    id: ApplicantId,
    action: PlanAction,
) -> Result<ApplicantCase, AppError> {
    let plan = decided(&caller.actor, action, plan::load_of_applicant(tx, id).await?)?;
    let scheme = scheme_of(&plan)?;
    let ApplicantRecord { applicant, saved } =
        process::applicant(tx, id, &scheme).await?.ok_or(AppError::NotFound)?;
    Ok(ApplicantCase { plan, scheme, applicant, saved })
}

/// A NIP that stands twice in one vacancy.
pub(super) fn nip_taken(field: &str, error: store::StoreError) -> AppError {
    if error.is_unique("applicant_vacancy_nip_key") {
        return FieldErrors::of(field, "NIP ini sudah terdaftar sebagai pelamar jabatan yang sama.").into();
    }
    error.into()
}
