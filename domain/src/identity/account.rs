//! Accounts: Petugas of the commission (Gambar 4), and an institution's people.

use serde::{Deserialize, Serialize};

use super::{Role, password::take_password};
use crate::{
    attachment::parse_ids,
    bounds,
    field::{Checker, FieldErrors},
    id::{AttachmentId, JobTitleId},
};

/// Whether a form makes a record or changes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Tambah: with a password.
    New,
    /// Ubah: the password stays unless a new one is typed.
    Edit,
}

/// Reads a user name into lower case: 3 to 50 letters, digits, dots, hyphens and underscores, a letter
/// first.
///
/// # Errors
/// A sentence that says what is expected.
pub fn parse_username(text: &str) -> Result<String, String> {
    let name = text.trim().to_lowercase();
    if name.is_empty() {
        return Err("Username wajib diisi.".to_owned());
    }
    if !(3..=bounds::USERNAME).contains(&name.chars().count()) {
        return Err(format!("Username terdiri dari 3 sampai {} karakter.", bounds::USERNAME));
    }
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err("Username diawali dengan huruf.".to_owned());
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
    if !name.chars().all(fits) {
        return Err(
            "Username hanya boleh berisi huruf a-z, angka, titik, garis bawah dan tanda hubung.".to_owned()
        );
    }
    Ok(name)
}

/// Reads an e-mail address into lower case: something, an @, and a domain with a dot. Whether it
/// exists, only a letter can tell.
///
/// # Errors
/// A sentence that says what is expected.
pub fn parse_email(text: &str) -> Result<String, String> {
    const MAX: usize = bounds::EMAIL;
    let email = text.trim().to_lowercase();
    if email.is_empty() {
        return Err("Email wajib diisi.".to_owned());
    }
    if email.len() > MAX {
        return Err(format!("Email paling banyak {MAX} karakter."));
    }
    let sign = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let fits = email.rsplit_once('@').is_some_and(|(local, domain)| {
        (1..=64).contains(&local.len())
            && local.chars().all(sign)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && domain.contains('.')
            && domain.split('.').all(label)
            && domain
                .rsplit('.')
                .next()
                .is_some_and(|top| top.len() >= 2 && !top.starts_with(char::is_numeric))
    });
    if fits { Ok(email) } else { Err("Email belum benar; contoh: nama@instansi.go.id.".to_owned()) }
}

/// `+ Tambah Jabatan` (Gambar 4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobTitleForm {
    /// Nama Jabatan.
    pub name: String,
}

impl JobTitleForm {
    /// # Errors
    /// A sentence at `name`.
    pub fn validate(&self) -> Result<String, FieldErrors> {
        let mut check = Checker::new();
        let name = check.required("name", "Nama Jabatan", &self.name, bounds::NAME);
        check.finish(|| name)
    }
}

macro_rules! hidden {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).field("username", &self.username).finish_non_exhaustive()
            }
        }
    )*};
}
hidden!(OfficerForm, OfficerEntry, MemberForm, MemberEntry);

/// Petugas (Gambar 4).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfficerForm {
    /// Nama.
    pub name: String,
    /// Role Pengguna: the code of one of the commission's roles.
    pub role: String,
    /// Jabatan: its number.
    pub job_title: String,
    /// Username.
    pub username: String,
    /// Password.
    pub password: String,
    /// Konfirmasi Password.
    pub confirmation: String,
    /// Email.
    pub email: String,
    /// Foto: the number of an uploaded picture; one at most.
    pub photo: Vec<String>,
}

/// A Petugas as the form has it.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficerEntry {
    /// Nama.
    pub name: String,
    /// Role Pengguna, of the commission.
    pub role: Role,
    /// Jabatan.
    pub job_title: JobTitleId,
    /// Username, in lower case.
    pub username: String,
    /// The new password; nothing when it stays.
    pub password: Option<String>,
    /// Email, in lower case.
    pub email: String,
    /// Foto.
    pub photo: Option<AttachmentId>,
}

