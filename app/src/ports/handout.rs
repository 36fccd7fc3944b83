//! One-time passwords of many accounts at once.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{
    id::RegistrationId, identity::profile::RECOVERY_ALPHABET, institution::registration::HANDOUT_SHOWN,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tower_sessions::Session;

use super::{SessionFault, Vault, WrongKey};

const KEY: &str = "fresh_handouts";
/// What a sealed seed is about.
const ABOUT: &str = "registration";
/// A session can show the passwords of so many registrations, the last ones.
const SHOWN_AT_ONCE: usize = 5;
/// Letters and digits of a password: 79 bits, in signs that are not mistaken for each other when read out.
const SIGNS: usize = 16;
/// Hyphens stand after so many.
const GROUP: usize = 4;

/// What the one-time passwords of a registration come of. Whoever makes them needs it until all are hashed; it is
/// kept sealed as long. Afterwards only the session that began it can compute it again.
#[derive(Clone)]
pub struct HandoutSeed([u8; 32]);

impl std::fmt::Debug for HandoutSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandoutSeed").finish_non_exhaustive()
    }
}

impl HandoutSeed {
    /// Sealed, to be kept while passwords are made.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn seal(&self, vault: &Vault) -> Result<String, WrongKey> {
        vault.seal(ABOUT, &self.0)
    }

    /// As it was kept.
    ///
    /// # Errors
    /// When it was sealed with another key.
    pub fn open(vault: &Vault, sealed: &str) -> Result<Self, WrongKey> {
        vault.open(ABOUT, sealed)?.try_into().map(Self).map_err(|_| WrongKey)
    }

    /// The password of the account in this place.
    #[must_use]
    pub fn password(&self, number: u32) -> String {
        let signs = RECOVERY_ALPHABET.as_bytes();
        // Bytes past the last whole round of the alphabet would make its first signs likelier.
        let fair = 256 - 256 % signs.len();
        let (mut password, mut taken, mut block) = (String::with_capacity(SIGNS + SIGNS / GROUP), 0, 0_u32);
        while taken < SIGNS {
            let mut digest = Sha256::new();
            digest.update(b"handout password/");
            digest.update(self.0);
            digest.update(format!("{number}/{block}"));
            for byte in digest.finalize() {
                if usize::from(byte) < fair && taken < SIGNS {
                    if taken > 0 && taken.is_multiple_of(GROUP) {
                        password.push('-');
                    }
                    password.push(char::from(signs[usize::from(byte) % signs.len()]));
                    taken += 1;
                }
            }
            block += 1;
        }
        password
    }
}

/// Passwords that a session may show to whoever had them made.
///
/// They are computed from the session's id, which only the browser has (the database holds its hash), and a number
/// of the session's, which is forgotten once they were put away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshHandout {
    nonce: [u8; 32],
    until: DateTime<Utc>,
}

type Fresh = BTreeMap<i64, FreshHandout>;

impl FreshHandout {
    /// Passwords to be made now.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self { nonce: rand::random(), until: now + HANDOUT_SHOWN }
    }

    /// Those of this session that may still be shown.
    ///
    /// # Errors
    /// When the session cannot be read.
    pub async fn of(
        session: &Session,
        id: RegistrationId,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, SessionFault> {
        let fresh: Option<Fresh> = session.get(KEY).await?;
        Ok(fresh.and_then(|mut fresh| fresh.remove(&id.get())).filter(|fresh| now < fresh.until))
    }

    /// Lets this session show them.
    ///
    /// # Errors
    /// When the session cannot be written.
    pub async fn keep(
        self,
        session: &Session,
        id: RegistrationId,
        now: DateTime<Utc>,
    ) -> Result<(), SessionFault> {
        let mut all: Fresh = session.get(KEY).await?.unwrap_or_default();
        all.retain(|_, fresh| now < fresh.until);
        all.insert(id.get(), self);
        while all.len() > SHOWN_AT_ONCE {
            all.pop_first();
        }
        session.insert(KEY, all).await
    }

    /// They were put away.
    ///
    /// # Errors
    /// When the session cannot be written.
    pub async fn forget(session: &Session, id: RegistrationId) -> Result<(), SessionFault> {
        let mut all: Fresh = session.get(KEY).await?.unwrap_or_default();
        all.remove(&id.get());
        session.insert(KEY, all).await
    }

    /// What the passwords come of, on the session with this id.
    #[must_use]
    pub fn seed(&self, session_id: &str) -> HandoutSeed {
        let mut digest = Sha256::new();
        digest.update(b"handout seed/");
        digest.update(self.nonce);
        digest.update(session_id);
        HandoutSeed(digest.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::identity::password::check_password;

    use super::*;

    fn seed() -> HandoutSeed {
        FreshHandout::new("2016-08-10T08:00:00Z".parse().unwrap()).seed("abc")
    }

    #[test]
    fn passwords_are_taken_and_differ() {
        let seed = seed();
        let passwords: HashSet<String> = (1..=500).map(|number| seed.password(number)).collect();
        assert_eq!(passwords.len(), 500);
        for password in &passwords {
            assert_eq!((password.len(), check_password(password, "kota.depok", |_| false)), (19, Ok(())));
        }
        assert_eq!(seed.password(7), seed.password(7));
    }

    #[test]
    fn they_are_the_sessions_own() {
        let fresh = FreshHandout::new("2016-08-10T08:00:00Z".parse().unwrap());
        assert_eq!(fresh.seed("abc").password(1), fresh.seed("abc").password(1));
        assert_ne!(fresh.seed("abc").password(1), fresh.seed("abd").password(1));
        assert_ne!(seed().password(1), fresh.seed("abc").password(1));
    }

    #[test]
    fn a_sealed_seed_gives_the_same_passwords_and_tells_nothing() {
        let (seed, vault) = (seed(), Vault::new([3; 32]));
        let sealed = seed.seal(&vault).unwrap();
        assert_eq!(HandoutSeed::open(&vault, &sealed).unwrap().password(9), seed.password(9));
        assert!(HandoutSeed::open(&Vault::new([4; 32]), &sealed).is_err());
    }
}
