//! Mulai: a new secret for the authenticator.

use domain::identity::profile::ProofForm;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Begins to set up the second factor. It counts once a code was confirmed; to begin again makes a new secret. Only
/// the session that began it goes on with it.
#[server(endpoint = "profile/begin_second_factor")]
pub async fn begin_second_factor(#[server(default)] form: ProofForm) -> Result<Done, AppError> {
    use domain::{
        activity::Act,
        identity::access::{People, PeopleAction},
        identity::duty::Duty,
    };
    use serde_json::json;
    use store::{StoreError, identity::second_factor};

    use super::confirm;
    use crate::{
        api::{context::caller_despite, tail::Line},
        ports::{begin_enrolment, current_session, new_secret},
    };

    let caller = caller_despite(&[Duty::EnrolSecondFactor]).await?;
    caller.may(&People, PeopleAction::ManageOwnProfile)?;
    let already = || AppError::Refused("Autentikasi dua langkah sudah aktif.".to_owned());
    let mut tx = caller.read().await?;
    let user = caller.actor.user;
    if second_factor::totp(&mut tx, user).await?.is_some_and(|totp| totp.confirmed_at.is_some()) {
        return Err(already());
    }
    drop(tx);
    confirm::owner(&caller, &form).await?;
    let secret = caller.services.vault.seal_totp(user, &new_secret())?;
    let mut tx = caller.begin().await?;
    match second_factor::begin(&mut tx, user, &secret).await {
        Err(StoreError::Stale) => return Err(already()),
        begun => begun?,
    }
    let line = Line::new(Act::EditProfile, user, caller.actor.institution);
    caller.record(&mut tx, line.after(json!({ "second_factor": "begun" }))).await?;
    tx.commit().await?;
    begin_enrolment(&current_session().await?, caller.now).await?;
    Ok(Done::default())
}
