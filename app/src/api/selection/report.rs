//! Pelaporan and its review (Gambar 43 to 47).

use domain::{
    id::PlanId,
    selection::{report::ReportForm, review::MessageForm},
};
use leptos::prelude::*;

use super::views::ReportView;
use crate::error::{AppError, Done};

/// The report of a plan, with every round.
#[server(endpoint = "selection/get_report")]
pub async fn get_report(plan: PlanId) -> Result<ReportView, AppError> {
    verbs::view(plan).await
}

/// Sends the report, or sends it again after Perbaiki.
#[server(endpoint = "selection/send_report")]
pub async fn send_report(
    plan: PlanId,
    version: i64,
    #[server(default)] form: ReportForm,
) -> Result<Done, AppError> {
    verbs::send(plan, version, form).await
}

/// Perbaiki.
#[server(endpoint = "selection/return_report")]
pub async fn return_report(
    plan: PlanId,
    version: i64,
    #[server(default)] form: MessageForm,
) -> Result<Done, AppError> {
    verbs::review(plan, version, form, false).await
}

/// Lulus, with the recommendation.
#[server(endpoint = "selection/pass_report")]
pub async fn pass_report(
    plan: PlanId,
    version: i64,
    #[server(default)] form: MessageForm,
) -> Result<Done, AppError> {
    verbs::review(plan, version, form, true).await
}

#[cfg(feature = "ssr")]
mod verbs {
    use domain::{
        access::Rights,
        activity::Act,
        event::Change,
        id::{AttachmentId, PlanId},
        selection::{
            access::PlanAction,
            report::{Report, ReportForm},
            review::{MessageForm, PlanState, ReportState},
        },
    };
    use serde_json::json;
    use store::selection::{plan, report};

    use crate::{
        api::{
            clock::{self, ClockView},
            context::{caller, claim, quiet_caller, unexpected},
            rich_text::clean,
            selection::{
                grounds, load,
                show::{self, Files, plan_path},
                views::{GroundView, ReportView, ReviewView, RoundView},
            },
            tail::Line,
        },
        error::{AppError, Done},
    };

    pub(super) async fn view(id: PlanId) -> Result<ReportView, AppError> {
        let caller = quiet_caller().await?;
        let mut tx = caller.read().await?;
        let plan = load::plan(&mut tx, &caller, id, PlanAction::View).await?;
        let rounds = report::list(&mut tx, id).await?;
        let files = Files::load(
            &mut tx,
            id,
            rounds.iter().flat_map(|round| {
                let answer = round.review.iter().flat_map(|review| review.message.files.iter().copied());
                named(&round.report).chain(answer).collect::<Vec<_>>()
            }),
        )
        .await?;
        let summaries = show::summaries(&mut tx, &plan).await?;
        let grounds = match plan.details() {
            Ok(details) => summaries
                .iter()
                .flat_map(|(vacancy, applicants)| {
                    let post = if summaries.len() > 1 { vacancy.label.clone() } else { String::new() };
                    let grounds = grounds::of_vacancy(&details.scheme, applicants);
                    grounds.into_iter().map(move |ground| GroundView { post: post.clone(), ..ground })
                })
                .collect(),
            Err(_) => Vec::new(),
        };
        let threes = match plan.details() {
            Ok(details) => summaries
                .iter()
                .map(|(vacancy, applicants)| {
                    grounds::three(vacancy.label.clone(), vacancy.note.clone(), &details.scheme, applicants)
                })
                .collect(),
            Err(_) => Vec::new(),
        };
        let mut rounds: Vec<_> = rounds
            .into_iter()
            .map(|round| RoundView {
                round: round.round,
                by: round.signed.by.name,
                at: round.signed.at,
                cover_files: files.pick(&round.report.cover_files),
                stage_files: files.pick(&round.report.stage_files),
                minutes_files: files.pick(&round.report.minutes_files),
                note: round.report.note.into(),
                minutes: round.report.minutes.into(),
                review: round.review.map(|review| ReviewView {
                    passed: review.passed,
                    by: review.signed.by.name,
                    at: review.signed.at,
                    files: files.pick(&review.message.files),
                    text: review.message.text.into(),
                }),
            })
            .collect();
        rounds.sort_by_key(|round| std::cmp::Reverse(round.round));
        let clocks = ClockView::of_record(&mut tx, id.into(), caller.now).await?;
        Ok(ReportView {
            plan: id,
            version: plan.version,
            institution: plan.institution_name(),
            phase: plan.state.phase(),
            rounds,
            vacancies: summaries.into_iter().map(|(summary, _)| summary).collect(),
            clocks,
            threes,
            grounds,
            commission: caller.actor.role.is_commission(),
            rights: Rights::of(&caller.actor, &plan.subject()),
        })
    }

