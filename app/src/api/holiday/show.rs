//! The holidays of a year as their page shows them, and the form of one.

use chrono::Datelike as _;
use domain::{
    calendar::jakarta_day,
    holiday::{
        form::HolidayForm,
        rules::{ClockRules, RulesForm},
        years_needed,
    },
    id::HolidayId,
    region,
};
use store::{
    holiday::{self, HolidayRecord},
    setting,
};

use super::{HolidayEditor, HolidayRow, HolidayYear, load::keeper};
use crate::{api::Choice, error::AppError};

pub(super) async fn list(year: &str) -> Result<HolidayYear, AppError> {
    let caller = keeper().await?;
    let today = jakarta_day(caller.now);
    let year = match year.trim() {
        "" => today.year(),
        text => text.parse().ok().filter(|year| (1945..=2200).contains(year)).ok_or(AppError::NotFound)?,
    };
    let mut tx = caller.read().await?;
    let calendar = holiday::calendar(&mut tx).await?;
    let mut years = calendar.years;
    years.extend(calendar.holidays.iter().map(|holiday| holiday.date.year()));
    years.extend(years_needed(today));
    years.insert(year);
    let rows = holiday::of_year(&mut tx, year).await?.into_iter().map(row).collect();
    let closed = holiday::closed_years(&mut tx).await?.into_iter().find(|closed| closed.year == year);
    let record = setting::kept::<ClockRules>(&mut tx).await?;
    Ok(HolidayYear {
        year,
        years: years.into_iter().collect(),
        rows,
        closed,
        rules: RulesForm::of(&record.value, today),
        limits: record.value.limits,
        version: record.version,
    })
}

fn row(HolidayRecord { id, record: holiday, .. }: HolidayRecord) -> HolidayRow {
    HolidayRow { id, region: holiday.region().unwrap_or_default(), holiday }
}

pub(super) async fn editor(id: Option<HolidayId>) -> Result<HolidayEditor, AppError> {
    let caller = keeper().await?;
    let record = match id {
        Some(id) => Some(holiday::find(&mut caller.read().await?, id).await?.ok_or(AppError::NotFound)?),
        None => None,
    };
    let provinces = region::provinces().iter();
    Ok(HolidayEditor {
        holiday: id,
        version: record.as_ref().map_or(0, |record| record.version),
        form: record.map(|record| HolidayForm::of(record.record)).unwrap_or_default(),
        provinces: provinces.map(|province| Choice::new(&province.code, &province.name)).collect(),
    })
}
