//! Autentikasi dua langkah, as it stands.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// How far one's own second factor is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecondFactorView {
    /// There is none.
    Off {
        /// Whether one's role must have one.
        required: bool,
    },
    /// It waits for the first code.
    Begun {
        /// Whether one's role must have one.
        required: bool,
        /// A QR code, as SVG, made by the server.
        svg: String,
        /// The secret to type in, in groups of four.
        secret: String,
    },
    /// A code is asked for at the login.
    On {
        /// Whether one's role must have one.
        required: bool,
        /// Since when.
        since: DateTime<Utc>,
        /// How many recovery codes are left.
        codes_left: usize,
    },
}

/// One's own second factor.
#[server(name = GetSecondFactor, endpoint = "profile/second_factor")]
pub async fn second_factor() -> Result<SecondFactorView, AppError> {
    use domain::{
        identity::access::{People, PeopleAction},
        identity::duty::Duty,
    };
    use store::identity::second_factor::{recovery_codes_left, totp};

    use crate::{
        api::context::caller_despite,
        ports::{Enrolment, current_session, is_enrolling, second_factor_required},
    };

    let caller = caller_despite(&[Duty::EnrolSecondFactor]).await?;
    caller.may(&People, PeopleAction::ManageOwnProfile)?;
    let mut tx = caller.read().await?;
    let required = second_factor_required(&mut tx, caller.actor.role).await?;
    let Some(totp) = totp(&mut tx, caller.actor.user).await? else {
        return Ok(SecondFactorView::Off { required });
    };
    if let Some(since) = totp.confirmed_at {
        let codes_left = recovery_codes_left(&mut tx, caller.actor.user).await?;
        return Ok(SecondFactorView::On { required, since, codes_left });
    }
    // The secret is for the session that gave the password to begin with it.
    if !is_enrolling(&current_session().await?, caller.now).await? {
        return Ok(SecondFactorView::Off { required });
    }
    let user = store::identity::find(&mut tx, caller.actor.user).await?.ok_or(AppError::Unauthenticated)?;
    let Enrolment { svg, secret } =
        Enrolment::new(&caller.services.vault.open_totp(user.id, &totp.secret)?, &user.username)?;
    Ok(SecondFactorView::Begun { required, svg, secret })
}
