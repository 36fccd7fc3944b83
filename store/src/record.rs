//! Records as what serves all of them knows them: who may see one, and what is left when one is gone.

use std::{collections::BTreeSet, ops::Deref};

use chrono::{DateTime, Utc};
use domain::{
    access::Guarded,
    id::InstitutionId,
    identity::{
        Actor, Signature,
        access::{AccountAction, AccountSubject},
    },
    record::{RecordKind, RecordRef},
    selection::access::PlanAction,
};

use crate::{
    Result, Tx, attachment,
    convert::code,
    identity, seen,
    selection::plan::{self, PlanRecord},
};

/// A record that was loaded, as a command ends with it.
pub trait Record {
    /// Its name.
    fn about(&self) -> RecordRef;

    /// The records it lies in, from the nearest on.
    fn within(&self) -> Vec<RecordRef> {
        Vec::new()
    }

    /// Whose it is; nothing for the commission's own.
    fn institution(&self) -> Option<InstitutionId>;

    /// Grows whenever it is saved.
    fn version(&self) -> i64;

    /// Who saved it last, and when; nothing where that is not known, as of what was there from the beginning.
    fn last_saved(&self) -> Option<Signature>;
}

/// A record that a command changes: nobody else does before the transaction ends. Who saved it last is read with it,
/// from the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held<T> {
    /// The record.
    pub record: T,
    /// Who saved it last, and when.
    pub saved: Option<Signature>,
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

/// A record that counts its changes in its own row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<I, T> {
    /// Its number.
    pub id: I,
    /// What is known of it.
    pub record: T,
    /// Counts the changes, from 1.
    pub version: i64,
    /// Who saved it last, and when; nothing where it came along.
    pub saved: Option<Signature>,
}

/// Whose something is.
pub trait Owned {
    /// Its institution; nothing for the commission's own.
    fn institution(&self) -> Option<InstitutionId> {
        None
    }
}

impl<I: Copy + Into<RecordRef>, T: Owned> Record for Versioned<I, T> {
    fn about(&self) -> RecordRef {
        self.id.into()
    }

    fn institution(&self) -> Option<InstitutionId> {
        self.record.institution()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn last_saved(&self) -> Option<Signature> {
        self.saved.clone()
    }
}

/// Whether somebody may see a record: what its area decides.
///
/// # Errors
/// When the database fails.
pub async fn is_visible(tx: &mut Tx, record: RecordRef, actor: &Actor) -> Result<bool> {
    let id = record.id;
    let plan = match record.kind {
        RecordKind::Plan => plan::load(tx, id.into()).await?,
        RecordKind::Vacancy => plan::load_of_vacancy(tx, id.into()).await?,
        RecordKind::Applicant => plan::load_of_applicant(tx, id.into()).await?,
        RecordKind::User => return is_own_or_managed(tx, id.into(), actor).await,
        // Nothing hangs from these, and nobody follows one.
        RecordKind::Official
        | RecordKind::Attachment
        | RecordKind::Institution
        | RecordKind::Registration
        | RecordKind::JobTitle
        | RecordKind::Session
        | RecordKind::Holiday
        | RecordKind::Setting
        | RecordKind::System => return Ok(false),
    };
    let may = |plan: PlanRecord| plan.subject().decide(actor, PlanAction::View).is_ok();
    Ok(plan.is_some_and(may))
}

async fn is_own_or_managed(tx: &mut Tx, account: domain::id::UserId, actor: &Actor) -> Result<bool> {
    if account == actor.user {
        return Ok(true);
    }
    Ok(identity::find(tx, account).await?.is_some_and(|user| {
        let about = AccountSubject {
            user: Some(account),
            institution: user.institution.map(|institution| institution.id),
            role: user.role,
        };
        about.decide(actor, AccountAction::Manage).is_ok()
    }))
}

/// Lets go of what hangs from a record that is gone: its files belong to their owners alone, and nobody has seen it.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, record: impl Into<RecordRef>, at: DateTime<Utc>) -> Result<()> {
    let record = record.into();
    attachment::release(tx, record, &BTreeSet::new(), at).await?;
    seen::forget(tx, record).await
}

/// Reads the two columns that name a record.
pub(crate) fn read_ref(table: &str, kind: Option<&str>, id: Option<i64>) -> Result<Option<RecordRef>> {
    let (Some(kind), Some(id)) = (kind, id) else { return Ok(None) };
    Ok(Some(RecordRef { kind: code(&format!("{table}.record_kind"), kind, RecordKind::from_code)?, id }))
}
