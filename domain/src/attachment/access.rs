//! Who may store files.

use crate::{
    access::{enters, guarded, only},
    identity::Role,
};

guarded! {
    /// Files that belong to nothing yet.
    Uploads;
    /// What may be done with them.
    UploadsAction {
        /// Store one.
        Store: Both, |role: Role| {
            only(enters(role) || role.is_commission(), "Peran Anda tidak mengunggah berkas.")
        };
    }
}