impl OfficerForm {
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(
        &self,
        mode: Mode,
        is_common: impl Fn(&str) -> bool,
    ) -> Result<OfficerEntry, FieldErrors> {
        let mut check = Checker::new();
        let name = check.required("name", "Nama", &self.name, bounds::NAME);
        let role = check.take("role", role_among(&self.role, &Role::COMMISSION));
        let job_title =
            check.take("job_title", self.job_title.parse().map_err(|_| "Pilih Jabatan.".to_owned()));
        let username = check.take("username", parse_username(&self.username));
        let password =
            password(&mut check, mode, &self.password, &self.confirmation, &self.username, is_common);
        let email = check.take("email", parse_email(&self.email));
        let photo = check.take("photo", one_photo(&self.photo));
        check.finish(|| {
            Some(OfficerEntry {
                name: name?,
                role: role?,
                job_title: job_title?,
                username: username?,
                password: password?,
                email: email?,
                photo: photo?,
            })
        })
    }
}

/// One of an institution's people, entered by its Admin Institusi.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberForm {
    /// Nama.
    pub name: String,
    /// Role Pengguna: the code of one of [`Role::MEMBERS`].
    pub role: String,
    /// Username.
    pub username: String,
    /// Email.
    pub email: String,
    /// Password.
    pub password: String,
    /// Konfirmasi Password.
    pub confirmation: String,
}

/// One of an institution's people as the form has it.
#[derive(Clone, PartialEq, Eq)]
pub struct MemberEntry {
    /// Nama.
    pub name: String,
    /// Role Pengguna, of an institution.
    pub role: Role,
    /// Username, in lower case.
    pub username: String,
    /// Email, in lower case.
    pub email: String,
    /// The new password; nothing when it stays.
    pub password: Option<String>,
}

impl MemberForm {
    /// `roles` are those that may be chosen: [`Role::MEMBERS`] for an Admin Institusi, and Admin
    /// Institusi alone for the commission's Admin.
    ///
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(
        &self,
        mode: Mode,
        roles: &[Role],
        is_common: impl Fn(&str) -> bool,
    ) -> Result<MemberEntry, FieldErrors> {
        let mut check = Checker::new();
        let name = check.required("name", "Nama", &self.name, bounds::NAME);
        let role = check.take("role", role_among(&self.role, roles));
        let username = check.take("username", parse_username(&self.username));
        let email = check.take("email", parse_email(&self.email));
        let password =
            password(&mut check, mode, &self.password, &self.confirmation, &self.username, is_common);
        check.finish(|| {
            Some(MemberEntry {
                name: name?,
                role: role?,
                username: username?,
                email: email?,
                password: password?,
            })
        })
    }
}

/// Whether saving an account changes how somebody logs in, or what they then may, given user name, e-mail and role:
/// then whoever does it shows once more who they are.
#[must_use]
pub fn changes_login(saved: [&str; 3], wanted: [&str; 3], new_password: bool) -> bool {
    new_password || saved != wanted
}

fn role_among(code: &str, roles: &[Role]) -> Result<Role, String> {
    Role::from_code(code).filter(|role| roles.contains(role)).ok_or_else(|| "Pilih Role Pengguna.".to_owned())
}

fn one_photo(values: &[String]) -> Result<Option<AttachmentId>, String> {
    match parse_ids("Foto", values)?.as_slice() {
        [] => Ok(None),
        [photo] => Ok(Some(*photo)),
        _ => Err("Foto paling banyak satu.".to_owned()),
    }
}

