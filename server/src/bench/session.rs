//! A session that nobody had to log in for.

use std::sync::Arc;

use app::ports::{RequestInfo, SignIn, sign_in};
use domain::id::UserId;
use store::Db;
use tower_sessions::Session;

use crate::{Fault, router::cookie_name, session_store::DbSessions, start};

/// Makes a session as a login does; answers its cookie.
pub async fn log_in(db: &Db, user: UserId, https: bool) -> Result<String, Fault> {
    let session = Session::new(None, Arc::new(DbSessions::new(db.clone(), start::clock)), None);
    let who = SignIn::new(user, start::clock(), &RequestInfo::default());
    sign_in(&session, &who).await?;
    session.save().await?;
    let id = session.id().ok_or("the session has no id")?;
    Ok(format!("{}={id}", cookie_name(https)))
}
