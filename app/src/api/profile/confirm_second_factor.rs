//! Aktifkan: the first code of the authenticator.

use domain::identity::profile::CodeForm;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Confirms that the authenticator is set up. From now on codes are asked for; recovery codes are made.
#[server(endpoint = "profile/confirm_second_factor")]
pub async fn confirm_second_factor(#[server(default)] form: CodeForm) -> Result<Done, AppError> {
    verb::confirm(form).await
}

#[cfg(feature = "ssr")]
mod verb {
    use domain::{
        access::{Action, Subject},
        activity::{Act, RecordKind},
        field::FieldErrors,
        identity::{duty::Duty, profile::CodeForm},
    };
    use store::{
        StoreError,
        identity::{second_factor, throttle},
    };

    use crate::{
        api::{
            context::{Caller, Line, caller_despite},
            identity::code_throttle_key,
            profile::{RECOVERY_CODES, renew_recovery_codes::store_codes},
            throttle::{FAILURES, check},
        },
        error::{AppError, Done},
        server::{FreshCodes, SignIn, current_session, matching_step, sign_in},
    };

    pub(super) async fn confirm(form: CodeForm) -> Result<Done, AppError> {
        let caller = caller_despite(&[Duty::EnrolSecondFactor]).await?;
        caller.may(Action::ManageOwnProfile, &Subject::Everything)?;
        let user = caller.actor.user;
        let step = step(&caller, &form.validate_totp()?).await?;

        // The session has its new id first, because the recovery codes come of it.
        let session = current_session().await?;
        sign_in(&session, &SignIn::new(user, caller.now, &caller.request)).await?;
        session.save().await?;
        let fresh = FreshCodes::new(caller.now);

        let mut tx = caller.begin().await?;
        match second_factor::confirm(&mut tx, user, step, caller.now).await {
            Err(StoreError::Stale) => return Err(already()),
            confirmed => confirmed?,
        }
        store_codes(&mut tx, &session, &fresh, user).await?;
        throttle::clear(&mut tx, &code_throttle_key(user)).await?;
        let line = Line::new(Act::EnableTotp, RecordKind::User, user.get(), caller.actor.institution);
        caller.record(&mut tx, line).await?;
        tx.commit().await?;
        fresh.keep(&session).await?;
        Ok(Done::go("Autentikasi dua langkah sudah aktif.", RECOVERY_CODES))
    }

    /// The time step of a right code; wrong ones are counted.
    async fn step(caller: &Caller, code: &str) -> Result<i64, AppError> {
        let key = code_throttle_key(caller.actor.user);
        let mut tx = caller.begin().await?;
        let totp = second_factor::totp(&mut tx, caller.actor.user).await?;
        check(&mut tx, &key, FAILURES, caller.now).await?;
        let totp = totp.ok_or_else(|| AppError::Refused("Mulai dahulu pengaturannya.".to_owned()))?;
        if totp.confirmed_at.is_some() {
            return Err(already());
        }
        if let Some(step) = matching_step(&totp.secret, code, caller.now)? {
            return Ok(step);
        }
        throttle::record_failure(&mut tx, &key, caller.now).await?;
        tx.commit().await?;
        let sentence =
            "Kode tidak sesuai. Periksa apakah jam pada ponsel Anda tepat, lalu isi kode yang baru.";
        Err(FieldErrors::of("code", sentence).into())
    }

    fn already() -> AppError {
        AppError::Refused("Autentikasi dua langkah sudah aktif.".to_owned())
    }
}
