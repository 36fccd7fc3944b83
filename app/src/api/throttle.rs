//! Whoever guesses has to wait.

use chrono::{DateTime, TimeDelta, Utc};
use store::{Tx, identity::throttle};

use crate::error::AppError;

/// Failures after which whatever a key stands for has to wait.
pub const FAILURES: i64 = 5;
const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// Refuses another try when too many failed lately.
///
/// # Errors
/// [`AppError::Throttled`].
pub async fn check(tx: &mut Tx, key: &str, most: i64, now: DateTime<Utc>) -> Result<(), AppError> {
    if throttle::failures_since(tx, key, now - WINDOW).await? < most {
        return Ok(());
    }
    Err(AppError::Throttled("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi.".to_owned()))
}
