//! What the form of a plan begins with.

use domain::{
    calendar::short_date,
    id::{InstitutionId, PlanId},
    selection::{
        Phase,
        access::{PlanAction, Plans, PlansAction},
        plan::PlanForm,
        proposal::proposed_weights,
        review::MessageKind,
    },
};
use store::{
    Tx,
    selection::plan::{self, PlanQuery, PlanRecord},
};

use super::{
    load,
    show::{self, Files, plans_of},
    usual_schedule,
    views::{MessageView, PlanEditor, PlanStart},
};
use crate::{
    api::{
        Choice,
        context::{Caller, caller},
    },
    error::AppError,
};

/// So many earlier plans are there to copy from.
const EARLIER: u32 = 20;

pub(super) async fn editor(plan: Option<PlanId>, start: PlanStart) -> Result<PlanEditor, AppError> {
    let caller = caller().await?;
    let mut tx = caller.read().await?;
    match plan {
        Some(id) => {
            let record = load::plan(&mut tx, &caller, id, PlanAction::Edit).await?;
            known(&mut tx, record).await
        }
        None => {
            caller.may(&Plans, PlansAction::Create)?;
            let institution = caller.actor.institution.ok_or(AppError::NotFound)?;
            new(&mut tx, &caller, institution, start).await
        }
    }
}

async fn known(tx: &mut Tx, record: PlanRecord) -> Result<PlanEditor, AppError> {
    let answers_correction = record.state.phase() == Phase::Correction;
    Ok(PlanEditor {
        plan: Some(record.id),
        version: record.version,
        positions: positions(tx, record.institution.id).await?,
        files: Files::load(tx, record.id, record.form.attachments()).await?.all(),
        answers_correction,
        request: if answers_correction { request(tx, record.id).await? } else { None },
        earlier: Vec::new(),
        form: record.form,
    })
}

/// The commission's latest request.
async fn request(tx: &mut Tx, plan: PlanId) -> Result<Option<MessageView>, AppError> {
    let messages = store::message::list(tx, plan).await?;
    let last = messages.into_iter().rev().find(|message| message.kind == MessageKind::Correction);
    let Some(message) = last else { return Ok(None) };
    let files = Files::load(tx, plan, message.files.iter().copied()).await?;
    Ok(Some(show::message(message, &files)))
}

async fn new(
    tx: &mut Tx,
    caller: &Caller,
    institution: InstitutionId,
    start: PlanStart,
) -> Result<PlanEditor, AppError> {
    let mut form = PlanForm { weights: proposed_weights(), ..PlanForm::default() };
    if let Some(copied) = start.copy.filter(|number| !number.trim().is_empty()) {
        let id = copied.trim().parse().map_err(|_| AppError::NotFound)?;
        form = load::plan(tx, caller, id, PlanAction::View).await?.form.template();
    }
    if let Some(first) = start.first.filter(|day| !day.trim().is_empty()) {
        form.schedule = usual_schedule::from(tx, caller, &first).await?;
    }
    form.positions.extend(start.position);
    Ok(PlanEditor {
        plan: None,
        version: 0,
        form,
        positions: positions(tx, institution).await?,
        files: Vec::new(),
        answers_correction: false,
        request: None,
        earlier: earlier(tx, caller).await?,
    })
}

/// Approved posts of the institution.
async fn positions(tx: &mut Tx, institution: InstitutionId) -> Result<Vec<Choice>, AppError> {
    let positions = store::position::approved(tx, institution).await?;
    let choice =
        |position: domain::position::Position| Choice::new(position.id.to_string(), position.label());
    Ok(positions.into_iter().map(choice).collect())
}

/// The institution's latest plans, by their posts and the day of their last change.
async fn earlier(tx: &mut Tx, caller: &Caller) -> Result<Vec<Choice>, AppError> {
    let query = PlanQuery { limit: EARLIER, ..plans_of(&caller.actor) };
    let rows = plan::list(tx, &query).await?.rows;
    let choice = |row: plan::PlanListRow| {
        let posts =
            if row.titles.is_empty() { "Belum ada jabatan".to_owned() } else { row.titles.join(", ") };
        let day = short_date(domain::calendar::jakarta_day(row.updated_at));
        Choice::new(row.id.to_string(), format!("{posts} ({day})"))
    };
    Ok(rows.into_iter().map(choice).collect())
}
