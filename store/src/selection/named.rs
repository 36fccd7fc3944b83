//! The files that a plan and all that hangs from it name.

use std::collections::BTreeSet;

use domain::{
    id::AttachmentId,
    selection::{applicant::TrackRecord, plan::PlanForm, report::Report},
};
use sqlx::types::Json;

use super::{plan::PlanRecord, process, report};
use crate::{Result, Tx};

/// Every file that the plan as it is now, an earlier version, a message, a report, its review, a monitoring, an
/// inauguration or the track record of an applicant names.
///
/// # Errors
/// When the database fails.
pub async fn named_files(tx: &mut Tx, plan: &PlanRecord) -> Result<BTreeSet<AttachmentId>> {
    let mut named: BTreeSet<AttachmentId> = plan.form.attachments().collect();
    named.extend(plan.state.recommendation().into_iter().flat_map(|found| found.letter.iter().copied()));
    let id = plan.id.get();

    type Said = (Json<Vec<AttachmentId>>, Option<Json<PlanForm>>);
    let sql = "SELECT files, snapshot FROM plan_message WHERE plan_id = $1";
    for (files, snapshot) in db!(tx, fetch_all as Said, sql, id)? {
        named.extend(files.0);
        named.extend(snapshot.iter().flat_map(|form| form.0.attachments()));
    }
    for round in report::list(tx, plan.id).await? {
        named.extend(report_files(&round.report));
        named.extend(round.review.into_iter().flat_map(|review| review.message.files));
    }
    for vacancy in process::vacancies(tx, plan.id).await? {
        if let Some(documents) = vacancy.inauguration.documents() {
            named.extend(documents.minutes_files.iter().chain(&documents.decree_files).copied());
        }
    }
    let sql = "SELECT m.files FROM monitoring m JOIN vacancy v ON v.id = m.vacancy_id WHERE v.plan_id = $1";
    for (files,) in db!(tx, fetch_all as (Json<Vec<AttachmentId>>,), sql, id)? {
        named.extend(files.0);
    }
    let sql = "SELECT a.track_record FROM applicant a JOIN vacancy v ON v.id = a.vacancy_id \
               WHERE v.plan_id = $1 AND a.track_record IS NOT NULL";
    for (record,) in db!(tx, fetch_all as (Json<TrackRecord>,), sql, id)? {
        named.extend(record.0.files);
    }
    Ok(named)
}

fn report_files(report: &Report) -> impl Iterator<Item = AttachmentId> + '_ {
    [&report.cover_files, &report.stage_files, &report.minutes_files].into_iter().flatten().copied()
}
