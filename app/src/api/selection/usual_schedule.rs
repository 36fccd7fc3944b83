//! The usual lines of Jadwal, from a first day on.

use domain::selection::plan::ScheduleForm;
use leptos::prelude::*;

use crate::error::AppError;

/// The usual lines from this day on, by the working days where the caller's institution lies.
#[server(endpoint = "selection/usual_schedule")]
pub async fn usual_schedule(first: String) -> Result<Vec<ScheduleForm>, AppError> {
    use domain::selection::access::{Plans, PlansAction};

    use crate::api::context::caller;

    let caller = caller().await?;
    caller.may(&Plans, PlansAction::Create)?;
    let mut tx = caller.read().await?;
    from(&mut tx, &caller, &first).await
}

/// As [`usual_schedule`] answers it.
#[cfg(feature = "ssr")]
pub(super) async fn from(
    tx: &mut store::Tx,
    caller: &crate::api::context::Caller,
    first: &str,
) -> Result<Vec<ScheduleForm>, AppError> {
    use domain::{calendar::parse_date, clock::Day, field::FieldErrors, selection::proposal};

    let first = parse_date("Hari pertama", first).map_err(|sentence| FieldErrors::of("first", sentence))?;
    let institution = caller.actor.institution.ok_or(AppError::NotFound)?;
    let place = store::clock::place(tx, institution).await?;
    let days = store::clock::days(tx).await?;
    // Of a year whose list is not decreed yet, only the weekends are known.
    let works = |day| matches!(days.day(day, place.province.as_deref()), Day::Working | Day::Unlisted);
    Ok(proposal::usual_schedule(first, works))
}
