//! Moving through the stages, scores and results, and the track record's description.

use std::collections::HashSet;

use domain::{
    activity::Act,
    event::Change,
    id::{ApplicantId, VacancyId},
    refusal::Refusal,
    selection::access::PlanAction,
    selection::{Outcome, Stage, applicant::TrackRecordForm, forms::ScoreForm},
};
use serde_json::json;
use store::{Tx, selection::process};

use super::{
    load::{self, ApplicantCase},
    show::plan_path,
};
use crate::{
    api::{
        context::{Caller, caller, claim},
        rich_text::clean,
        tail::{Line, announce},
    },
    error::{AppError, Done},
};

pub(super) async fn advance(
    id: VacancyId,
    stage: &str,
    chosen: &[String],
    onward: bool,
) -> Result<Done, AppError> {
    let caller = caller().await?;
    // However many there are, each is read once, and looked up in a set.
    let wanted: HashSet<ApplicantId> = chosen.iter().filter_map(|text| text.parse().ok()).collect();
    let mut tx = caller.begin().await?;
    let case = load::vacancy(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    let target = Stage::from_code(stage).filter(|stage| case.scheme.find(*stage).is_some());
    let target = target.ok_or(AppError::NotFound)?;
    let words = case.scheme.in_sentence(target);
    if wanted.is_empty() {
        return Err(Refusal::field("applicants", "Pilih paling sedikit satu pelamar.").into());
    }
    let mut all = case.applicants(&mut tx).await?;
    if all.iter().filter(|applicant| wanted.contains(&applicant.id)).count() < wanted.len() {
        return Err(AppError::NotFound);
    }
    let institution = case.plan.institution.id;
    let mut moved = Vec::new();
    for applicant in all.iter_mut().filter(|applicant| wanted.contains(&applicant.id)) {
        // Somebody else may have moved them a moment ago; then there is nothing left to do.
        if applicant.progress.takes_part(&case.scheme, target) {
            continue;
        }
        applicant.check_present()?;
        let failed = applicant.progress.failed().is_some();
        if !failed && applicant.progress.next_stage(&case.scheme) != Some(target) {
            let sentence = format!("{} belum dapat mengikuti {words}.", applicant.person.name);
            return Err(AppError::Refused(sentence));
        }
        applicant.progress =
            applicant.progress.clone().advance(&case.scheme).map_err(|refusal| match refusal {
                Refusal::State(reason) => AppError::Refused(format!("{}: {reason}", applicant.person.name)),
                fields @ Refusal::Fields(_) => fields.into(),
            })?;
        process::save_applicant(&mut tx, applicant, &caller.person(), caller.now).await?;
        let line = Line::new(Act::AdvanceApplicants, applicant.id, Some(institution))
            .after(json!({ "tahapan": case.scheme.label(target) }));
        caller.record(&mut tx, line).await?;
        moved.push(applicant.person.name.clone());
    }
    announce(&mut tx, &case, Change::Progress).await?;
    tx.commit().await?;
    let said = match moved.as_slice() {
        [] => format!("Pelamar yang dipilih sudah mengikuti {words}."),
        [name] => format!("{name} mengikuti {words}."),
        names => format!("{} pelamar mengikuti {words}.", names.len()),
    };
    if !onward {
        return Ok(Done::stay(said));
    }
    let path = format!("{}/lowongan/{id}?tahap={}", plan_path(case.plan.id), target.code());
    Ok(Done::go(said, path))
}

pub(super) async fn step_back(id: ApplicantId, version: i64) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::applicant(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    case.check_version(version, None)?;
    case.applicant.check_present()?;
    let before = json!({ "tahapan": case.scheme.reached_label(case.applicant.progress.reached()) });
    case.applicant.progress = case.applicant.progress.clone().step_back()?;
    let after = json!({ "tahapan": case.scheme.reached_label(case.applicant.progress.reached()) });
    let line = Line::of(&case, Act::StepBack).before(before).after(after);
    write(&mut tx, &caller, &mut case, line).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("{} dikembalikan ke tahapan sebelumnya.", case.applicant.person.name)))
}

pub(super) async fn save(
    id: ApplicantId,
    version: i64,
    stage: &str,
    form: &ScoreForm,
) -> Result<Done, AppError> {
    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut case = load::applicant(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    let (stage, outcome, reason) = form.validate(&case.scheme, stage)?;
    case.check_version(version, Some((stage, outcome)))?;
    case.applicant.check_present()?;
    let (progress, change) =
        case.applicant.progress.clone().save_score(&case.scheme, stage, outcome, reason)?;
    case.applicant.progress = progress;
    process::record_score(&mut tx, id, &change, &caller.person(), caller.now).await?;
    let words = case.scheme.in_sentence(stage).to_owned();
    let (label, field) = case.scheme.outcome_words(stage);
    let act = match (outcome, change.before) {
        (Outcome::Score(_), None) => Act::SaveScore,
        (Outcome::Score(_), Some(_)) => Act::CorrectScore,
        (Outcome::Verdict(_), None) => Act::SaveVerdict,
        (Outcome::Verdict(_), Some(_)) => Act::CorrectVerdict,
    };
    let line = Line::of(&case, act)
        .before(json!({ "tahapan": case.scheme.label(stage), field: change.before.map(|before| before.to_string()) }))
        .after(json!({
            "tahapan": case.scheme.label(stage),
            field: outcome.to_string(),
            "alasan": change.reason,
        }));
    write(&mut tx, &caller, &mut case, line).await?;
    tx.commit().await?;
    let mark = case.scheme.find(stage).and_then(|planned| planned.mark(outcome));
    let mark = mark.map(|mark| format!(", nilai {mark}")).unwrap_or_default();
    Ok(Done::stay(format!("{label} {words} {} tersimpan: {outcome}{mark}.", case.applicant.person.name)))
}

pub(super) async fn describe(id: ApplicantId, version: i64, form: TrackRecordForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    let form = clean(&caller, form).await?;
    let mut tx = caller.begin().await?;
    let mut case = load::applicant(&mut tx, &caller, id, PlanAction::RunProcess).await?;
    case.check_version(version, None)?;
    let record = form.validate()?;
    claim(&mut tx, &caller, case.plan.id, [("files", record.files.clone())]).await?;
    let before = case.applicant.track_record.clone();
    case.applicant = case.applicant.clone().describe(&case.scheme, record)?;
    let line = Line::of(&case, Act::DescribeTrackRecord)
        .before(json!(before))
        .after(json!(case.applicant.track_record));
    write(&mut tx, &caller, &mut case, line).await?;
    load::release(&mut tx, &caller, &case.plan).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Deskripsi rekam jejak {} tersimpan.", case.applicant.person.name)))
}

/// Saves an applicant's row with its activity line and notice.
pub(super) async fn write(
    tx: &mut Tx,
    caller: &Caller,
    case: &mut ApplicantCase,
    line: Line,
) -> Result<(), AppError> {
    process::save_applicant(tx, &mut case.applicant, &caller.person(), caller.now).await?;
    caller.change(tx, case, line, Change::Progress).await
}
