//! Reading, checking and comparing what was uploaded.

use std::sync::Arc;

use domain::{
    field::FieldErrors,
    id::AttachmentId,
    selection::forms::SheetForm,
    sheet::{Checked, HeadFault, Sheet},
};
use store::Tx;

use super::ImportView;
use crate::{
    api::context::{Caller, out_of_order, unexpected},
    error::{AppError, Done},
    ports::{SheetFault, work::Ticket},
};

/// The field that the spreadsheet is in.
const FIELD: &str = "sheet";
/// Rows shown of those that can be stored.
const SAMPLE: usize = 10;

/// What is brought in from spreadsheets.
pub trait Import {
    /// What a row becomes.
    type Row;
    /// The columns.
    const HEADS: &'static [&'static str];
    /// What rows are called: `institusi`.
    const WHAT: &'static str;
    /// The page that shows what a file would bring in, and in its `berkas` which file.
    const PAGE: &'static str;

    /// Checks the rows, also against what is stored.
    ///
    /// # Errors
    /// When the database fails; within, when the row of heads is not as it must be.
    fn read(
        tx: &mut Tx,
        sheet: &Sheet,
    ) -> impl Future<Output = store::Result<Result<Checked<Self::Row>, Box<HeadFault>>>> + Send;

    /// A row as the page shows it.
    fn cells(row: &Self::Row) -> Vec<String>;
}

impl ImportView {
    /// The first rows and faults of what was checked.
    #[must_use]
    pub fn of<I: Import>(file: AttachmentId, checked: &Checked<I::Row>) -> Self {
        Self {
            file,
            good: checked.good.len(),
            sample: checked.good.iter().take(SAMPLE).map(I::cells).collect(),
            bad_cells: checked.faults.total(),
            faults: checked.faults.shown().to_vec(),
            left_over: checked.left_over,
            hidden: checked.hidden,
        }
    }
}

/// Reads an uploaded spreadsheet and leads on to what it would bring in. Ask first whether the caller may.
///
/// # Errors
/// At the form's field, when it cannot be read or holds nothing.
pub async fn check<I: Import>(caller: &Caller, form: &SheetForm) -> Result<Done, AppError> {
    let file = form.validate()?;
    let checked = rows::<I>(caller, file).await?;
    if checked.good.is_empty() && checked.faults.is_empty() {
        let sentence = format!("Spreadsheet ini belum berisi {}.", I::WHAT);
        return Err(FieldErrors::of(FIELD, sentence).into());
    }
    Ok(Done::go("", format!("{}?berkas={file}", I::PAGE)))
}

/// What the rows of an uploaded spreadsheet say, compared with what is stored. Ask before a transaction begins.
///
/// # Errors
/// As [`own_sheet`], and at the form's field when the row of heads is not as it must be.
pub async fn rows<I: Import>(caller: &Caller, file: AttachmentId) -> Result<Checked<I::Row>, AppError> {
    let sheet = own_sheet(caller, file, I::HEADS).await?;
    let checked = I::read(&mut caller.read().await?, &sheet).await?;
    checked.map_err(|fault| FieldErrors::of(FIELD, fault.sentences().join(" ")).into())
}

/// Reads the table with these heads in a spreadsheet that the caller has uploaded and no record has named yet. Few are
/// read at once, and one at a time for each account: ask before a transaction begins.
///
/// # Errors
/// At the form's field, when it is somebody else's, or cannot be read; `Busy` when it cannot be read just now.
pub async fn own_sheet(
    caller: &Caller,
    id: AttachmentId,
    heads: &'static [&'static str],
) -> Result<Sheet, AppError> {
    let lost = || AppError::from(FieldErrors::of(FIELD, "Berkas tidak ditemukan. Unggah sekali lagi."));
    let mut tx = caller.services.db.autocommit().await?;
    let file = store::attachment::own(&mut tx, id, caller.actor.user).await?;
    drop(tx);
    let file = file.ok_or_else(lost)?;
    let sheets = Arc::clone(&caller.services.sheets);
    let read = move |ticket: &Ticket| sheets.read(&file.key, heads, &|| ticket.is_void());
    caller.services.work.sheets.run(caller.actor.user, read).await?.map_err(|fault| match fault {
        SheetFault::Refused(sentence) => FieldErrors::of(FIELD, sentence).into(),
        SheetFault::OutOfOrder(detail) => out_of_order(&detail),
        SheetFault::Broken(detail) => unexpected(&detail),
    })
}
