//! The second step of logging in: the authenticator's code, or a recovery code.

use domain::identity::profile::CodeForm;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Gives the code that is still owed, and goes on to where the login was to lead.
#[server(endpoint = "identity/log_in_code")]
pub async fn log_in_code(#[server(default)] form: CodeForm) -> Result<Done, AppError> {
    verbs::log_in(form).await
}

#[cfg(feature = "ssr")]
mod verbs {
    use domain::{
        activity::Act,
        identity::{
            profile::{Code, CodeForm},
            throttle::{Telling, code_keys},
        },
    };
    use store::{
        Tx,
        identity::{User, second_factor},
    };

    use crate::{
        api::{
            code::Known,
            context::{request, services},
            identity::login::Visitor,
            throttle::Attempt,
        },
        error::{AppError, Done},
        ports::{HalfSignIn, Sender, SignIn, current_session, half_signed_in, sign_in},
    };

    pub(super) async fn log_in(form: CodeForm) -> Result<Done, AppError> {
        let (services, request) = (services()?, request());
        let visitor = Visitor::of(&services, &request);
        let now = (services.clock)();
        let session = current_session().await?;
        let half = half_signed_in(&session, now).await?.ok_or(AppError::Unauthenticated)?;
        Sender::is(half.user);
        let code = form.validate()?;

        let mut tx = services.db.begin().await?;
        let user = half_open(&mut tx, &half).await?;
        let device = visitor.known_device(&mut tx, &user.username, now).await?;
        let keys = code_keys(&user.username, &visitor.network, device.as_deref());
        let attempt = Attempt::count(&mut tx, keys, now).await?;
        let known = Known::load(&mut tx, &user).await?.ok_or(AppError::Unauthenticated)?;
        tx.commit().await?;

        let found = match known.find(visitor.asker(), user.id, &code, now).await {
            Ok(found) => found,
            Err(error) => return Err(attempt.unjudged(&services.db, error).await),
        };

        let mut tx = services.db.begin().await?;
        // Once more, now that it is the last look.
        let user = half_open(&mut tx, &half).await?;
        let line = |act| visitor.line(Some(&user), "", act, now);
        if !found.take(&mut tx, user.id, now).await? {
            if attempt.failed(&mut tx, true).await? == Telling::Now {
                store::activity::record(&mut tx, &line(Act::LogInFailed)).await?;
            }
            tx.commit().await?;
            return Err(attempt.warned(found.refused()));
        }
        attempt.succeeded(&mut tx).await?;
        if matches!(code, Code::Recovery(_)) {
            store::activity::record(&mut tx, &line(Act::UseRecoveryCode)).await?;
        }
        store::activity::record(&mut tx, &line(Act::LogIn)).await?;
        let left = second_factor::recovery_codes_left(&mut tx, user.id).await?;
        let remembered = visitor.remember(&mut tx, &user, now).await?;
        tx.commit().await?;
        remembered.leave_cookie();
        sign_in(&session, &SignIn::new(user.id, now, &request)).await?;
        Ok(Done::go(welcome(&user.name, &code, left), half.next))
    }

    /// Whoever gave the password. What it opened is closed again when the account has changed since.
    async fn half_open(tx: &mut Tx, half: &HalfSignIn) -> Result<User, AppError> {
        let user = store::identity::find(tx, half.user).await?;
        user.filter(|user| user.active && user.second_factor)
            .filter(|user| user.password_changed_at.is_none_or(|changed| changed <= half.since))
            .ok_or(AppError::Unauthenticated)
    }

    fn welcome(name: &str, code: &Code, left: usize) -> String {
        match code {
            Code::Totp(_) => format!("Selamat datang, {name}."),
            Code::Recovery(_) => format!("Selamat datang, {name}. Kode pemulihan Anda tersisa {left}."),
        }
    }
}
