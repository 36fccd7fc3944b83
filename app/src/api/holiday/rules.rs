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
use serde_json::{Value, json};
use store::holiday;

use super::load::{keeper, recompute};
use crate::{
    api::tail::{Line, check_version},
    error::{AppError, Done},
};

pub(super) async fn close_year(year: i32, form: &CloseYearForm) -> Result<Done, AppError> {
    let caller = keeper().await?;
    let decree = form.validate()?;
    let mut tx = caller.begin().await?;
    let calendar = holiday::hold(&mut tx).await?;
    let list = holiday::of_year(&mut tx, year).await?;
    if !list.iter().any(|one| one.holiday.kind == HolidayKind::National) {
        let sentence = format!("Daftar hari libur {year} belum berisi libur nasional. Lengkapi dahulu.");
        return Err(AppError::Refused(sentence));
    }
    if holiday::closed_years(&mut tx).await?.iter().any(|closed| closed.year == year) {
        return Err(AppError::Refused(format!("Daftar hari libur {year} sudah ditutup.")));
    }
    let closed = ClosedYear { year, decree, by: caller.actor.name.clone(), at: caller.now };
    holiday::close_year(&mut tx, &closed).await?;
    let line = Line::new(Act::CloseHolidays, RecordRef::only(RecordKind::Holiday), None);
    let line = line.after(json!({ "tahun": year, "dasar_hukum": closed.decree }));
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
    let saved = holiday::hold(&mut tx).await?;
    check_version(&saved, version, || entry.differences(&saved.rules, today))?;
    let rules = entry.after(&saved.rules, today)?;
    holiday::save_rules(&mut tx, &saved, &rules, &caller.signature()).await?;
    let line = Line::of(&saved, Act::ChangeSetting).before(told(&saved.rules)).after(told(&rules));
    caller.change(&mut tx, &saved, line, Change::Saved).await?;
    recompute(&mut tx, &caller).await?;
    tx.commit().await?;
    Ok(Done::stay("Aturan tenggat telah disimpan; tenggat yang berjalan dihitung ulang."))
}

/// What the log keeps of the rules.
fn told(rules: &ClockRules) -> Value {
    let limits = rules
        .limits
        .iter()
        .map(|limit| json!({ "untuk": limit.kind.label(), "hari_kerja": limit.days, "sejak": limit.since }));
    json!({
        "cuti_bersama_libur": rules.joint_leave,
        "jam_tutup": rules.closing_hour(),
        "batas": limits.collect::<Vec<_>>(),
    })
}
