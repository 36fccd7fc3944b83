//! Many holidays from a spreadsheet: checked and shown first, then entered all at once.

use chrono::Datelike as _;
use domain::{
    activity::Act,
    calendar::short_date,
    event::Change,
    holiday::{
        Holiday,
        rules::ClockRules,
        sheet::{HEADS, check_rows},
    },
    id::AttachmentId,
    record::{RecordKind, RecordRef},
    selection::forms::{ReasonForm, SheetForm},
    sheet::{Checked, HeadFault, Sheet},
};
use serde_json::json;
use store::{StoreError, Tx, holiday, setting};

use super::{
    HolidayPreview,
    load::{explained, keeper, recompute},
    save::page,
};
use crate::{
    api::{
        import::{self, Import, ImportView},
        tail::Line,
    },
    error::{AppError, Done},
};

impl Import for Holiday {
    type Row = Self;
    const HEADS: &'static [&'static str] = &HEADS;
    const WHAT: &'static str = "hari libur";
    const PAGE: &'static str = "/hari-libur/impor";

    async fn read(tx: &mut Tx, sheet: &Sheet) -> store::Result<Result<Checked<Self>, Box<HeadFault>>> {
        Ok(check_rows(sheet, holiday::taken(tx).await?))
    }

    fn cells(row: &Self) -> Vec<String> {
        let Self { date, name, kind, decree, .. } = row;
        let region = row.region().unwrap_or_default();
        vec![short_date(*date), name.clone(), kind.label().to_owned(), decree.clone(), region]
    }
}

pub(super) async fn check(form: &SheetForm) -> Result<Done, AppError> {
    import::check::<Holiday>(&keeper().await?, form).await
}

pub(super) async fn preview(file: AttachmentId) -> Result<HolidayPreview, AppError> {
    let caller = keeper().await?;
    let checked = import::rows::<Holiday>(&caller, file).await?;
    let closed = match explained(&mut caller.read().await?, &checked.good, None).await {
        Err(AppError::Invalid(_)) => true,
        explained => explained.map(|()| false)?,
    };
    Ok(HolidayPreview { import: ImportView::of::<Holiday>(file, &checked), closed })
}

pub(super) async fn import(file: AttachmentId, form: &ReasonForm) -> Result<Done, AppError> {
    let caller = keeper().await?;
    let reason = form.optional()?;
    let checked = import::rows::<Holiday>(&caller, file).await?;
    let (good, is_whole) = (&checked.good, checked.is_whole());
    let Some(first) = good.first().filter(|_| is_whole) else {
        let sentence = "Masih ada yang perlu diperbaiki. Perbaiki spreadsheet, lalu pilih berkasnya lagi.";
        return Err(AppError::Refused(sentence.to_owned()));
    };
    let mut tx = caller.begin().await?;
    let calendar = setting::kept_to_change::<ClockRules>(&mut tx).await?;
    explained(&mut tx, good, reason.as_deref()).await?;
    holiday::insert(&mut tx, good, Some(&caller.signature())).await.map_err(twice)?;
    let line = Line::new(Act::ImportHolidays, RecordRef::only(RecordKind::Holiday), None)
        .after(json!({ "jumlah": good.len(), "hari_libur": good }))
        .because(reason.as_deref());
    caller.change(&mut tx, &calendar, line, Change::Saved).await?;
    recompute(&mut tx, &caller).await?;
    tx.commit().await?;
    Ok(Done::go(format!("{} hari libur telah diimpor.", good.len()), page(first.date.year())))
}

/// Somebody entered one of them since the spreadsheet was checked.
fn twice(error: StoreError) -> AppError {
    if error.is_unique("holiday_day_province_key") {
        let sentence = "Ada hari libur yang baru saja disimpan orang lain. Periksa spreadsheet sekali lagi.";
        return AppError::Refused(sentence.to_owned());
    }
    error.into()
}
