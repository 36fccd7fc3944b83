//! One-time codes of an authenticator (RFC 6238): six digits, every 30 seconds.

use chrono::{DateTime, Utc};
use domain::identity::profile::TOTP_DIGITS;
use qrcode::{QrCode, render::svg::Color};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::{api::context::unexpected, error::AppError};

/// The name under which an authenticator lists the account.
const ISSUER: &str = "SIJAPTI";
/// Codes of the step before and after count too, for clocks that are a little off.
const SKEW: u16 = 1;

/// A new secret of 160 bits, as RFC 4226 recommends, in base 32.
#[must_use]
pub fn new_secret() -> String {
    Secret::from(rand::random::<[u8; 20]>()).to_base32()
}

/// The time step whose code this is; nothing when it is none of now. Whether it was taken before, the
/// database knows.
///
/// # Errors
/// [`AppError::Unexpected`] when the stored secret cannot be read.
pub fn matching_step(secret: &str, code: &str, now: DateTime<Utc>) -> Result<Option<i64>, AppError> {
    let Ok(time) = u64::try_from(now.timestamp()) else { return Ok(None) };
    let step = totp(secret, "")?.check(code, time);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// What an authenticator needs to begin.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// A QR code, as SVG.
    pub svg: String,
    /// The secret to type in, in groups of four.
    pub secret: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolment").finish_non_exhaustive()
    }
}

impl Enrolment {
    /// For the account of this name.
    ///
    /// # Errors
    /// [`AppError::Unexpected`] when the stored secret cannot be read.
    pub fn new(secret: &str, username: &str) -> Result<Self, AppError> {
        let url = totp(secret, username)?.to_url().map_err(broken)?;
        let code = QrCode::new(url).map_err(broken)?;
        let svg = code
            .render::<Color<'_>>()
            .min_dimensions(240, 240)
            .dark_color(Color("#000"))
            .light_color(Color("#fff"))
            .build();
        // Inside a page there is no XML declaration.
        let svg = svg.find("<svg").map_or("", |start| &svg[start..]).to_owned();
        let groups: Vec<String> =
            secret.chars().collect::<Vec<_>>().chunks(4).map(|four| four.iter().collect()).collect();
        Ok(Self { svg, secret: groups.join(" ") })
    }
}

fn totp(secret: &str, username: &str) -> Result<Totp, AppError> {
    let secret = Secret::try_from_base32(secret).map_err(broken)?;
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(u8::try_from(TOTP_DIGITS).unwrap_or(6))
        .with_skew(SKEW)
        .with_step_duration(30)
        .with_secret(secret)
        .with_issuer(Some(ISSUER))
        .with_account_name(username)
        .build()
        .map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> AppError {
    unexpected(&format!("second factor: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret "12345678901234567890", the last six of its eight digits.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn step(code: &str, second: i64) -> Option<i64> {
        matching_step(SECRET, code, DateTime::from_timestamp(second, 0).unwrap()).unwrap()
    }

    #[test]
    fn the_standards_own_codes() {
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(step(code, second), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn one_step_early_or_late() {
        assert_eq!(step("287082", 89), Some(1));
        assert_eq!(step("287082", 29), Some(1));
        assert_eq!(step("287082", 90), None);
        assert_eq!(step("28708", 59), None);
    }

    #[test]
    fn a_new_secret_can_be_scanned_and_typed() {
        let secret = new_secret();
        assert_eq!(secret.len(), 32);
        assert_ne!(secret, new_secret());
        let enrolment = Enrolment::new(&secret, "jaksel").unwrap();
        assert!(enrolment.svg.starts_with("<svg") && enrolment.svg.ends_with("</svg>"));
        assert!(!enrolment.svg.contains("style="), "the policy allows no inline styles");
        assert_eq!(enrolment.secret.replace(' ', ""), secret);
    }
}
