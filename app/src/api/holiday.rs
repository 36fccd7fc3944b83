//! Hari libur: the list of a year, changing it, entering many, and what is set for counting working days.

#[cfg(feature = "ssr")]
mod import;
#[cfg(feature = "ssr")]
pub(super) mod load;
#[cfg(feature = "ssr")]
mod rules;
#[cfg(feature = "ssr")]
mod save;
#[cfg(feature = "ssr")]
mod show;

pub use domain::selection::forms::{ReasonForm, SheetForm};
use domain::{
    holiday::{
        ClosedYear, Holiday,
        form::{CloseYearForm, HolidayForm},
        rules::{Limit, RulesForm},
    },
    id::{AttachmentId, HolidayId},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    api::{Choice, import::ImportView},
    error::{AppError, Done},
};

/// The holidays of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayYear {
    /// Which.
    pub year: i32,
    /// The years there are to look at.
    pub years: Vec<i32>,
    /// Its holidays, by day.
    pub rows: Vec<HolidayRow>,
    /// Who closed its list; nothing while it is open.
    pub closed: Option<ClosedYear>,
    /// What is set for counting working days, as its form holds it today.
    pub rules: RulesForm,
    /// All limits, by the day since which they hold.
    pub limits: Vec<Limit>,
    /// The version of what is set.
    pub version: i64,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayRow {
    /// The holiday.
    pub id: HolidayId,
    /// What is known of it.
    pub holiday: Holiday,
    /// Where it holds, in words.
    pub region: String,
}

/// The form of a holiday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayEditor {
    /// The holiday; nothing for a new one.
    pub holiday: Option<HolidayId>,
    /// Its version.
    pub version: i64,
    /// What it holds.
    pub form: HolidayForm,
    /// Provinsi.
    pub provinces: Vec<Choice>,
}

/// What a spreadsheet would enter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayPreview {
    /// Its rows.
    pub import: ImportView,
    /// Whether one of them is in a year that is closed, so that a reason is asked for.
    pub closed: bool,
}

/// The holidays of a year; of this one when none is asked for.
#[server(endpoint = "holiday/list")]
pub async fn list_holidays(#[server(default)] year: String) -> Result<HolidayYear, AppError> {
    show::list(&year).await
}

/// The form of a new holiday, or of one that is there.
#[server(endpoint = "holiday/edit_form")]
pub async fn edit_holiday_form(
    #[server(default)] holiday: Option<HolidayId>,
) -> Result<HolidayEditor, AppError> {
    show::editor(holiday).await
}

/// Saves a holiday.
#[server(endpoint = "holiday/save")]
pub async fn save_holiday(
    #[server(default)] holiday: String,
    #[server(default)] version: i64,
    #[server(default)] form: HolidayForm,
) -> Result<Done, AppError> {
    save::save(&holiday, version, &form).await
}

/// Removes a holiday.
#[server(endpoint = "holiday/remove")]
pub async fn remove_holiday(
    holiday: HolidayId,
    #[server(default)] version: i64,
    #[server(default)] form: ReasonForm,
) -> Result<Done, AppError> {
    save::remove(holiday, version, &form).await
}

/// Reads an uploaded spreadsheet and leads on to what it would enter.
#[server(endpoint = "holiday/check")]
pub async fn check_holidays(#[server(default)] form: SheetForm) -> Result<Done, AppError> {
    import::check(&form).await
}

/// What an uploaded spreadsheet would enter.
#[server(endpoint = "holiday/preview")]
pub async fn preview_holidays(file: AttachmentId) -> Result<HolidayPreview, AppError> {
    import::preview(file).await
}

/// Enters all holidays of a spreadsheet, or none.
#[server(endpoint = "holiday/import")]
pub async fn import_holidays(
    file: AttachmentId,
    #[server(default)] form: ReasonForm,
) -> Result<Done, AppError> {
    import::import(file, &form).await
}

/// Closes a year's list: from then on a change needs a reason.
#[server(endpoint = "holiday/close_year")]
pub async fn close_holiday_year(year: i32, #[server(default)] form: CloseYearForm) -> Result<Done, AppError> {
    rules::close_year(year, &form).await
}

/// Sets how working days are counted and limited.
#[server(endpoint = "holiday/save_rules")]
pub async fn save_clock_rules(
    #[server(default)] version: i64,
    #[server(default)] form: RulesForm,
) -> Result<Done, AppError> {
    rules::save(version, &form).await
}
