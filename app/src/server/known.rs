//! Who a session lets in. Everything that answers somebody asks here, and nothing remembers the answer:
//! an account that was closed, or a password that was changed, counts with the next request.

use domain::identity::{
    Role,
    duty::{Duty, SECOND_FACTOR_SETTINGS, is_required, second_factor_setting},
};
use store::{Tx, identity::User};
use tower_sessions::Session;

use super::{Services, SignIn, signed_in};
use crate::error::AppError;

/// Somebody who is logged in, as their account is now.
#[derive(Clone, Debug)]
pub struct Known {
    /// The account.
    pub user: User,
    /// What they must do before anything else.
    pub duty: Option<Duty>,
}

/// Whoever this session lets in.
///
/// # Errors
/// When the session or the account cannot be read.
pub async fn known(services: &Services, session: &Session) -> Result<Option<Known>, AppError> {
    let Some(who) = signed_in(session).await? else { return Ok(None) };
    let mut tx = services.db.glance().await?;
    judge(&mut tx, &who).await
}

/// Whether the session with this key still lets somebody in who owes nothing. Asking does not count as
/// using it: a page that is left open does not keep its session alive.
///
/// # Errors
/// When the session or the account cannot be read.
pub async fn still_open(services: &Services, key: &str) -> Result<bool, AppError> {
    let mut tx = services.db.glance().await?;
    let Some(row) = store::session::load(&mut tx, key, (services.clock)()).await? else { return Ok(false) };
    let Some(who) = serde_json::from_str(&row.data).ok().as_ref().and_then(SignIn::of) else {
        return Ok(false);
    };
    Ok(judge(&mut tx, &who).await?.is_some_and(|known| known.duty.is_none()))
}

async fn judge(tx: &mut Tx, who: &SignIn) -> Result<Option<Known>, AppError> {
    let found = store::identity::find_with_setting(tx, who.user, SECOND_FACTOR_SETTINGS).await?;
    let Some((user, setting)) = found else { return Ok(None) };
    // A change of password ends the other sessions; one that was beginning just then as well.
    let outlived = user.password_changed_at.is_some_and(|changed| changed > who.since);
    if !user.active || outlived {
        return Ok(None);
    }
    let duty = Duty::of(user.must_change_password, user.second_factor, is_required(setting.as_deref()));
    Ok(Some(Known { user, duty }))
}

/// Whether the Admin asks a second factor of this role.
///
/// # Errors
/// When the setting cannot be read.
pub async fn second_factor_required(tx: &mut Tx, role: Role) -> Result<bool, AppError> {
    let setting = store::setting::find(tx, &second_factor_setting(role)).await?;
    Ok(is_required(setting.as_ref().map(|setting| setting.value.as_str())))
}
