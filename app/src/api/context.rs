//! Who calls, and the one way every command goes through the database.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::Guarded,
    field::FieldErrors,
    id::AttachmentId,
    identity::{Actor, Person, Signature, duty::Duty},
    record::RecordRef,
};
use leptos::prelude::use_context;
use store::{
    Tx,
    sent_form::{self, Sending, Taken},
};

use crate::{
    error::{Again, AppError, Repeated},
    ports::{RequestInfo, Services, current_session, current_user, current_user_quietly},
};

pub use crate::ports::{busy, out_of_order, request, services, unexpected};

/// The person behind a request, with everything a command needs.
#[derive(Clone)]
pub struct Caller {
    /// Who, for the rights table.
    pub actor: Actor,
    /// What they must do before anything else.
    pub duty: Option<Duty>,
    /// When the request came.
    pub now: DateTime<Utc>,
    /// From where.
    pub request: RequestInfo,
    /// Database, settings.
    pub services: Services,
}

impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Caller").field("actor", &self.actor).finish_non_exhaustive()
    }
}

/// Whoever is logged in; nothing when nobody is.
///
/// # Errors
/// When the session or the account cannot be read.
pub async fn caller_if_any() -> Result<Option<Caller>, AppError> {
    who_calls(false).await
}

/// [`caller_if_any`], for what a page asks by itself: it does not keep the session alive.
///
/// # Errors
/// As [`caller_if_any`].
pub async fn quiet_caller_if_any() -> Result<Option<Caller>, AppError> {
    who_calls(true).await
}

async fn who_calls(quiet: bool) -> Result<Option<Caller>, AppError> {
    let services = services()?;
    let request = request();
    let session = current_session().await?;
    let known = if quiet {
        current_user_quietly(&services, &session).await?
    } else {
        current_user(&services, &session).await?
    };
    let Some(known) = known else { return Ok(None) };
    let now = (services.clock)();
    Ok(Some(Caller { actor: known.user.actor(), duty: known.duty, now, request, services }))
}

/// Whoever is logged in.
///
/// # Errors
/// [`AppError::Unauthenticated`] when nobody is, [`AppError::Denied`] when they must do something else first.
pub async fn caller() -> Result<Caller, AppError> {
    caller_despite(&[]).await
}

/// [`caller`], for what is done to be rid of these duties.
///
/// # Errors
/// As [`caller`].
pub async fn caller_despite(duties: &[Duty]) -> Result<Caller, AppError> {
    free(caller_if_any().await?, duties)
}

/// [`caller`], for the data of pages that load again by themselves when something happens. Opening such a page
/// is noted all the same: by the server that sends it, or by `me`, which every other address asks.
///
/// # Errors
/// As [`caller`].
pub async fn quiet_caller() -> Result<Caller, AppError> {
    free(quiet_caller_if_any().await?, &[])
}

fn free(caller: Option<Caller>, duties: &[Duty]) -> Result<Caller, AppError> {
    let caller = caller.ok_or(AppError::Unauthenticated)?;
    Duty::check(caller.duty, duties)?;
    Ok(caller)
}

impl Caller {
    /// Begins a command's transaction. The token of a form that came without a script is taken in it.
    ///
    /// # Errors
    /// [`AppError::Repeated`] when the form was taken before; when the database cannot be reached.
    pub async fn begin(&self) -> Result<Tx, AppError> {
        let once = use_context::<Once>();
        let mut tx = self.services.db.begin().await?;
        if let Some(once) = once {
            once.take(&mut tx, self).await?;
        }
        Ok(tx)
    }

    /// Begins reading.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Tx, AppError> {
        Ok(self.services.db.read().await?)
    }

    /// Asks the rights table.
    ///
    /// # Errors
    /// The refusal.
    pub fn may<G: Guarded>(&self, subject: &G, action: G::Action) -> Result<(), AppError> {
        Ok(subject.decide(&self.actor, action)?)
    }

    /// The caller as records remember them.
    #[must_use]
    pub fn person(&self) -> Person {
        Person { id: self.actor.user, name: self.actor.name.clone() }
    }

    /// The same with the moment of the call.
    #[must_use]
    pub fn signature(&self) -> Signature {
        Signature { by: self.person(), at: self.now }
    }
}

/// A form that came without a script, which is taken once. Given as context by the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The form's token, if it has one.
    pub token: Option<String>,
    /// Of everything that was sent.
    pub digest: String,
    /// The request's own name.
    pub run: String,
    /// Whether nothing but this keeps the same content from being stored twice.
    pub guarded: bool,
    /// Whether the sender was told that the same is stored, and means it.
    pub again: bool,
}

impl Once {
    /// For so long the same content is taken for a mistake.
    const ALIKE: TimeDelta = TimeDelta::hours(1);

    /// The answer to a sending whose token was taken by this earlier one.
    #[must_use]
    pub fn repeated(&self, taken: Taken) -> AppError {
        let how = if taken.digest == self.digest { Again::Same } else { Again::Changed };
        AppError::Repeated(Repeated { lead: taken.lead, how })
    }

    async fn take(&self, tx: &mut Tx, caller: &Caller) -> Result<(), AppError> {
        let (account, at) = (caller.actor.user, caller.now);
        let Self { digest, run, again, .. } = self;
        if let Some(token) = &self.token {
            let sending = Sending { account, token, digest, run };
            if let Some(taken) = sent_form::take(tx, &sending, at).await? {
                return Err(self.repeated(taken));
            }
        }
        if self.guarded {
            let sending = Sending { account, token: digest, digest, run };
            if !sent_form::take_content(tx, &sending, at, at - Self::ALIKE, *again).await? {
                let lead = sent_form::find(tx, account, digest).await?.and_then(|taken| taken.lead);
                return Err(AppError::Repeated(Repeated { lead, how: Again::Alike }));
            }
        }
        Ok(())
    }
}

/// The number in a form's hidden field; nothing where it is empty, as for what is new.
///
/// # Errors
/// [`AppError::NotFound`] when it is none.
pub fn number<T: FromStr>(text: &str) -> Result<Option<T>, AppError> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| AppError::NotFound),
    }
}

/// Ties uploaded files to a record: each must be the caller's own upload, or the record's already.
///
/// # Errors
/// At each field that names one that is neither.
pub async fn claim<F: Into<String>>(
    tx: &mut Tx,
    caller: &Caller,
    record: impl Into<RecordRef>,
    fields: impl IntoIterator<Item = (F, Vec<AttachmentId>)>,
) -> Result<(), AppError> {
    let record = record.into();
    let mut errors = FieldErrors::new();
    for (field, files) in fields {
        let field = field.into();
        if !store::attachment::claim(tx, &files, record, &field, caller.actor.user).await? {
            errors.insert(field, "Ada berkas yang tidak ditemukan. Unggah sekali lagi.");
        }
    }
    Ok(errors.into_result(|| Some(()))?)
}
