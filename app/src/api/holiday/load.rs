//! Who keeps the calendar, and what every change of it asks and brings about.

use chrono::Datelike as _;
use domain::{
    holiday::{Holiday, check_reason},
    setting::{Settings, SettingsAction},
};
use store::{Tx, holiday, job};

use crate::{
    api::context::{Caller, caller},
    error::AppError,
};

/// Whoever calls, if they keep the calendar.
pub(super) async fn keeper() -> Result<Caller, AppError> {
    let caller = caller().await?;
    caller.may(&Settings, SettingsAction::KeepCalendar)?;
    Ok(caller)
}

/// Refuses to change these holidays without a reason when one is in a closed year.
pub(super) async fn explained<'a>(
    tx: &mut Tx,
    holidays: impl IntoIterator<Item = &'a Holiday>,
    reason: Option<&str>,
) -> Result<(), AppError> {
    let closed = holiday::closed_years(tx).await?;
    let mut touched =
        holidays.into_iter().filter_map(|one| closed.iter().find(|it| it.year == one.date.year()));
    Ok(check_reason(touched.next(), reason)?)
}

/// Has every clock that runs computed anew, once this transaction is through.
pub(in crate::api) async fn recompute(tx: &mut Tx, caller: &Caller) -> Result<(), AppError> {
    let task = job::RecomputeClocks { changed_at: caller.now };
    job::enqueue(tx, &task, caller.now, caller.now).await?;
    Ok(())
}
