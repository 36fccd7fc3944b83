//! Taking back a Tolak, Setujui or Lulus that was a mistake.

use domain::{id::PlanId, selection::review::MessageForm};
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Takes the last decision back, with the reason, as long as nothing was built on it.
#[server(endpoint = "selection/take_back")]
pub async fn take_back(
    plan: PlanId,
    version: i64,
    #[server(default)] form: MessageForm,
) -> Result<Done, AppError> {
    verb::take_back(plan, version, form).await
}

#[cfg(feature = "ssr")]
pub(super) use verb::kept_by;

#[cfg(feature = "ssr")]
mod verb {
    use domain::{
        event::Change,
        id::PlanId,
        selection::{
            access::PlanAction,
            review::{MessageForm, MessageKind, PlanState, ReportState},
            take_back::{Built, Taken},
        },
    };
    use serde_json::json;
    use store::{
        StoreError, Tx,
        selection::{
            monitoring,
            plan::{self, PlanRecord},
            process, report,
        },
    };

    use crate::{
        api::{
            clock,
            context::{caller, claim},
            rich_text::clean,
            selection::{load, review::say},
            tail::Line,
        },
        error::{AppError, Done},
    };

    /// Why a rejection stays: its posts are another plan's by now.
    const HELD: &str = "Penolakan tidak dapat ditarik: salah satu jabatannya sudah ada dalam rencana seleksi lain yang masih berjalan.";

    pub(super) async fn take_back(id: PlanId, version: i64, form: MessageForm) -> Result<Done, AppError> {
        let caller = caller().await?;
        let form = clean(&caller, form).await?;
        let mut tx = caller.begin().await?;
        let mut record = load::plan_at(&mut tx, &caller, id, version, PlanAction::TakeBack).await?;
        let message = form.validate("Alasan")?;
        let was = record.state.clone();
        let built = built(&mut tx, &record).await?;
        let (state, taken) = was.clone().take_back(record.sent_at, built)?;
        record.state = state;
        claim(&mut tx, &caller, id, [("files", message.files.clone())]).await?;
        plan::save(&mut tx, &mut record, &caller.person(), caller.now).await.map_err(held)?;
        clock::follow(&mut tx, &caller, &record, taken.act()).await?;
        let mut before = json!({ "status": was.phase().label() });
        if let PlanState::Approved { report: ReportState::Passed { round, .. }, .. } = &was {
            let rounds = report::list(&mut tx, id).await?;
            let review =
                rounds.into_iter().find(|known| known.round == *round).and_then(|round| round.review);
            // What was said then stays in the dialogue, with its files.
            if let Some(review) = &review {
                say(&mut tx, &caller, &record, MessageKind::Note, &review.message).await?;
            }
            before["rekomendasi"] = json!(review.map(|review| review.message.text));
            report::reopen(&mut tx, id, *round).await?;
        }
        say(&mut tx, &caller, &record, MessageKind::TakenBack, &message).await?;
        let line = Line::of(&record, taken.act()).before(before).after(json!({
            "status": record.state.phase().label(),
            "alasan": message.text,
            "lampiran": message.files,
        }));
        let change = if taken == Taken::Pass { Change::Report } else { Change::Saved };
        caller.change(&mut tx, &record, line, change).await?;
        tx.commit().await?;
        Ok(Done::stay(match taken {
            Taken::Rejection => "Penolakan telah ditarik; rencana kembali direviu.",
            Taken::Approval => "Persetujuan telah ditarik; rencana kembali direviu.",
            Taken::Pass => "Kelulusan laporan telah ditarik; laporan kembali direviu.",
        }))
    }

    /// Why the decision cannot be taken back any more; nothing where it can.
    pub(in crate::api::selection) async fn kept_by(
        tx: &mut Tx,
        plan: &PlanRecord,
    ) -> Result<Option<String>, AppError> {
        let built = built(tx, plan).await?;
        let refused = plan.state.clone().take_back(plan.sent_at, built).err();
        Ok(refused.map(|refusal| AppError::from(refusal).sentence()))
    }

    /// What was built on the decision.
    async fn built(tx: &mut Tx, plan: &PlanRecord) -> Result<Built, AppError> {
        let passed_at = match &plan.state {
            PlanState::Approved { report: ReportState::Passed { at, .. }, .. } => Some(*at),
            _ => None,
        };
        let Ok(details) = plan.details() else { return Ok(Built::default()) };
        let mut built = Built::default();
        for vacancy in process::vacancies(tx, plan.id).await? {
            let applicants = process::applicants(tx, vacancy.id, &details.scheme).await?;
            let watched = monitoring::list(tx, vacancy.id).await?;
            built.process |= vacancy.applicant_count.is_some() || vacancy.shortlist_note.is_some();
            built.process |= !applicants.is_empty() || !watched.is_empty();
            built.inauguration |= vacancy.inauguration.documents().is_some()
                || vacancy.inauguration.is_filled()
                || applicants
                    .iter()
                    .filter_map(|applicant| applicant.withdrawal.as_ref())
                    .any(|withdrawal| passed_at.is_some_and(|passed| withdrawal.at >= passed));
        }
        Ok(built)
    }

    fn held(error: StoreError) -> AppError {
        if error.is_unique("vacancy_open_position_key") {
            return AppError::Refused(HELD.to_owned());
        }
        error.into()
    }
}
