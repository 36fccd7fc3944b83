//! What holds of every clock, whatever the calendar.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;
use crate::{
    calendar::jakarta_day,
    holiday::{
        Holiday, HolidayKind, WorkCalendar,
        rules::{ClockRules, Limit},
    },
};

fn start() -> DateTime<Utc> {
    "2026-11-01T17:00:00Z".parse().unwrap()
}

fn at(minutes: i64) -> DateTime<Utc> {
    start() + TimeDelta::minutes(minutes)
}

fn holiday(offset: u64) -> Holiday {
    Holiday {
        date: jakarta_day(start()) + chrono::Days::new(offset),
        name: "Libur".to_owned(),
        kind: HolidayKind::National,
        decree: "SKB".to_owned(),
        province: None,
    }
}

/// Moments one after another: the request, then return and return again by turns.
fn history(gaps: &[i64]) -> (ClockHistory, i64) {
    let mut minutes = 0;
    let mut history = None;
    for gap in gaps {
        minutes += gap;
        history = Some(match history {
            None => ClockHistory::begin(at(minutes)),
            Some(clock) => match ClockHistory::stand(&clock) {
                Stand::Paused { .. } => clock.resume(at(minutes)).unwrap(),
                _ => clock.pause(at(minutes), PauseReason::Correction).unwrap(),
            },
        });
    }
    (history.unwrap(), minutes)
}

prop_compose! {
    /// The year's list is there, the next one's perhaps.
    fn calendars()(
        mut holidays in prop::collection::vec(0_u64..120, 0..25),
        has_next in any::<bool>(),
        closing in 1_u32..=1440,
        limit in 1_u32..12,
    ) -> WorkCalendar {
        // 30 December, and 1 January.
        holidays.push(58);
        if has_next {
            holidays.push(60);
        } else {
            holidays.retain(|offset| *offset < 60);
        }
        let limits = vec![Limit { kind: ClockKind::PlanReview, since: NaiveDate::MIN, days: limit }];
        let rules = ClockRules { closing, limits, ..ClockRules::default() };
        let holidays: Vec<_> = holidays.into_iter().map(holiday).collect();
        let years = holidays.iter().map(|holiday| holiday.date.year()).collect();
        WorkCalendar { holidays, years, rules }
    }
}

fn gaps() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(0_i64..6_000, 1..8)
}

fn of(calendar: &WorkCalendar, history: &ClockHistory, today: NaiveDate) -> Reckoning {
    let days = WorkDays::from(calendar.clone());
    Reckoning::of(ClockKind::PlanReview, history, &days, &Place::default(), today)
}

/// Whether a due date is not before another; whoever waits for a list may have any.
fn is_not_before(later: Option<Due>, earlier: Option<Due>) -> bool {
    match (later, earlier) {
        (Some(Due::On(later)), Some(Due::On(earlier))) => later >= earlier,
        (Some(Due::On(_)), Some(Due::AwaitsList(_))) => false,
        _ => true,
    }
}

