//! The commission's review of a plan (Gambar 25 to 29), and the dialogue.

use domain::{id::PlanId, selection::review::MessageForm};
use leptos::prelude::*;

use crate::error::{AppError, Done};

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

/// Rekomendasi dan setujui: both acts at once, each with its line and its message.
#[server(endpoint = "selection/recommend_and_approve")]
pub async fn recommend_and_approve(
    plan: PlanId,
    version: i64,
    #[server(default)] form: MessageForm,
) -> Result<Done, AppError> {
    verbs::review(plan, version, form, verbs::Verb::RecommendationAndApproval).await
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
pub(super) use verbs::say;

#[cfg(feature = "ssr")]
mod verbs {
    use domain::{
        activity::Act,
        event::Change,
        id::PlanId,
        rich_text::CleanText,
        selection::{
            Phase,
            access::PlanAction,
            review::{Message, MessageForm, MessageKind, Recommendation},
        },
    };
    use serde_json::{Value, json};
    use store::{
        Tx,
        message::{self, NewMessage},
        selection::plan::{self, PlanRecord},
    };

    use crate::{
        api::{
            clock,
            context::{Caller, caller, claim},
            rich_text::clean,
            selection::load,
            tail::{Line, announce},
        },
        error::{AppError, Done},
    };

    /// The verbs that carry a text.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(super) enum Verb {
        Correction,
        Recommendation,
        /// A recommendation that is followed at once.
        RecommendationAndApproval,
        Rejection,
    }

    impl Verb {
        /// What the log keeps of the message, under what its form calls it.
        fn told(self, message: &Message) -> Value {
            match self {
                Self::Correction => json!({ "alasan_perbaikan": message.text, "lampiran": message.files }),
                Self::Recommendation | Self::RecommendationAndApproval => {
                    json!({ "rekomendasi": message.text, "surat_rekomendasi": message.files })
                }
                Self::Rejection => json!({ "alasan_penolakan": message.text, "lampiran": message.files }),
            }
        }
        const fn action(self) -> PlanAction {
            match self {
                Self::Correction => PlanAction::RequestCorrection,
                Self::Recommendation | Self::RecommendationAndApproval => PlanAction::Recommend,
                Self::Rejection => PlanAction::Reject,
            }
        }
        const fn act(self) -> Act {
            match self {
                Self::Correction => Act::RequestCorrection,
                Self::Recommendation | Self::RecommendationAndApproval => Act::RecommendPlan,
                Self::Rejection => Act::RejectPlan,
            }
        }
        const fn kind(self) -> MessageKind {
            match self {
                Self::Correction => MessageKind::Correction,
                Self::Recommendation | Self::RecommendationAndApproval => MessageKind::Recommendation,
                Self::Rejection => MessageKind::Rejection,
            }
        }
        const fn label(self) -> &'static str {
            match self {
                Self::Correction => "Alasan Untuk Perbaikan",
                Self::Recommendation | Self::RecommendationAndApproval => "Rekomendasi",
                Self::Rejection => "Alasan",
            }
        }
        const fn done(self) -> &'static str {
            match self {
                Self::Correction => "Permintaan perbaikan telah dikirim ke institusi.",
                Self::Recommendation => "Rekomendasi telah dicatat.",
                Self::RecommendationAndApproval => {
                    "Rekomendasi telah dicatat, dan Rencana Seleksi disetujui."
                }
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
            Verb::Recommendation | Verb::RecommendationAndApproval => state.recommend(Recommendation {
                by: caller.person(),
                at: caller.now,
                text: message.text.to_string(),
                letter: message.files.clone(),
            })?,
            Verb::Rejection => state.reject(caller.person(), caller.now, message.text.to_string())?,
        };
        claim(&mut tx, &caller, id, [("files", message.files.clone())]).await?;
        plan::save(&mut tx, &mut record, &caller.person(), caller.now).await?;
        clock::follow(&mut tx, &caller, &record, verb.act()).await?;
        say(&mut tx, &caller, &record, verb.kind(), &message).await?;
        let line = line(&record, verb.act(), was, verb.told(&message));
        caller.change(&mut tx, &record, line, Change::Saved).await?;
        if verb == Verb::RecommendationAndApproval {
            caller.may(&record.subject(), PlanAction::Approve)?;
            follow_recommendation(&mut tx, &caller, &mut record).await?;
        }
        tx.commit().await?;
        Ok(Done::stay(verb.done()))
    }

    pub(super) async fn approve(id: PlanId, version: i64) -> Result<Done, AppError> {
        let caller = caller().await?;
        let mut tx = caller.begin().await?;
        let mut record = load::plan_at(&mut tx, &caller, id, version, PlanAction::Approve).await?;
        follow_recommendation(&mut tx, &caller, &mut record).await?;
        tx.commit().await?;
        Ok(Done::stay("Rencana Seleksi telah disetujui."))
    }

    async fn follow_recommendation(
        tx: &mut Tx,
        caller: &Caller,
        record: &mut PlanRecord,
    ) -> Result<(), AppError> {
        let was = record.state.phase();
        record.state = record.state.clone().approve(caller.person(), caller.now)?;
        plan::save(tx, record, &caller.person(), caller.now).await?;
        clock::follow(tx, caller, record, Act::ApprovePlan).await?;
        let silent = Message { text: CleanText::default(), files: Vec::new() };
        say(tx, caller, record, MessageKind::Approval, &silent).await?;
        let line = line(record, Act::ApprovePlan, was, json!({}));
        caller.change(tx, record, line, Change::Saved).await
    }

    pub(super) async fn post_message(id: PlanId, form: MessageForm) -> Result<Done, AppError> {
        let caller = caller().await?;
        let form = clean(&caller, form).await?;
        let mut tx = caller.begin().await?;
        let record = load::plan(&mut tx, &caller, id, PlanAction::PostMessage).await?;
        let message = form.validate("Pesan")?;
        claim(&mut tx, &caller, id, [("files", message.files.clone())]).await?;
        say(&mut tx, &caller, &record, MessageKind::Note, &message).await?;
        let was = record.state.phase();
        let line =
            line(&record, Act::PostMessage, was, json!({ "pesan": message.text, "lampiran": message.files }));
        caller.change(&mut tx, &record, line, Change::Message).await?;
        tx.commit().await?;
        Ok(Done::stay("Pesan terkirim."))
    }

    /// Adds to the dialogue: the plan is news to everybody but the author.
    pub(in crate::api::selection) async fn say(
        tx: &mut Tx,
        caller: &Caller,
        record: &PlanRecord,
        kind: MessageKind,
        message: &Message,
    ) -> Result<(), AppError> {
        let author = caller.person();
        let new = NewMessage {
            about: record.id.into(),
            kind,
            author: &author,
            commission: caller.actor.role.is_commission(),
            text: message.text.clone(),
            files: message.files.clone(),
            changes: Vec::new(),
            at: caller.now,
        };
        message::insert(tx, &new).await?;
        plan::touch(tx, record.id, &author, caller.now).await?;
        announce(tx, record, Change::Message).await
    }

    fn line(record: &PlanRecord, act: Act, was: Phase, mut told: Value) -> Line {
        told["status"] = json!(record.state.phase().label());
        Line::of(record, act).before(json!({ "status": was.label() })).after(told)
    }
}
