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
pub(in crate::api) use verbs::throttle_key;

#[cfg(feature = "ssr")]
mod verbs {
    use domain::{
        activity::{Act, Activity, RecordKind},
        field::FieldErrors,
        id::UserId,
        identity::profile::{Code, CodeForm},
    };
    use store::{
        Tx,
        identity::{
            User,
            second_factor::{self, Totp},
            throttle,
        },
    };

    use crate::{
        api::{
            context::{request, services},
            throttle::{FAILURES, check},
        },
        error::{AppError, Done},
        server::{
            RequestInfo, SignIn, current_session, half_signed_in, hash_recovery_code, matching_step, sign_in,
        },
    };

    pub(super) async fn log_in(form: CodeForm) -> Result<Done, AppError> {
        let (services, request) = (services()?, request());
        let now = (services.clock)();
        let session = current_session().await?;
        let half = half_signed_in(&session, now).await?.ok_or(AppError::Unauthenticated)?;
        let code = form.validate()?;
        let key = throttle_key(half.user);

        let mut tx = services.db.begin().await?;
        // First of all, so that many tries at once are counted one after the other.
        let totp = second_factor::totp(&mut tx, half.user).await?.ok_or(AppError::Unauthenticated)?;
        check(&mut tx, &key, FAILURES, now).await?;
        let user = store::identity::find(&mut tx, half.user).await?;
        // What the password opened is closed again when the account has changed since.
        let user = user
            .filter(|user| user.active && user.second_factor)
            .filter(|user| user.password_changed_at.is_none_or(|changed| changed <= half.since))
            .ok_or(AppError::Unauthenticated)?;
        let line = |act| activity(&user, act, now, &request);
        if !take(&mut tx, user.id, &totp, &code, now).await? {
            throttle::record_failure(&mut tx, &key, now).await?;
            store::activity::record(&mut tx, &line(Act::LogInFailed)).await?;
            tx.commit().await?;
            return Err(FieldErrors::of(
                "code",
                "Kode tidak sesuai, sudah lewat waktunya, atau sudah pernah dipakai.",
            )
            .into());
        }
        throttle::clear(&mut tx, &key).await?;
        if matches!(code, Code::Recovery(_)) {
            store::activity::record(&mut tx, &line(Act::UseRecoveryCode)).await?;
        }
        store::activity::record(&mut tx, &line(Act::LogIn)).await?;
        let left = second_factor::recovery_codes_left(&mut tx, user.id).await?;
        tx.commit().await?;
        sign_in(&session, &SignIn::new(user.id, now, &request)).await?;
        Ok(Done::go(welcome(&user.name, &code, left), half.next))
    }

    /// What wrong codes of an account are counted under; those at the login and while setting up.
    pub fn throttle_key(user: UserId) -> String {
        format!("code:{user}")
    }

    /// Takes a code that is right; neither kind counts twice.
    async fn take(
        tx: &mut Tx,
        user: UserId,
        totp: &Totp,
        code: &Code,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<bool, AppError> {
        match code {
            Code::Totp(code) => match matching_step(&totp.secret, code, now)? {
                Some(step) => Ok(second_factor::take_step(tx, user, step).await?),
                None => Ok(false),
            },
            Code::Recovery(code) => {
                let hash = hash_recovery_code(user, code);
                Ok(second_factor::take_recovery_code(tx, user, &hash, now).await?)
            }
        }
    }

    fn welcome(name: &str, code: &Code, left: usize) -> String {
        match code {
            Code::Totp(_) => format!("Selamat datang, {name}."),
            Code::Recovery(_) => format!("Selamat datang, {name}. Kode pemulihan Anda tersisa {left}."),
        }
    }

    /// Nobody is logged in yet, so that the line is written as the login writes its own.
    fn activity(user: &User, act: Act, at: chrono::DateTime<chrono::Utc>, request: &RequestInfo) -> Activity {
        Activity {
            user: Some(user.id),
            name: user.name.clone(),
            at,
            address: request.address.clone(),
            act,
            record: RecordKind::User,
            record_id: user.id.get(),
            institution: user.institution.as_ref().map(|institution| institution.id),
            before: None,
            after: None,
        }
    }
}
