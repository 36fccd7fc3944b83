//! The second factor, as it is typed: whether a code is right is the server's to find out.

use serde::{Deserialize, Serialize};

use super::PASSWORD_MAX;
use crate::field::FieldErrors;

/// Digits of a one-time code (RFC 6238).
pub const TOTP_DIGITS: usize = 6;
/// Letters and digits of a recovery code, without its hyphen.
pub const RECOVERY_SIGNS: usize = 10;
/// Recovery codes that are handed out at once.
pub const RECOVERY_CODES: usize = 10;
/// The letters and digits of recovery codes: none that looks like another.
pub const RECOVERY_ALPHABET: &str = "abcdefghjkmnpqrstuvwxyz23456789";

/// What somebody types as second factor.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// Kode: of the authenticator, or a recovery code.
    pub code: String,
}

impl std::fmt::Debug for CodeForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CodeForm").finish_non_exhaustive()
    }
}

/// A code in its bare form.
#[derive(Clone, PartialEq, Eq)]
pub enum Code {
    /// Six digits of the authenticator.
    Totp(String),
    /// A recovery code, in lower case and without its hyphen.
    Recovery(String),
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Totp(_) => "Totp",
            Self::Recovery(_) => "Recovery",
        })
    }
}

impl CodeForm {
    /// Either kind of code, blanks and hyphens aside; digits and letters of full width, as some keyboards write
    /// them, count as what they are.
    ///
    /// # Errors
    /// A sentence at `code`.
    pub fn validate(&self) -> Result<Code, FieldErrors> {
        let code: String = self.code.chars().map(narrow).filter(|c| !is_between(*c)).collect();
        let code = code.to_lowercase();
        if code.is_empty() {
            return Err(FieldErrors::of("code", "Kode wajib diisi."));
        }
        if code.len() == TOTP_DIGITS && code.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Code::Totp(code));
        }
        if code.len() == RECOVERY_SIGNS && code.chars().all(|c| RECOVERY_ALPHABET.contains(c)) {
            return Ok(Code::Recovery(code));
        }
        Err(FieldErrors::of(
            "code",
            "Isi 6 angka dari aplikasi autentikator, atau salah satu kode pemulihan.",
        ))
    }

    /// A code of the authenticator only, as when it is set up.
    ///
    /// # Errors
    /// A sentence at `code`.
    pub fn validate_totp(&self) -> Result<String, FieldErrors> {
        match self.validate() {
            Ok(Code::Totp(code)) => Ok(code),
            _ => Err(FieldErrors::of("code", "Isi 6 angka dari aplikasi autentikator.")),
        }
    }
}

/// The ASCII sign of one of full width; digits of Arabic keyboards as well.
fn narrow(sign: char) -> char {
    let digit = |zero: char| {
        u32::from(sign)
            .checked_sub(u32::from(zero))
            .filter(|digit| *digit < 10)
            .and_then(|d| char::from_digit(d, 10))
    };
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        _ => digit('\u{660}').or_else(|| digit('\u{6f0}')).unwrap_or(sign),
    }
}

/// What people and applications put between the signs of a code.
fn is_between(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// How a code of the authenticator compares with what it should show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is the code of this time step, which counts now.
    Now(i64),
    /// It is the code of another time: the phone's clock is off by so many seconds, ahead when above zero.
    Off(i64),
    /// It is the code of no time near.
    Never,
}

/// Why a code was not taken: at the login, and where it is asked for once more.
#[must_use]
pub fn code_refused(step: Option<Step>) -> String {
    match step {
        Some(Step::Off(seconds)) => {
            let way = if seconds > 0 { "terlalu cepat" } else { "terlambat" };
            let minutes = seconds.unsigned_abs().div_ceil(60);
            format!(
                "Kode ini untuk waktu yang lain: jam pada ponsel Anda {way} kira-kira {minutes} menit. Atur jam ponsel \
                 agar otomatis, lalu isi kode yang baru."
            )
        }
        _ => "Kode tidak sesuai, sudah lewat waktunya, atau sudah pernah dipakai. Bila terus ditolak, periksa apakah \
              jam pada ponsel Anda tepat."
            .to_owned(),
    }
}

