//! The commission's review of a plan (Gambar 25 to 29), and the dialogue.

use domain::{
    id::PlanId,
    selection::{forms::AssignForm, review::MessageForm},
};
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Pilih petugas yang menangani.
#[server(endpoint = "selection/assign_officer")]
pub async fn assign_officer(
    plan: PlanId,
    version: i64,
    #[server(default)] form: AssignForm,
) -> Result<Done, AppError> {
    use domain::{
        access::Action,
        activity::{Act, RecordKind},
        event::Change,
        field::FieldErrors,
    };

    use super::load;
    use crate::api::context::{Line, caller, emit};

    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let mut record = load::plan_at(&mut tx, &caller, plan, version, Action::AssignOfficer).await?;
    let chosen = form.validate()?;
    let officers = store::identity::officers(&mut tx).await?;
    let officer = officers
        .into_iter()
        .find(|person| person.id == chosen)
        .ok_or_else(|| FieldErrors::of("officer", "Pilih Petugas KASN dari daftar."))?;
    let before = record.state.officer().map(|person| person.name.clone());
    record.state = record.state.clone().assign(officer.clone())?;
    store::selection::plan::save(&mut tx, &mut record, &caller.person(), caller.now).await?;
    let line = Line::new(Act::AssignOfficer, RecordKind::Plan, plan.get(), Some(record.institution.id))
        .before(serde_json::json!({ "petugas": before }))
        .after(serde_json::json!({ "petugas": officer.name }));
    caller.record(&mut tx, line).await?;
    emit(&mut tx, plan, record.institution.id, Change::Plan).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("{} kini menangani rencana ini.", officer.name)))
}

/// Writes in the dialogue.
#[server(endpoint = "selection/post_message")]
pub async fn post_message(plan: PlanId, #[server(default)] form: MessageForm) -> Result<Done, AppError> {
    verbs::post_message(plan, form).await
}

/// Perbaikan.
#[server(endpoint = "selection/request_correction")]
pub async fn request_correction(
    plan: PlanId,
    version: i64,
    #[server(default)] form: MessageForm,
) -> Result<Done, AppError> {
    verbs::review(plan, version, form, verbs::Verb::Correction).await
}

/// Rekomendasi.
#[server(endpoint = "selection/recommend_plan")]
pub async fn recommend_plan(
    plan: PlanId,
    version: i64,
    #[server(default)] form: MessageForm,
) -> Result<Done, AppError> {
    verbs::review(plan, version, form, verbs::Verb::Recommendation).await
}

/// Tolak.
#[server(endpoint = "selection/reject_plan")]
pub async fn reject_plan(
    plan: PlanId,
    version: i64,
    #[server(default)] form: MessageForm,
) -> Result<Done, AppError> {
    verbs::review(plan, version, form, verbs::Verb::Rejection).await
}

/// Setujui.
#[server(endpoint = "selection/approve_plan")]
pub async fn approve_plan(plan: PlanId, version: i64) -> Result<Done, AppError> {
    verbs::approve(plan, version).await
}

#[cfg(feature = "ssr")]
mod verbs {
    use domain::{
        access::Action,
        activity::{Act, RecordKind},
        event::Change,
        id::PlanId,
        rich_text::CleanText,
        selection::{
            Phase,
            review::{Message, MessageForm, MessageKind, Recommendation},
        },
    };
    use serde_json::json;
    use store::{
        Tx,
        selection::{
            plan::{self, PlanRecord},
            review::{self, NewMessage},
        },
    };

    use crate::{
        api::{
            context::{Caller, Line, caller, claim, emit},
            rich_text::clean,
            selection::load,
        },
        error::{AppError, Done},
    };

    /// The three verbs that carry a text.
    #[derive(Clone, Copy)]
    pub(super) enum Verb {
        Correction,
        Recommendation,
        Rejection,
    }

