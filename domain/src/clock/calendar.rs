//! Which days are working days, and to which day belongs what comes in the evening.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};

use crate::{
    calendar::{jakarta_begin, jakarta_day},
    holiday::{Holiday, HolidayKind},
};

/// The time of day, in Jakarta, after which what comes in counts as come on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosingHour {
    /// Minutes from midnight, 1 to 1440.
    minutes: u16,
}

impl ClosingHour {
    /// 24.00: nothing comes after it.
    pub const MIDNIGHT: Self = Self { minutes: 24 * 60 };

    /// The day on which something counts as come.
    #[must_use]
    pub fn day_of(self, at: DateTime<Utc>) -> NaiveDate {
        let day = jakarta_day(at);
        if self.is_past(at) { day.succ_opt().unwrap_or(day) } else { day }
    }

    /// Whether that day's closing hour is over; at the very minute it is not.
    #[must_use]
    pub fn is_past(self, at: DateTime<Utc>) -> bool {
        let closing = TimeDelta::minutes(self.minutes.into());
        jakarta_begin(jakarta_day(at)).is_some_and(|begin| at - begin > closing)
    }
}

impl Default for ClosingHour {
    fn default() -> Self {
        Self::MIDNIGHT
    }
}

impl fmt::Display for ClosingHour {
    /// `16.30`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}.{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl FromStr for ClosingHour {
    type Err = &'static str;

    /// Reads `16.30`, `16:30` or `24.00`; the error is the sentence at the field.
    fn from_str(text: &str) -> Result<Self, &'static str> {
        const EXPECTED: &str = "Tulis jam tutup antara 00.01 dan 24.00, misalnya 16.00.";
        let (hours, minutes) = text.trim().split_once(['.', ':']).ok_or(EXPECTED)?;
        let two = |digits: &str| {
            (matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| digits.parse::<u16>().ok())
                .flatten()
                .ok_or(EXPECTED)
        };
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        let total = hours * 60 + minutes;
        if minutes < 60 && (1..=24 * 60).contains(&total) {
            Ok(Self { minutes: total })
        } else {
            Err(EXPECTED)
        }
    }
}

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

/// The calendar by which working days are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    holidays: BTreeMap<NaiveDate, Vec<Holiday>>,
    listed: BTreeSet<i32>,
    /// When a day ends for what comes in.
    pub closing: ClosingHour,
}

impl WorkCalendar {
    /// The calendar of these holidays and of the years whose list is decreed. Joint leave is left out where it is a
    /// working day of the commission.
    #[must_use]
    pub fn new(
        holidays: impl IntoIterator<Item = Holiday>,
        listed: impl IntoIterator<Item = i32>,
        joint_leave_is_free: bool,
        closing: ClosingHour,
    ) -> Self {
        let mut days = BTreeMap::<_, Vec<Holiday>>::new();
        for holiday in holidays {
            if joint_leave_is_free || holiday.kind != HolidayKind::JointLeave {
                days.entry(holiday.date).or_default().push(holiday);
            }
        }
        Self { holidays: days, listed: listed.into_iter().collect(), closing }
    }

    /// What a day is in a province, by its code; nothing where only the holidays of the whole country hold. Where
    /// several holidays fall on it, the one of the highest decree speaks.
    #[must_use]
    pub fn day(&self, date: NaiveDate, province: Option<&str>) -> Day<'_> {
        if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            return Day::Weekend;
        }
        if !self.listed.contains(&date.year()) {
            return Day::Unlisted;
        }
        let of_day = self.holidays.get(&date).into_iter().flatten();
        let here = of_day.filter(|holiday| {
            let only = holiday.province.as_deref();
            only.is_none() || only == province
        });
        here.min_by_key(|holiday| holiday.kind).map_or(Day::Working, Day::Holiday)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_hour_is_read_as_it_is_written() {
        for (text, written) in
            [("16.00", "16.00"), (" 7:5 ", "07.05"), ("24.00", "24.00"), ("00.01", "00.01")]
        {
            assert_eq!(text.parse::<ClosingHour>().unwrap().to_string(), written);
        }
        for wrong in
            ["", "16", "16.60", "24.01", "0.00", "-1.00", "+1.00", "16.000", "99.99", "16.00.00", "enam"]
        {
            assert!(wrong.parse::<ClosingHour>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_comes_after_the_closing_hour_came_on_the_next_day() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let four: ClosingHour = "16.00".parse().unwrap();
        assert_eq!(four.day_of(at("2026-08-14T09:00:00Z")).to_string(), "2026-08-14");
        assert_eq!(four.day_of(at("2026-08-14T09:00:00.001Z")).to_string(), "2026-08-15");
        assert_eq!(ClosingHour::MIDNIGHT.day_of(at("2026-08-14T16:59:59.999Z")).to_string(), "2026-08-14");
        assert_eq!(ClosingHour::MIDNIGHT.day_of(at("2026-08-14T17:00:00Z")).to_string(), "2026-08-15");
    }
}
