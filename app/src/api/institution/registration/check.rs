//! What a spreadsheet of institutions says.

use domain::{
    institution::{
        access::{Institutions, InstitutionsAction},
        bulk::{HEADS, NewInstitutionRow, check_rows},
    },
    sheet::{Checked, HeadFault, Sheet},
};
use store::Tx;

use crate::{
    api::{
        context::{Caller, caller},
        import::Import,
    },
    error::AppError,
};

/// Institutions with their first accounts.
pub(super) struct Institution;

impl Import for Institution {
    type Row = NewInstitutionRow;
    const HEADS: &'static [&'static str] = &HEADS;
    const WHAT: &'static str = "institusi";
    const PAGE: &'static str = "/institusi/daftarkan";

    async fn read(
        tx: &mut Tx,
        sheet: &Sheet,
    ) -> store::Result<Result<Checked<NewInstitutionRow>, Box<HeadFault>>> {
        Ok(check_rows(sheet, store::institution::taken(tx).await?))
    }

    fn cells(row: &NewInstitutionRow) -> Vec<String> {
        vec![row.name.clone(), row.kind.label().to_owned(), row.region.clone(), row.username.clone()]
    }
}

/// Whoever calls, if they may register institutions.
pub(super) async fn admin() -> Result<Caller, AppError> {
    let caller = caller().await?;
    caller.may(&Institutions, InstitutionsAction::Manage)?;
    Ok(caller)
}
