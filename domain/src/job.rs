//! What is done later, by whichever server comes to it: which kinds of it there are, how it stands, and when it is
//! tried again.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    access::{guarded, only},
    coded::coded,
    id::JobId,
    identity::Role,
    record::RecordRef,
};

/// So often a job is tried that does not come round by itself; then it waits for the Admin.
pub const TRIES: u32 = 8;
/// A server that is at a job says so at least this often; when it does not, another one takes the job over.
pub const LEASE: TimeDelta = TimeDelta::seconds(30);
/// For so long is remembered what was done.
pub const KEPT: TimeDelta = TimeDelta::days(30);
/// After the first failure it is tried again this soon, and each time later by this factor, up to the longest.
const FIRST_DELAY: TimeDelta = TimeDelta::seconds(10);
const FACTOR: i32 = 3;
const LONGEST_DELAY: TimeDelta = TimeDelta::hours(1);

coded! {
    /// What is to be done.
    pub enum JobKind {
        /// The one-time passwords of a registration.
        MakeFirstPasswords = "make_first_passwords", "Membuat password pertama";
        /// Sessions that have ended are removed.
        ForgetSessions = "forget_sessions", "Menghapus sesi yang sudah berakhir";
        /// Failed logins that were only counted are told in the log, and old ones forgotten.
        TellFailedLogins = "tell_failed_logins", "Merangkum percobaan masuk yang gagal";
        /// Tokens of forms that were sent long ago are forgotten.
        ForgetSentForms = "forget_sent_forms", "Menghapus tanda kiriman formulir yang lama";
        /// Uploads that no record names are removed.
        RemoveUploads = "remove_uploads", "Menghapus unggahan yang tidak dipakai";
        /// Due days are computed anew, after the calendar changed.
        RecomputeClocks = "recompute_clocks", "Menghitung ulang tenggat";
        /// Jobs that were done long ago are forgotten.
        ForgetJobs = "forget_jobs", "Menghapus catatan pekerjaan yang lama";
    }
}

impl JobKind {
    /// How long after its end it comes round again; nothing for what is done once.
    #[must_use]
    pub const fn every(self) -> Option<TimeDelta> {
        match self {
            Self::MakeFirstPasswords | Self::RecomputeClocks => None,
            Self::ForgetSessions
            | Self::TellFailedLogins
            | Self::ForgetSentForms
            | Self::RemoveUploads
            | Self::ForgetJobs => Some(TimeDelta::hours(1)),
        }
    }

    /// How long one try may take. A server that is at it says so for as long as it is: without an end, what hangs would
    /// be held for ever.
    #[must_use]
    pub const fn at_most(self) -> Duration {
        match self {
            // Many passwords, each hashed slowly; what was made is kept.
            Self::MakeFirstPasswords => Duration::from_secs(6 * 60 * 60),
            Self::ForgetSessions
            | Self::TellFailedLogins
            | Self::ForgetSentForms
            | Self::RemoveUploads
            | Self::RecomputeClocks
            | Self::ForgetJobs => Duration::from_secs(10 * 60),
        }
    }

    /// Whether it is done in steps that last each by itself: it may be broken off at once, and goes on where it was.
    #[must_use]
    pub const fn is_in_steps(self) -> bool {
        matches!(self, Self::MakeFirstPasswords)
    }

    /// Whether it is not to be begun once more, having been begun so often without a word how it ended: each time its
    /// server ended with it.
    #[must_use]
    pub const fn is_exhausted(self, tries: u32) -> bool {
        tries > TRIES && self.every().is_none()
    }

    /// What follows on a failure that was the last of so many tries in a row.
    #[must_use]
    pub fn after_failure(self, tries: u32, now: DateTime<Utc>) -> Next {
        // What comes round has nobody who would miss it: it must not end for a disk that was full for a night.
        if tries >= TRIES && self.every().is_none() { Next::Dead } else { Next::Again(now + delay(tries)) }
    }
}

/// What follows on a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again from this moment on.
    Again(DateTime<Utc>),
    /// It is not tried any more until the Admin says so.
    Dead,
}

