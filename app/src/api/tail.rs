//! What every command ends with: its line in the log, and the word to whoever looks at the record.

use domain::{
    activity::{Act, Activity, Told},
    event::{Change, Event},
    field::FieldChange,
    id::InstitutionId,
    identity::Signature,
    record::RecordRef,
    secret::without_secrets,
};
use leptos::prelude::use_context;
use serde_json::{Value, json};
use store::{Tx, record::Record, sent_form};

use super::context::{Caller, Once};
use crate::error::{AppError, Conflict};

/// What an activity line says of a record.
#[derive(Debug)]
pub struct Line {
    act: Act,
    record: RecordRef,
    institution: Option<InstitutionId>,
    before: Option<Value>,
    after: Option<Value>,
}

impl Line {
    /// A line about a record of an institution.
    #[must_use]
    pub fn new(act: Act, record: impl Into<RecordRef>, institution: Option<InstitutionId>) -> Self {
        Self { act, record: record.into(), institution, before: None, after: None }
    }

    /// A line about a record that was loaded.
    #[must_use]
    pub fn of(record: &impl Record, act: Act) -> Self {
        Self::new(act, record.about(), record.institution())
    }

    /// What the record was.
    #[must_use]
    pub fn before(mut self, told: impl Into<Told>) -> Self {
        self.before = Some(without_secrets(told.into().0));
        self
    }

    /// What the record is now.
    #[must_use]
    pub fn after(mut self, told: impl Into<Told>) -> Self {
        self.after = Some(without_secrets(told.into().0));
        self
    }

    /// Why, beside what the record is now, where somebody said so.
    #[must_use]
    pub fn because(mut self, reason: Option<&str>) -> Self {
        if let Some(reason) = reason {
            self.after.get_or_insert_with(|| json!({}))["alasan"] = json!(reason);
        }
        self
    }
}

impl Line {
    fn written(self, by: Activity) -> Activity {
        Activity {
            institution: self.institution,
            before: self.before.map(|json| json.to_string()),
            after: self.after.map(|json| json.to_string()),
            ..by
        }
    }
}

impl Caller {
    /// Writes the activity line, in the command's transaction.
    ///
    /// # Errors
    /// When it cannot be written; the command then fails as a whole.
    pub async fn record(&self, tx: &mut Tx, line: Line) -> Result<(), AppError> {
        let (act, record) = (line.act, line.record);
        let by = Activity {
            address: self.request.address.clone(),
            ..Activity::by(&self.actor, act, record, self.now)
        };
        store::activity::record(tx, &line.written(by)).await?;
        self.lead(tx, act, record).await
    }

    /// Notes where the answer to an act leads that has no line in the log.
    ///
    /// # Errors
    /// When it cannot be written; the command then fails as a whole.
    pub async fn lead(&self, tx: &mut Tx, act: Act, record: RecordRef) -> Result<(), AppError> {
        if let (Some(once), Some(path)) = (use_context::<Once>(), led_to(act, record.id)) {
            sent_form::lead(tx, self.actor.user, &once.run, &path).await?;
        }
        Ok(())
    }

    /// Writes the line of what somebody else did earlier, when it was not told at once; from where is not known any
    /// more.
    ///
    /// # Errors
    /// When it cannot be written; the command then fails as a whole.
    pub async fn record_of(&self, tx: &mut Tx, line: Line, earlier: &Signature) -> Result<(), AppError> {
        let by = Activity {
            user: Some(earlier.by.id),
            name: earlier.by.name.clone(),
            ..Activity::of_system(line.act, line.record, earlier.at)
        };
        Ok(store::activity::record(tx, &line.written(by)).await?)
    }

    /// [`Caller::record`], and the word to other pages that look at the record, once the transaction is through.
    ///
    /// # Errors
    /// When either cannot be written; the command then fails as a whole.
    pub async fn change(
        &self,
        tx: &mut Tx,
        record: &impl Record,
        line: Line,
        change: Change,
    ) -> Result<(), AppError> {
        self.record(tx, line).await?;
        announce(tx, record, change).await
    }
}

/// Where the answer to a command leads that leaves the form's page: known in its own transaction, so that who
/// sends at the same moment finds it too.
fn led_to(act: Act, id: i64) -> Option<String> {
    match act {
        Act::CreatePlan | Act::EditPlan | Act::SubmitPlan => Some(format!("/seleksi/{id}")),
        Act::DiscardPlan => Some("/seleksi".to_owned()),
        _ => None,
    }
}

/// Tells other pages, once the transaction is through.
///
/// # Errors
/// When the notice cannot be written.
pub async fn announce(tx: &mut Tx, record: &impl Record, change: Change) -> Result<(), AppError> {
    let event =
        Event { about: record.about(), within: record.within(), institution: record.institution(), change };
    Ok(tx.emit(event).await?)
}

/// Refuses when the record changed since the caller saw it; `fields` are what the caller was about to save beside
/// what is saved.
///
/// # Errors
/// [`AppError::Conflict`], with who saved it and when.
pub fn check_version(
    record: &impl Record,
    seen: i64,
    fields: impl FnOnce() -> Vec<FieldChange>,
) -> Result<(), AppError> {
    if record.version() == seen { Ok(()) } else { Err(stale(record, fields())) }
}

/// The record is no longer what the caller saw.
#[must_use]
pub fn stale(record: &impl Record, fields: Vec<FieldChange>) -> AppError {
    AppError::Conflict(Conflict { current_version: record.version(), saved: record.last_saved(), fields })
}
