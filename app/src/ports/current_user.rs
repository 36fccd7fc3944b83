//! Who a session lets in. Everything that answers somebody asks here, and nothing remembers the answer:
//! an account that was closed, or a password that was changed, counts with the next request.

use chrono::{DateTime, Utc};
use domain::identity::{
    Role,
    duty::{Duty, SECOND_FACTOR_SETTINGS, is_required, second_factor_setting},
    password::first_password_ended,
};
use store::{
    Tx,
    identity::{Presence, User},
};
use tower_sessions::Session;

use super::{Sender, Services, SignIn, session_key, signed_in};
use crate::error::AppError;

/// Somebody who is logged in, as their account is now.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    /// The account.
    pub user: User,
    /// What they must do before anything else.
    pub duty: Option<Duty>,
}

/// Whoever this session lets in. The session layer itself, whose reading is a statement of its own, is asked
/// only when there is something to do for it: to note that the session is used, or to forget it.
///
/// # Errors
/// When the session or the account cannot be read.
pub async fn current_user(services: &Services, session: &Session) -> Result<Option<CurrentUser>, AppError> {
    let Some(key) = session_key(session) else { return Ok(None) };
    let found = judge(services, &key).await?;
    let limits = services.settings.session;
    if found.as_ref().is_none_or(|(_, used)| limits.is_due(*used, (services.clock)())) {
        signed_in(session).await?;
    }
    Ok(found.map(|(known, _)| known))
}

/// [`current_user`], for what a page asks by itself while nobody may be sitting before it: this is no use of the
/// session, and does not keep it alive.
///
/// # Errors
/// As [`current_user`].
pub async fn current_user_quietly(
    services: &Services,
    session: &Session,
) -> Result<Option<CurrentUser>, AppError> {
    let Some(key) = session_key(session) else { return Ok(None) };
    Ok(judge(services, &key).await?.map(|(known, _)| known))
}

/// Whether the session with this key still lets somebody in who owes nothing. Asking does not count as
/// using it: a page that is left open does not keep its session alive.
///
/// # Errors
/// When the session or the account cannot be read.
pub async fn still_open(services: &Services, key: &str) -> Result<bool, AppError> {
    Ok(judge(services, key).await?.is_some_and(|(known, _)| known.duty.is_none()))
}

/// Whoever the session with this key lets in, and when its use was noted last.
async fn judge(
    services: &Services,
    key: &str,
) -> Result<Option<(CurrentUser, Option<DateTime<Utc>>)>, AppError> {
    let now = (services.clock)();
    let mut tx = services.db.autocommit().await?;
    let found = store::identity::find_by_session(&mut tx, key, now, SECOND_FACTOR_SETTINGS).await?;
    let Some(Presence { user, session, setting }) = found else { return Ok(None) };
    let Some(who) = serde_json::from_str(&session.data).ok().as_ref().and_then(SignIn::of) else {
        return Ok(None);
    };
    // A change of password ends the other sessions; one that was beginning just then as well.
    let outlived = user.password_changed_at.is_some_and(|changed| changed > who.since);
    // The limit may have been shortened since the end was written.
    let over = services.settings.session.last_moment(&who) <= now;
    let ended = first_password_ended(user.must_change_password, user.password_since(), now);
    if !user.active || user.id != who.user || outlived || over || ended {
        return Ok(None);
    }
    Sender::is(user.id);
    let duty = Duty::of(user.must_change_password, user.second_factor, is_required(setting.as_deref()));
    Ok(Some((CurrentUser { user, duty }, session.last_seen_at)))
}

/// Whether the Admin asks a second factor of this role.
///
/// # Errors
/// When the setting cannot be read.
pub async fn second_factor_required(tx: &mut Tx, role: Role) -> Result<bool, AppError> {
    let setting = store::setting::find(tx, &second_factor_setting(role)).await?;
    Ok(is_required(setting.as_ref().map(|setting| setting.value.as_str())))
}
