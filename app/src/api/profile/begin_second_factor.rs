//! Mulai: a new secret for the authenticator.

use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Begins to set up the second factor. It counts once a code was confirmed; to begin again makes a new secret.
#[server(endpoint = "profile/begin_second_factor")]
pub async fn begin_second_factor() -> Result<Done, AppError> {
    use domain::{
        access::{Action, Subject},
        activity::{Act, RecordKind},
        identity::duty::Duty,
    };
    use serde_json::json;
    use store::{StoreError, identity::second_factor};

    use crate::{
        api::context::{Line, caller_despite},
        server::new_secret,
    };

    let caller = caller_despite(&[Duty::EnrolSecondFactor]).await?;
    caller.may(Action::ManageOwnProfile, &Subject::Everything)?;
    let user = caller.actor.user;
    let mut tx = caller.begin().await?;
    match second_factor::begin(&mut tx, user, &new_secret()).await {
        Err(StoreError::Stale) => {
            return Err(AppError::Refused("Autentikasi dua langkah sudah aktif.".to_owned()));
        }
        begun => begun?,
    }
    let line = Line::new(Act::EditProfile, RecordKind::User, user.get(), caller.actor.institution);
    caller.record(&mut tx, line.after(json!({ "second_factor": "begun" }))).await?;
    tx.commit().await?;
    Ok(Done::default())
}
