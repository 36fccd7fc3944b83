//! `Nonaktifkan` and `Aktifkan`: closing an account, and opening it again. It is never deleted, because the
//! log and the records name the person.

use domain::id::UserId;
use leptos::prelude::*;

use crate::error::{AppError, Done};

/// Closes an account; its sessions end at once.
#[server(endpoint = "identity/deactivate_account")]
pub async fn deactivate_account(user: UserId, version: i64) -> Result<Done, AppError> {
    set::active(user, version, false).await
}

/// Opens an account again.
#[server(endpoint = "identity/reactivate_account")]
pub async fn reactivate_account(user: UserId, version: i64) -> Result<Done, AppError> {
    set::active(user, version, true).await
}

#[cfg(feature = "ssr")]
mod set {
    use domain::{
        activity::Act,
        event::Change,
        id::UserId,
        identity::access::{AccountAction, last_admin},
    };
    use serde_json::json;
    use store::identity::{active_admins, set_active};

    use crate::{
        api::{
            context::caller,
            identity::load,
            tail::{Line, check_version},
        },
        error::{AppError, Done},
    };

    pub(super) async fn active(id: UserId, version: i64, active: bool) -> Result<Done, AppError> {
        let caller = caller().await?;
        let mut tx = caller.begin().await?;
        let action = if active { AccountAction::Manage } else { AccountAction::Deactivate };
        let admins = active_admins(&mut tx).await?;
        let user = load::account(&mut tx, &caller, id, action).await?;
        check_version(&user, version, Vec::new)?;
        if user.active == active {
            let state = if active { "sudah aktif" } else { "sudah nonaktif" };
            return Err(AppError::Refused(format!("Akun {} {state}.", user.name)));
        }
        if !active {
            last_admin(&admins, id, false)?;
        }
        set_active(&mut tx, id, version, active).await?;
        let act = if active { Act::ReactivateAccount } else { Act::DeactivateAccount };
        let line =
            Line::of(&user, act).before(json!({ "active": user.active })).after(json!({ "active": active }));
        caller.change(&mut tx, &user, line, Change::Saved).await?;
        tx.commit().await?;
        Ok(Done::stay(if active {
            format!("Akun {} telah diaktifkan kembali.", user.name)
        } else {
            format!("Akun {} telah dinonaktifkan.", user.name)
        }))
    }
}
