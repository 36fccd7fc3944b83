//! Who is logged in, as the session remembers it.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::UserId;
use leptos_axum::extract;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use store::StoreError;
use tower_sessions::{Session, session_store};

use super::{RequestInfo, busy, out_of_order, unexpected};
use crate::error::AppError;

/// How long a login lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// A session ends this long after its last request.
    pub idle: TimeDelta,
    /// And this long after the login, however busy it is.
    pub absolute: TimeDelta,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { idle: TimeDelta::minutes(720), absolute: TimeDelta::hours(24 * 7) }
    }
}

/// A session's use is noted at most this often, so that reading a page writes nothing.
const TOUCH: TimeDelta = TimeDelta::minutes(10);
/// And a short idle limit at least so many times.
const TOUCHES: i32 = 10;

impl SessionLimits {
    /// When this login ends, however busy it is.
    #[must_use]
    pub fn last_moment(&self, who: &SignIn) -> DateTime<Utc> {
        who.since + self.absolute
    }

    /// Whether a session's use was noted so long ago that it must be noted again.
    #[must_use]
    pub fn is_due(&self, last_seen: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        last_seen.is_some_and(|seen| now - seen > TOUCH.min(self.idle / TOUCHES))
    }
}

/// Between the password and the code.
const HALF_TIME: TimeDelta = TimeDelta::minutes(5);

/// Between the password and the first code of an authenticator that is being set up.
const ENROLMENT_TIME: TimeDelta = TimeDelta::minutes(15);

const SIGNED_IN: &str = "signed_in";
const ENROLLING: &str = "enrolling";
const HALF: &str = "half_signed_in";

/// Why a session could not be read or written.
pub type SessionFault = tower_sessions::session::Error;

/// Somebody is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Who.
    pub user: UserId,
    /// Since when; the absolute limit counts from here.
    pub since: DateTime<Utc>,
    /// From which network address.
    pub address: String,
    /// With which browser.
    pub agent: String,
}

impl SignIn {
    /// Of the person who sent this request.
    #[must_use]
    pub fn new(user: UserId, since: DateTime<Utc>, request: &RequestInfo) -> Self {
        Self { user, since, address: request.address.clone(), agent: request.agent.clone() }
    }

    /// As the session's data have it, for whoever keeps sessions.
    #[must_use]
    pub fn of(data: &HashMap<String, Value>) -> Option<Self> {
        read(data, SIGNED_IN)
    }
}

/// Somebody gave the right password and still owes the code; nobody is logged in yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfSignIn {
    /// Who says so.
    pub user: UserId,
    /// When the password was given.
    pub since: DateTime<Utc>,
    /// Where to go afterwards.
    pub next: String,
}

impl HalfSignIn {
    /// Until when the code is waited for.
    #[must_use]
    pub fn until(&self) -> DateTime<Utc> {
        self.since + HALF_TIME
    }

    /// As the session's data have it, for whoever keeps sessions.
    #[must_use]
    pub fn of(data: &HashMap<String, Value>) -> Option<Self> {
        read(data, HALF)
    }
}

fn read<T: DeserializeOwned>(data: &HashMap<String, Value>, key: &str) -> Option<T> {
    serde_json::from_value(data.get(key)?.clone()).ok()
}

/// Whoever is logged in on this session. Whether they still may, [`super::known`] tells.
///
/// # Errors
/// When the session cannot be read.
pub async fn signed_in(session: &Session) -> Result<Option<SignIn>, SessionFault> {
    session.get(SIGNED_IN).await
}

/// Logs somebody in, under a new session id: one that was known before says nothing afterwards.
///
/// # Errors
/// When the session cannot be written.
pub async fn sign_in(session: &Session, who: &SignIn) -> Result<(), SessionFault> {
    session.clear().await;
    session.cycle_id().await?;
    session.insert(SIGNED_IN, who).await
}

/// Whoever still owes the code on this session.
///
/// # Errors
/// When the session cannot be read.
pub async fn half_signed_in(
    session: &Session,
    now: DateTime<Utc>,
) -> Result<Option<HalfSignIn>, SessionFault> {
    let half: Option<HalfSignIn> = session.get(HALF).await?;
    Ok(half.filter(|half| now < half.until()))
}

/// Waits for the code, under a new session id.
///
/// # Errors
/// When the session cannot be written.
pub async fn half_sign_in(session: &Session, who: &HalfSignIn) -> Result<(), SessionFault> {
    session.clear().await;
    session.cycle_id().await?;
    session.insert(HALF, who).await
}

/// Whoever has this session gave the password to set up a second factor, and may go on with it for a while.
///
/// # Errors
/// When the session cannot be written.
pub async fn begin_enrolment(session: &Session, now: DateTime<Utc>) -> Result<(), SessionFault> {
    session.insert(ENROLLING, now + ENROLMENT_TIME).await
}

/// Whether this session may show the secret of an authenticator that is being set up, and confirm it.
///
/// # Errors
/// When the session cannot be read.
pub async fn is_enrolling(session: &Session, now: DateTime<Utc>) -> Result<bool, SessionFault> {
    let until: Option<DateTime<Utc>> = session.get(ENROLLING).await?;
    Ok(until.is_some_and(|until| now < until))
}

/// Ends the session; its id is worth nothing afterwards.
///
/// # Errors
/// When the session cannot be removed.
pub async fn sign_out(session: &Session) -> Result<(), SessionFault> {
    session.flush().await
}

/// What the database knows this session by; nothing while it is not stored.
#[must_use]
pub fn session_key(session: &Session) -> Option<String> {
    session.id().map(|id| stored_key(&id.to_string()))
}

/// What the database knows a session by: who reads the database cannot log in with it.
#[must_use]
pub fn stored_key(id: &str) -> String {
    super::recovery::hex(&Sha256::digest(id))
}

/// The session of this request.
///
/// # Errors
/// [`AppError::Unexpected`] outside a request.
pub async fn current_session() -> Result<Session, AppError> {
    extract::<Session>().await.map_err(|error| unexpected(&format!("session: {error}")))
}

/// What the session layer is told when the store fails; it passes on nothing but words.
const BUSY: &str = "busy: ";
const OUT_OF_ORDER: &str = "out of order: ";

/// An error of the store in the session layer's words, from which [`AppError`] is made again.
#[must_use]
pub fn session_backend(error: &StoreError) -> session_store::Error {
    let kind = match error {
        StoreError::Busy => BUSY,
        StoreError::Unwritable(_) | StoreError::Unreachable(_) => OUT_OF_ORDER,
        _ => "",
    };
    session_store::Error::Backend(format!("{kind}{error}"))
}

impl From<SessionFault> for AppError {
    fn from(fault: SessionFault) -> Self {
        match &fault {
            SessionFault::Store(session_store::Error::Backend(words)) if words.starts_with(BUSY) => busy(),
            SessionFault::Store(session_store::Error::Backend(words)) if words.starts_with(OUT_OF_ORDER) => {
                out_of_order(words)
            }
            _ => unexpected(&format!("session: {fault}")),
        }
    }
}
