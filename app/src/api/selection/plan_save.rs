//! Saving a plan's form: as a draft, sent, or sent again after a Perbaikan.

use domain::{
    activity::Act,
    event::Change,
    field::FieldErrors,
    id::{InstitutionId, PositionId},
    refusal::Refusal,
    rich_text::{CleanText, TypedText},
    selection::{
        Phase,
        access::{PlanAction, Plans, PlansAction},
        plan::{PlanDetails, PlanForm},
        plan_diff,
        review::MessageKind,
    },
};
use serde_json::json;
use store::{
    Tx,
    message::NewMessage,
    selection::{
        plan::{self, NewPlan, PlanRecord},
        review,
    },
};

use super::{
    load, plan_letter,
    show::{PlanNames, plan_path},
};
use crate::{
    api::{
        clock,
        context::{Caller, caller, claim},
        rich_text::clean,
        tail::{Line, announce, stale},
    },
    error::{AppError, Done},
};

/// Why an answer to a Perbaikan is not kept as a draft.
pub(super) const NO_DRAFT: &str = "Perbaikan tidak disimpan sebagai draf; kirim setelah lengkap.";

/// What the person asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Intent {
    Draft,
    Send,
}

pub(super) async fn save(
    plan: &str,
    version: i64,
    intent: &str,
    form: PlanForm<TypedText>,
    asked_letter: &str,
) -> Result<Done, AppError> {
    let caller = caller().await?;
    let intent = match intent {
        "draft" => Intent::Draft,
        "send" => Intent::Send,
        _ => return Err(AppError::Malformed("intent".to_owned())),
    };
    let mut form = clean(&caller, form).await?;
    // Judged before the transaction, told after the rights: nobody hears what is wrong with another's plan.
    let judged = judge(&form, intent);
    let as_kept = intent == Intent::Draft && says_nothing_new(&caller, plan, version, &form).await?;
    let mut tx = caller.begin().await?;

    let mut record = if plan.trim().is_empty() {
        begin(&mut tx, &caller, judged.as_ref(), &form).await?
    } else {
        let id = plan.trim().parse().map_err(|_| AppError::NotFound)?;
        let action = if intent == Intent::Send { PlanAction::Submit } else { PlanAction::Edit };
        let record = load::plan(&mut tx, &caller, id, action).await?;
        check(&mut tx, &form, judged.as_ref(), record.institution.id).await?;
        record
    };
    let sent = judged?;
    form = form.without_blank_rows();
    // Whatever number the form holds is the caller's to name from here on; only then is it compared, and named.
    claim(&mut tx, &caller, record.id, form.attachment_fields()).await?;
    if !plan.trim().is_empty() && record.version != version {
        let names = PlanNames::load(&mut tx, &record, &[&form, &record.form]).await?;
        drop(tx);
        return Err(stale(&record, plan_diff::changes(&form, &record.form, &names)));
    }

    tell_kept_by_another(&mut tx, &caller, &mut record).await?;
    let kept = std::mem::replace(&mut record.form, form);
    let before = record.untold.take().unwrap_or(kept);
    let was = record.state.phase();
    match intent {
        Intent::Draft if was != Phase::Draft => return Err(AppError::Refused(NO_DRAFT.to_owned())),
        Intent::Draft => {}
        Intent::Send => {
            record.state = record.state.clone().submit(caller.now)?;
            record.sent = sent;
            record.sent_at = caller.now;
        }
    }
    let told = if as_kept { Saved::AsItWas } else { Saved::Changed { before: &before, was } };
    write(&mut tx, &caller, &mut record, told, intent).await?;
    // What cannot be at all is said first.
    if intent == Intent::Send {
        plan_letter::ask(&mut tx, &record, (was != Phase::Draft).then_some(&before), asked_letter).await?;
    }
    tx.commit().await?;
    let path = plan_path(record.id);
    Ok(match (intent, was) {
        (Intent::Draft, _) => Done::go("Draf tersimpan.", path),
        (Intent::Send, Phase::Draft) => Done::go("Rencana Seleksi telah dikirim.", path),
        (Intent::Send, _) => Done::go("Perbaikan telah dikirim.", path),
    })
}

/// What the form says if it is sent, or nothing of a draft; or what is wrong with it.
pub(super) type Judged<'a> = Result<&'a Option<PlanDetails>, &'a FieldErrors>;

fn judge(form: &PlanForm, intent: Intent) -> Result<Option<PlanDetails>, FieldErrors> {
    form.validate_draft()?;
    match intent {
        Intent::Draft => Ok(None),
        Intent::Send => form.validate().map(Some),
    }
}

/// Begins a new plan as a draft, after its form was checked.
pub(super) async fn begin(
    tx: &mut Tx,
    caller: &Caller,
    judged: Judged<'_>,
    form: &PlanForm,
) -> Result<PlanRecord, AppError> {
    caller.may(&Plans, PlansAction::Create)?;
    let institution = caller.actor.institution.ok_or(AppError::NotFound)?;
    check(tx, form, judged, institution).await?;
    let by = caller.person();
    let draft = form.clone().without_blank_rows();
    let id = plan::insert(tx, NewPlan { institution, form: draft.clone(), by: &by, at: caller.now }).await?;
    let line = Line::new(Act::CreatePlan, id, Some(institution)).after(&draft);
    caller.record(tx, line).await?;
    load::plan(tx, caller, id, PlanAction::Edit).await
}