/// How long to wait after so many failures in a row: 10 s, 30 s, 90 s, …, and an hour at most.
#[must_use]
pub fn delay(failures: u32) -> TimeDelta {
    let mut delay = FIRST_DELAY;
    for _ in 1..failures {
        if delay >= LONGEST_DELAY {
            break;
        }
        delay = delay * FACTOR;
    }
    delay.min(LONGEST_DELAY)
}

/// Something that is done later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// What is to be done.
    pub kind: JobKind,
    /// The record it is about, if it is about one.
    pub about: Option<RecordRef>,
    /// Since when it is to be done.
    pub since: DateTime<Utc>,
    /// How often it was begun since it was written or was last sent round again.
    pub tries: u32,
    /// How it stands.
    pub state: JobState,
}

/// How a job stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JobState {
    /// It waits for its time, or for a server.
    Waits {
        /// Not before this moment.
        until: DateTime<Utc>,
    },
    /// A server is at it.
    Runs {
        /// Until when that server need not say that it still is.
        held_until: DateTime<Utc>,
    },
    /// It did not succeed, and is tried again.
    Failed {
        /// Why, in a sentence.
        reason: String,
        /// Not before this moment.
        until: DateTime<Utc>,
    },
    /// It did not succeed, and is not tried again by itself.
    Dead {
        /// When it was given up.
        at: DateTime<Utc>,
        /// Why, in a sentence.
        reason: String,
    },
    /// It is done.
    Done {
        /// When.
        at: DateTime<Utc>,
    },
}

impl JobState {
    /// Why it failed, if it did: then the Admin may send it round again at once.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Failed { reason, .. } | Self::Dead { reason, .. } => Some(reason),
            Self::Waits { .. } | Self::Runs { .. } | Self::Done { .. } => None,
        }
    }
}

guarded! {
    /// What is done later, as a whole.
    Jobs;
    /// What may be done to it.
    JobsAction {
        /// See what waits and what failed, and send it round again.
        Manage: Commission, |role| {
            only(role == Role::Admin, "Hanya Admin yang dapat melihat dan mengulang pekerjaan latar belakang.")
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_longer_each_time_and_an_hour_at_most() {
        let seconds: Vec<_> = (1..=9).map(|failures| delay(failures).num_seconds()).collect();
        assert_eq!(seconds, [10, 30, 90, 270, 810, 2430, 3600, 3600, 3600]);
        assert_eq!(delay(u32::MAX), LONGEST_DELAY);
        assert_eq!(delay(0), FIRST_DELAY);
    }

    #[test]
    fn after_enough_tries_it_waits_for_the_admin_unless_it_comes_round() {
        let now: DateTime<Utc> = "2026-11-27T08:00:00Z".parse().unwrap();
        for kind in JobKind::ALL {
            let first = kind.after_failure(1, now);
            assert_eq!(first, Next::Again(now + TimeDelta::seconds(10)), "{kind:?}");
            let before = kind.after_failure(TRIES - 1, now);
            assert_eq!(before, Next::Again(now + LONGEST_DELAY), "{kind:?}");
            let expected = if kind.every().is_some() { Next::Again(now + LONGEST_DELAY) } else { Next::Dead };
            assert_eq!(kind.after_failure(TRIES, now), expected, "{kind:?}");
            assert_eq!(kind.after_failure(TRIES + 1, now), expected, "{kind:?}");
            assert!(!kind.is_exhausted(TRIES), "{kind:?}");
            assert_eq!(kind.is_exhausted(TRIES + 1), expected == Next::Dead, "{kind:?}");
            // It ends before it comes round again.
            let at_most = TimeDelta::from_std(kind.at_most()).unwrap();
            assert!(at_most > LEASE && kind.every().is_none_or(|every| at_most < every), "{kind:?}");
        }
    }

    #[test]
    fn only_what_failed_is_sent_round_again() {
        let at: DateTime<Utc> = "2026-11-27T08:00:00Z".parse().unwrap();
        let failed = JobState::Failed { reason: "x".into(), until: at };
        assert_eq!(failed.failure(), Some("x"));
        assert_eq!(JobState::Dead { at, reason: "x".into() }.failure(), Some("x"));
        for state in [JobState::Waits { until: at }, JobState::Runs { held_until: at }, JobState::Done { at }]
        {
            assert_eq!(state.failure(), None);
        }
    }
}
