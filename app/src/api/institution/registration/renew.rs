//! New passwords for all accounts of a registration whose holders have none of their own yet.

use domain::{
    id::RegistrationId,
    institution::registration::{Purpose, Registration},
    refusal::Refusal,
};
use serde_json::json;
use store::{Tx, institution::registration};

use super::{
    begin::{Fresh, page, still_admin},
    check,
};
use crate::error::{AppError, Done};

pub(super) async fn renew(id: RegistrationId) -> Result<Done, AppError> {
    let caller = check::admin().await?;
    let fresh = Fresh::new(&caller).await?;
    let mut tx = caller.begin().await?;
    still_admin(&mut tx, &caller).await?;
    let found = registration::find(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    // Whoever makes them anew does so from the first registration, one at a time.
    let first = first(&found);
    let root = registration::find_to_change(&mut tx, first).await?.ok_or(AppError::NotFound)?;
    let accounts = registration::without_own_password(&mut tx, id).await?;
    let waiting = u32::try_from(accounts.len()).unwrap_or(u32::MAX);
    may(&mut tx, &found, waiting).await?;
    root.may_renew(waiting)?;
    let told = json!({ "dari_pendaftaran": id, "jumlah": waiting });
    let id = fresh.begin(tx, &caller, Purpose::Renew(first), &accounts, told).await?;
    Ok(Done::go(format!("Pembuatan {waiting} password baru dimulai."), page(id)))
}

fn first(found: &Registration) -> RegistrationId {
    match found.purpose {
        Purpose::Register => found.id,
        Purpose::Renew(first) => first,
    }
}

/// Whether the passwords of a registration can be made anew now.
pub(super) async fn may(tx: &mut Tx, found: &Registration, waiting: u32) -> Result<(), AppError> {
    found.may_renew(waiting)?;
    if registration::is_being_renewed(tx, first(found)).await? {
        return Err(Refusal::state("Password sedang dibuat ulang. Tunggu sampai selesai.").into());
    }
    Ok(())
}
