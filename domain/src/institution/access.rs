//! Who may do what to institutions.

use crate::{
    access::{guarded, only},
    identity::Role,
};

guarded! {
    /// The institutions as a whole.
    Institutions;
    /// What may be done to them.
    InstitutionsAction {
        /// Daftar Institusi (Gambar 6).
        List: Commission, |role: Role| {
            only(role.is_commission(), "Daftar Institusi hanya untuk petugas komisi.")
        };
        /// Add, edit, register many (Gambar 5).
        Manage: Commission, |role| {
            only(role == Role::Admin, "Hanya Admin yang dapat mengelola Institusi.")
        };
    }
}
