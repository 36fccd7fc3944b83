//! Passwords: hashed with Argon2id, away from the threads that answer requests.

use std::{sync::LazyLock, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{self, PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use domain::identity::profile::RECOVERY_ALPHABET;
use rand::RngExt as _;

use super::unexpected;
use super::{
    recovery::hex,
    work::{Asker, Bounds, Place, Stopped},
};
use crate::error::AppError;

/// OWASP's recommendation: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Those who want to get in, by the network or the account they come from. Each hash takes 19 MiB and a whole core;
/// more of them at once would only take longer, and no one network fills the queue.
static GUESTS: LazyLock<Place> =
    LazyLock::new(|| Place::new("passwords", Bounds::new(cores(), 128).each(64).within(PATIENCE)));
/// New passwords and codes: of people who are in.
static OWNERS: LazyLock<Place> =
    LazyLock::new(|| Place::new("new passwords", Bounds::new(cores(), 64).each(64).within(PATIENCE)));
/// Whoever waited this long is told so.
const PATIENCE: Duration = Duration::from_secs(10);

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// A hash that nobody's password has, for names that nobody has.
static NOBODY: LazyLock<Result<String, password_hash::Error>> = LazyLock::new(|| hash("siapa pun bukan"));

/// Hashes a password for storing.
///
/// # Errors
/// [`AppError::Busy`] when too many wait for their turn, [`AppError::Unexpected`] when hashing fails.
pub async fn hash_password(password: String) -> Result<String, AppError> {
    in_turn(&OWNERS, somebody(), move || hash(&password)).await
}

/// Whether the password is the one that was hashed. Without a hash it is not, after as much work. The caller has
/// counted the try already; `asker` is the network or the account that it comes from.
///
/// # Errors
/// [`AppError::Busy`] when too many wait for their turn, [`AppError::Unexpected`] when the stored hash cannot
/// be read.
pub async fn verify_password(asker: Asker, hash: Option<String>, password: String) -> Result<bool, AppError> {
    let work = move || match hash {
        Some(hash) => fits(&hash, &password),
        None => match &*NOBODY {
            Ok(hash) => fits(hash, &password).map(|_| false),
            Err(error) => Err(*error),
        },
    };
    in_turn(&GUESTS, asker, work).await
}

/// What is stored of recovery codes. All of a set have the same salt, so that one hash tells whether what somebody
/// types is any of them; they are random, so that this tells nobody more.
///
/// # Errors
/// As [`hash_password`].
pub async fn hash_recovery_codes(codes: Vec<String>) -> Result<Vec<String>, AppError> {
    let salt = hex(&rand::random::<[u8; 16]>());
    in_turn(&OWNERS, somebody(), move || codes.iter().map(|code| recovery_hash(&salt, code)).collect()).await
}

/// The hashes that a recovery code would have been stored under, were it of the same set as one of these. A few at
/// most: an account has one set.
///
/// # Errors
/// As [`verify_password`].
pub async fn recovery_hashes_of(
    asker: Asker,
    code: String,
    stored: &[String],
) -> Result<Vec<String>, AppError> {
    let mut salts: Vec<String> = stored.iter().filter_map(|hash| salt_of(hash)).map(str::to_owned).collect();
    salts.sort();
    salts.dedup();
    salts.truncate(2);
    in_turn(&GUESTS, asker, move || salts.iter().map(|salt| recovery_hash(salt, &code)).collect()).await
}

/// Says how a recovery code was hashed; the older ones, by SHA-256 alone, have no such beginning.
const RECOVERY: &str = "argon2id";

fn salt_of(hash: &str) -> Option<&str> {
    hash.strip_prefix(RECOVERY)?.strip_prefix('$')?.split('$').next()
}

fn recovery_hash(salt: &str, code: &str) -> Result<String, password_hash::Error> {
    let mut hash = [0; 32];
    argon2()?
        .hash_password_into(code.as_bytes(), salt.as_bytes(), &mut hash)
        .map_err(|_| password_hash::Error::ParamsInvalid)?;
    Ok(format!("{RECOVERY}${salt}${}", hex(&hash)))
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

/// Whoever sets a password has shown who they are already.
const fn somebody() -> Asker {
    Asker::Stranger(String::new())
}

async fn in_turn<T: Send + 'static>(
    place: &Place,
    asker: Asker,
    work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
) -> Result<T, AppError> {
    match place.run(asker, move |_| work()).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(unexpected(&format!("password hashing: {error}"))),
        Err(Stopped::Broken(error)) => Err(unexpected(&format!("password hashing: {error}"))),
        Err(Stopped::Full | Stopped::Own | Stopped::Late) => Err(AppError::Busy(
            "Server sedang memeriksa banyak password sekaligus. Tunggu beberapa detik, lalu coba lagi."
                .to_owned(),
        )),
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
        assert!(
            verify_password(somebody(), Some(hash.clone()), "kata sandi panjang".to_owned()).await.unwrap()
        );
        assert!(!verify_password(somebody(), Some(hash), "kata sandi pendek".to_owned()).await.unwrap());
    }

    #[test]
    fn one_time_passwords_are_taken_and_differ() {
        let (one, other) = (one_time_password(), one_time_password());
        assert_ne!(one, other);
        assert_eq!(domain::identity::password::check_password(&one, "kota.depok", |_| false), Ok(()));
    }

    #[tokio::test]
    async fn nobody_has_no_password() {
        assert!(!verify_password(somebody(), None, "siapa pun bukan".to_owned()).await.unwrap());
    }

    #[tokio::test]
    async fn a_recovery_code_is_found_among_its_set_by_one_hash() {
        let codes = ["abcdefgh23".to_owned(), "abcdefgh24".to_owned()];
        let stored = hash_recovery_codes(codes.to_vec()).await.unwrap();
        assert!(stored.iter().all(|hash| hash.starts_with("argon2id$") && !hash.contains("abcdefgh")));
        let others = hash_recovery_codes(codes.to_vec()).await.unwrap();
        assert_ne!(stored, others, "each set has a salt of its own");
        let found = recovery_hashes_of(somebody(), codes[1].clone(), &stored).await.unwrap();
        assert_eq!(found, stored[1..]);
        let wrong = recovery_hashes_of(somebody(), "zzzzzzzzzz".to_owned(), &stored).await.unwrap();
        assert!(wrong.len() == 1 && !stored.contains(&wrong[0]));
        let old = ["0".repeat(64)];
        assert!(recovery_hashes_of(somebody(), codes[0].clone(), &old).await.unwrap().is_empty());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn whoever_finds_the_queue_full_is_told_so_at_once() {
        let place = Place::new("test", Bounds::new(1, 1).each(1));
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let (first, second) = (Asker::Account(1.into()), Asker::Account(2.into()));
        let held = move || {
            wait.recv().unwrap();
            Ok(1)
        };
        // Polled once, each has its seat, whether or not it has its turn.
        let mut held = Box::pin(in_turn(&place, first.clone(), held));
        let mut waiting = Box::pin(in_turn(&place, second, || Ok(2)));
        assert!(futures::poll!(&mut held).is_pending() && futures::poll!(&mut waiting).is_pending());
        for asker in [first, Asker::Stranger("a".to_owned())] {
            assert!(matches!(in_turn(&place, asker, || Ok(3)).await, Err(AppError::Busy(_))));
        }
        go.send(()).unwrap();
        assert_eq!(futures::join!(held, waiting), (Ok(1), Ok(2)));
        assert_eq!(in_turn(&place, somebody(), || Ok(4)).await, Ok(4), "the seats are free again");
    }

    #[tokio::test]
    async fn a_broken_hash_is_an_error_and_no_match() {
        assert!(verify_password(somebody(), Some("rusak".to_owned()), "rusak".to_owned()).await.is_err());
    }
}
