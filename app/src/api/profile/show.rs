//! Profil.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// One's own account, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    /// Nama.
    pub name: String,
    /// Username.
    pub username: String,
    /// Role Pengguna, in words.
    pub role: String,
    /// Institusi; nothing for the commission's people.
    pub institution: Option<String>,
    /// Email; empty when none was given.
    pub email: String,
    /// When the password was changed last.
    pub password_changed_at: Option<DateTime<Utc>>,
    /// Whether a code is asked for at the login.
    pub second_factor: bool,
    /// How many recovery codes are left.
    pub codes_left: usize,
    /// Where one is logged in, this session first.
    pub sessions: Vec<SessionView>,
}

/// A login that lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// What it is ended by.
    pub id: String,
    /// Browser and system, in words.
    pub device: String,
    /// The network address of the login.
    pub address: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was used last, to within ten minutes.
    pub last_seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// One's own account.
#[server(name = GetProfile, endpoint = "profile/show")]
pub async fn show() -> Result<ProfileView, AppError> {
    use domain::{
        identity::access::{People, PeopleAction},
        identity::device,
    };
    use store::{identity::second_factor, session::sessions_of};

    use crate::{
        api::context::caller,
        ports::{current_session, session_key},
    };

    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOwnProfile)?;
    let here = session_key(&current_session().await?);
    let mut tx = caller.read().await?;
    let user = store::identity::find(&mut tx, caller.actor.user).await?.ok_or(AppError::Unauthenticated)?;
    let codes_left = second_factor::recovery_codes_left(&mut tx, user.id).await?;
    let sessions = sessions_of(&mut tx, user.id, caller.now).await?;
    let mut sessions: Vec<_> = sessions
        .into_iter()
        .map(|session| SessionView {
            current: here.as_deref() == Some(session.id.as_str()),
            id: session.id,
            device: device::describe(&session.agent),
            address: session.address,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
        })
        .collect();
    sessions.sort_by_key(|session| !session.current);
    Ok(ProfileView {
        name: user.name,
        username: user.username,
        role: user.role.label().to_owned(),
        institution: user.institution.map(|institution| institution.name),
        email: user.email,
        password_changed_at: user.password_changed_at,
        second_factor: user.second_factor,
        codes_left,
        sessions,
    })
}
