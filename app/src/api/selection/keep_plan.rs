//! A draft that is saved by itself while somebody types.

use chrono::{DateTime, Utc};
use domain::{id::PlanId, rich_text::TypedText, selection::plan::PlanForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The draft; a new one's number.
    pub plan: PlanId,
    /// Its version from now on.
    pub version: i64,
    /// When.
    pub at: DateTime<Utc>,
}

/// Keeps what was typed so far as a draft; begins one where there is none. The log has one line for all that a person
/// keeps in a row: that of what they save or send in the end.
#[server(endpoint = "selection/keep_plan")]
pub async fn keep_plan(
    #[server(default)] plan: String,
    #[server(default)] version: i64,
    #[server(default)] form: PlanForm<TypedText>,
) -> Result<Kept, AppError> {
    use domain::{
        event::Change,
        selection::{Phase, access::PlanAction, plan_diff},
    };

    use super::{load, plan_save as save, show::PlanNames};
    use crate::api::{
        context::{caller, claim},
        rich_text::clean,
        tail::{announce, stale},
    };

    let caller = caller().await?;
    let mut form = clean(&caller, form).await?;
    let judged = form.validate_draft().map(|()| None);
    let mut tx = caller.begin().await?;
    let mut record = if plan.trim().is_empty() {
        save::begin(&mut tx, &caller, judged.as_ref(), &form).await?
    } else {
        let id = plan.trim().parse().map_err(|_| AppError::NotFound)?;
        let record = load::plan(&mut tx, &caller, id, PlanAction::Edit).await?;
        save::check(&mut tx, &form, judged.as_ref(), record.institution.id).await?;
        record
    };
    form = form.without_blank_rows();
    claim(&mut tx, &caller, record.id, form.attachment_fields()).await?;
    if record.state.phase() != Phase::Draft {
        return Err(AppError::Refused(save::NO_DRAFT.to_owned()));
    }
    if !plan.trim().is_empty() && record.version != version {
        let names = PlanNames::load(&mut tx, &record, &[&form, &record.form]).await?;
        drop(tx);
        // One's own keeping whose answer was lost on the way.
        if record.updated.by.id == caller.actor.user && record.form == form {
            return Ok(Kept { plan: record.id, version: record.version, at: record.updated.at });
        }
        return Err(stale(&record, plan_diff::changes(&form, &record.form, &names)));
    }
    save::tell_kept_by_another(&mut tx, &caller, &mut record).await?;
    let before = std::mem::replace(&mut record.form, form);
    record.untold.get_or_insert(before);
    save::store(&mut tx, &caller, &mut record).await?;
    announce(&mut tx, &record, Change::Draft).await?;
    tx.commit().await?;
    Ok(Kept { plan: record.id, version: record.version, at: caller.now })
}
