//! Saving a plan's form: as a draft, sent, or sent again after a Perbaikan.

use domain::{
    access::{Action, Subject},
    activity::{Act, RecordKind},
    event::Change,
    field::FieldErrors,
    id::{InstitutionId, PositionId},
    refusal::Refusal,
    rich_text::{CleanText, TypedText},
    selection::{Phase, plan::PlanForm, plan_diff, review::MessageKind},
};
use serde_json::json;
use store::{
    Tx,
    selection::{
        plan::{self, NewPlan, PlanRecord},
        review::{self, NewMessage},
    },
};

use super::{
    load, plan_letter,
    show::{PlanNames, plan_path},
};
use crate::{
    api::{
        context::{Caller, Line, caller, claim, emit, release},
        rich_text::clean,
    },
    error::{AppError, Done},
};

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
    // From here on everything has a bound, and nobody waits for it.
    form.validate_draft()?;
    let mut tx = caller.begin().await?;

    let mut record = if plan.trim().is_empty() {
        begin(&mut tx, &caller, intent, &form).await?
    } else {
        let id = plan.trim().parse().map_err(|_| AppError::NotFound)?;
        let action = if intent == Intent::Send { Action::SubmitPlan } else { Action::EditPlan };
        let record = load::plan(&mut tx, &caller, id, action).await?;
        check(&mut tx, &form, intent, record.institution.id).await?;
        record
    };
    form = form.without_blank_rows();
    // Whatever number the form holds is the caller's to name from here on; only then is it compared, and named.
    claim(&mut tx, &caller, record.id, form.attachment_fields()).await?;
    if !plan.trim().is_empty() && record.version != version {
        let names = PlanNames::load(&mut tx, &record, &[&form, &record.form]).await?;
        drop(tx);
        return Err(load::stale_plan(&record, plan_diff::changes(&form, &record.form, &names)));
    }

    let before = record.form.clone();
    let was = record.state.phase();
    record.form = form;
    match intent {
        Intent::Draft if was != Phase::Draft => {
            return Err(AppError::Refused(
                "Perbaikan tidak disimpan sebagai draf; kirim setelah lengkap.".to_owned(),
            ));
        }
        Intent::Draft => {}
        Intent::Send => record.state = record.state.clone().submit(caller.now)?,
    }
    write(&mut tx, &caller, &mut record, &before, was, intent).await?;
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

/// Begins a new plan as a draft, after its form was checked.
async fn begin(
    tx: &mut Tx,
    caller: &Caller,
    intent: Intent,
    form: &PlanForm,
) -> Result<PlanRecord, AppError> {
    caller.may(Action::CreatePlan, &Subject::Everything)?;
    let institution = caller.actor.institution.ok_or(AppError::NotFound)?;
    check(tx, form, intent, institution).await?;
    let by = caller.person();
    let draft = form.clone().without_blank_rows();
    let id = plan::insert(tx, NewPlan { institution, form: draft.clone(), by: &by, at: caller.now }).await?;
    let line = Line::new(Act::CreatePlan, RecordKind::Plan, id.get(), Some(institution)).after(json!(draft));
    caller.record(tx, line).await?;
    load::plan(tx, caller, id, Action::EditPlan).await
}

/// Checks the form, and that its posts are the institution's own and approved.
async fn check(
    tx: &mut Tx,
    form: &PlanForm,
    intent: Intent,
    institution: InstitutionId,
) -> Result<(), AppError> {
    let wanted: Vec<PositionId> = form.position_ids().collect();
    let approved = store::position::approved(tx, institution).await?;
    if wanted.iter().any(|id| !approved.iter().any(|position| position.id == *id)) {
        return Err(
            FieldErrors::of("positions", "Pilih Nomenklatur yang sudah disetujui dari daftar.").into()
        );
    }
    if intent == Intent::Send {
        form.validate()?;
    }
    Ok(())
}

async fn write(
    tx: &mut Tx,
    caller: &Caller,
    record: &mut PlanRecord,
    before: &PlanForm,
    was: Phase,
    intent: Intent,
) -> Result<(), AppError> {
    let by = caller.person();
    plan::save(tx, record, &by, caller.now).await.map_err(taken)?;
    let positions: Vec<_> = record.form.position_ids().collect();
    plan::set_vacancies(tx, record, &positions).await.map_err(taken)?;

    release(tx, caller, record).await?;

    let institution = record.institution.id;
    let act = if intent == Intent::Send { Act::SubmitPlan } else { Act::EditPlan };
    let line = Line::new(act, RecordKind::Plan, record.id.get(), Some(institution))
        .before(json!({ "status": was.label(), "form": before }))
        .after(json!({ "status": record.state.phase().label(), "form": record.form }));
    caller.record(tx, line).await?;

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
            plan: record.id,
            kind: MessageKind::Submission,
            author: &by,
            commission: false,
            text: CleanText::default(),
            files: Vec::new(),
            changes,
            snapshot: Some(&record.form),
            at: caller.now,
        };
        review::insert(tx, &message).await?;
        emit(tx, record.id, institution, Change::Message).await?;
    }
    let draft = record.state.phase() == Phase::Draft;
    emit(tx, record.id, institution, if draft { Change::Draft } else { Change::Plan }).await
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
