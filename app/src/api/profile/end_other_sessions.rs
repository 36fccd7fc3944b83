//! Keluarkan semua sesi lain.

use domain::identity::profile::ProofForm;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Ends all of one's own sessions but this one.
#[server(endpoint = "profile/end_other_sessions")]
pub async fn end_other_sessions(#[server(default)] form: ProofForm) -> Result<Done, AppError> {
    use domain::{
        activity::Act,
        identity::access::{People, PeopleAction},
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
    let here = session_key(&current_session().await?).ok_or(AppError::Unauthenticated)?;
    let user = confirm::owner(&caller, &form).await?.id;
    let mut tx = caller.begin().await?;
    let ended = store::session::end_other_sessions(&mut tx, user, &here).await?;
    if ended == 0 {
        return Ok(Done::stay("Tidak ada sesi lain."));
    }
    let line =
        Line::new(Act::EndSession, RecordRef::new(RecordKind::Session, user.get()), caller.actor.institution);
    caller.record(&mut tx, line.after(json!({ "sessions": ended }))).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("{ended} sesi lain telah diakhiri.")))
}
