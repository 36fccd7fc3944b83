//! Who asks, where no server function runs.

use app::{error::AppError, server::known};
use domain::{access::Denied, identity::Actor};
use tower_sessions::Session;

use crate::AppState;

/// Whoever is logged in.
///
/// # Errors
/// [`AppError::Unauthenticated`] when nobody is, [`AppError::Denied`] when they must do something else first.
pub async fn required(state: &AppState, session: &Session) -> Result<Actor, AppError> {
    let known = known(&state.services, session).await?.ok_or(AppError::Unauthenticated)?;
    match known.duty {
        Some(duty) => Err(Denied::from(duty).into()),
        None => Ok(known.user.actor()),
    }
}
