//! The first page after logging in (Gambar 3): what waits, and where selections stand.

use chrono::NaiveDate;
use domain::{
    dashboard::{Overview, PostMap},
    selection::Phase,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    clock::ClockFigures,
    selection::views::{PlanRow, Total},
};
use crate::error::AppError;

/// The Dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardView {
    /// The first of the plans on which the caller has the next step, by the day until which they are to be answered.
    pub waiting: Vec<PlanRow>,
    /// How many there are.
    pub waiting_count: Total,
    /// Institutions, nomenklatur and pejabat by group.
    pub overview: Overview,
    /// Posts filled, vacant and in selection; by province for the commission alone.
    pub posts: PostMap,
    /// Plans by status.
    pub phases: Vec<(Phase, u32)>,
    /// Plans by the month in which they were begun; each month by its first day.
    pub months: Vec<(NaiveDate, u32)>,
    /// What is due and late, and what answers took.
    pub clocks: ClockFigures,
    /// Whether the caller is of the commission.
    pub commission: bool,
    /// Years whose lists of holidays should be there and are not; only told to whoever keeps the calendar.
    pub missing_years: Vec<i32>,
}

/// What waits for the caller, and the numbers of their side.
#[server(endpoint = "dashboard")]
pub async fn dashboard() -> Result<DashboardView, AppError> {
    use domain::{
        access::Guarded,
        calendar::jakarta_day,
        holiday::years_needed,
        setting::{Settings, SettingsAction},
    };
    use store::{
        dashboard::{plans_by_month, plans_by_phase, tallies},
        selection::plan::{self, PlanOrder, PlanQuery},
    };

    use super::{clock::figures, context::quiet_caller, selection::queue};

    /// The plot shows a year.
    const MONTHS: u32 = 12;
    /// So many plans that wait are shown; the list has all.
    const SHOWN: u32 = 6;

    let caller = quiet_caller().await?;
    let (commission, institution) = (caller.actor.role.is_commission(), caller.actor.institution);
    let mut tx = caller.read().await?;
    let query = PlanQuery { order: PlanOrder::Due, limit: SHOWN, ..queue::waiting_of(&caller.actor) };
    let (days, today) = (store::clock::days(&mut tx).await?, jakarta_day(caller.now));
    let waiting = plan::list(&mut tx, &query).await?.rows;
    let waiting_count = match u32::try_from(waiting.len()) {
        // All of them are there.
        Ok(count) if count < SHOWN => Total { count, more: false },
        _ => queue::total(&mut tx, &query).await?,
    };
    let waiting = waiting.into_iter().map(|row| PlanRow::of(row, &days, today)).collect();
    let mut phases = plans_by_phase(&mut tx, institution).await?;
    if commission {
        // Drafts are their institutions' alone, and so is how many there are.
        phases.retain(|(phase, _)| *phase != Phase::Draft);
    }
    let months = plans_by_month(&mut tx, institution, !commission, today, MONTHS).await?;
    let tallies = tallies(&mut tx, institution).await?;
    let (overview, mut posts) = (Overview::of(&tallies), PostMap::of(&tallies));
    if !commission {
        posts.areas.clear();
    }
    let clocks = figures(&mut tx, &caller).await?;
    let mut missing_years = Vec::new();
    if Settings.decide(&caller.actor, SettingsAction::KeepCalendar).is_ok() {
        let known = store::holiday::calendar(&mut tx).await?.years;
        missing_years = years_needed(today);
        missing_years.retain(|year| !known.contains(year));
    }
    Ok(DashboardView {
        waiting,
        waiting_count,
        overview,
        posts,
        phases,
        months,
        clocks,
        commission,
        missing_years,
    })
}
