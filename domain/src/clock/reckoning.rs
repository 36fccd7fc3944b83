//! What follows from a request's history and the calendar: days used, days left, the due date.
//!
//! A day counts when it is a working day after day 0 that was not lost to a pause. A pause takes the days after the
//! one on which it began, up to and with the one on which the request came again: that day is like day 0. So a pause
//! that ends on its own day takes nothing. The closing hour is for what comes in, the request and its return; the
//! commission's own acts belong to the day on which it did them.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    ClockHistory, ClockKind, ClockStatus, Day, DayReason, DayRun, Pause, PauseReason, Stand, WorkDays,
    explanation::push,
};
use crate::calendar::jakarta_day;

/// Where an institution lies, as far as its clocks go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The code of the province whose holidays count besides those of the whole country; nothing for central
    /// institutions.
    pub province: Option<String>,
    /// Whether it is a 3T region, to which no limit was promised.
    pub is_3t: bool,
}

/// Until when the commission answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// At the latest on this day.
    On(NaiveDate),
    /// Nobody knows before this year's list of holidays is decreed.
    AwaitsList(i32),
}

/// A clock as it stands on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reckoning {
    /// The limit in working days.
    pub limit: u32,
    /// Whether no limit was promised: it counts days, and is never late.
    pub exempt: bool,
    /// Where the request was.
    pub stand: Stand,
    /// Working days used, this day among them; nothing while a year's list is awaited.
    pub used: Option<u32>,
    /// Until when the commission answers, or had to; nothing while that depends on others, and where it is exempt.
    pub due: Option<Due>,
    /// The first day on which it is late, if it is not answered before; nothing while that is not known or not so.
    pub late_from: Option<NaiveDate>,
    /// What each day was, from day 0 to this day, to the due date that lies ahead, or to the answer.
    pub days: Vec<DayRun>,
    on: NaiveDate,
}

impl Reckoning {
    /// Reckons a clock as it stands on a day, which is today in Jakarta: by the working days of its institution's place
    /// and by the limit in force on day 0.
    #[must_use]
    pub fn of(
        kind: ClockKind,
        history: &ClockHistory,
        days: &WorkDays,
        place: &Place,
        today: NaiveDate,
    ) -> Self {
        let day_0 = days.day_of(history.begun());
        let limit = days.rules.limit(kind, day_0);
        let stand = history.stand().clone();
        let until = history.ended_at().map_or(today, jakarta_day).max(day_0);
        let has_due = !place.is_3t && !matches!(stand, Stand::Paused { .. });
        let runs = stand == Stand::Running;
        let mut reckoning = Self {
            limit,
            exempt: place.is_3t,
            stand,
            used: Some(0),
            due: None,
            late_from: None,
            days: Vec::new(),
            on: until,
        };
        for (date, reason) in Walk::new(history, days, place, limit) {
            let is_ahead = runs && has_due && reckoning.due.is_none();
            reckoning.take(date, &reason, has_due, runs);
            if date <= until || is_ahead {
                push(&mut reckoning.days, date, reason);
            }
            let knows = !has_due || (reckoning.due.is_some() && (!runs || reckoning.late_from.is_some()));
            if date >= until && knows {
                break;
            }
        }
        reckoning
    }

    fn take(&mut self, date: NaiveDate, reason: &DayReason, has_due: bool, runs: bool) {
        let used = match *reason {
            DayReason::Counted { last, .. } => {
                if has_due && last == self.limit {
                    self.due = Some(Due::On(date));
                }
                Some(last)
            }
            DayReason::Late { last, .. } => {
                if has_due && runs {
                    self.late_from = self.late_from.or(Some(date));
                }
                Some(self.limit + last)
            }
            DayReason::Unlisted { year } => {
                if has_due {
                    self.due = self.due.or(Some(Due::AwaitsList(year)));
                }
                None
            }
            _ => return,
        };
        if date <= self.on {
            self.used = used;
        }
    }

