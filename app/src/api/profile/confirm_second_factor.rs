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
        activity::Act,
        identity::access::{People, PeopleAction},
        identity::{
            duty::Duty,
            profile::{CodeForm, Step},
            throttle::{Counter, Telling},
        },
    };
    use store::{StoreError, identity::second_factor};

    use crate::{
        api::{
            code::Found,
            context::{Caller, caller_despite},
            profile::{RECOVERY_CODES, confirm::tries, renew_recovery_codes::hashes},
            tail::Line,
            throttle::Attempt,
        },
        error::{AppError, Done},
        ports::{FreshCodes, SignIn, compare, current_session, is_enrolling, sign_in},
    };

    pub(super) async fn confirm(form: CodeForm) -> Result<Done, AppError> {
        let caller = caller_despite(&[Duty::EnrolSecondFactor]).await?;
        caller.may(&People, PeopleAction::ManageOwnProfile)?;
        let user = caller.actor.user;
        let session = current_session().await?;
        let code = form.validate_totp()?;
        if !is_enrolling(&session, caller.now).await? {
            return Err(begin_first());
        }
        let step = step(&caller, &code).await?;

        // The session has its new id first, because the recovery codes come of it.
        sign_in(&session, &SignIn::new(user, caller.now, &caller.request)).await?;
        session.save().await?;
        let fresh = FreshCodes::new(caller.now);
        let hashes = hashes(&session, &fresh).await?;

        let mut tx = caller.begin().await?;
        match second_factor::confirm(&mut tx, user, step, caller.now).await {
            Err(StoreError::Stale) => return Err(already()),
            confirmed => confirmed?,
        }
        second_factor::set_recovery_codes(&mut tx, user, &hashes).await?;
        let line = Line::new(Act::EnableTotp, user, caller.actor.institution);
        caller.record(&mut tx, line).await?;
        tx.commit().await?;
        fresh.keep(&session).await?;
        Ok(Done::go("Autentikasi dua langkah sudah aktif.", RECOVERY_CODES))
    }

    /// The time step of a right code; wrong ones are counted.
    async fn step(caller: &Caller, code: &str) -> Result<i64, AppError> {
        let user = caller.actor.user;
        let mut tx = caller.begin().await?;
        let totp = second_factor::totp(&mut tx, user).await?.ok_or_else(begin_first)?;
        if totp.confirmed_at.is_some() {
            return Err(already());
        }
        let name = store::identity::find(&mut tx, user).await?.ok_or(AppError::Unauthenticated)?.username;
        let attempt = Attempt::count(&mut tx, tries(Counter::Enrolment, &name).await?, caller.now).await?;
        tx.commit().await?;
        let secret = caller.services.vault.open_totp(user, &totp.secret)?;
        let step = compare(&secret, code, caller.now)?;
        let mut tx = caller.begin().await?;
        if let Step::Now(step) = step {
            attempt.succeeded(&mut tx).await?;
            tx.commit().await?;
            return Ok(step);
        }
        if attempt.failed(&mut tx, true).await? == Telling::Now {
            let institution = caller.actor.institution;
            let line = Line::new(Act::ConfirmFailed, user, institution);
            caller.record(&mut tx, line).await?;
        }
        tx.commit().await?;
        Err(attempt.warned(Found::Step(step).refused()))
    }

    fn begin_first() -> AppError {
        AppError::Refused("Mulai dahulu pengaturannya.".to_owned())
    }

    fn already() -> AppError {
        AppError::Refused("Autentikasi dua langkah sudah aktif.".to_owned())
    }
}
