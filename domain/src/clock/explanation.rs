//! A clock day by day: what each day was, from the one on which the request was complete.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::PauseReason;
use crate::holiday::HolidayKind;

/// What a day, or several one after another, was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DayReason {
    /// Day 0: the request was complete.
    Complete,
    /// Working days within the limit, by their numbers.
    Counted {
        /// The first of them, from 1.
        first: u32,
        /// The last of them.
        last: u32,
    },
    /// Working days beyond the limit, by their numbers beyond it.
    Late {
        /// The first of them, from 1.
        first: u32,
        /// The last of them.
        last: u32,
    },
    /// Saturday, Sunday.
    Weekend,
    /// A holiday.
    Holiday {
        /// Of which kind.
        kind: HolidayKind,
        /// Its name.
        name: String,
    },
    /// Not with the commission. The day on which the request comes again is one of them, as day 0 is none that counts.
    Paused {
        /// Why.
        why: PauseReason,
    },
    /// Nobody knows, nor anything of the days after it: the list of its year is not decreed yet.
    Unlisted {
        /// The year.
        year: i32,
    },
}

impl DayReason {
    /// This day and the next as one, if they have one reason.
    fn joined(&self, next: &Self) -> Option<Self> {
        match (self, next) {
            (Self::Counted { first, .. }, Self::Counted { last, .. }) => {
                Some(Self::Counted { first: *first, last: *last })
            }
            (Self::Late { first, .. }, Self::Late { last, .. }) => {
                Some(Self::Late { first: *first, last: *last })
            }
            _ => (self == next).then(|| self.clone()),
        }
    }
}

/// Days one after another with one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRun {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// What they were.
    pub reason: DayReason,
}

/// Puts a day behind those before it.
pub(super) fn push(runs: &mut Vec<DayRun>, date: NaiveDate, reason: DayReason) {
    if let Some(run) = runs.last_mut()
        && let Some(joined) = run.reason.joined(&reason)
    {
        *run = DayRun { to: date, reason: joined, from: run.from };
        return;
    }
    runs.push(DayRun { from: date, to: date, reason });
}
