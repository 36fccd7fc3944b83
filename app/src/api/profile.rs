//! One's own password, sessions and second factor.

mod begin_second_factor;
mod change_password;
mod confirm_second_factor;
mod disable_second_factor;
mod end_other_sessions;
mod end_session;
mod put_away_recovery_codes;
mod recovery_codes;
mod renew_recovery_codes;
mod second_factor;
mod show;

#[cfg(feature = "ssr")]
pub(super) mod confirm;

pub use begin_second_factor::{BeginSecondFactor, begin_second_factor};
pub use change_password::{ChangePassword, change_password};
pub use confirm_second_factor::{ConfirmSecondFactor, confirm_second_factor};
pub use disable_second_factor::{DisableSecondFactor, disable_second_factor};
pub use end_other_sessions::{EndOtherSessions, end_other_sessions};
pub use end_session::{EndSession, end_session};
pub use put_away_recovery_codes::{PutAwayRecoveryCodes, put_away_recovery_codes};
pub use recovery_codes::{GetRecoveryCodes, recovery_codes};
pub use renew_recovery_codes::{RenewRecoveryCodes, renew_recovery_codes};
pub use second_factor::{GetSecondFactor, SecondFactorView, second_factor};
pub use show::{GetProfile, ProfileView, SessionView, show};

use domain::identity::duty::Duty;

/// The page on which the password is changed.
pub const PASSWORD: &str = "/profil/password";
/// The page on which the second factor is set up.
pub const SECOND_FACTOR: &str = "/profil/dua-langkah";
/// The page that shows new recovery codes.
pub const RECOVERY_CODES: &str = "/profil/kode-pemulihan";

/// The page on which a duty is done.
#[must_use]
pub const fn duty_path(duty: Duty) -> &'static str {
    match duty {
        Duty::ChangePassword => PASSWORD,
        Duty::EnrolSecondFactor => SECOND_FACTOR,
    }
}
