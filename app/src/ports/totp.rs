//! One-time codes of an authenticator (RFC 6238): six digits, every 30 seconds.

use chrono::{DateTime, Utc};
use domain::identity::profile::{Step, TOTP_DIGITS};
use qrcode::{QrCode, render::svg::Color};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use super::unexpected;
use crate::error::AppError;

/// The name under which an authenticator lists the account.
const ISSUER: &str = "SIJAPTI";
/// Codes of the step before and after count too, for clocks that are a little off.
const SKEW: u16 = 1;

/// A new secret of 160 bits, as RFC 4226 recommends, in base 32.
#[must_use]
pub fn new_secret() -> String {
    Secret::from(rand::random::<[u8; 20]>()).to_base32()
}

/// How far a phone's clock may be off to be told so: what is past helps nobody who guesses, what is still to come
/// might.
const LATE: i64 = 10;
const EARLY: i64 = 4;
const SECONDS: i64 = 30;

/// Which time step's code this is. Whether it was taken before, the database knows.
///
/// # Errors
/// [`AppError::Unexpected`] when the stored secret cannot be read.
pub fn compare(secret: &str, code: &str, now: DateTime<Utc>) -> Result<Step, AppError> {
    let totp = totp(secret, "")?;
    let shows = |step: i64| {
        let second = u64::try_from(step * SECONDS).ok();
        second.is_some_and(|second| totp.generate(second).to_string() == code)
    };
    let (here, skew) = (now.timestamp().div_euclid(SECONDS), i64::from(SKEW));
    if let Some(step) = (here - skew..=here + skew).find(|step| shows(*step)) {
        return Ok(Step::Now(step));
    }
    let off = (here - LATE..=here + EARLY).find(|step| shows(*step));
    Ok(off.map_or(Step::Never, |step| Step::Off((step - here) * SECONDS)))
}

/// The latest step whose code counts.
#[must_use]
pub fn newest_step(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(SECONDS) + i64::from(SKEW)
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

    fn step(code: &str, second: i64) -> Step {
        compare(SECRET, code, DateTime::from_timestamp(second, 0).unwrap()).unwrap()
    }

    #[test]
    fn the_standards_own_codes() {
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(step(code, second), Step::Now(second / 30), "{second}");
        }
    }

    #[test]
    fn one_step_early_or_late() {
        assert_eq!(step("287082", 89), Step::Now(1));
        assert_eq!(step("287082", 29), Step::Now(1));
        assert_eq!(step("28708", 59), Step::Never);
    }

    #[test]
    fn a_clock_that_is_off_by_minutes_is_known_as_such() {
        let at = |second: i64| step("081804", 1_111_111_109 + second);
        assert_eq!((at(60), at(90), at(300)), (Step::Off(-60), Step::Off(-90), Step::Off(-300)));
        assert_eq!((at(-60), at(-90), at(-120)), (Step::Off(60), Step::Off(90), Step::Off(120)));
        assert_eq!((at(330), at(-150)), (Step::Never, Step::Never));
    }

    #[test]
    fn the_newest_step_is_the_last_that_counts() {
        let now = DateTime::from_timestamp(89, 0).unwrap();
        assert_eq!(newest_step(now), 3);
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