/// The password of a form; `Some(None)` when it stays as it is.
#[expect(clippy::option_option, reason = "the outer one is whether it can be taken")]
fn password(
    check: &mut Checker,
    mode: Mode,
    password: &str,
    confirmation: &str,
    username: &str,
    is_common: impl Fn(&str) -> bool,
) -> Option<Option<String>> {
    if mode == Mode::Edit && password.is_empty() && confirmation.is_empty() {
        return Some(None);
    }
    take_password(check, password, confirmation, username, is_common).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names() {
        assert_eq!(parse_username(" Dinas.Sosial_1 "), Ok("dinas.sosial_1".into()));
        for wrong in ["", "ab", "1abc", "a b c", "ani@x", "ä-name", &"a".repeat(51)] {
            assert!(parse_username(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses() {
        for right in ["Ani@BKD.jakarta.go.id", "a+b@x.co", "o'neil@kasn.go.id"] {
            assert_eq!(parse_email(right), Ok(right.to_lowercase()));
        }
        let long = format!("{}@x.go.id", "a".repeat(65));
        for wrong in [
            "",
            "ani",
            "ani@",
            "@x.id",
            "a b@x.id",
            "ani@x",
            "ani@x.",
            "ani@-x.id",
            "a..b@x.id",
            "a@x.1d",
            &long,
        ] {
            assert!(parse_email(wrong).is_err(), "{wrong}");
        }
    }

    fn officer() -> OfficerForm {
        OfficerForm {
            name: "Rina".into(),
            role: "assistant".into(),
            job_title: "3".into(),
            username: "Rina.KASN".into(),
            password: "kuda-terbang-biru".into(),
            confirmation: "kuda-terbang-biru".into(),
            email: "Rina@kasn.go.id".into(),
            photo: vec!["7".into()],
        }
    }

    #[test]
    fn a_new_officer_is_whole() {
        let entry = officer().validate(Mode::New, |_| false).unwrap();
        assert_eq!((entry.username.as_str(), entry.email.as_str()), ("rina.kasn", "rina@kasn.go.id"));
        assert_eq!((entry.role, entry.job_title, entry.photo), (Role::Assistant, 3.into(), Some(7.into())));
        assert_eq!(entry.password.as_deref(), Some("kuda-terbang-biru"));
        assert!(!format!("{entry:?}").contains("kuda"));
        let empty = OfficerForm::default().validate(Mode::New, |_| false).unwrap_err();
        let fields: Vec<&str> = empty.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["email", "job_title", "name", "password", "role", "username"]);
    }

    #[test]
    fn an_edited_officer_may_keep_the_password() {
        let form = OfficerForm { password: String::new(), confirmation: String::new(), ..officer() };
        assert_eq!(form.validate(Mode::Edit, |_| false).unwrap().password, None);
        assert!(form.validate(Mode::New, |_| false).is_err());
        let form = OfficerForm { password: "baru".into(), ..form };
        assert!(form.validate(Mode::Edit, |_| false).unwrap_err().get("password").is_some());
    }

    #[test]
    fn roles_stay_on_their_side() {
        let wrong = OfficerForm { role: "operator".into(), ..officer() };
        assert!(wrong.validate(Mode::New, |_| false).unwrap_err().get("role").is_some());
        let member = |role: Role| MemberForm {
            name: "Siti".into(),
            role: role.code().into(),
            username: "siti".into(),
            email: "siti@x.go.id".into(),
            password: "kuda-terbang-biru".into(),
            confirmation: "kuda-terbang-biru".into(),
        };
        for role in Role::ALL {
            let taken = member(role).validate(Mode::New, &Role::MEMBERS, |_| false).is_ok();
            assert_eq!(taken, Role::MEMBERS.contains(&role), "{role:?}");
        }
    }

    #[test]
    fn one_photo_at_most() {
        let form = OfficerForm { photo: vec!["7".into(), "8".into()], ..officer() };
        assert!(form.validate(Mode::New, |_| false).unwrap_err().get("photo").is_some());
        let form = OfficerForm { photo: vec![String::new()], ..officer() };
        assert_eq!(form.validate(Mode::New, |_| false).unwrap().photo, None);
    }
}
