//! Who calls, and the one way every command goes through the database.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::{Action, Denied, Subject, decide},
    activity::{Act, Activity, RecordKind},
    event::{Change, Event},
    field::{FieldChange, FieldErrors},
    id::{AttachmentId, InstitutionId, PlanId},
    identity::{Actor, duty::Duty},
    refusal::Refusal,
    secret::without_secrets,
    selection::review::Person,
};
use leptos::prelude::use_context;
use store::{
    StoreError, Tx,
    selection::plan::PlanRecord,
    sent_form::{self, Sending, Taken},
};

use crate::{
    error::{Again, AppError, Conflict, Repeated},
    server::{RequestInfo, Services, current_session, known, known_quietly, work::Stopped},
};

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

/// What the server put around this request.
///
/// # Errors
/// [`AppError::Unexpected`] outside a request.
pub fn services() -> Result<Services, AppError> {
    use_context::<Services>().ok_or_else(|| unexpected("no services in context"))
}

/// Where this request came from.
#[must_use]
pub fn request() -> RequestInfo {
    use_context::<RequestInfo>().unwrap_or_default()
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
    let known =
        if quiet { known_quietly(&services, &session).await? } else { known(&services, &session).await? };
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
    pub fn may(&self, action: Action, subject: &Subject) -> Result<(), AppError> {
        Ok(decide(&self.actor, action, subject)?)
    }

    /// The caller as records remember them.
    #[must_use]
    pub fn person(&self) -> Person {
        Person { id: self.actor.user, name: self.actor.name.clone() }
    }

    /// Writes the activity line, in the command's transaction.
    ///
    /// # Errors
    /// When it cannot be written; the command then fails as a whole.
    pub async fn record(&self, tx: &mut Tx, line: Line) -> Result<(), AppError> {
        let activity = Activity {
            user: Some(self.actor.user),
            name: self.actor.name.clone(),
            at: self.now,
            address: self.request.address.clone(),
            act: line.act,
            record: line.record,
            record_id: line.id,
            institution: line.institution,
            before: line.before.map(|json| json.to_string()),
            after: line.after.map(|json| json.to_string()),
        };
        store::activity::record(tx, &activity).await?;
        if let (Some(once), Some(path)) = (use_context::<Once>(), led_to(line.act, line.id)) {
            sent_form::lead(tx, self.actor.user, &once.run, &path).await?;
        }
        Ok(())
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

/// What an activity line says of the record.
#[derive(Debug)]
pub struct Line {
    act: Act,
    record: RecordKind,
    id: i64,
    institution: Option<InstitutionId>,
    before: Option<serde_json::Value>,
    after: Option<serde_json::Value>,
}

impl Line {
    /// A line about a record of an institution.
    #[must_use]
    pub fn new(act: Act, record: RecordKind, id: i64, institution: Option<InstitutionId>) -> Self {
        Self { act, record, id, institution, before: None, after: None }
    }

    /// What the record was.
    #[must_use]
    pub fn before(mut self, value: serde_json::Value) -> Self {
        self.before = Some(without_secrets(value));
        self
    }

    /// What the record is now.
    #[must_use]
    pub fn after(mut self, value: serde_json::Value) -> Self {
        self.after = Some(without_secrets(value));
        self
    }
}

/// Tells other pages, once the transaction is through.
///
/// # Errors
/// When the notice cannot be written.
pub async fn emit(
    tx: &mut Tx,
    plan: PlanId,
    institution: InstitutionId,
    change: Change,
) -> Result<(), AppError> {
    Ok(tx.emit(Event { plan, institution, change }).await?)
}

/// Ties uploaded files to a plan: each must be the caller's own upload, or the plan's already.
///
/// # Errors
/// At each field that names one that is neither.
pub async fn claim<F: Into<String>>(
    tx: &mut Tx,
    caller: &Caller,
    plan: PlanId,
    fields: impl IntoIterator<Item = (F, Vec<AttachmentId>)>,
) -> Result<(), AppError> {
    let mut errors = FieldErrors::new();
    for (field, files) in fields {
        if !store::attachment::claim(tx, &files, plan, caller.actor.user).await? {
            errors.insert(field, "Ada berkas yang tidak ditemukan. Unggah sekali lagi.");
        }
    }
    Ok(errors.into_result(|| Some(()))?)
}

/// Lets go of the plan's files that nothing of it names any more, once it is saved: from then on they are their
/// owners' alone.
///
/// # Errors
/// When the database fails.
pub async fn release(tx: &mut Tx, caller: &Caller, plan: &PlanRecord) -> Result<(), AppError> {
    let named = store::selection::named_files(tx, plan).await?;
    store::attachment::release(tx, plan.id, &named, caller.now).await?;
    Ok(())
}

/// The answer to a stale version.
#[must_use]
pub fn conflict(version: i64, by: &str, at: DateTime<Utc>, fields: Vec<FieldChange>) -> AppError {
    AppError::Conflict(Conflict { current_version: version, by: by.to_owned(), at, fields })
}

/// Something that should not happen: the log has the detail, the person a reference.
#[must_use]
pub fn unexpected(detail: &str) -> AppError {
    let reference = request().request_id;
    tracing::error!(reference, detail, "unexpected error");
    AppError::Unexpected(reference)
}

impl From<Stopped> for AppError {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Broken(detail) => unexpected(&detail),
            other => Self::Busy(other.sentence().to_owned()),
        }
    }
}

/// Others write just now, or another program holds the database.
#[must_use]
pub fn busy() -> AppError {
    AppError::Busy(
        "Penyimpanan sedang sibuk, sehingga permintaan ini belum dilaksanakan. Isian Anda tidak hilang; \
         silakan coba lagi sebentar lagi."
            .to_owned(),
    )
}

/// The database cannot be used: not the sender's fault, and nothing was stored.
#[must_use]
pub fn out_of_order(detail: &str) -> AppError {
    let reference = request().request_id;
    tracing::error!(reference, detail, "the database is out of order");
    AppError::Busy(format!(
        "Server sedang tidak dapat menyimpan atau membaca data; ini bukan karena isian Anda. Belum ada yang \
         tersimpan. Silakan coba lagi beberapa saat lagi; bila masih terjadi, sampaikan nomor rujukan {reference} \
         kepada Admin."
    ))
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match &error {
            // Commands load what they change so that it stays as it is, and tell both versions. Whatever slips
            // through in spite of that is a clash all the same, and nobody's fault.
            StoreError::Stale => Self::Refused(
                "Data ini baru saja diubah oleh orang lain. Isian Anda masih ada; kirim kembali untuk melihat perbedaannya.".to_owned(),
            ),
            StoreError::Busy => busy(),
            StoreError::Unwritable(_) | StoreError::Unreachable(_) => out_of_order(&error.to_string()),
            _ => unexpected(&error.to_string()),
        }
    }
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Hidden => Self::NotFound,
            Denied::Role(reason) => Self::Denied(reason),
            Denied::State(reason) => Self::Refused(reason),
        }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::State(reason) => Self::Refused(reason),
            Refusal::Fields(errors) => Self::Invalid(errors),
        }
    }
}
