//! Registering many institutions at once. All of them are stored in one go; making the one-time passwords of their
//! first accounts takes a while, so it goes on by itself, on whichever server takes it up, and can be looked at.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{id::RegistrationId, identity::Role, refusal::Refusal, selection::review::Person};

/// Passwords can be shown for so long at most, and only to the session that had them made.
pub const HANDOUT_SHOWN: TimeDelta = TimeDelta::hours(24);

/// An account that waits for its holder, with the password for the first login. It is never stored.
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

/// What passwords are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Institutions that were registered with it.
    Register,
    /// First accounts of an earlier registration whose holders have not chosen a password of their own.
    Renew(RegistrationId),
}

/// A registration of many institutions, or the making anew of its passwords.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Its number.
    pub id: RegistrationId,
    /// What it is for.
    pub purpose: Purpose,
    /// Who began it.
    pub by: Person,
    /// When.
    pub started_at: DateTime<Utc>,
    /// Of how many accounts it makes the passwords.
    pub total: u32,
    /// How many it has gone through.
    pub done: u32,
    /// How far it has come.
    pub progress: RegistrationProgress,
}

/// How far a registration has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistrationProgress {
    /// Passwords are being made.
    Running {
        /// Until when a server has said that it is at its job; nothing while none is.
        held_until: Option<DateTime<Utc>>,
    },
    /// It will not go on.
    Stopped {
        /// When.
        at: DateTime<Utc>,
        /// Why, in a sentence.
        reason: String,
    },
    /// All passwords are made.
    Finished {
        /// When.
        at: DateTime<Utc>,
    },
}

impl Registration {
    /// Whether it goes on, sooner or later.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self.progress, RegistrationProgress::Running { .. })
    }

    /// Whether it runs and no server is at it: the one that was has ended.
    #[must_use]
    pub fn waits(&self, now: DateTime<Utc>) -> bool {
        match self.progress {
            RegistrationProgress::Running { held_until } => held_until.is_none_or(|until| until < now),
            RegistrationProgress::Stopped { .. } | RegistrationProgress::Finished { .. } => false,
        }
    }

    /// Whether the passwords of `waiting` accounts, whose holders have not chosen their own, can be made anew.
    ///
    /// # Errors
    /// While it runs, and when there is nobody left to make one for.
    pub fn may_renew(&self, waiting: u32) -> Result<(), Refusal> {
        if self.is_running() {
            return Err(Refusal::state("Password masih dibuat. Tunggu sampai selesai."));
        }
        if waiting == 0 {
            return Err(Refusal::state("Semua pemegang akun sudah memilih password sendiri."));
        }
        Ok(())
    }
}

/// Whether whoever began a registration is still one who may: each step asks again.
///
/// # Errors
/// The sentence with which it stops.
pub fn may_go_on(name: &str, active: bool, role: Role) -> Result<(), String> {
    if !active {
        return Err(format!("Dihentikan karena akun {name}, yang memulainya, sudah dinonaktifkan."));
    }
    if role != Role::Admin {
        return Err(format!("Dihentikan karena {name}, yang memulainya, bukan Admin lagi."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registration(progress: RegistrationProgress) -> Registration {
        let at = "2016-08-10T08:00:00Z".parse().unwrap();
        let by = Person { id: 1.into(), name: "Admin".into() };
        Registration {
            id: 1.into(),
            purpose: Purpose::Register,
            by,
            started_at: at,
            total: 2,
            done: 1,
            progress,
        }
    }

    #[test]
    fn one_that_no_server_is_at_waits() {
        let now: DateTime<Utc> = "2016-08-10T08:00:00Z".parse().unwrap();
        let held = |held_until| registration(RegistrationProgress::Running { held_until });
        let past = now - TimeDelta::seconds(1);
        assert!(!held(Some(now)).waits(now) && held(Some(past)).waits(now) && held(None).waits(now));
        assert!(!registration(RegistrationProgress::Finished { at: now }).waits(now + TimeDelta::days(9)));
    }

    #[test]
    fn passwords_are_made_anew_once_it_has_ended_and_for_somebody() {
        let at = "2016-08-10T08:00:00Z".parse().unwrap();
        assert!(registration(RegistrationProgress::Running { held_until: None }).may_renew(2).is_err());
        let stopped = registration(RegistrationProgress::Stopped { at, reason: "x".into() });
        assert!(stopped.may_renew(2).is_ok() && stopped.may_renew(0).is_err());
        assert!(registration(RegistrationProgress::Finished { at }).may_renew(1).is_ok());
    }

    #[test]
    fn it_goes_on_for_an_active_admin_alone() {
        assert_eq!(may_go_on("Rina", true, Role::Admin), Ok(()));
        for (active, role) in [(false, Role::Admin), (true, Role::Assistant)] {
            assert!(may_go_on("Rina", active, role).unwrap_err().contains("Rina"));
        }
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
