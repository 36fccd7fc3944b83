//! An Admin who is made at the server's own machine: the first one, whom nobody can enter in Petugas.

use super::{
    account::{JobTitleForm, parse_email, parse_username},
    password::take_password,
};
use crate::{
    bounds,
    field::{Checker, FieldErrors},
};

/// What is asked for.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct AdminForm {
    /// Username.
    pub username: String,
    /// Nama.
    pub name: String,
    /// Email.
    pub email: String,
    /// Jabatan: its name; there may be none of that name yet.
    pub job_title: String,
    /// Password.
    pub password: String,
    /// Konfirmasi Password.
    pub confirmation: String,
}

/// An Admin as the form has it.
#[derive(Clone, PartialEq, Eq)]
pub struct AdminEntry {
    /// Username, in lower case.
    pub username: String,
    /// Nama.
    pub name: String,
    /// Email, in lower case.
    pub email: String,
    /// Jabatan.
    pub job_title: String,
    /// The password.
    pub password: String,
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
hidden!(AdminForm, AdminEntry);

impl AdminForm {
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self, is_common: impl Fn(&str) -> bool) -> Result<AdminEntry, FieldErrors> {
        let mut check = Checker::new();
        let username = check.take("username", parse_username(&self.username));
        let name = check.required("name", "Nama", &self.name, bounds::NAME);
        let email = check.take("email", parse_email(&self.email));
        let title = JobTitleForm { name: self.job_title.clone() }.validate();
        let title =
            title.map_err(|errors| errors.get("name").unwrap_or("Nama Jabatan wajib diisi.").to_owned());
        let job_title = check.take("job_title", title);
        let password =
            take_password(&mut check, &self.password, &self.confirmation, &self.username, is_common);
        check.finish(|| {
            Some(AdminEntry {
                username: username?,
                name: name?,
                email: email?,
                job_title: job_title?,
                password: password?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> AdminForm {
        AdminForm {
            username: "Admin.BKN".into(),
            name: "Rina Wulandari".into(),
            email: "Rina@BKN.go.id".into(),
            job_title: " Pranata Komputer ".into(),
            password: "kuda-terbang-biru".into(),
            confirmation: "kuda-terbang-biru".into(),
        }
    }

    #[test]
    fn an_admin_is_whole() {
        let entry = form().validate(|_| false).unwrap();
        assert_eq!((entry.username.as_str(), entry.email.as_str()), ("admin.bkn", "rina@bkn.go.id"));
        assert_eq!(entry.job_title, "Pranata Komputer");
        assert!(!format!("{:?}{entry:?}", form()).contains("kuda"));
        let empty = AdminForm::default().validate(|_| false).unwrap_err();
        let fields: Vec<&str> = empty.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["email", "job_title", "name", "password", "username"]);
    }

    #[test]
    fn the_password_is_one_that_is_taken_elsewhere_too() {
        for password in ["pendek", "admin.bkn-2016", "password1234"] {
            let form = AdminForm { password: password.into(), confirmation: password.into(), ..form() };
            let errors = form.validate(|password| password == "password1234").unwrap_err();
            assert!(errors.get("password").is_some(), "{password}");
        }
        let other = AdminForm { confirmation: "kuda-terbang-hijau".into(), ..form() };
        assert!(other.validate(|_| false).unwrap_err().get("confirmation").is_some());
    }
}
