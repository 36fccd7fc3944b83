//! Nonaktifkan autentikasi dua langkah.

use domain::identity::profile::ProofForm;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Takes one's second factor away, with its recovery codes.
#[server(endpoint = "profile/disable_second_factor")]
pub async fn disable_second_factor(#[server(default)] form: ProofForm) -> Result<Done, AppError> {
    use domain::{
        activity::Act,
        identity::access::{People, PeopleAction},
        identity::duty::may_disable,
    };
    use store::identity::second_factor::remove;

    use super::confirm;
    use crate::{
        api::{context::caller, tail::Line},
        ports::{SignIn, current_session, second_factor_required, sign_in},
    };

    let caller = caller().await?;
    caller.may(&People, PeopleAction::ManageOwnProfile)?;
    let mut tx = caller.read().await?;
    may_disable(second_factor_required(&mut tx, caller.actor.role).await?)?;
    drop(tx);
    let user = confirm::owner(&caller, &form).await?;
    if !user.second_factor {
        return Err(AppError::Refused("Autentikasi dua langkah belum aktif.".to_owned()));
    }
    let mut tx = caller.begin().await?;
    remove(&mut tx, user.id).await?;
    let line = Line::new(Act::DisableTotp, user.id, caller.actor.institution);
    caller.record(&mut tx, line).await?;
    tx.commit().await?;
    sign_in(&current_session().await?, &SignIn::new(user.id, caller.now, &caller.request)).await?;
    Ok(Done::go("Autentikasi dua langkah sudah dinonaktifkan.", "/profil"))
}
