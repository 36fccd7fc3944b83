//! Who asks, where no server function runs.

use app::{api::context::unexpected, error::AppError, server::session_user};
use domain::identity::Actor;
use tower_sessions::Session;

use crate::AppState;

/// Whoever is logged in.
///
/// # Errors
/// [`AppError::Unauthenticated`] when nobody is.
pub async fn required(state: &AppState, session: &Session) -> Result<Actor, AppError> {
    let user = session_user(session).await.map_err(|error| unexpected(&error.to_string()))?;
    let Some(user) = user else { return Err(AppError::Unauthenticated) };
    let mut tx = state.services.db.glance().await?;
    let user = store::identity::find(&mut tx, user).await?.filter(|user| user.active);
    user.map(|user| user.actor()).ok_or(AppError::Unauthenticated)
}
