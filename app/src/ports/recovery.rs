//! Recovery codes: ten codes, each good once, for the day the authenticator is lost.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    id::UserId,
    identity::profile::{RECOVERY_ALPHABET, RECOVERY_CODES, RECOVERY_SIGNS},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tower_sessions::Session;

use super::SessionFault;

/// New codes that their owner has not put away yet.
///
/// They have to be shown on the page after the command that made them, also where no script runs, and must
/// not be stored meanwhile. So they are computed from the session's id, which only the browser has (the
/// database holds its hash), and a number of the session's, which is forgotten once they were put away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshCodes {
    nonce: [u8; 32],
    until: DateTime<Utc>,
}

const KEY: &str = "fresh_codes";
/// Whoever walks away leaves them on the screen no longer than this.
const SHOWN: TimeDelta = TimeDelta::minutes(10);

impl FreshCodes {
    /// Codes to be made now.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self { nonce: rand::random(), until: now + SHOWN }
    }

    /// Those of this session that may still be shown.
    ///
    /// # Errors
    /// When the session cannot be read.
    pub async fn of(session: &Session, now: DateTime<Utc>) -> Result<Option<Self>, SessionFault> {
        let fresh: Option<Self> = session.get(KEY).await?;
        Ok(fresh.filter(|fresh| now < fresh.until))
    }

    /// Lets this session show them.
    ///
    /// # Errors
    /// When the session cannot be written.
    pub async fn keep(&self, session: &Session) -> Result<(), SessionFault> {
        session.insert(KEY, self).await
    }

    /// They were put away.
    ///
    /// # Errors
    /// When the session cannot be written.
    pub async fn forget(session: &Session) -> Result<(), SessionFault> {
        session.remove::<Self>(KEY).await.map(drop)
    }

    /// The codes, on the stored session with this id.
    #[must_use]
    pub fn codes(&self, session_id: &str) -> Vec<String> {
        (0..RECOVERY_CODES).map(|number| self.code(session_id, number)).collect()
    }

    fn code(&self, session_id: &str, number: usize) -> String {
        let signs = RECOVERY_ALPHABET.as_bytes();
        // Bytes past the last whole round of the alphabet would make its first signs likelier.
        let fair = 256 - 256 % signs.len();
        let mut code = String::with_capacity(RECOVERY_SIGNS);
        let mut block = 0_u32;
        while code.len() < RECOVERY_SIGNS {
            let mut digest = Sha256::new();
            digest.update(self.nonce);
            digest.update(format!("{session_id}/{number}/{block}"));
            for byte in digest.finalize() {
                if usize::from(byte) < fair && code.len() < RECOVERY_SIGNS {
                    code.push(char::from(signs[usize::from(byte) % signs.len()]));
                }
            }
            block += 1;
        }
        code
    }
}

/// What was stored of recovery codes before they were hashed like passwords. Those that are left go on being good
/// until their owner has new ones made.
#[must_use]
pub fn older_recovery_hash(user: UserId, code: &str) -> String {
    hex(&Sha256::digest(format!("{user}/{code}")))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::identity::profile::{Code, CodeForm};

    use super::*;

    #[test]
    fn codes_are_many_readable_and_the_sessions_own() {
        let fresh = FreshCodes::new("2016-08-10T08:00:00Z".parse().unwrap());
        let codes = fresh.codes("abc");
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), RECOVERY_CODES);
        for code in &codes {
            assert_eq!(CodeForm { code: code.clone() }.validate(), Ok(Code::Recovery(code.clone())));
        }
        assert_eq!(fresh.codes("abc"), codes);
        assert_ne!(fresh.codes("abd"), codes);
        assert_ne!(FreshCodes::new(fresh.until).codes("abc"), codes);
    }

    #[test]
    fn the_same_code_of_two_accounts_is_stored_differently() {
        assert_ne!(older_recovery_hash(1.into(), "abcdefgh23"), older_recovery_hash(2.into(), "abcdefgh23"));
        assert_eq!(older_recovery_hash(1.into(), "abcdefgh23").len(), 64);
    }
}
