//! `sijapti migrate`: the tables as this version needs them, and who may use them.

use clap::Args;
use store::{Db, postgres, sqlite};

use crate::{Config, Fault};

#[derive(Debug, Args)]
pub struct Migrate {
    /// On PostgreSQL: gives this role what serving needs, and no right to change the log or the tables
    #[arg(long, value_name = "ROLE")]
    grant: Option<String>,
}

/// Brings the database up to date, as the role that `SIJAPTI_MIGRATE_URL` names where that is set.
///
/// # Errors
/// When the database is newer than the program, or a migration fails.
pub async fn migrate(wanted: Migrate, config: &Config) -> Result<(), Fault> {
    let url = config.owner.as_deref().unwrap_or(&config.database);
    if wanted.grant.is_some() && sqlite::file(url)?.is_some() {
        return Err(
            "--grant is for PostgreSQL: SQLite has no roles. The file's own rights protect it.".into()
        );
    }
    let db = Db::connect(url).await?;
    let migrated = db.migrate().await;
    db.close().await;
    migrated?;
    if let Some(role) = &wanted.grant {
        postgres::grant(url, role).await?;
        println!("The role {role} may serve, and cannot change the log.");
    }
    println!("The database is up to date.");
    Ok(())
}
