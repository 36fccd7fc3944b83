//! Where somebody is logged in, for whoever looks after the account, who can end it: a device was lost, or somebody left.

use domain::id::UserId;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Ends every session of somebody else's account; the password stays as it is.
#[server(endpoint = "identity/end_account_sessions")]
pub async fn end_account_sessions(user: UserId) -> Result<Done, AppError> {
    use domain::{activity::Act, identity::access::AccountAction};
    use serde_json::json;

    use super::load;
    use crate::api::{context::caller, tail::Line};

    let caller = caller().await?;
    let mut tx = caller.begin().await?;
    let user = load::account(&mut tx, &caller, user, AccountAction::EndSessions).await?;
    let ended = store::session::end_sessions_of(&mut tx, user.id).await?;
    if ended == 0 {
        return Ok(Done::stay(format!("{} tidak sedang masuk di mana pun.", user.name)));
    }
    let line = Line::of(&user, Act::EndSession).after(json!({ "sessions": ended }));
    caller.record(&mut tx, line).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("{ended} sesi {} telah diakhiri.", user.name)))
}

#[cfg(feature = "ssr")]
mod open {
    use domain::{access::Guarded, identity::access::AccountAction};
    use store::{Tx, identity::User};

    use crate::{
        api::{context::Caller, identity::load},
        error::AppError,
    };

    /// In how many sessions an account is logged in; nothing where the caller may not end them.
    pub(in crate::api::identity) async fn open_of(
        tx: &mut Tx,
        caller: &Caller,
        user: Option<&User>,
    ) -> Result<Option<usize>, AppError> {
        let ends =
            |user: &&User| load::subject(user).decide(&caller.actor, AccountAction::EndSessions).is_ok();
        let Some(user) = user.filter(ends) else { return Ok(None) };
        Ok(Some(store::session::sessions_of(tx, user.id, caller.now).await?.len()))
    }
}

#[cfg(feature = "ssr")]
pub(super) use open::open_of;
