//! What the database must keep and its reader must not know: sealed with a key that lies elsewhere.

use std::fmt;

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use domain::id::UserId;

use super::recovery::hex;
use super::unexpected;
use crate::error::AppError;

/// What sealed text begins with; nothing else that is kept does.
pub const SEALED: &str = "v1:";
/// Bytes of the key.
pub const KEY_BYTES: usize = 32;

const NONCE_BYTES: usize = 24;

/// The key, and what is done with it: XChaCha20-Poly1305 with a random number for each text. What a text is about is
/// sealed along with it, so that nobody can put it in another's place.
#[derive(Clone)]
pub struct Vault {
    key: [u8; KEY_BYTES],
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").finish_non_exhaustive()
    }
}

/// Sealed text was sealed with another key, about something else, or was changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is sealed with another key")]
pub struct WrongKey;

impl Vault {
    /// With this key.
    #[must_use]
    pub const fn new(key: [u8; KEY_BYTES]) -> Self {
        Self { key }
    }

    /// A new key.
    #[must_use]
    pub fn new_key() -> [u8; KEY_BYTES] {
        rand::random()
    }

    /// Seals what is about something.
    ///
    /// # Errors
    /// When there is too much of it.
    pub fn seal(&self, about: &str, secret: &[u8]) -> Result<String, WrongKey> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload { msg: secret, aad: about.as_bytes() };
        let sealed = self.cipher().encrypt(&nonce.into(), payload).map_err(|_| WrongKey)?;
        Ok(format!("{SEALED}{}{}", hex(&nonce), hex(&sealed)))
    }

    /// Opens what was sealed about the same.
    ///
    /// # Errors
    /// When it was sealed with another key, about something else, or changed since.
    pub fn open(&self, about: &str, sealed: &str) -> Result<Vec<u8>, WrongKey> {
        let bytes = sealed.strip_prefix(SEALED).and_then(unhex).ok_or(WrongKey)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or(WrongKey)?;
        let payload = Payload { msg: sealed, aad: about.as_bytes() };
        self.cipher().decrypt(&(*nonce).into(), payload).map_err(|_| WrongKey)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.key.into())
    }

    /// Seals the secret that somebody shares with their authenticator.
    ///
    /// # Errors
    /// [`AppError::Unexpected`] when it cannot be sealed.
    pub fn seal_totp(&self, user: UserId, secret: &str) -> Result<String, AppError> {
        self.seal(&about(user), secret.as_bytes()).map_err(|fault| broken(user, fault))
    }

    /// The secret that somebody shares with their authenticator. One that was never sealed is taken as it is: it is
    /// sealed at the next start.
    ///
    /// # Errors
    /// [`AppError::Unexpected`] when it was sealed with another key.
    pub fn open_totp(&self, user: UserId, stored: &str) -> Result<String, AppError> {
        if !stored.starts_with(SEALED) {
            return Ok(stored.to_owned());
        }
        let secret = self.open(&about(user), stored).map_err(|fault| broken(user, fault))?;
        String::from_utf8(secret).map_err(|_| broken(user, WrongKey))
    }
}

fn about(user: UserId) -> String {
    format!("totp/{user}")
}

fn broken(user: UserId, fault: WrongKey) -> AppError {
    unexpected(&format!("the second factor of account {user}: {fault}"))
}

/// The bytes of hexadecimal text; nothing when it is none.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_opens_what_it_sealed_and_only_about_the_same() {
        let (vault, other) = (Vault::new([1; 32]), Vault::new([2; 32]));
        let sealed = vault.seal("a", b"rahasia").unwrap();
        assert!(sealed.starts_with(SEALED) && !sealed.contains("rahasia"));
        assert_eq!(vault.open("a", &sealed).unwrap(), b"rahasia");
        assert_ne!(vault.seal("a", b"rahasia").unwrap(), sealed, "the same twice looks different");
        assert_eq!(other.open("a", &sealed), Err(WrongKey));
        assert_eq!(vault.open("b", &sealed), Err(WrongKey));
        for ruined in ["", "rahasia", "v1:", "v1:zz", "v1:00", &sealed[..sealed.len() - 2]] {
            assert_eq!(vault.open("a", ruined), Err(WrongKey), "{ruined}");
        }
        assert!(!format!("{vault:?}").contains('1'));
    }

    #[test]
    fn a_secret_of_before_is_taken_as_it_is() {
        let vault = Vault::new([1; 32]);
        assert_eq!(vault.open_totp(7.into(), "GEZDGNBV").unwrap(), "GEZDGNBV");
        let sealed = vault.seal_totp(7.into(), "GEZDGNBV").unwrap();
        assert_eq!(vault.open_totp(7.into(), &sealed).unwrap(), "GEZDGNBV");
    }

    #[test]
    fn hexadecimal_text() {
        assert_eq!(unhex("00ff7F"), Some(vec![0, 255, 127]));
        for none in ["0", "0g", "é0"] {
            assert_eq!(unhex(none), None, "{none}");
        }
    }
}
