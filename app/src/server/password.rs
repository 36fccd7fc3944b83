//! Passwords: hashed with Argon2id, away from the threads that answer requests.

use std::sync::LazyLock;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{self, PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use domain::identity::profile::RECOVERY_ALPHABET;
use rand::RngExt as _;
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{api::context::unexpected, error::AppError};

/// OWASP's recommendation: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Each hash takes 19 MiB and a whole core; more of them at once would only take longer.
static TURNS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

/// A hash that nobody's password has, for names that nobody has.
static NOBODY: LazyLock<Result<String, password_hash::Error>> = LazyLock::new(|| hash("siapa pun bukan"));

/// Hashes a password for storing.
///
/// # Errors
/// [`AppError::Unexpected`] when hashing fails.
pub async fn hash_password(password: String) -> Result<String, AppError> {
    in_turn(move || hash(&password)).await
}

/// Whether the password is the one that was hashed. Without a hash it is not, after as much work.
///
/// # Errors
/// [`AppError::Unexpected`] when the stored hash cannot be read.
pub async fn verify_password(hash: Option<String>, password: String) -> Result<bool, AppError> {
    in_turn(move || match hash {
        Some(hash) => fits(&hash, &password),
        None => match &*NOBODY {
            Ok(hash) => fits(hash, &password).map(|_| false),
            Err(error) => Err(*error),
        },
    })
    .await
}

/// A password for the first login only: 79 bits, in signs that are not mistaken for each other when read out.
#[must_use]
pub fn one_time_password() -> String {
    let signs = RECOVERY_ALPHABET.as_bytes();
    let mut random = rand::rng();
    let group =
        |_| (0..4).map(|_| char::from(signs[random.random_range(0..signs.len())])).collect::<String>();
    (0..4).map(group).collect::<Vec<_>>().join("-")
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
) -> Result<T, AppError> {
    let turn = TURNS.acquire().await;
    let done = spawn_blocking(work).await;
    drop(turn);
    match done {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(unexpected(&format!("password hashing: {error}"))),
        Err(error) => Err(unexpected(&format!("password hashing: {error}"))),
    }
}

fn argon2() -> Result<Argon2<'static>, password_hash::Error> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| password_hash::Error::ParamsInvalid)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String, password_hash::Error> {
    let hash: PasswordHash = argon2()?.hash_password(password.as_bytes())?;
    Ok(hash.to_string())
}

fn fits(hash: &str, password: &str) -> Result<bool, password_hash::Error> {
    match argon2()?.verify_password(password.as_bytes(), hash) {
        Ok(()) => Ok(true),
        Err(password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_fits() {
        let hash = hash_password("kata sandi panjang".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify_password(Some(hash.clone()), "kata sandi panjang".to_owned()).await.unwrap());
        assert!(!verify_password(Some(hash), "kata sandi pendek".to_owned()).await.unwrap());
    }

    #[test]
    fn one_time_passwords_are_taken_and_differ() {
        let (one, other) = (one_time_password(), one_time_password());
        assert_ne!(one, other);
        assert_eq!(domain::identity::password::check_password(&one, "kota.depok", |_| false), Ok(()));
    }

    #[tokio::test]
    async fn nobody_has_no_password() {
        assert!(!verify_password(None, "siapa pun bukan".to_owned()).await.unwrap());
    }

    #[tokio::test]
    async fn a_broken_hash_is_an_error_and_no_match() {
        assert!(verify_password(Some("rusak".to_owned()), "rusak".to_owned()).await.is_err());
    }
}
