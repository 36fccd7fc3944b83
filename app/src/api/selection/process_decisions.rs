//! Terima and Tolak, and the reason for fewer than three.

use domain::{
    activity::Act,
    event::Change,
    id::{ApplicantId, VacancyId},
    selection::access::PlanAction,
    selection::{forms::ReasonForm, progress::Decision},
};
use serde_json::json;
use store::selection::process;

use super::{load, process_scores::write};
use crate::{
    api::{
        context::caller,
        tail::{Line, check_version},
    },
    error::{AppError, Done},
};

pub(super) async fn decide(
    id: ApplicantId,
    version: i64,
    form: &ReasonForm,
    accepted: bool,
) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::applicant(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    case.check_version(version, None)?;
    let decision = Decision { accepted, reason: form.optional()?, by: caller.actor.user, at: caller.now };
    let reason = decision.reason.clone();
    let standings = case.standings(&mut tx).await?;
    let applicant = case.applicant.clone();
    case.applicant = if accepted {
        applicant.accept(&case.scheme, &standings, decision)?
    } else {
        applicant.reject(&case.scheme, decision)?
    };
    let act = if accepted { Act::AcceptApplicant } else { Act::RejectApplicant };
    let line = Line::of(&case, act).after(json!({
        "peringkat": standings.rank(id),
        "total": case.applicant.progress.total(&case.scheme).map(|total| total.to_string()),
        "alasan": reason,
    }));
    write(&mut tx, &caller, &mut case, line).await?;
    tx.commit().await?;
    let name = &case.applicant.person.name;
    Ok(Done::stay(if accepted { format!("{name} diterima.") } else { format!("{name} ditolak.") }))
}

pub(super) async fn revoke(id: ApplicantId, version: i64) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::applicant(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    case.check_version(version, None)?;
    case.applicant.check_present()?;
    let before = case.applicant.progress.decision().cloned();
    case.applicant.progress = case.applicant.progress.clone().revoke()?;
    let line = Line::of(&case, Act::RevokeDecision).before(json!(before.as_ref().map(Decision::told)));
    write(&mut tx, &caller, &mut case, line).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Keputusan untuk {} dibatalkan.", case.applicant.person.name)))
}

pub(super) async fn explain(id: VacancyId, version: i64, form: &ReasonForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::vacancy(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    check_version(&case, version, Vec::new)?;
    let reason = form.required()?;
    let before = case.vacancy.shortlist_note.replace(reason.clone());
    process::save_vacancy(&mut tx, &mut case.vacancy, &caller.person(), caller.now).await?;
    let line = Line::of(&case, Act::ExplainShortlist)
        .before(json!({ "alasan": before }))
        .after(json!({ "alasan": reason }));
    caller.change(&mut tx, &case, line, Change::Saved).await?;
    tx.commit().await?;
    Ok(Done::stay("Alasan kurang dari tiga tersimpan."))
}
