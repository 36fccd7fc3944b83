//! What an Admin sets for the whole system.

use crate::{
    access::{guarded, only},
    identity::Role,
};

guarded! {
    /// The settings as a whole.
    Settings;
    /// What may be done to them.
    SettingsAction {
        /// See and change them.
        Manage: Commission, |role| {
            only(role == Role::Admin, "Hanya Admin yang dapat mengubah pengaturan.")
        };
        /// Keep the calendar: holidays, and how working days are counted and limited.
        KeepCalendar: Commission, |role| {
            only(role == Role::Admin, "Hanya Admin yang dapat mengelola hari libur dan aturan tenggat.")
        };
    }
}
