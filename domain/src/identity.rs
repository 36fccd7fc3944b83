//! People: their role, their account, and what they type to log in.

pub mod access;
pub mod account;
pub mod admin;
pub mod common;
pub mod device;
pub mod duty;
pub mod password;
pub mod profile;
mod signature;
pub mod throttle;
pub mod told;

use serde::{Deserialize, Serialize};

pub use signature::{Person, Signature};

use crate::{
    bounds,
    coded::coded,
    field::{Checker, FieldErrors},
    id::{InstitutionId, UserId},
};

/// The shortest password that is taken. KASN Regulation 7/2016 says six
/// (Gambar 4), which no longer protects anything.
pub const PASSWORD_MIN: usize = 12;
/// The longest password that is hashed; longer input is not a password.
pub const PASSWORD_MAX: usize = 256;

coded! {
    /// What a person may be (spec: who uses it).
    pub enum Role {
        /// Commission: manages Petugas, Institusi and settings; sees everything.
        Admin = "admin", "Admin";
        /// Commission: sees everything, appoints the officer, acts on any matter.
        Commissioner = "commissioner", "Komisioner";
        /// Commission: sees everything, acts on the matters assigned to them.
        Assistant = "assistant", "Asisten";
        /// Institution: an operator who also manages the institution's accounts.
        InstitutionAdmin = "institution_admin", "Admin Institusi";
        /// Institution: enters and sends everything of their own institution.
        Operator = "operator", "Operator";
        /// Institution: Pejabat yang Berwenang (PyB).
        AuthorisedOfficial = "authorised_official", "PyB";
        /// Institution: Pejabat Pembina Kepegawaian (PPK).
        AppointingAuthority = "appointing_authority", "PPK";
        /// Institution: member of the selection committee (Pansel).
        Committee = "committee", "Pansel";
        /// Institution: the committee's secretariat.
        CommitteeSecretariat = "committee_secretariat", "Sekretariat Pansel";
    }
}

impl Role {
    /// The commission's roles (Gambar 4, Role Pengguna).
    pub const COMMISSION: [Self; 3] = [Self::Admin, Self::Commissioner, Self::Assistant];

    /// The roles of an institution's people.
    pub const INSTITUTION: [Self; 6] = [
        Self::InstitutionAdmin,
        Self::Operator,
        Self::AuthorisedOfficial,
        Self::AppointingAuthority,
        Self::Committee,
        Self::CommitteeSecretariat,
    ];

    /// The roles whose accounts an Admin Institusi makes.
    pub const MEMBERS: [Self; 5] = [
        Self::Operator,
        Self::AuthorisedOfficial,
        Self::AppointingAuthority,
        Self::Committee,
        Self::CommitteeSecretariat,
    ];

    /// Whether the role belongs to the supervising commission.
    #[must_use]
    pub const fn is_commission(self) -> bool {
        matches!(self, Self::Admin | Self::Commissioner | Self::Assistant)
    }
}

/// Somebody who is logged in, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account.
    pub user: UserId,
    /// The person's name, as shown and logged.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The institution; nothing for the commission's people.
    pub institution: Option<InstitutionId>,
}

/// The login form.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginForm {
    /// Username.
    #[serde(default)]
    pub username: String,
    /// Password.
    #[serde(default)]
    pub password: String,
}

/// A login that is worth looking up.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// Lower-cased user name.
    pub username: String,
    /// The password as typed.
    pub password: String,
}

impl std::fmt::Debug for LoginForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginForm").field("username", &self.username).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("username", &self.username).finish_non_exhaustive()
    }
}

impl LoginForm {
    /// # Errors
    /// A sentence at each empty field.
    pub fn validate(&self) -> Result<Login, FieldErrors> {
        let mut check = Checker::new();
        let username = check.required("username", "Username", &self.username, bounds::LOGIN);
        if self.password.is_empty() {
            check.fail("password", "Password wajib diisi.");
        } else if self.password.len() > PASSWORD_MAX * 4 {
            check.fail("password", format!("Password paling banyak {PASSWORD_MAX} karakter."));
        }
        check.finish(|| Some(Login { username: username?.to_lowercase(), password: self.password.clone() }))
    }
}
