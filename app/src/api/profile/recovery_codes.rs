//! Kode pemulihan that were just made.

use leptos::prelude::*;

use crate::error::AppError;

/// One's new recovery codes, until they were put away or ten minutes have passed; none afterwards.
#[server(name = GetRecoveryCodes, endpoint = "profile/recovery_codes")]
pub async fn recovery_codes() -> Result<Vec<String>, AppError> {
    use domain::identity::access::{People, PeopleAction};

    use crate::{
        api::context::caller,
        ports::{FreshCodes, current_session},
    };

    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOwnProfile)?;
    let session = current_session().await?;
    let (Some(fresh), Some(id)) = (FreshCodes::of(&session, caller.now).await?, session.id()) else {
        return Ok(Vec::new());
    };
    let codes = fresh.codes(&id.to_string());
    Ok(codes.iter().map(|code| format!("{}-{}", &code[..5], &code[5..])).collect())
}
