//! Which passwords are taken.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{PASSWORD_MAX, PASSWORD_MIN};
use crate::{
    bounds,
    field::{Checker, FieldErrors},
};

/// A user name this short may stand in a password by chance.
const TELLING: usize = 6;

/// Words that whoever attacks SIJAPTI tries first: the product's name, the supervising bodies', the roles', and
/// what everybody adds to them.
const CONTEXT: [&str; 22] = [
    "sijapti",
    "kasn",
    "komisi",
    "aparatur",
    "sipil",
    "negara",
    "indonesia",
    "jabatan",
    "pimpinan",
    "tinggi",
    "seleksi",
    "nomenklatur",
    "pejabat",
    "institusi",
    "operator",
    "komisioner",
    "asisten",
    "petugas",
    "admin",
    "password",
    "rahasia",
    "demo",
];
/// So many letters have to be left of a password when those words are taken away.
const OWN_LETTERS: usize = 6;

/// Checks a new password: 12 to 256 characters (Gambar 4 says 6, which protects nothing), neither the
/// user name nor built around it, not on the list, not one sign repeated and not a plain run as in
/// `abcdefghijkl`, and more than the words everybody here thinks of first.
///
/// # Errors
/// A sentence that says what to change.
pub fn check_password(
    password: &str,
    username: &str,
    is_common: impl Fn(&str) -> bool,
) -> Result<(), String> {
    let length = password.chars().count();
    if password.is_empty() {
        return Err("Password wajib diisi.".to_owned());
    }
    if length < PASSWORD_MIN {
        return Err(format!("Password minimal {PASSWORD_MIN} karakter; sekarang {length}."));
    }
    if length > PASSWORD_MAX {
        return Err(format!("Password paling banyak {PASSWORD_MAX} karakter; sekarang {length}."));
    }
    let (lower, username) = (password.to_lowercase(), username.trim().to_lowercase());
    let within =
        username.chars().count() >= TELLING && lower.contains(&username) || username.contains(&lower);
    if !username.is_empty() && within {
        return Err("Password tidak boleh memuat username.".to_owned());
    }
    if is_run(&lower) {
        return Err(
            "Password terlalu mudah ditebak: jangan mengulang satu karakter atau memakai urutan.".to_owned()
        );
    }
    if is_common(&lower) {
        return Err("Password ini termasuk yang paling sering dipakai orang. Pilih yang lain.".to_owned());
    }
    if is_of_context(&lower) {
        return Err("Password terlalu mudah ditebak: jangan hanya memakai nama sistem, lembaga, atau peran."
            .to_owned());
    }
    Ok(())
}

/// A password that somebody else has chosen is good for so long; whoever comes later asks for another one.
pub const FIRST_PASSWORD_GOOD: TimeDelta = TimeDelta::hours(72);

/// Whether a password that must be changed was given too long ago.
#[must_use]
pub fn first_password_ended(must_change: bool, given_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    must_change && now - given_at > FIRST_PASSWORD_GOOD
}

/// What is said to whoever comes too late with the right one.
pub const FIRST_PASSWORD_ENDED: &str = "Password sementara ini sudah tidak berlaku karena lebih dari 72 jam tidak diganti. \
                                        Mintalah password baru kepada Admin yang mengelola akun Anda.";

/// One sign repeated, or each sign the next after the one before; nine is followed by nought.
fn is_run(password: &str) -> bool {
    let signs: Vec<u32> = password.chars().map(u32::from).collect();
    let next = |pair: &[u32]| pair[1] == pair[0] + 1 || pair == [u32::from('9'), u32::from('0')];
    signs.windows(2).all(|pair| pair[0] == pair[1]) || signs.windows(2).all(next)
}

/// Whether hardly a letter is left when the words of [`CONTEXT`] are taken away; a password without any of them
/// is judged by the other rules.
fn is_of_context(password: &str) -> bool {
    let own = CONTEXT.iter().fold(password.to_owned(), |left, word| left.replace(word, ""));
    own.len() != password.len() && own.chars().filter(|sign| sign.is_alphabetic()).count() < OWN_LETTERS
}

/// A new password and its repetition, as several forms ask for them.
///
/// Reports at the fields `password` and `confirmation`.
pub(crate) fn take_password(
    check: &mut Checker,
    password: &str,
    confirmation: &str,
    username: &str,
    is_common: impl Fn(&str) -> bool,
) -> Option<String> {
    let taken = check.take("password", check_password(password, username, is_common));
    if taken.is_some() && confirmation.is_empty() {
        check.fail("confirmation", "Konfirmasi Password wajib diisi.");
    } else if taken.is_some() && confirmation != password {
        check.fail("confirmation", "Konfirmasi Password tidak sama dengan Password.");
    }
    taken.map(|()| password.to_owned())
}

