//! Closing a year's list, and setting how working days are counted and limited.

use domain::{
    activity::Act,
    calendar::jakarta_day,
    event::Change,
    holiday::{
        ClosedYear, HolidayKind,
        form::CloseYearForm,
        rules::{ClockRules, RulesForm},
    },
    record::{RecordKind, RecordRef},
};
use serde_json::json;
use store::{holiday, setting};

use super::load::{keeper, recompute};
use crate::{
    api::tail::{Line, check_version},
    error::{AppError, Done},
};

pub(super) async fn close_year(year: i32, form: &CloseYearForm) -> Result<Done, AppError> {
    let caller = keeper().await?;
    let decree = form.validate()?;
    let mut tx = caller.begin().await?;
    let calendar = setting::kept_to_change::<ClockRules>(&mut tx).await?;
    let list = holiday::of_year(&mut tx, year).await?;
    if !list.iter().any(|one| one.record.kind == HolidayKind::National) {
        let sentence = format!("Daftar hari libur {year} belum berisi libur nasional. Lengkapi dahulu.");
        return Err(AppError::Refused(sentence));
    }
    if holiday::closed_years(&mut tx).await?.iter().any(|closed| closed.year == year) {
        return Err(AppError::Refused(format!("Daftar hari libur {year} sudah ditutup.")));
    }
    let closed = ClosedYear { year, decree, by: caller.actor.name.clone(), at: caller.now };
    holiday::close_year(&mut tx, &closed).await?;
    let line = Line::new(Act::CloseHolidays, RecordRef::only(RecordKind::Holiday), None);
    let line = line.after(json!({ "tahun": year, "decree": closed.decree }));
    caller.change(&mut tx, &calendar, line, Change::Saved).await?;
    recompute(&mut tx, &caller).await?;
    tx.commit().await?;
    Ok(Done::stay(format!("Daftar hari libur {year} telah ditutup; perubahan berikutnya memerlukan alasan.")))
}

pub(super) async fn save(version: i64, form: &RulesForm) -> Result<Done, AppError> {
    let caller = keeper().await?;
    let today = jakarta_day(caller.now);
    let entry = form.validate()?;
    let mut tx = caller.begin().await?;
    let saved = setting::kept_to_change::<ClockRules>(&mut tx).await?;
    check_version(&saved, version, || entry.differences(&saved.value, today))?;
    let rules = entry.after(&saved.value, today)?;
    setting::keep(&mut tx, &saved, &rules).await?;
    let line = Line::of(&saved, Act::ChangeSetting).before(&saved.value).after(&rules);
    caller.change(&mut tx, &saved, line, Change::Saved).await?;
    recompute(&mut tx, &caller).await?;
    tx.commit().await?;
    Ok(Done::stay("Aturan tenggat telah disimpan; tenggat yang berjalan dihitung ulang."))
}
