//! Spreadsheets that are read once, and then forgotten.

use std::sync::Arc;

use domain::{field::FieldErrors, id::AttachmentId, sheet::Sheet};

use super::context::{Caller, out_of_order, unexpected};
use crate::{
    error::AppError,
    ports::{SheetFault, work::Ticket},
};

/// Reads the table with these heads in a spreadsheet that the caller has uploaded and no record has named yet. Few are
/// read at once, and one at a time for each account: ask before a transaction begins.
///
/// # Errors
/// At `field`, when it is somebody else's, or cannot be read; `Busy` when it cannot be read just now.
pub async fn own_sheet(
    caller: &Caller,
    field: &str,
    id: AttachmentId,
    heads: &'static [&'static str],
) -> Result<Sheet, AppError> {
    let lost = || AppError::from(FieldErrors::of(field, "Berkas tidak ditemukan. Unggah sekali lagi."));
    let mut tx = caller.services.db.autocommit().await?;
    let file = store::attachment::own(&mut tx, id, caller.actor.user).await?;
    drop(tx);
    let file = file.ok_or_else(lost)?;
    let sheets = Arc::clone(&caller.services.sheets);
    let read = move |ticket: &Ticket| sheets.read(&file.key, heads, &|| ticket.is_void());
    caller.services.work.sheets.run(caller.actor.user, read).await?.map_err(|fault| match fault {
        SheetFault::Refused(sentence) => FieldErrors::of(field, sentence).into(),
        SheetFault::OutOfOrder(detail) => out_of_order(&detail),
        SheetFault::Broken(detail) => unexpected(&detail),
    })
}