/// What somebody gives once more before something that touches how they log in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProofForm {
    /// Password.
    pub password: String,
    /// Kode: of the authenticator, or a recovery code; of those who have a second factor.
    pub code: String,
}

impl std::fmt::Debug for ProofForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProofForm").finish_non_exhaustive()
    }
}

impl ProofForm {
    /// The code, of those who have a second factor. Whether it and the password are right is the server's to find
    /// out.
    ///
    /// # Errors
    /// A sentence at `password` and at `code`.
    pub fn validate(&self, second_factor: bool) -> Result<Option<Code>, FieldErrors> {
        let mut errors = FieldErrors::new();
        if self.password.is_empty() {
            errors.insert("password", "Password wajib diisi.");
        } else if self.password.chars().count() > PASSWORD_MAX {
            errors.insert("password", format!("Password paling banyak {PASSWORD_MAX} karakter."));
        }
        let mut code = None;
        if second_factor {
            match (CodeForm { code: self.code.clone() }).validate() {
                Ok(read) => code = Some(read),
                Err(wrong) => wrong.iter().for_each(|(field, sentence)| errors.insert(field, sentence)),
            }
        }
        errors.into_result(|| Some(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &str) -> Result<Code, FieldErrors> {
        CodeForm { code: code.into() }.validate()
    }

    #[test]
    fn both_kinds_are_told_apart() {
        assert_eq!(read(" 123 456 "), Ok(Code::Totp("123456".into())));
        assert_eq!(read("ABCDE-fgh23"), Ok(Code::Recovery("abcdefgh23".into())));
        for wrong in ["", "12345", "1234567", "abcde-fgh10", "abcdefghjkm"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(!format!("{:?}", read("123456")).contains('1'));
    }

    #[test]
    fn digits_of_full_width_count_as_digits() {
        for code in [
            "\u{ff11}\u{ff12}\u{ff13}\u{ff14}\u{ff15}\u{ff16}",
            "\u{661}\u{662}\u{663} 456",
            "123\u{2011}456\u{200b}",
        ] {
            assert_eq!(read(code), Ok(Code::Totp("123456".into())), "{code}");
        }
        assert_eq!(read("\u{ff21}BCDE\u{ff0d}fgh23"), Ok(Code::Recovery("abcdefgh23".into())));
    }

    #[test]
    fn a_clock_that_is_off_is_told() {
        assert!(code_refused(Some(Step::Off(-90))).contains("terlambat kira-kira 2 menit"));
        assert!(code_refused(Some(Step::Off(60))).contains("terlalu cepat kira-kira 1 menit"));
        assert_eq!(code_refused(Some(Step::Never)), code_refused(None));
    }

    #[test]
    fn a_code_is_asked_once_more_only_of_those_who_have_one() {
        let proof = ProofForm { password: "rahasia-sekali".into(), code: String::new() };
        assert_eq!(proof.validate(false), Ok(None));
        assert!(proof.validate(true).unwrap_err().get("code").is_some());
        let proof = ProofForm { code: "123456".into(), ..proof };
        assert_eq!(proof.validate(true), Ok(Some(Code::Totp("123456".into()))));
        assert!(ProofForm::default().validate(false).unwrap_err().get("password").is_some());
        assert!(!format!("{proof:?}").contains("rahasia"));
    }

    #[test]
    fn setting_up_takes_no_recovery_code() {
        assert_eq!(CodeForm { code: "123456".into() }.validate_totp(), Ok("123456".into()));
        assert!(CodeForm { code: "abcdefgh23".into() }.validate_totp().is_err());
    }
}
