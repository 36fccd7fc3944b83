//! Many holidays from a spreadsheet: checked and shown first, then entered all at once.

use chrono::Datelike as _;
use domain::{
    activity::Act,
    calendar::short_date,
    event::Change,
    field::FieldErrors,
    holiday::{
        Holiday,
        sheet::{Checked, HEADS, check_rows},
    },
    id::AttachmentId,
    record::{RecordKind, RecordRef},
    selection::forms::{ReasonForm, SheetForm},
};
use serde_json::json;
use store::{StoreError, holiday};

use super::{
    HolidayPreview,
    load::{explained, keeper, recompute, region, told, with_reason},
    save::page,
};
use crate::{
    api::{context::Caller, sheet::own_sheet, tail::Line},
    error::{AppError, Done},
};

/// The field that the spreadsheet is in.
const FIELD: &str = "sheet";

pub(super) async fn check(form: &SheetForm) -> Result<Done, AppError> {
    let caller = keeper().await?;
    let file = form.validate()?;
    let checked = rows(&caller, file).await?;
    if checked.good.is_empty() && checked.faults.is_empty() {
        return Err(FieldErrors::of(FIELD, "Spreadsheet ini belum berisi hari libur.").into());
    }
    Ok(Done::go("", format!("/hari-libur/impor?berkas={file}")))
}

pub(super) async fn preview(file: AttachmentId) -> Result<HolidayPreview, AppError> {
    let caller = keeper().await?;
    let checked = rows(&caller, file).await?;
    let closed = match explained(&mut caller.read().await?, &checked.good, None).await {
        Err(AppError::Invalid(_)) => true,
        explained => explained.map(|()| false)?,
    };
    Ok(HolidayPreview {
        file,
        rows: checked.good.iter().map(cells).collect(),
        bad_cells: checked.faults.total(),
        faults: checked.faults.shown().to_vec(),
        left_over: checked.left_over,
        hidden: checked.hidden,
        closed,
    })
}

pub(super) async fn import(file: AttachmentId, form: &ReasonForm) -> Result<Done, AppError> {
    let caller = keeper().await?;
    let reason = form.optional()?;
    let Checked { good, faults, left_over, .. } = rows(&caller, file).await?;
    let (Some(first), true, 0) = (good.first(), faults.is_empty(), left_over) else {
        let sentence = "Masih ada yang perlu diperbaiki. Perbaiki spreadsheet, lalu pilih berkasnya lagi.";
        return Err(AppError::Refused(sentence.to_owned()));
    };
    let mut tx = caller.begin().await?;
    let calendar = holiday::hold(&mut tx).await?;
    explained(&mut tx, &good, reason.as_deref()).await?;
    holiday::insert(&mut tx, &good, Some(&caller.signature())).await.map_err(twice)?;
    let all: Vec<_> = good.iter().map(told).collect();
    let after = with_reason(json!({ "jumlah": all.len(), "hari_libur": all }), reason.as_deref());
    let line = Line::new(Act::ImportHolidays, RecordRef::only(RecordKind::Holiday), None).after(after);
    caller.change(&mut tx, &calendar, line, Change::Saved).await?;
    recompute(&mut tx, &caller).await?;
    tx.commit().await?;
    Ok(Done::go(format!("{} hari libur telah diimpor.", good.len()), page(first.date.year())))
}

/// What the file's rows say, compared with what is there already.
async fn rows(caller: &Caller, file: AttachmentId) -> Result<Checked, AppError> {
    let sheet = own_sheet(caller, FIELD, file, &HEADS).await?;
    let taken = holiday::taken(&mut caller.read().await?).await?;
    check_rows(&sheet, &taken).map_err(|fault| FieldErrors::of(FIELD, fault.sentences().join(" ")).into())
}

fn cells(holiday: &Holiday) -> [String; 5] {
    let Holiday { date, name, kind, decree, .. } = holiday;
    [short_date(*date), name.clone(), kind.label().to_owned(), decree.clone(), region(holiday)]
}

/// Somebody entered one of them since the spreadsheet was checked.
fn twice(error: StoreError) -> AppError {
    if error.is_unique("holiday_day_province_key") {
        let sentence = "Ada hari libur yang baru saja disimpan orang lain. Periksa spreadsheet sekali lagi.";
        return AppError::Refused(sentence.to_owned());
    }
    error.into()
}
