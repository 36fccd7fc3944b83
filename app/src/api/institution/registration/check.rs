//! Checking a spreadsheet of institutions, without storing anything.

use domain::{
    field::FieldErrors,
    id::AttachmentId,
    institution::access::{Institutions, InstitutionsAction},
    institution::bulk::{Checked, HEADS, NewInstitutionRow, check_rows},
    selection::forms::SheetForm,
};

use super::RegistrationPreview;
use crate::{
    api::{
        context::{Caller, caller},
        sheet::own_sheet,
    },
    error::{AppError, Done},
};

/// The field that the spreadsheet is in.
const FIELD: &str = "sheet";
/// Rows shown of those that can be taken.
const SAMPLE: usize = 10;

/// Whoever calls, if they may register institutions.
pub(super) async fn admin() -> Result<Caller, AppError> {
    let caller = caller().await?;
    caller.may(&Institutions, InstitutionsAction::Manage)?;
    Ok(caller)
}

pub(super) async fn check(form: &SheetForm) -> Result<Done, AppError> {
    let caller = caller().await?;
    caller.may(&Institutions, InstitutionsAction::Manage)?;
    let file = form.validate()?;
    let checked = rows(&caller, file).await?;
    if checked.good.is_empty() && checked.faults.is_empty() {
        return Err(FieldErrors::of(FIELD, "Spreadsheet ini belum berisi institusi.").into());
    }
    Ok(Done::go("", format!("/institusi/daftarkan?berkas={file}")))
}

pub(super) async fn preview(file: AttachmentId) -> Result<RegistrationPreview, AppError> {
    let caller = admin().await?;
    let checked = rows(&caller, file).await?;
    Ok(RegistrationPreview {
        file,
        good: checked.good.len(),
        sample: checked.good.iter().take(SAMPLE).map(cells).collect(),
        bad_cells: checked.faults.total(),
        faults: checked.faults.shown().to_vec(),
        left_over: checked.left_over,
        hidden: checked.hidden,
    })
}

/// What the file's rows say, compared with what is registered already.
pub(super) async fn rows(caller: &Caller, file: AttachmentId) -> Result<Checked, AppError> {
    let sheet = own_sheet(caller, FIELD, file, &HEADS).await?;
    let mut tx = caller.read().await?;
    let taken = store::institution::taken(&mut tx).await?;
    check_rows(&sheet, &taken).map_err(|fault| FieldErrors::of(FIELD, fault.sentences().join(" ")).into())
}

fn cells(row: &NewInstitutionRow) -> [String; 4] {
    [row.name.clone(), row.kind.label().to_owned(), row.region.clone(), row.username.clone()]
}