    impl Verb {
        const fn action(self) -> Action {
            match self {
                Self::Correction => Action::RequestCorrection,
                Self::Recommendation => Action::RecommendPlan,
                Self::Rejection => Action::RejectPlan,
            }
        }
        const fn act(self) -> Act {
            match self {
                Self::Correction => Act::RequestCorrection,
                Self::Recommendation => Act::RecommendPlan,
                Self::Rejection => Act::RejectPlan,
            }
        }
        const fn kind(self) -> MessageKind {
            match self {
                Self::Correction => MessageKind::Correction,
                Self::Recommendation => MessageKind::Recommendation,
                Self::Rejection => MessageKind::Rejection,
            }
        }
        const fn label(self) -> &'static str {
            match self {
                Self::Correction => "Alasan Untuk Perbaikan",
                Self::Recommendation => "Rekomendasi",
                Self::Rejection => "Alasan",
            }
        }
        const fn done(self) -> &'static str {
            match self {
                Self::Correction => "Permintaan perbaikan telah dikirim ke institusi.",
                Self::Recommendation => "Rekomendasi telah dicatat.",
                Self::Rejection => "Rencana Seleksi telah ditolak.",
            }
        }
    }

    pub(super) async fn review(
        id: PlanId,
        version: i64,
        form: MessageForm,
        verb: Verb,
    ) -> Result<Done, AppError> {
        let caller = caller().await?;
        let form = clean(&caller, form).await?;
        let mut tx = caller.begin().await?;
        let mut record = load::plan_at(&mut tx, &caller, id, version, verb.action()).await?;
        let message = form.validate(verb.label())?;
        let was = record.state.phase();
        let state = record.state.clone();
        record.state = match verb {
            Verb::Correction => state.request_correction(caller.now)?,
            Verb::Recommendation => state.recommend(Recommendation {
                by: caller.person(),
                at: caller.now,
                text: message.text.to_string(),
                letter: message.files.clone(),
            })?,
            Verb::Rejection => state.reject(caller.person(), caller.now, message.text.to_string())?,
        };
        claim(&mut tx, &caller, id, [("files", message.files.clone())]).await?;
        plan::save(&mut tx, &mut record, &caller.person(), caller.now).await?;
        tell(&mut tx, &caller, &record, verb.kind(), &message).await?;
        log(&mut tx, &caller, &record, verb.act(), was, json!({ "teks": message.text })).await?;
        emit(&mut tx, id, record.institution.id, Change::Plan).await?;
        tx.commit().await?;
        Ok(Done::stay(verb.done()))
    }

    pub(super) async fn approve(id: PlanId, version: i64) -> Result<Done, AppError> {
        let caller = caller().await?;
        let mut tx = caller.begin().await?;
        let mut record = load::plan_at(&mut tx, &caller, id, version, Action::ApprovePlan).await?;
        let was = record.state.phase();
        record.state = record.state.clone().approve(caller.person(), caller.now)?;
        plan::save(&mut tx, &mut record, &caller.person(), caller.now).await?;
        let silent = Message { text: CleanText::default(), files: Vec::new() };
        tell(&mut tx, &caller, &record, MessageKind::Approval, &silent).await?;
        log(&mut tx, &caller, &record, Act::ApprovePlan, was, json!({})).await?;
        emit(&mut tx, id, record.institution.id, Change::Plan).await?;
        tx.commit().await?;
        Ok(Done::stay("Rencana Seleksi telah disetujui."))
    }

    pub(super) async fn post_message(id: PlanId, form: MessageForm) -> Result<Done, AppError> {
        let caller = caller().await?;
        let form = clean(&caller, form).await?;
        let mut tx = caller.begin().await?;
        let record = load::plan(&mut tx, &caller, id, Action::PostMessage).await?;
        let message = form.validate("Pesan")?;
        claim(&mut tx, &caller, id, [("files", message.files.clone())]).await?;
        tell(&mut tx, &caller, &record, MessageKind::Note, &message).await?;
        let was = record.state.phase();
        log(&mut tx, &caller, &record, Act::PostMessage, was, json!({ "teks": message.text })).await?;
        tx.commit().await?;
        Ok(Done::stay("Pesan terkirim."))
    }

    /// Adds to the dialogue.
    async fn tell(
        tx: &mut Tx,
        caller: &Caller,
        record: &PlanRecord,
        kind: MessageKind,
        message: &Message,
    ) -> Result<(), AppError> {
        let author = caller.person();
        let new = NewMessage {
            plan: record.id,
            kind,
            author: &author,
            commission: caller.actor.role.is_commission(),
            text: message.text.clone(),
            files: message.files.clone(),
            changes: Vec::new(),
            snapshot: None,
            at: caller.now,
        };
        review::insert(tx, &new).await?;
        emit(tx, record.id, record.institution.id, Change::Message).await
    }

    async fn log(
        tx: &mut Tx,
        caller: &Caller,
        record: &PlanRecord,
        act: Act,
        was: Phase,
        detail: serde_json::Value,
    ) -> Result<(), AppError> {
        let line = Line::new(act, RecordKind::Plan, record.id.get(), Some(record.institution.id))
            .before(json!({ "status": was.label() }))
            .after(json!({ "status": record.state.phase().label(), "isi": detail }));
        caller.record(tx, line).await
    }
}
