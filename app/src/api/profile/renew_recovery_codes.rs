//! Buat ulang kode pemulihan.

use domain::identity::profile::ProofForm;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
pub(super) use verb::hashes;

use crate::error::{AppError, Done};

/// Makes new recovery codes; the old ones open nothing any more.
#[server(endpoint = "profile/renew_recovery_codes")]
pub async fn renew_recovery_codes(#[server(default)] form: ProofForm) -> Result<Done, AppError> {
    verb::renew(form).await
}

#[cfg(feature = "ssr")]
mod verb {
    use domain::{
        activity::Act,
        identity::access::{People, PeopleAction},
        identity::profile::ProofForm,
    };
    use store::identity::second_factor::set_recovery_codes;
    use tower_sessions::Session;

    use crate::{
        api::{
            context::{caller, unexpected},
            profile::{RECOVERY_CODES, confirm},
            tail::Line,
        },
        error::{AppError, Done},
        ports::{FreshCodes, current_session, hash_recovery_codes},
    };

    pub(super) async fn renew(form: ProofForm) -> Result<Done, AppError> {
        let caller = caller().await?;
        caller.may(&People, PeopleAction::ManageOwnProfile)?;
        let user = confirm::owner(&caller, &form).await?;
        if !user.second_factor {
            return Err(AppError::Refused("Aktifkan dahulu autentikasi dua langkah.".to_owned()));
        }
        let session = current_session().await?;
        let fresh = FreshCodes::new(caller.now);
        let hashes = hashes(&session, &fresh).await?;
        let mut tx = caller.begin().await?;
        set_recovery_codes(&mut tx, user.id, &hashes).await?;
        let line = Line::new(Act::RenewRecoveryCodes, user.id, caller.actor.institution);
        caller.record(&mut tx, line).await?;
        tx.commit().await?;
        fresh.keep(&session).await?;
        Ok(Done::go("Kode pemulihan yang baru sudah dibuat; yang lama tidak berlaku lagi.", RECOVERY_CODES))
    }

    /// What is stored of this session's new codes. It is hard work, for before the transaction.
    pub async fn hashes(session: &Session, fresh: &FreshCodes) -> Result<Vec<String>, AppError> {
        let id = session.id().ok_or_else(|| unexpected("a session without an id"))?;
        hash_recovery_codes(fresh.codes(&id.to_string())).await
    }
}