/// Change of one's own password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    /// Password sekarang.
    pub current: String,
    /// Password baru.
    pub password: String,
    /// Konfirmasi Password.
    pub confirmation: String,
    /// Kode, of those who have a second factor.
    pub code: String,
}

impl std::fmt::Debug for PasswordForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordForm").finish_non_exhaustive()
    }
}

impl PasswordForm {
    /// The new password. Whether the current one is right is the server's to find out.
    ///
    /// # Errors
    /// A sentence at each field that cannot be taken.
    pub fn validate(&self, username: &str, is_common: impl Fn(&str) -> bool) -> Result<String, FieldErrors> {
        let mut check = Checker::new();
        if self.current.is_empty() {
            check.fail("current", "Password sekarang wajib diisi.");
        } else if self.current.chars().count() > PASSWORD_MAX {
            check.fail("current", format!("Password sekarang paling banyak {PASSWORD_MAX} karakter."));
        }
        check.optional("code", "Kode", &self.code, bounds::CODE);
        let password = take_password(&mut check, &self.password, &self.confirmation, username, is_common);
        if password.is_some() && self.password == self.current {
            check.fail("password", "Password baru harus berbeda dari password sekarang.");
        }
        check.finish(|| password)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str, username: &str) -> Result<(), String> {
        check_password(password, username, |password| password == "password1234")
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(check("éééééééééé1", "rina").unwrap_err().contains("minimal 12"));
        assert!(check("éééééééééé12", "rina").is_ok());
        assert!(check(&"ab".repeat(128), "rina").is_ok());
        assert!(check(&"ab".repeat(129), "rina").unwrap_err().contains("paling banyak 256"));
        assert!(check("", "rina").unwrap_err().contains("wajib"));
    }

    #[test]
    fn neither_around_nor_inside_the_user_name() {
        assert!(check("JakselKita99!", "jaksel").is_err());
        assert!(check("dinas.sosial.jaksel", "dinas.sosial.jaksel").is_err());
        assert!(check("sosial.jakse", "dinas.sosial.jaksel").is_err());
        // Too short to tell, and no user name at all.
        assert!(check("kuda-ani-biru", "ani").is_ok());
        assert!(check("kuda-terbang-biru", "").is_ok());
    }

    #[test]
    fn what_somebody_else_chose_ends_after_three_days() {
        let given: DateTime<Utc> = "2016-08-10T08:00:00Z".parse().unwrap();
        let end = given + FIRST_PASSWORD_GOOD;
        assert!(!first_password_ended(true, given, end));
        assert!(first_password_ended(true, given, end + TimeDelta::seconds(1)));
        assert!(!first_password_ended(false, given, end + TimeDelta::days(999)));
    }

    #[test]
    fn runs_and_common_ones() {
        for password in ["aaaaaaaaaaaa", "abcdefghijkl", "123456789012", "PASSWORD1234"] {
            assert!(check(password, "rina").is_err(), "{password}");
        }
        assert!(check("abcdefghijkm", "rina").is_ok());
    }

    #[test]
    fn the_words_of_the_house_alone_are_no_password() {
        for password in ["Sijapti-2026!", "KASN-Komisioner1", "Admin.Seleksi.45", "Negara-Indonesia"] {
            assert!(check(password, "rina").unwrap_err().contains("nama sistem"), "{password}");
        }
        assert!(check("kuda-terbang-kasn", "rina").is_ok());
        // None of them in it: digits and signs are judged by the other rules.
        assert!(check("77-12-90-34-51", "rina").is_ok());
    }

    #[test]
    fn the_form_wants_it_twice_and_different() {
        let form = PasswordForm {
            current: "lama-lama-lama".into(),
            password: "kuda-terbang-biru".into(),
            confirmation: "kuda-terbang-biru".into(),
            code: String::new(),
        };
        assert_eq!(form.validate("rina", |_| false), Ok("kuda-terbang-biru".into()));
        let wrong = PasswordForm { confirmation: "lain".into(), ..form.clone() };
        assert!(wrong.validate("rina", |_| false).unwrap_err().get("confirmation").is_some());
        let same = PasswordForm { current: form.password.clone(), ..form.clone() };
        assert!(same.validate("rina", |_| false).unwrap_err().get("password").is_some());
        let empty = PasswordForm::default().validate("rina", |_| false).unwrap_err();
        assert_eq!(empty.iter().map(|(field, _)| field).collect::<Vec<_>>(), ["current", "password"]);
        assert!(!format!("{form:?}").contains("kuda"));
    }
}
