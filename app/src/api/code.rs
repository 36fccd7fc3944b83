//! Codes of the second factor, wherever they are asked for: read what they are compared with, compare, take.

use chrono::{DateTime, Utc};
use domain::{
    field::FieldErrors,
    id::UserId,
    identity::profile::{Code, Step, code_refused},
};
use store::{
    Tx,
    identity::{User, second_factor},
};

use crate::{
    api::context::services,
    error::AppError,
    ports::{compare, newest_step, older_recovery_hash, recovery_hashes_of, work::Asker},
};

/// What a code is compared with. It is read first, because comparing may be hard work.
pub struct Known {
    secret: String,
    recovery: Vec<String>,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}

/// What a code turned out to be.
#[derive(Debug)]
pub enum Found {
    /// A code of the authenticator.
    Step(Step),
    /// A recovery code, by the hashes that it may be stored under.
    Recovery(Vec<String>),
}

impl Known {
    /// What an account's codes are compared with; nothing while it has no second factor.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(tx: &mut Tx, user: &User) -> Result<Option<Self>, AppError> {
        let totp = second_factor::totp(tx, user.id).await?.filter(|totp| totp.confirmed_at.is_some());
        let Some(totp) = totp else { return Ok(None) };
        let recovery = second_factor::recovery_hashes(tx, user.id).await?;
        let secret = services()?.vault.open_totp(user.id, &totp.secret)?;
        Ok(Some(Self { secret, recovery }))
    }

    /// Compares a code with it, outside any transaction.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many wait for their turn.
    pub async fn find(
        &self,
        asker: Asker,
        user: UserId,
        code: &Code,
        now: DateTime<Utc>,
    ) -> Result<Found, AppError> {
        match code {
            Code::Totp(code) => Ok(Found::Step(compare(&self.secret, code, now)?)),
            Code::Recovery(code) => {
                let mut hashes = recovery_hashes_of(asker, code.clone(), &self.recovery).await?;
                hashes.push(older_recovery_hash(user, code));
                Ok(Found::Recovery(hashes))
            }
        }
    }
}

impl Found {
    /// Takes the code when it is right; neither kind counts twice.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take(&self, tx: &mut Tx, user: UserId, now: DateTime<Utc>) -> Result<bool, AppError> {
        match self {
            Self::Step(Step::Now(step)) => {
                Ok(second_factor::take_step(tx, user, *step, newest_step(now)).await?)
            }
            Self::Step(_) => Ok(false),
            Self::Recovery(hashes) => {
                for hash in hashes {
                    if second_factor::take_recovery_code(tx, user, hash, now).await? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    /// Why it was not taken, at the field.
    #[must_use]
    pub fn refused(&self) -> AppError {
        let step = match self {
            Self::Step(step) => Some(*step),
            Self::Recovery(_) => None,
        };
        FieldErrors::of("code", code_refused(step)).into()
    }
}