/// Says what is wrong with the form, if anything is; else sees that its posts are the institution's own and approved.
pub(super) async fn check(
    tx: &mut Tx,
    form: &PlanForm,
    judged: Judged<'_>,
    institution: InstitutionId,
) -> Result<(), AppError> {
    if let Err(errors) = judged {
        return Err(errors.clone().into());
    }
    let wanted: Vec<PositionId> = form.position_ids().collect();
    let approved = store::position::approved(tx, institution).await?;
    if wanted.iter().any(|id| !approved.iter().any(|position| position.id == *id)) {
        return Err(
            FieldErrors::of("positions", "Pilih Nomenklatur yang sudah disetujui dari daftar.").into()
        );
    }
    Ok(())
}

/// Whether the draft, in the version that the caller saw, holds the same already: the log needs no line of that. Compared
/// before the transaction; what is new has just been told as such.
async fn says_nothing_new(
    caller: &Caller,
    plan: &str,
    version: i64,
    form: &PlanForm,
) -> Result<bool, AppError> {
    if plan.trim().is_empty() {
        return Ok(true);
    }
    let Ok(id) = plan.trim().parse() else { return Ok(false) };
    let mut tx = caller.read().await?;
    // Whoever may not is told so in the transaction.
    let Ok(record) = load::plan(&mut tx, caller, id, PlanAction::Edit).await else { return Ok(false) };
    drop(tx);
    let own = record.updated.by.id == caller.actor.user;
    let before = record.untold.as_ref().filter(|_| own).unwrap_or(&record.form);
    Ok(record.version == version && *before == form.clone().without_blank_rows())
}

/// What the log is to say of a form that was saved.
enum Saved<'a> {
    /// Nothing.
    AsItWas,
    Changed {
        before: &'a PlanForm,
        was: Phase,
    },
}

async fn write(
    tx: &mut Tx,
    caller: &Caller,
    record: &mut PlanRecord,
    saved: Saved<'_>,
    intent: Intent,
) -> Result<(), AppError> {
    let by = caller.person();
    store(tx, caller, record).await?;
    let act = if intent == Intent::Send { Act::SubmitPlan } else { Act::EditPlan };
    clock::follow(tx, caller, record, act).await?;
    match saved {
        Saved::AsItWas => caller.lead(tx, act, record.id.into()).await?,
        Saved::Changed { before, was } => {
            let line = Line::of(record, act)
                .before(json!({ "status": was.label(), "form": before }))
                .after(json!({ "status": record.state.phase().label(), "form": record.form }));
            caller.record(tx, line).await?;
        }
    }
    let draft = record.state.phase() == Phase::Draft;
    announce(tx, record, if draft { Change::Draft } else { Change::Saved }).await?;

    if intent == Intent::Send {
        let earlier = review::last_snapshot(tx, record.id).await?;
        let changes = match &earlier {
            Some(earlier) => {
                let names = PlanNames::load(tx, record, &[earlier, &record.form]).await?;
                plan_diff::changes(earlier, &record.form, &names)
            }
            None => Vec::new(),
        };
        let message = NewMessage {
            about: record.id.into(),
            kind: MessageKind::Submission,
            author: &by,
            commission: false,
            text: CleanText::default(),
            files: Vec::new(),
            changes,
            at: caller.now,
        };
        review::insert_submission(tx, &message, &record.form).await?;
        plan::touch(tx, record.id, &by, caller.now).await?;
        announce(tx, record, Change::Message).await?;
    }
    Ok(())
}

/// The record as it is now, its vacancies and its files.
pub(super) async fn store(tx: &mut Tx, caller: &Caller, record: &mut PlanRecord) -> Result<(), AppError> {
    plan::save(tx, record, &caller.person(), caller.now).await.map_err(taken)?;
    let positions: Vec<_> = record.form.position_ids().collect();
    plan::set_vacancies(tx, record, &positions).await.map_err(taken)?;
    load::release(tx, caller, record).await
}

/// What somebody else kept and neither saved nor sent is told as theirs, before another goes on with it.
pub(super) async fn tell_kept_by_another(
    tx: &mut Tx,
    caller: &Caller,
    record: &mut PlanRecord,
) -> Result<(), AppError> {
    if record.updated.by.id == caller.actor.user {
        return Ok(());
    }
    let Some(before) = record.untold.take() else { return Ok(()) };
    let draft = record.state.phase().label();
    let line = Line::of(record, Act::EditPlan)
        .before(json!({ "status": draft, "form": before }))
        .after(json!({ "status": draft, "form": record.form }));
    caller.record_of(tx, line, &record.updated).await
}

/// A post that another open plan already names.
fn taken(error: store::StoreError) -> AppError {
    if error.is_unique("vacancy_open_position_key") {
        return Refusal::field(
            "positions",
            "Salah satu jabatan ini sudah ada dalam rencana seleksi lain yang masih berjalan.",
        )
        .into();
    }
    error.into()
}
