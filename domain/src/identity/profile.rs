//! The second factor, as it is typed: whether a code is right is the server's to find out.

use serde::{Deserialize, Serialize};

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
    /// Either kind of code, blanks and hyphens aside.
    ///
    /// # Errors
    /// A sentence at `code`.
    pub fn validate(&self) -> Result<Code, FieldErrors> {
        let code: String =
            self.code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase();
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
    fn setting_up_takes_no_recovery_code() {
        assert_eq!(CodeForm { code: "123456".into() }.validate_totp(), Ok("123456".into()));
        assert!(CodeForm { code: "abcdefgh23".into() }.validate_totp().is_err());
    }
}
