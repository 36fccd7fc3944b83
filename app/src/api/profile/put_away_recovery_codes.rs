//! Saya sudah menyimpannya.

use leptos::prelude::*;

use crate::error::{AppError, Done};

/// The new recovery codes were put away: they are not shown again. No record changes, so the log has no line.
#[server(endpoint = "profile/put_away_recovery_codes")]
pub async fn put_away_recovery_codes() -> Result<Done, AppError> {
    use domain::identity::access::{People, PeopleAction};

    use crate::{
        api::context::caller,
        ports::{FreshCodes, current_session},
    };

    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOwnProfile)?;
    FreshCodes::forget(&current_session().await?).await?;
    Ok(Done::go("", "/profil"))
}
