//! What the scoring page shows.

use domain::{
    access::Rights,
    id::{ApplicantId, VacancyId},
    selection::access::PlanAction,
    selection::{Phase, shortlist::Standings},
};
use store::selection::{monitoring, process};

use super::{
    load,
    show::{self, Files},
    views::{CorrectionView, MonitoringView, TrackRecordView, VacancySummary, VacancyView},
};
use crate::{api::context::quiet_caller, error::AppError};

/// The vacancy alone, without any other of its plan.
pub(super) async fn summary(id: VacancyId) -> Result<VacancySummary, AppError> {
    let caller = quiet_caller().await?;
    let mut tx = caller.read().await?;
    let case = load::vacancy(&mut tx, &caller, id, PlanAction::View).await?;
    let applicants = case.applicants(&mut tx).await?;
    Ok(show::summary(case.plan.state.phase(), &case.vacancy, Some(&case.scheme), &applicants))
}

/// What was found about one applicant.
pub(super) async fn track_record(id: ApplicantId) -> Result<TrackRecordView, AppError> {
    let caller = quiet_caller().await?;
    let mut tx = caller.read().await?;
    let case = load::applicant(&mut tx, &caller, id, PlanAction::View).await?;
    let version = case.applicant.version;
    let Some(record) = case.applicant.track_record else {
        return Ok(TrackRecordView { version, text: String::new(), files: Vec::new() });
    };
    let files = Files::load(&mut tx, case.plan.id, record.files.iter().copied()).await?;
    Ok(TrackRecordView { version, files: files.pick(&record.files), text: record.text.into() })
}

pub(super) async fn view(id: VacancyId) -> Result<VacancyView, AppError> {
    let caller = quiet_caller().await?;
    let mut tx = caller.read().await?;
    let case = load::vacancy(&mut tx, &caller, id, PlanAction::View).await?;
    let applicants = case.applicants(&mut tx).await?;
    let watched = monitoring::list(&mut tx, id).await?;
    let history = process::score_history(&mut tx, id).await?;
    let files = Files::load(
        &mut tx,
        case.plan.id,
        watched.iter().flat_map(|record| record.monitoring.files.iter().copied()),
    )
    .await?;
    let standings = Standings::of(&case.scheme, &applicants);
    let rights = Rights::of(&caller.actor, &case.plan.subject());
    let own = show::summary(case.plan.state.phase(), &case.vacancy, Some(&case.scheme), &applicants);
    let running = matches!(case.plan.state.phase(), Phase::Process | Phase::ReportReturned);
    let complete = running && own.obstacles.is_empty();
    let other = if complete { show::other_incomplete(&mut tx, &case.plan, id).await? } else { None };
    let name = |id| applicants.iter().find(|a| a.id == id).map(|a| a.person.name.clone()).unwrap_or_default();
    let corrections = history
        .into_iter()
        .filter_map(|row| {
            Some(CorrectionView {
                applicant: name(row.applicant),
                stage: case.scheme.label(row.stage).to_owned(),
                before: row.before?.to_string(),
                after: row.after.to_string(),
                reason: row.reason.unwrap_or_default(),
                by: row.signed.by.name,
                at: row.signed.at,
            })
        })
        .collect();
    Ok(VacancyView {
        plan: case.plan.id,
        id,
        version: case.vacancy.version,
        institution: case.plan.institution_name(),
        label: case.vacancy.position.label(),
        phase: case.plan.state.phase(),
        applicant_count: case.vacancy.applicant_count,
        shortlist_note: case.vacancy.shortlist_note.clone(),
        applicants: applicants.iter().map(|a| show::applicant(a, &case.scheme, &standings)).collect(),
        shortlist: standings.accepted().map(|row| row.applicant).collect(),
        obstacles: own.obstacles,
        corrections,
        monitoring: watched
            .into_iter()
            .map(|record| MonitoringView {
                day: record.monitoring.day,
                stage: record.monitoring.stage_label(&case.scheme).to_owned(),
                files: files.pick(&record.monitoring.files),
                findings: record.monitoring.findings.into(),
                by: record.signed.by.name,
                at: record.signed.at,
            })
            .collect(),
        can_report: complete && other.is_none(),
        other: other.map(|other| (other.id, other.label)),
        commission: caller.actor.role.is_commission(),
        scheme: case.scheme,
        rights,
    })
}
