//! Which days are working days, and to which day belongs what comes in the evening.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};

use crate::{
    calendar::{jakarta_begin, jakarta_day},
    holiday::{Holiday, HolidayKind, WorkCalendar, rules::ClockRules},
};

/// What a day is for the commission and the institution that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day<'a> {
    /// Somebody works.
    Working,
    /// Saturday or Sunday, whatever else it may be.
    Weekend,
    /// Nobody works.
    Holiday(&'a Holiday),
    /// The list of its year is not decreed yet: nobody knows.
    Unlisted,
}

/// The calendar, to be asked day by day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkDays {
    holidays: BTreeMap<NaiveDate, Vec<Holiday>>,
    listed: BTreeSet<i32>,
    /// How they are counted, and the limits.
    pub rules: ClockRules,
}

impl From<WorkCalendar> for WorkDays {
    fn from(calendar: WorkCalendar) -> Self {
        let WorkCalendar { holidays, years: listed, rules } = calendar;
        let mut days = BTreeMap::<_, Vec<Holiday>>::new();
        for holiday in holidays {
            if rules.joint_leave || holiday.kind != HolidayKind::JointLeave {
                days.entry(holiday.date).or_default().push(holiday);
            }
        }
        Self { holidays: days, listed, rules }
    }
}

impl WorkDays {
    /// Whether the list of a day's year is decreed.
    #[must_use]
    pub fn has_list(&self, date: NaiveDate) -> bool {
        self.listed.contains(&date.year())
    }

    /// What a day is in a province, by its code; nothing where only the holidays of the whole country hold. Where
    /// several holidays fall on it, the one of the highest decree speaks.
    #[must_use]
    pub fn day(&self, date: NaiveDate, province: Option<&str>) -> Day<'_> {
        if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            return Day::Weekend;
        }
        if !self.has_list(date) {
            return Day::Unlisted;
        }
        let of_day = self.holidays.get(&date).into_iter().flatten();
        let here = of_day.filter(|holiday| {
            let only = holiday.province.as_deref();
            only.is_none() || only == province
        });
        here.min_by_key(|holiday| holiday.kind).map_or(Day::Working, Day::Holiday)
    }

    /// The day on which something counts as come: the next one after the closing hour.
    #[must_use]
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        let day = jakarta_day(at);
        if self.is_past_closing(at) { day.succ_opt().unwrap_or(day) } else { day }
    }

    /// Whether that day's closing hour is over; at the very minute it is not.
    #[must_use]
    pub fn is_past_closing(&self, at: DateTime<Utc>) -> bool {
        let closing = TimeDelta::minutes(self.rules.closing.into());
        jakarta_begin(jakarta_day(at)).is_some_and(|begin| at - begin > closing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_after_the_closing_hour_came_on_the_next_day() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let four = WorkDays {
            rules: ClockRules { closing: 16 * 60, ..ClockRules::default() },
            ..WorkDays::default()
        };
        assert_eq!(four.day_of(at("2026-08-14T09:00:00Z")).to_string(), "2026-08-14");
        assert_eq!(four.day_of(at("2026-08-14T09:00:00.001Z")).to_string(), "2026-08-15");
        let midnight = WorkDays::default();
        assert_eq!(midnight.day_of(at("2026-08-14T16:59:59.999Z")).to_string(), "2026-08-14");
        assert_eq!(midnight.day_of(at("2026-08-14T17:00:00Z")).to_string(), "2026-08-15");
    }
}