    /// How it stands.
    #[must_use]
    pub fn status(&self) -> ClockStatus {
        match self.stand {
            Stand::Ended { .. } => ClockStatus::Finished,
            Stand::Paused { .. } => ClockStatus::Paused,
            Stand::Running if self.exempt => ClockStatus::Exempt,
            Stand::Running if self.late_from.is_some_and(|day| day <= self.on) => ClockStatus::Late,
            Stand::Running => ClockStatus::Running,
        }
    }

    /// Working days left after this day; 0 on the due date and when it is late. Nothing when no limit was promised or
    /// a year's list is awaited.
    #[must_use]
    pub fn left(&self) -> Option<u32> {
        (!self.exempt).then_some(self.limit.saturating_sub(self.used?))
    }

    /// Working days beyond the limit; 0 within it. Nothing when no limit was promised or a year's list is awaited.
    #[must_use]
    pub fn late(&self) -> Option<u32> {
        (!self.exempt).then_some(self.used?.saturating_sub(self.limit))
    }

    /// Whether it is the due date.
    #[must_use]
    pub fn is_due_today(&self) -> bool {
        self.stand == Stand::Running && self.due == Some(Due::On(self.on))
    }
}

/// Day after day from day 0, without an end of its own but a year without a list and the end of time.
struct Walk<'a> {
    days: &'a WorkDays,
    place: &'a Place,
    /// Days that a pause takes: after the first, up to the second if it is over.
    paused: Vec<(NaiveDate, Option<NaiveDate>, PauseReason)>,
    day_0: NaiveDate,
    /// From where on a working day is late.
    limit: u32,
    next: Option<NaiveDate>,
    counted: u32,
}

impl<'a> Walk<'a> {
    fn new(history: &ClockHistory, days: &'a WorkDays, place: &'a Place, limit: u32) -> Self {
        let mut paused = Vec::new();
        for pause in history.pauses() {
            paused.push((jakarta_day(pause.from), Some(returned(days, pause)), pause.why));
        }
        if let Stand::Paused { since, why } = *history.stand() {
            paused.push((jakarta_day(since), None, why));
        }
        let day_0 = days.day_of(history.begun());
        let limit = if place.is_3t { u32::MAX } else { limit };
        Self { days, place, paused, day_0, limit, next: Some(day_0), counted: 0 }
    }

    fn reason(&mut self, date: NaiveDate) -> DayReason {
        if date == self.day_0 {
            return DayReason::Complete;
        }
        let takes = |(from, to, _): &&(NaiveDate, Option<NaiveDate>, _)| {
            *from < date && to.is_none_or(|to| date <= to)
        };
        if let Some((_, _, why)) = self.paused.iter().find(takes) {
            return DayReason::Paused { why: *why };
        }
        match self.days.day(date, self.place.province.as_deref()) {
            Day::Weekend => DayReason::Weekend,
            Day::Holiday(holiday) => DayReason::Holiday { kind: holiday.kind, name: holiday.name.clone() },
            Day::Unlisted => DayReason::Unlisted { year: date.year() },
            Day::Working => {
                self.counted += 1;
                match self.counted.checked_sub(self.limit) {
                    None | Some(0) => DayReason::Counted { first: self.counted, last: self.counted },
                    Some(late) => DayReason::Late { first: late, last: late },
                }
            }
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = (NaiveDate, DayReason);

    fn next(&mut self) -> Option<Self::Item> {
        let date = self.next?;
        let reason = self.reason(date);
        self.next = if matches!(reason, DayReason::Unlisted { .. }) { None } else { date.succ_opt() };
        Some((date, reason))
    }
}

/// The day on which a request counts as come again. What is given back after the closing hour and sent again the same
/// evening was not away for a day.
fn returned(days: &WorkDays, pause: &Pause) -> NaiveDate {
    let same_evening = days.is_past_closing(pause.from) && jakarta_day(pause.from) == jakarta_day(pause.to);
    if same_evening { jakarta_day(pause.to) } else { days.day_of(pause.to) }
}
