//! What somebody must do before anything else.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::access::Denied;

/// What is due before every page and every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Duty {
    /// Choose a password of one's own: the present one was somebody else's choice.
    ChangePassword,
    /// Set up the second factor, which the Admin asks of this role.
    EnrolSecondFactor,
}

impl Duty {
    /// The next thing that is due; the password first.
    #[must_use]
    pub fn of(must_change_password: bool, second_factor: bool, required: bool) -> Option<Self> {
        if must_change_password {
            Some(Self::ChangePassword)
        } else if required && !second_factor {
            Some(Self::EnrolSecondFactor)
        } else {
            None
        }
    }

    /// Lets somebody on who owes nothing, or nothing but what they are about to do.
    ///
    /// # Errors
    /// What they must do first.
    pub fn check(due: Option<Self>, about_to: &[Self]) -> Result<(), Denied> {
        match due {
            Some(duty) if !about_to.contains(&duty) => Err(duty.into()),
            _ => Ok(()),
        }
    }

    /// What to do first, in words.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ChangePassword => {
                "Ganti dahulu password yang Anda terima dengan password pilihan Anda sendiri."
            }
            Self::EnrolSecondFactor => {
                "Aktifkan dahulu autentikasi dua langkah, yang diwajibkan bagi peran Anda."
            }
        }
    }
}

impl From<Duty> for Denied {
    fn from(duty: Duty) -> Self {
        Self::Role(duty.sentence().to_owned())
    }
}

/// What the names of the settings begin with that say whether a role must have a second factor; the role's code
/// follows.
pub const SECOND_FACTOR_SETTINGS: &str = "totp.required.";

/// The setting that says whether a role must have a second factor; `1` when it must.
#[must_use]
pub fn second_factor_setting(role: Role) -> String {
    format!("{SECOND_FACTOR_SETTINGS}{}", role.code())
}

/// Reads such a setting; nothing was set means no.
#[must_use]
pub fn is_required(value: Option<&str>) -> bool {
    value == Some("1")
}

/// Whether somebody may take their second factor away.
///
/// # Errors
/// [`Denied::State`] when their role must have one.
pub fn may_disable(required: bool) -> Result<(), Denied> {
    if required {
        return Err(Denied::State(
            "Autentikasi dua langkah diwajibkan bagi peran Anda, sehingga tidak dapat dinonaktifkan."
                .to_owned(),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_comes_first() {
        assert_eq!(Duty::of(true, false, true), Some(Duty::ChangePassword));
        assert_eq!(Duty::of(false, false, true), Some(Duty::EnrolSecondFactor));
        assert_eq!(Duty::of(false, true, true), None);
        assert_eq!(Duty::of(false, false, false), None);
    }

    #[test]
    fn only_one_is_yes() {
        assert!(is_required(Some("1")));
        assert!(!is_required(None) && !is_required(Some("0")) && !is_required(Some("")));
        assert!(may_disable(true).is_err() && may_disable(false).is_ok());
    }
}
