//! Who asks, where no server function runs.

use app::{
    error::AppError,
    ports::{CurrentUser, current_user, current_user_quietly},
};
use domain::identity::{Actor, duty::Duty};
use tower_sessions::Session;

use crate::AppState;

/// Whoever is logged in.
///
/// # Errors
/// [`AppError::Unauthenticated`] when nobody is, [`AppError::Denied`] when they must do something else first.
pub async fn required(state: &AppState, session: &Session) -> Result<Actor, AppError> {
    free(current_user(&state.services, session).await?)
}

/// [`required`], where a page asks by itself: it does not keep the session alive.
///
/// # Errors
/// As [`required`].
pub async fn required_quietly(state: &AppState, session: &Session) -> Result<Actor, AppError> {
    free(current_user_quietly(&state.services, session).await?)
}

fn free(known: Option<CurrentUser>) -> Result<Actor, AppError> {
    let known = known.ok_or(AppError::Unauthenticated)?;
    Duty::check(known.duty, &[])?;
    Ok(known.user.actor())
}
