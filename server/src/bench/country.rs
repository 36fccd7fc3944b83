//! As much as the whole country has, to measure the Dashboard and the log on.

use serde::Serialize;
use store::Db;

use super::session;
use crate::{Config, Fault, demo, start};

/// How to ask for the pages.
#[derive(Debug, Serialize)]
struct Story {
    cookie: String,
    dashboard_path: &'static str,
    log_first_path: &'static str,
    /// Before any line there was: the page that ends the log.
    log_last_path: &'static str,
}

/// Fills the configured SQLite database, logs a Komisioner in, and prints how to ask for the pages as one line of
/// JSON.
///
/// # Errors
/// When the database fails, or was filled before.
pub async fn country(config: &Config) -> Result<(), Fault> {
    let db = Db::connect(&config.database).await?;
    db.migrate().await?;
    demo::fill(&db, start::clock()).await?;
    let mut tx = db.begin().await?;
    let person =
        store::identity::find_by_username(&mut tx, "komisioner").await?.ok_or("there is no komisioner")?;
    store::bench::fill_country(&mut tx).await?;
    tx.commit().await?;
    let story = Story {
        cookie: session::log_in(&db, person.id, config.settings.is_https()).await?,
        dashboard_path: "/",
        log_first_path: "/log",
        log_last_path: "/log?sebelum=0.0",
    };
    println!("{}", serde_json::to_string(&story)?);
    db.close().await;
    Ok(())
}
