//! The files that a plan and all that hangs from it name.

use std::collections::BTreeSet;

use domain::{
    id::AttachmentId,
    selection::{applicant::TrackRecord, report::Report},
};
use sqlx::types::Json;

use super::{documents::Snapshot, plan::PlanRecord, process, report};
use crate::{
    Result, Tx,
    document::{Raw, unpack},
    message,
};

/// Every file that the plan as it is now, an earlier version, a message, a report, its review, a monitoring, an
/// inauguration or the track record of an applicant names.
///
/// # Errors
/// When the database fails.
pub async fn named_files(tx: &mut Tx, plan: &PlanRecord) -> Result<BTreeSet<AttachmentId>> {
    let mut named: BTreeSet<AttachmentId> = plan.form.attachments().collect();
    named.extend(plan.untold.iter().flat_map(domain::selection::plan::PlanForm::attachments));
    named.extend(plan.state.recommendation().into_iter().flat_map(|found| found.letter.iter().copied()));
    let id = plan.id.get();

    let (files, sent) = message::named::<Snapshot<'_>>(tx, plan.id.into()).await?;
    named.extend(files);
    named.extend(sent.iter().flat_map(|snapshot| snapshot.typed.attachments()));
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
    for (record,) in db!(tx, fetch_all as (Raw,), sql, id)? {
        named.extend(unpack::<TrackRecord>(&record)?.files);
    }
    Ok(named)
}

fn report_files(report: &Report) -> impl Iterator<Item = AttachmentId> + '_ {
    [&report.cover_files, &report.stage_files, &report.minutes_files].into_iter().flatten().copied()
}
