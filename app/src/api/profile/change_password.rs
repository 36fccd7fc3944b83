//! Ubah Password.

use domain::identity::password::PasswordForm;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Changes one's own password. All other sessions end, and this one gets a new id.
#[server(endpoint = "profile/change_password")]
pub async fn change_password(#[server(default)] form: PasswordForm) -> Result<Done, AppError> {
    verb::change(form).await
}

#[cfg(feature = "ssr")]
mod verb {
    use domain::{
        activity::Act,
        field::FieldErrors,
        identity::access::{People, PeopleAction},
        identity::{common::is_common, duty::Duty, password::PasswordForm, profile::ProofForm},
    };
    use store::identity::set_password;

    use crate::{
        api::{
            context::caller_despite,
            profile::{confirm, duty_path},
            tail::Line,
        },
        error::{AppError, Done},
        ports::{SignIn, current_session, hash_password, second_factor_required, sign_in},
    };

    pub(super) async fn change(form: PasswordForm) -> Result<Done, AppError> {
        let caller = caller_despite(&[Duty::ChangePassword, Duty::EnrolSecondFactor]).await?;
        caller.may(&People, PeopleAction::ManageOwnProfile)?;
        let mut tx = caller.read().await?;
        let user =
            store::identity::find(&mut tx, caller.actor.user).await?.ok_or(AppError::Unauthenticated)?;
        drop(tx);
        let password = form.validate(&user.username, is_common)?;
        let proof = ProofForm { password: form.current, code: form.code };
        // The login that led here has just asked for a code.
        let user = if caller.duty == Some(Duty::ChangePassword) {
            confirm::password_of_owner(&caller, &proof).await
        } else {
            confirm::owner(&caller, &proof).await
        };
        let user = user.map_err(at_current)?;
        let hash = hash_password(password).await?;

        let mut tx = caller.begin().await?;
        // This session ends as well: it goes on under another id, below.
        set_password(&mut tx, user.id, &hash, false, None, caller.now).await?;
        let line = Line::new(Act::ChangePassword, user.id, caller.actor.institution);
        caller.record(&mut tx, line).await?;
        let required = second_factor_required(&mut tx, user.role).await?;
        tx.commit().await?;
        sign_in(&current_session().await?, &SignIn::new(user.id, caller.now, &caller.request)).await?;

        let next = match Duty::of(false, user.second_factor, required) {
            Some(duty) => duty_path(duty),
            None if caller.duty.is_some() => "/",
            None => "/profil",
        };
        Ok(Done::go("Password sudah diganti. Sesi Anda di perangkat lain telah diakhiri.", next))
    }

    /// Here the field `password` is for the new one.
    fn at_current(error: AppError) -> AppError {
        let AppError::Invalid(errors) = error else { return error };
        let mut here = FieldErrors::new();
        for (field, sentence) in errors.iter() {
            here.insert(if field == "password" { "current" } else { field }, sentence);
        }
        here.into()
    }
}