proptest! {
    #[test]
    fn another_holiday_never_makes_it_earlier(
        mut calendar in calendars(),
        more in 0_u64..120,
        gaps in gaps(),
        ahead in 0_i64..40_000,
    ) {
        let (history, minutes) = history(&gaps);
        let today = jakarta_day(at(minutes + ahead));
        let before = of(&calendar, &history, today);
        calendar.holidays.push(holiday(more));
        let after = of(&calendar, &history, today);
        prop_assert!(is_not_before(after.due, before.due), "{:?} {:?}", after.due, before.due);
        prop_assert!(after.used.unwrap_or(0) <= before.used.unwrap_or(0));
        prop_assert!(after.late_from.is_none_or(|day| before.late_from.is_none_or(|earlier| day >= earlier)));
    }

    #[test]
    fn a_pause_that_ends_at_once_changes_nothing(
        calendar in calendars(),
        gaps in gaps(),
        until in 0_i64..6_000,
        ahead in 0_i64..40_000,
    ) {
        let (history, minutes) = history(&gaps);
        prop_assume!(*history.stand() == Stand::Running);
        let (moment, today) = (at(minutes + until), jakarta_day(at(minutes + until + ahead)));
        let paused = history.clone().pause(moment, PauseReason::Correction).unwrap().resume(moment).unwrap();
        prop_assert_eq!(of(&calendar, &paused, today), of(&calendar, &history, today));
        let (paused, history) = (paused.end(moment).unwrap(), history.end(moment).unwrap());
        prop_assert_eq!(of(&calendar, &paused, today), of(&calendar, &history, today));
    }

    #[test]
    fn the_explanation_adds_up(
        calendar in calendars(),
        gaps in gaps(),
        answered in prop::option::of(0_i64..20_000),
        ahead in 0_i64..40_000,
    ) {
        let (mut history, minutes) = history(&gaps);
        if let Some(answered) = answered && *history.stand() == Stand::Running {
            history = history.end(at(minutes + answered)).unwrap();
        }
        let today = jakarta_day(at(minutes + ahead));
        let reckoning = of(&calendar, &history, today);
        let runs = &reckoning.days;
        prop_assert_eq!(&runs[0].reason, &DayReason::Complete);
        let (mut counted, mut late, mut due) = (0, 0, None);
        for (index, run) in runs.iter().enumerate() {
            if let Some(next) = runs.get(index + 1) {
                prop_assert_eq!(run.to.succ_opt().unwrap(), next.from);
            }
            let length = u32::try_from((run.to - run.from).num_days()).unwrap() + 1;
            match run.reason {
                DayReason::Counted { first, last } => {
                    prop_assert_eq!((first, last), (counted + 1, counted + length));
                    counted = last;
                    due = Some(run.to);
                }
                DayReason::Late { first, last } => {
                    prop_assert_eq!((first, last), (late + 1, late + length));
                    prop_assert_eq!(counted, reckoning.limit);
                    late = last;
                }
                _ => {}
            }
        }
        prop_assert!(counted <= reckoning.limit);
        if *history.stand() == Stand::Running {
            match reckoning.due {
                Some(Due::On(day)) => prop_assert_eq!((counted, due), (reckoning.limit, Some(day))),
                Some(Due::AwaitsList(year)) => {
                    prop_assert_eq!(&runs.last().unwrap().reason, &DayReason::Unlisted { year });
                }
                None => prop_assert!(false, "a clock that runs has a due date"),
            }
        } else if let Some(used) = reckoning.used {
            prop_assert_eq!(counted + late, used);
        }
    }

    #[test]
    fn a_day_counts_as_its_definition_says(
        calendar in calendars(),
        gaps in gaps(),
        ahead in 0_i64..40_000,
    ) {
        let (history, minutes) = history(&gaps);
        let today = jakarta_day(at(minutes + ahead));
        let days = WorkDays::from(calendar.clone());
        let day_0 = days.day_of(history.begun());
        let mut pauses = history.pauses().iter().map(|pause| (pause.from, Some(pause.to))).collect::<Vec<_>>();
        if let Stand::Paused { since, .. } = history.stand() {
            pauses.push((*since, None));
        }
        let counts = |day: NaiveDate| {
            let lost = pauses.iter().any(|(from, to)| {
                let same_evening = to.is_some_and(|to| jakarta_day(to) == jakarta_day(*from)) && days.is_past_closing(*from);
                !same_evening && day > jakarta_day(*from) && to.is_none_or(|to| day <= days.day_of(to))
            });
            (!lost).then(|| days.day(day, None)).filter(|kind| matches!(kind, Day::Working | Day::Unlisted))
        };
        let span = day_0.iter_days().skip(1).take_while(|day| *day <= today);
        let expected = span.map(counts).try_fold(0, |used, kind| match kind {
            None => Some(used),
            Some(Day::Unlisted) => None,
            Some(_) => Some(used + 1),
        });
        prop_assert_eq!(of(&calendar, &history, today).used, expected);
    }
}
