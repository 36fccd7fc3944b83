//! Something to try the system with.

use app::ports::hash_password;
use chrono::{DateTime, Utc};
use store::Db;

use crate::Fault;

/// The password of every demo account; it is no secret.
pub const PASSWORD: &str = app::ports::DEMO_PASSWORD;

/// Fills a database in which nobody has an account yet; leaves any other as it is.
///
/// # Errors
/// When the database fails.
pub async fn fill(db: &Db, now: DateTime<Utc>) -> Result<(), Fault> {
    let hash = hash_password(PASSWORD.to_owned()).await?;
    let mut tx = db.begin().await?;
    if store::demo::fill(&mut tx, &hash, now).await? {
        tx.commit().await?;
        tracing::info!("filled the empty database with demo accounts");
    }
    Ok(())
}
