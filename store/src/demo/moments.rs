//! When things happened: on working days before today, during the hours in which people work.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    calendar::{jakarta_begin, jakarta_day},
    clock::{Day, WorkDays},
};

use crate::{Result, StoreError};

/// Minutes after midnight at which work begins.
const MORNING: i64 = 8 * 60;

/// The calendar, as it looks today.
pub(super) struct Moments {
    pub(super) days: WorkDays,
    pub(super) today: NaiveDate,
}

impl Moments {
    pub(super) fn new(days: WorkDays, now: DateTime<Utc>) -> Self {
        Self { days, today: jakarta_day(now) }
    }

    /// The day so many days ago, or the working day before it.
    pub(super) fn day(&self, ago: i64) -> NaiveDate {
        let mut day = self.today - TimeDelta::days(ago);
        while matches!(self.days.day(day, None), Day::Weekend | Day::Holiday(_)) {
            day -= TimeDelta::days(1);
        }
        day
    }

    /// A day that lies ahead, or the working day after it.
    pub(super) fn on_or_after(&self, mut day: NaiveDate) -> NaiveDate {
        while matches!(self.days.day(day, None), Day::Weekend | Day::Holiday(_)) {
            day += TimeDelta::days(1);
        }
        day
    }

    /// So many minutes after the beginning of work on that day, which is no earlier than yesterday.
    pub(super) fn at(&self, ago: i64, minutes: i64) -> Result<DateTime<Utc>> {
        let begin = jakarta_begin(self.day(ago.max(1)));
        begin
            .map(|begin| begin + TimeDelta::minutes(MORNING + minutes))
            .ok_or_else(|| StoreError::corrupt("there is no such day"))
    }
}
