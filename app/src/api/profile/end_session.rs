//! Keluarkan.

use domain::identity::profile::ProofForm;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Ends one of one's own other sessions.
#[server(endpoint = "profile/end_session")]
pub async fn end_session(session: String, #[server(default)] form: ProofForm) -> Result<Done, AppError> {
    use domain::{
        activity::Act,
        identity::access::{People, PeopleAction},
        identity::device,
        record::{RecordKind, RecordRef},
    };
    use serde_json::json;

    use super::confirm;
    use crate::{
        api::{context::caller, tail::Line},
        ports::{current_session, session_key},
    };

    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOwnProfile)?;
    if session_key(&current_session().await?).as_deref() == Some(session.as_str()) {
        return Err(AppError::Refused("Ini sesi yang sedang Anda pakai. Gunakan Log Out.".to_owned()));
    }
    confirm::owner(&caller, &form).await?;
    let mut tx = caller.begin().await?;
    let ended = store::session::find(&mut tx, &session).await?.ok_or(AppError::NotFound)?;
    if !store::session::end_session(&mut tx, &session, caller.actor.user).await? {
        return Err(AppError::NotFound);
    }
    let device = device::describe(&ended.agent);
    let record = RecordRef::new(RecordKind::Session, caller.actor.user.get());
    let line = Line::new(Act::EndSession, record, caller.actor.institution);
    caller.record(&mut tx, line.after(json!({ "device": device, "address": ended.address }))).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Sesi {device} telah diakhiri.")))
}
