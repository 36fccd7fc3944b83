//! Who asks for something that touches how they log in gives the password once more, and a code where they have a
//! second factor: an open session that somebody else sits before, or has taken over, is not enough.

use domain::{
    activity::Act,
    field::FieldErrors,
    identity::{
        profile::{Code, ProofForm},
        throttle::{Counter, Key, Telling},
    },
};
use store::identity::User;

use crate::{
    api::{
        code::{Found, Known},
        context::Caller,
        tail::Line,
        throttle::Attempt,
    },
    error::AppError,
    ports::{current_session, session_key, verify_password, work::Asker},
};

/// Checks the caller's own password and code. Wrong ones are counted, so that an open session is no place to guess
/// them.
///
/// # Errors
/// At `password` or `code` when it is wrong; [`AppError::Throttled`] when too many were.
pub async fn owner(caller: &Caller, proof: &ProofForm) -> Result<User, AppError> {
    check(caller, proof, true).await
}

/// The same with the password alone, where the code has just been given.
///
/// # Errors
/// As [`owner`].
pub async fn password_of_owner(caller: &Caller, proof: &ProofForm) -> Result<User, AppError> {
    check(caller, proof, false).await
}

/// The place at which tries in an open session are counted.
pub(super) async fn tries(counter: Counter, username: &str) -> Result<Vec<Key>, AppError> {
    let session = session_key(&current_session().await?).ok_or(AppError::Unauthenticated)?;
    Ok(vec![Key::new(counter, username, &session)])
}

async fn check(caller: &Caller, proof: &ProofForm, with_code: bool) -> Result<User, AppError> {
    let mut tx = caller.begin().await?;
    let user = store::identity::find(&mut tx, caller.actor.user).await?.ok_or(AppError::Unauthenticated)?;
    let code = proof.validate(with_code && user.second_factor)?;
    let keys = tries(Counter::Confirmation, &user.username).await?;
    let attempt = Attempt::count(&mut tx, keys, caller.now).await?;
    let known = match &code {
        Some(_) => Known::load(&mut tx, &user).await?,
        None => None,
    };
    tx.commit().await?;

    let (fits, found) = match judge(caller, &user, &proof.password, known.zip(code)).await {
        Ok(judged) => judged,
        Err(error) => return Err(attempt.unjudged(&caller.services.db, error).await),
    };

    let mut tx = caller.begin().await?;
    let taken = match &found {
        Some(found) => found.take(&mut tx, user.id, caller.now).await?,
        None => true,
    };
    if fits && taken {
        attempt.succeeded(&mut tx).await?;
        tx.commit().await?;
        return Ok(user);
    }
    if attempt.failed(&mut tx, true).await? == Telling::Now {
        let line = Line::new(Act::ConfirmFailed, user.id, caller.actor.institution);
        caller.record(&mut tx, line).await?;
    }
    tx.commit().await?;
    Err(attempt.warned(match found {
        Some(found) if fits => found.refused(),
        _ => FieldErrors::of("password", "Password tidak sesuai.").into(),
    }))
}

/// Whether the password is right; and then what the code is, where one was asked for.
async fn judge(
    caller: &Caller,
    user: &User,
    password: &str,
    code: Option<(Known, Code)>,
) -> Result<(bool, Option<Found>), AppError> {
    let asker = Asker::Account(user.id);
    let fits = verify_password(asker.clone(), Some(user.password_hash.clone()), password.to_owned()).await?;
    let found = match code {
        Some((known, code)) if fits => Some(known.find(asker, user.id, &code, caller.now).await?),
        _ => None,
    };
    Ok((fits, found))
}
