//! Who asks for something grave gives the password once more.

use domain::field::FieldErrors;
use store::identity::{User, throttle};

use crate::{
    api::{
        context::Caller,
        throttle::{FAILURES, check},
    },
    error::AppError,
    server::verify_password,
};

/// Checks the caller's own password; wrong ones are counted, so that an open session is no place to guess it.
///
/// # Errors
/// At `field` when it is wrong; [`AppError::Throttled`] when too many were.
pub async fn password(caller: &Caller, field: &str, password: String) -> Result<User, AppError> {
    if password.is_empty() {
        return Err(FieldErrors::of(field, "Password wajib diisi.").into());
    }
    let key = format!("password:{}", caller.actor.user);
    let mut tx = caller.read().await?;
    check(&mut tx, &key, FAILURES, caller.now).await?;
    let user = store::identity::find(&mut tx, caller.actor.user).await?.ok_or(AppError::Unauthenticated)?;
    drop(tx);
    let fits = verify_password(Some(user.password_hash.clone()), password).await?;
    let mut tx = caller.begin().await?;
    if fits {
        throttle::clear(&mut tx, &key).await?;
    } else {
        throttle::record_failure(&mut tx, &key, caller.now).await?;
    }
    tx.commit().await?;
    if fits { Ok(user) } else { Err(FieldErrors::of(field, "Password tidak sesuai.").into()) }
}
