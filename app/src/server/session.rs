//! Who is logged in, as the session remembers it.

use domain::id::UserId;
use leptos_axum::extract;
use tower_sessions::Session;

use crate::{api::context::unexpected, error::AppError};

/// After so many hours without a request a session ends.
pub const SESSION_IDLE_HOURS: i64 = 12;

const USER: &str = "user";

/// Why a session could not be read or written.
pub type SessionFault = tower_sessions::session::Error;

/// Whoever is logged in on this session.
///
/// # Errors
/// When the session cannot be read.
pub async fn session_user(session: &Session) -> Result<Option<UserId>, SessionFault> {
    session.get(USER).await
}

/// Whoever is logged in on this request's session.
///
/// # Errors
/// [`AppError::Unexpected`] when the session cannot be read.
pub async fn current_user_id() -> Result<Option<UserId>, AppError> {
    session_user(&session().await?).await.map_err(fault)
}

/// Logs somebody in, under a new session id: one that was known before says nothing afterwards.
///
/// # Errors
/// [`AppError::Unexpected`] when the session cannot be written.
pub async fn log_in_session(user: UserId) -> Result<(), AppError> {
    sign_in(&session().await?, user).await.map_err(fault)
}

/// [`log_in_session`] for a session at hand.
///
/// # Errors
/// When the session cannot be written.
pub async fn sign_in(session: &Session, user: UserId) -> Result<(), SessionFault> {
    session.cycle_id().await?;
    session.insert(USER, user).await
}

/// Ends the session; its id is worth nothing afterwards.
///
/// # Errors
/// [`AppError::Unexpected`] when the session cannot be removed.
pub async fn log_out_session() -> Result<(), AppError> {
    session().await?.flush().await.map_err(fault)
}

async fn session() -> Result<Session, AppError> {
    extract::<Session>().await.map_err(|error| unexpected(&format!("session: {error}")))
}

fn fault(error: SessionFault) -> AppError {
    unexpected(&format!("session: {error}"))
}
