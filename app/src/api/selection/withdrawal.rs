//! An applicant who resigns, and who moves up in their place.

use domain::{id::ApplicantId, selection::withdrawal::WithdrawalForm};
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Catat pengunduran diri; after Lulus another may move up at once.
#[server(endpoint = "selection/withdraw_applicant")]
pub async fn withdraw_applicant(
    applicant: ApplicantId,
    version: i64,
    #[server(default)] form: WithdrawalForm,
) -> Result<Done, AppError> {
    verbs::withdraw(applicant, version, form).await
}

/// Takes a resignation back that was recorded by mistake.
#[server(endpoint = "selection/rejoin_applicant")]
pub async fn rejoin_applicant(applicant: ApplicantId, version: i64) -> Result<Done, AppError> {
    verbs::rejoin(applicant, version).await
}

#[cfg(feature = "ssr")]
mod verbs {
    use domain::{
        activity::Act,
        calendar::jakarta_day,
        event::Change,
        id::ApplicantId,
        refusal::Refusal,
        rich_text::CleanText,
        selection::{
            Phase,
            access::PlanAction,
            progress::Decision,
            review::{Message, MessageKind},
            shortlist::Standings,
            withdrawal::{Resigned, Withdrawal, WithdrawalForm, check_next, check_successor},
        },
    };
    use serde_json::json;
    use store::{
        Tx,
        selection::{plan, process},
    };

    use crate::{
        api::{
            context::{Caller, caller},
            selection::{
                load::{self, ApplicantCase},
                process_scores::write,
                review::say,
                show,
            },
            tail::Line,
        },
        error::{AppError, Done},
    };

    const INAUGURATED: &str =
        "Pelantikan untuk jabatan ini sudah dicatat; pengunduran diri tidak dapat dicatat lagi di sini.";

    pub(super) async fn withdraw(
        id: ApplicantId,
        version: i64,
        form: WithdrawalForm,
    ) -> Result<Done, AppError> {
        let caller = caller().await?;
        let mut tx = caller.begin().await?;
        let mut case = load::applicant(&mut tx, &caller, id, PlanAction::Withdraw).await?;
        case.check_version(version, None)?;
        let resigned = form.validate(jakarta_day(caller.now))?;
        let passed = case.plan.state.phase() == Phase::Inauguration;
        if passed {
            not_inaugurated(&mut tx, &caller, &case).await?;
        } else if resigned.successor.is_some() {
            return Err(Refusal::field(
                "successor",
                "Sebelum laporan lulus, pelamar lain diterima seperti biasa.",
            )
            .into());
        }
        let before = case.applicant.progress.decision().cloned();
        case.applicant = case.applicant.clone().withdraw(&resigned, caller.actor.user, caller.now)?;
        check_successor(&case.applicant, &resigned)?;
        let line = Line::of(&case, Act::WithdrawApplicant)
            .before(json!({ "keputusan": before.as_ref().map(Decision::told) }))
            .after(json!({ "pengunduran_diri": case.applicant.withdrawal.as_ref().map(Withdrawal::told) }));
        write(&mut tx, &caller, &mut case, line).await?;
        let name = case.applicant.person.name.clone();
        let risen = move_up(&mut tx, &caller, &case, &resigned).await?;
        let mut told = format!("{name} mengundurkan diri.");
        if let Some(risen) = risen {
            told = format!("{told} {risen} naik menggantikannya.");
        }
        if passed {
            after_passing(&mut tx, &caller, &mut case, &told, &resigned).await?;
        }
        tx.commit().await?;
        Ok(Done::stay(told))
    }

    pub(super) async fn rejoin(id: ApplicantId, version: i64) -> Result<Done, AppError> {
        let caller = caller().await?;
        let mut tx = caller.begin().await?;
        let mut case = load::applicant(&mut tx, &caller, id, PlanAction::RunProcess).await?;
        case.check_version(version, None)?;
        let before = case.applicant.withdrawal.clone();
        case.applicant = case.applicant.clone().rejoin()?;
        let before = json!({ "pengunduran_diri": before.as_ref().map(Withdrawal::told) });
        let line = Line::of(&case, Act::RejoinApplicant).before(before);
        write(&mut tx, &caller, &mut case, line).await?;
        tx.commit().await?;
        Ok(Done::stay(format!("Pengunduran diri {} dibatalkan.", case.applicant.person.name)))
    }

    async fn not_inaugurated(tx: &mut Tx, caller: &Caller, case: &ApplicantCase) -> Result<(), AppError> {
        let vacancy = load::vacancy(tx, caller, case.applicant.vacancy, PlanAction::Withdraw).await?.vacancy;
        if vacancy.inauguration.documents().is_some() || vacancy.inauguration.is_filled() {
            return Err(AppError::Refused(INAUGURATED.to_owned()));
        }
        Ok(())
    }

    /// The name of whoever moves up.
    async fn move_up(
        tx: &mut Tx,
        caller: &Caller,
        case: &ApplicantCase,
        resigned: &Resigned,
    ) -> Result<Option<String>, AppError> {
        let Some(successor) = resigned.successor else { return Ok(None) };
        let all = process::applicants(tx, case.applicant.vacancy, &case.scheme).await?;
        let standings = Standings::of(&case.scheme, &all);
        let unknown = || Refusal::field("successor", "Pilih pengganti dari daftar.");
        let next = all.into_iter().find(|one| one.id == successor).ok_or_else(unknown)?;
        let decision = Decision {
            accepted: true,
            reason: Some(format!("Menggantikan {} yang mengundurkan diri.", case.applicant.person.name)),
            by: caller.actor.user,
            at: caller.now,
        };
        check_next(&standings, successor)?;
        let rank = standings.rank(successor);
        let mut next = next.move_up(&case.scheme, &standings, decision.clone())?;
        process::save_applicant(tx, &mut next, &caller.person(), caller.now).await?;
        let institution = Some(case.plan.institution.id);
        let line = Line::new(Act::MoveUp, next.id, institution)
            .after(json!({ "peringkat": rank, "alasan": decision.reason }));
        caller.record(tx, line).await?;
        Ok(Some(next.person.name))
    }

    /// The commission passed other names: it hears of it, and what nobody is left for ends.
    async fn after_passing(
        tx: &mut Tx,
        caller: &Caller,
        case: &mut ApplicantCase,
        told: &str,
        resigned: &Resigned,
    ) -> Result<(), AppError> {
        let text = CleanText::from_text(&format!("{told} Alasan: {}", resigned.reason));
        let message = Message { text, files: Vec::new() };
        say(tx, caller, &case.plan, MessageKind::Withdrawal, &message).await?;
        let summaries = show::summaries(tx, &case.plan).await?;
        if summaries.iter().any(|(summary, _)| summary.to_fill && !summary.filled) {
            return Ok(());
        }
        let plan = &mut case.plan;
        let was = json!({ "status": plan.state.phase().label() });
        plan.state = plan.state.clone().finish(caller.now, 0)?;
        plan::save(tx, plan, &caller.person(), caller.now).await?;
        let line = Line::of(plan, Act::FinishPlan)
            .before(was)
            .after(json!({ "status": plan.state.phase().label() }));
        caller.change(tx, plan, line, Change::Saved).await
    }
}