    pub(super) async fn send(id: PlanId, version: i64, form: ReportForm) -> Result<Done, AppError> {
        let caller = caller().await?;
        let form = clean(&caller, form).await?;
        let mut tx = caller.begin().await?;
        let mut record = load::plan_at(&mut tx, &caller, id, version, PlanAction::SendReport).await?;
        let content = form.validate()?;
        let summaries: Vec<_> =
            show::summaries(&mut tx, &record).await?.into_iter().map(|(summary, _)| summary).collect();
        record.state = record.state.clone().send_report(caller.now, &show::obstacles(&summaries))?;
        record.sent_at = caller.now;
        let round = round_of(&record.state)?;
        let files = [
            ("cover_files", content.cover_files.clone()),
            ("stage_files", content.stage_files.clone()),
            ("minutes_files", content.minutes_files.clone()),
        ];
        claim(&mut tx, &caller, id, files).await?;
        report::insert(&mut tx, id, round, &content, &caller.person(), caller.now).await?;
        plan::save(&mut tx, &mut record, &caller.person(), caller.now).await?;
        clock::follow(&mut tx, &caller, &record, Act::SendReport).await?;
        let line = Line::of(&record, Act::SendReport).after(json!({ "putaran": round, "laporan": content }));
        caller.change(&mut tx, &record, line, Change::Report).await?;
        tx.commit().await?;
        Ok(Done::stay("Laporan telah dikirim."))
    }

    pub(super) async fn review(
        id: PlanId,
        version: i64,
        form: MessageForm,
        passed: bool,
    ) -> Result<Done, AppError> {
        let caller = caller().await?;
        let form = clean(&caller, form).await?;
        let mut tx = caller.begin().await?;
        let mut record = load::plan_at(&mut tx, &caller, id, version, PlanAction::ReviewReport).await?;
        let message = form.validate(if passed { "Rekomendasi" } else { "Alasan perbaikan" })?;
        let round = round_of(&record.state)?;
        let state = record.state.clone();
        record.state = if passed {
            state.pass_report(caller.person(), caller.now)?
        } else {
            state.return_report(caller.now)?
        };
        claim(&mut tx, &caller, id, [("files", message.files.clone())]).await?;
        report::review(&mut tx, id, round, passed, &caller.person(), caller.now, &message).await?;
        if passed {
            // A selection that found nobody for any post ends here.
            let left = show::summaries(&mut tx, &record).await?.iter().filter(|(s, _)| s.to_fill).count();
            if left == 0 {
                record.state = record.state.clone().finish(caller.now, 0)?;
            }
        }
        plan::save(&mut tx, &mut record, &caller.person(), caller.now).await?;
        let act = if passed { Act::PassReport } else { Act::ReturnReport };
        clock::follow(&mut tx, &caller, &record, act).await?;
        let line = Line::of(&record, act).after(if passed {
            json!({ "putaran": round, "rekomendasi": message.text, "lampiran": message.files })
        } else {
            json!({ "putaran": round, "alasan_perbaikan": message.text, "lampiran": message.files })
        });
        caller.change(&mut tx, &record, line, Change::Report).await?;
        tx.commit().await?;
        Ok(if passed {
            Done::go("Laporan dinyatakan lulus.", format!("{}/pelaporan", plan_path(id)))
        } else {
            Done::stay("Laporan dikembalikan untuk diperbaiki.")
        })
    }

    /// The round that is with the commission.
    fn round_of(state: &PlanState) -> Result<u32, AppError> {
        match state {
            PlanState::Approved { report: ReportState::Sent { round, .. }, .. } => Ok(*round),
            _ => Err(unexpected("no report round in this state")),
        }
    }

    /// Every file a report names.
    fn named(report: &Report) -> impl Iterator<Item = AttachmentId> + '_ {
        [&report.cover_files, &report.stage_files, &report.minutes_files].into_iter().flatten().copied()
    }
}
