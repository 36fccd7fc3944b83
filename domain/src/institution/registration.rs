//! Registering many institutions at once: making their one-time passwords takes a while, so it goes on by itself and
//! can be looked at.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{id::RegistrationId, refusal::Refusal, selection::review::Person};

/// A registration that has not come on for so long was broken off with its server; nothing of it was stored.
const BROKEN_OFF: TimeDelta = TimeDelta::minutes(2);
/// The passwords are kept so long at most; whoever was not handed theirs is given a new one.
pub const HANDOUT_KEPT: TimeDelta = TimeDelta::hours(24);

/// An account that waits for its holder, with the password for the first login.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handout {
    /// The institution.
    pub institution: String,
    /// The kind, in words.
    pub kind: String,
    /// Username.
    pub username: String,
    /// The one-time password.
    pub password: String,
}

impl std::fmt::Debug for Handout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handout").field("username", &self.username).finish_non_exhaustive()
    }
}

/// A registration of many institutions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Its number.
    pub id: RegistrationId,
    /// Who began it.
    pub by: Person,
    /// When.
    pub started_at: DateTime<Utc>,
    /// When it last came on.
    pub touched_at: DateTime<Utc>,
    /// How many institutions it is of.
    pub total: u32,
    /// How far it has come.
    pub progress: RegistrationProgress,
}

/// How far a registration has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistrationProgress {
    /// So many passwords are made; nothing is stored yet.
    Running {
        /// How many.
        done: u32,
    },
    /// Nothing was stored.
    Failed {
        /// Why, in a sentence.
        reason: String,
    },
    /// All institutions are stored.
    Finished {
        /// When.
        at: DateTime<Utc>,
        /// The passwords, until they are forgotten.
        handout: Option<Vec<Handout>>,
    },
}

impl Registration {
    /// Whether it will never come on.
    #[must_use]
    pub fn is_broken_off(&self, now: DateTime<Utc>) -> bool {
        matches!(self.progress, RegistrationProgress::Running { .. }) && now - self.touched_at > BROKEN_OFF
    }

    /// Forgets the passwords.
    ///
    /// # Errors
    /// Before they are made, and when they are forgotten already.
    pub fn forget(mut self) -> Result<Self, Refusal> {
        match &mut self.progress {
            RegistrationProgress::Finished { handout: handout @ Some(_), .. } => {
                *handout = None;
                Ok(self)
            }
            RegistrationProgress::Finished { handout: None, .. } => {
                Err(Refusal::state("Daftar password ini sudah dihapus."))
            }
            RegistrationProgress::Running { .. } | RegistrationProgress::Failed { .. } => {
                Err(Refusal::state("Pendaftaran ini tidak mempunyai daftar password."))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registration(progress: RegistrationProgress) -> Registration {
        let at = "2016-08-10T08:00:00Z".parse().unwrap();
        let by = Person { id: 1.into(), name: "Admin".into() };
        Registration { id: 1.into(), by, started_at: at, touched_at: at, total: 2, progress }
    }

    #[test]
    fn one_that_does_not_come_on_was_broken_off() {
        let running = registration(RegistrationProgress::Running { done: 1 });
        assert!(!running.is_broken_off(running.touched_at + TimeDelta::minutes(2)));
        assert!(running.is_broken_off(running.touched_at + TimeDelta::minutes(3)));
        let failed = registration(RegistrationProgress::Failed { reason: "x".into() });
        assert!(!failed.is_broken_off(failed.touched_at + TimeDelta::days(9)));
    }

    #[test]
    fn passwords_are_forgotten_once() {
        let at = "2016-08-10T08:00:00Z".parse().unwrap();
        let finished = registration(RegistrationProgress::Finished { at, handout: Some(Vec::new()) });
        let forgotten = finished.forget().unwrap();
        assert_eq!(forgotten.progress, RegistrationProgress::Finished { at, handout: None });
        assert!(forgotten.forget().is_err());
        assert!(registration(RegistrationProgress::Running { done: 0 }).forget().is_err());
    }

    #[test]
    fn a_password_is_never_shown_in_a_log() {
        let handout = Handout {
            institution: "A".into(),
            kind: "Kota".into(),
            username: "a".into(),
            password: "rahasia".into(),
        };
        assert!(!format!("{handout:?}").contains("rahasia"));
    }
}
