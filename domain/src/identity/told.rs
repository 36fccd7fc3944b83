//! An account, field by field, as the log and whoever saves it too late are told of it: never its password.

use serde::Serialize;

use crate::{
    activity::{Audited, Label},
    id::AttachmentId,
    identity::Role,
};

/// What is told of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AccountTold<'a> {
    /// Nama.
    pub name: &'a str,
    /// Role Pengguna, in words.
    pub role: &'static str,
    /// Jabatan, of the commission's people.
    pub job_title: Option<&'a str>,
    /// Username.
    pub username: &'a str,
    /// Email.
    pub email: &'a str,
    /// Foto.
    pub photo: Option<AttachmentId>,
    /// Whether it is open.
    pub active: bool,
}

impl Audited for AccountTold<'_> {
    const LABELS: &'static [Label] = &[
        Label::new("name", "Nama"),
        Label::code::<Role>("role", "Role Pengguna"),
        Label::new("job_title", "Jabatan"),
        Label::new("username", "Username"),
        Label::new("email", "Email"),
        Label::file("photo", "Foto"),
        Label::new("active", "Aktif"),
    ];
}
