//! Who may do what to accounts.

use serde::{Deserialize, Serialize};

use super::{Actor, Role};
use crate::{
    access::{Denied, Guarded, Side, everybody, guarded, only},
    id::{InstitutionId, UserId},
};

guarded! {
    /// The people as a whole.
    People;
    /// What may be done where no single account is meant.
    PeopleAction {
        /// Petugas: list, add, edit (Gambar 4).
        ManageOfficers: Commission, |role| {
            only(role == Role::Admin, "Hanya Admin yang dapat mengelola Petugas.")
        };
        /// Accounts: list, add, edit, new password, reopen.
        ManageAccounts: Both, |role| {
            only(
                matches!(role, Role::Admin | Role::InstitutionAdmin),
                "Hanya Admin atau Admin Institusi yang dapat mengelola akun.",
            )
        };
        /// One's own password, second factor and sessions.
        ManageOwnProfile: Both, everybody;
    }
}

/// What may be done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AccountAction {
    /// See it among others, add it, edit it, give it a new password, reopen it.
    Manage,
    /// Close it.
    Deactivate,
    /// End the sessions in which it is logged in.
    EndSessions,
}

/// What a decision needs to know of an account, or of one that is being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSubject {
    /// The account; nothing while it is being made.
    pub user: Option<UserId>,
    /// Its institution; nothing for the commission's people.
    pub institution: Option<InstitutionId>,
    /// Its role, as it is or as it is to be: a change of role asks for both.
    pub role: Role,
}

impl Guarded for AccountSubject {
    type Action = AccountAction;

    const ACTIONS: &'static [AccountAction] =
        &[AccountAction::Manage, AccountAction::Deactivate, AccountAction::EndSessions];

    /// The commission's Admin has the commission's people and each institution's Admin Institusi; an Admin
    /// Institusi has the others of their own institution. Nobody closes their own account here, or
    /// ends their own sessions.
    fn decide(&self, actor: &Actor, action: AccountAction) -> Result<(), Denied> {
        if !actor.role.is_commission()
            && (actor.institution.is_none() || actor.institution != self.institution)
        {
            return Err(Denied::Hidden);
        }
        match action {
            AccountAction::Deactivate if self.user == Some(actor.user) => {
                return Err(Denied::state("Anda tidak dapat menonaktifkan akun Anda sendiri."));
            }
            AccountAction::EndSessions if self.user == Some(actor.user) => {
                return Err(Denied::state(
                    "Ini akun Anda sendiri. Sesi Anda yang lain diakhiri melalui Profil.",
                ));
            }
            _ => {}
        }
        let members = !self.role.is_commission() && self.role != Role::InstitutionAdmin;
        match actor.role {
            Role::Admin if members => {
                Err(Denied::role("Akun ini dikelola oleh Admin Institusi yang bersangkutan."))
            }
            Role::Admin => Ok(()),
            Role::InstitutionAdmin if members => Ok(()),
            Role::InstitutionAdmin => Err(Denied::role("Akun Admin Institusi dikelola oleh Admin komisi.")),
            role if role.is_commission() => Err(Denied::role("Hanya Admin yang dapat mengelola akun.")),
            _ => Err(Denied::role("Hanya Admin Institusi yang dapat mengelola akun.")),
        }
    }

    fn side(action: AccountAction) -> Side {
        match action {
            AccountAction::Manage | AccountAction::Deactivate | AccountAction::EndSessions => Side::Both,
        }
    }
}

/// Keeps the commission from locking itself out: the last active Admin stays active, and Admin.
/// `active_admins` are those before the change; `remains` is whether `user` is an active Admin after it.
///
/// # Errors
/// [`Denied::State`] when nobody would be left.
pub fn last_admin(active_admins: &[UserId], user: UserId, remains: bool) -> Result<(), Denied> {
    if !remains && active_admins == [user] {
        return Err(Denied::state("Ini Admin terakhir yang aktif. Tetapkan Admin lain dahulu, lalu ulangi."));
    }
    Ok(())
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
