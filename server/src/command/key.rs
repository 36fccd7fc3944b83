//! `sijapti key forget`: for the day on which the key is lost.

use clap::{Args, Subcommand};
use domain::activity::{Act, Activity};
use store::{Db, identity::second_factor, setting};

use crate::{Config, Fault, key, start};

#[derive(Debug, Subcommand)]
pub enum Task {
    /// Takes away what can no longer be opened, so that a new key can be made at the next start
    Forget(Forget),
}

#[derive(Debug, Args)]
pub struct Forget {
    /// Every account loses its second factor and sets it up anew
    #[arg(long)]
    remove_second_factors: bool,
}

/// Forgets which key the database was sealed with, and all that was sealed with it.
///
/// # Errors
/// When it was not said what is lost with it, there is no such database, or it fails.
pub async fn forget(wanted: Forget, config: &Config) -> Result<(), Fault> {
    if !wanted.remove_second_factors {
        return Err(
            "Every account loses its second factor with the key: say so with --remove-second-factors.".into(),
        );
    }
    super::known(config)?;
    let db = Db::connect(&config.database).await?;
    db.migrate().await?;
    let removed = remove(&db).await;
    db.close().await;
    println!("{} accounts have lost their second factor. A new key is made at the next start.", removed?);
    Ok(())
}

async fn remove(db: &Db) -> Result<usize, Fault> {
    let now = start::clock();
    let mut tx = db.begin().await?;
    let removed = second_factor::remove_all(&mut tx).await?;
    setting::remove(&mut tx, key::MARK).await?;
    for user in &removed {
        let line = Activity::of_system(Act::DisableTotp, *user, now);
        store::activity::record(&mut tx, &line).await?;
    }
    tx.commit().await?;
    Ok(removed.len())
}
