//! Buat ulang kode pemulihan.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
pub(super) use verb::store_codes;

use super::disable_second_factor::OwnPasswordForm;
use crate::error::{AppError, Done};

/// Makes new recovery codes; the old ones open nothing any more.
#[server(endpoint = "profile/renew_recovery_codes")]
pub async fn renew_recovery_codes(#[server(default)] form: OwnPasswordForm) -> Result<Done, AppError> {
    verb::renew(form).await
}

#[cfg(feature = "ssr")]
mod verb {
    use domain::{
        access::{Action, Subject},
        activity::{Act, RecordKind},
        id::UserId,
    };
    use store::{Tx, identity::second_factor::set_recovery_codes};
    use tower_sessions::Session;

    use crate::{
        api::{
            context::{Line, caller, unexpected},
            profile::{RECOVERY_CODES, confirm, disable_second_factor::OwnPasswordForm},
        },
        error::{AppError, Done},
        server::{FreshCodes, current_session, hash_recovery_code},
    };

    pub(super) async fn renew(form: OwnPasswordForm) -> Result<Done, AppError> {
        let caller = caller().await?;
        caller.may(Action::ManageOwnProfile, &Subject::Everything)?;
        let user = confirm::password(&caller, "password", form.password).await?;
        if !user.second_factor {
            return Err(AppError::Refused("Aktifkan dahulu autentikasi dua langkah.".to_owned()));
        }
        let session = current_session().await?;
        let fresh = FreshCodes::new(caller.now);
        let mut tx = caller.begin().await?;
        store_codes(&mut tx, &session, &fresh, user.id).await?;
        let line =
            Line::new(Act::RenewRecoveryCodes, RecordKind::User, user.id.get(), caller.actor.institution);
        caller.record(&mut tx, line).await?;
        tx.commit().await?;
        fresh.keep(&session).await?;
        Ok(Done::go("Kode pemulihan yang baru sudah dibuat; yang lama tidak berlaku lagi.", RECOVERY_CODES))
    }

    /// Stores the hashes of this session's new codes, in place of the old ones.
    pub async fn store_codes(
        tx: &mut Tx,
        session: &Session,
        fresh: &FreshCodes,
        user: UserId,
    ) -> Result<(), AppError> {
        let id = session.id().ok_or_else(|| unexpected("a session without an id"))?;
        let codes = fresh.codes(&id.to_string());
        let hashes: Vec<_> = codes.iter().map(|code| hash_recovery_code(user, code)).collect();
        Ok(set_recovery_codes(tx, user, &hashes).await?)
    }
}
