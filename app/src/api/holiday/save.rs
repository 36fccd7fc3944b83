//! Saving and removing a holiday.

use chrono::Datelike as _;
use domain::{
    activity::{Act, differences},
    calendar::short_date,
    event::Change,
    field::{FieldChange, FieldErrors},
    holiday::{form::HolidayForm, rules::ClockRules},
    id::HolidayId,
    selection::forms::ReasonForm,
};
use store::{
    StoreError, Tx,
    holiday::{self, HolidayRecord},
    setting,
};

use super::load::{explained, keeper, recompute};
use crate::{
    api::{
        context::number,
        tail::{Line, check_version},
    },
    error::{AppError, Done},
};

pub(super) async fn save(id: &str, version: i64, form: &HolidayForm) -> Result<Done, AppError> {
    let caller = keeper().await?;
    let id = number::<HolidayId>(id)?;
    if let Some(id) = id {
        load(&mut caller.read().await?, id).await?;
    }
    let (entry, reason) = form.validate()?;
    entry.region()?;
    let mut tx = caller.begin().await?;
    setting::kept_to_change::<ClockRules>(&mut tx).await?;
    let saved = match id {
        Some(id) => Some(load(&mut tx, id).await?),
        None => None,
    };
    if let Some(saved) = &saved {
        check_version(saved, version, || differences(&entry, &saved.record))?;
    }
    let before = saved.as_ref().map(|saved| &saved.record);
    explained(&mut tx, before.into_iter().chain([&entry]), reason.as_deref()).await?;
    let by = caller.signature();
    let (id, act) = match &saved {
        Some(saved) => {
            holiday::update(&mut tx, saved, &entry, &by).await.map_err(twice)?;
            (saved.id, Act::EditHoliday)
        }
        None => {
            let new = std::slice::from_ref(&entry);
            (holiday::insert(&mut tx, new, Some(&by)).await.map_err(twice)?, Act::AddHoliday)
        }
    };
    let record = load(&mut tx, id).await?;
    let line = Line::of(&record, act).after(&entry).because(reason.as_deref());
    let line = match before {
        Some(before) => line.before(before),
        None => line,
    };
    caller.change(&mut tx, &record, line, Change::Saved).await?;
    recompute(&mut tx, &caller).await?;
    tx.commit().await?;
    Ok(Done::go(format!("Hari libur {} telah disimpan.", short_date(entry.date)), page(entry.date.year())))
}

pub(super) async fn remove(id: HolidayId, version: i64, form: &ReasonForm) -> Result<Done, AppError> {
    let caller = keeper().await?;
    let reason = form.optional()?;
    let mut tx = caller.begin().await?;
    setting::kept_to_change::<ClockRules>(&mut tx).await?;
    let saved = load(&mut tx, id).await?;
    let now = &saved.record;
    check_version(&saved, version, || {
        let kept = format!("{}, {}", short_date(now.date), now.name);
        FieldChange::between("Hari libur", "Dihapus", &kept).into_iter().collect()
    })?;
    explained(&mut tx, [now], reason.as_deref()).await?;
    holiday::remove(&mut tx, &saved).await?;
    let line = Line::of(&saved, Act::RemoveHoliday).before(now).because(reason.as_deref());
    caller.change(&mut tx, &saved, line, Change::Saved).await?;
    recompute(&mut tx, &caller).await?;
    tx.commit().await?;
    Ok(Done::go(format!("Hari libur {} telah dihapus.", short_date(now.date)), page(now.date.year())))
}

async fn load(tx: &mut Tx, id: HolidayId) -> Result<HolidayRecord, AppError> {
    holiday::find(tx, id).await?.ok_or(AppError::NotFound)
}

/// The list of a year.
pub(super) fn page(year: i32) -> String {
    format!("/hari-libur?tahun={year}")
}

/// There is one on that day where it holds.
fn twice(error: StoreError) -> AppError {
    if error.is_unique("holiday_day_province_key") {
        let sentence = "Pada tanggal ini sudah ada hari libur untuk wilayah yang sama.";
        return FieldErrors::of("date", sentence).into();
    }
    error.into()
}
