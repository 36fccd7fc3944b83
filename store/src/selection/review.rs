//! What was sent to the commission, kept in the plan's dialogue.

use std::borrow::Cow;

use domain::{
    id::{MessageId, PlanId},
    selection::plan::PlanForm,
};

use super::documents::Snapshot;
use crate::{
    Result, Tx,
    message::{self, NewMessage},
};

/// Adds the message of a plan that was sent, with the form as it was.
///
/// # Errors
/// When the database fails.
pub async fn insert_submission(tx: &mut Tx, new: &NewMessage<'_>, form: &PlanForm) -> Result<MessageId> {
    message::insert_with(tx, new, &Snapshot { typed: Cow::Borrowed(form) }).await
}

/// The form as it was sent last; nothing when it never was.
///
/// # Errors
/// When the database fails.
pub async fn last_snapshot(tx: &mut Tx, plan: PlanId) -> Result<Option<PlanForm>> {
    let found = message::last_snapshot::<Snapshot<'_>>(tx, plan.into()).await?;
    Ok(found.map(|snapshot| snapshot.typed.into_owned()))
}
