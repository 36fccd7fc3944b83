//! The words after `sijapti`: what it does besides serving.

mod admin;
mod archive;
mod ask;
mod backup;
mod restore;
mod user;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use store::Db;

use crate::{Config, Fault, bench, logging, shutdown, start};

/// Serves SIJAPTI, and looks after its accounts and its data.
#[derive(Debug, Parser)]
#[command(
    name = "sijapti",
    version,
    after_help = "Without a command it serves. Settings are environment variables; docs/operations.md lists them."
)]
pub struct Words {
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Serves, as the environment says
    Serve,
    /// Makes the database's tables, or brings them up to date
    Migrate,
    /// Makes accounts for the commission's Admins
    #[command(subcommand)]
    Admin(admin::Task),
    /// Helps people into their accounts
    #[command(subcommand)]
    User(user::Task),
    /// Copies the database and the attachments into one file, while the server runs
    Backup(backup::Backup),
    /// Puts a backup in place, while no server runs
    Restore(restore::Restore),
    /// Measures bare commits in a database in a folder
    BenchCommit {
        /// The folder
        folder: PathBuf,
        /// How many commits
        count: String,
    },
    /// Fills the database with something to measure, and prints how to ask for it
    DemoBench,
    /// The same with as much as the whole country has
    DemoBenchCountry,
}

/// Does what the words say.
///
/// # Errors
/// Why it could not be done.
pub async fn run(words: Words) -> Result<(), Fault> {
    match words.task.unwrap_or(Task::Serve) {
        Task::Serve => {
            let config = Config::from_env()?;
            logging::start(config.log);
            start::serve(config, shutdown::asked()).await
        }
        Task::Migrate => migrate(&Config::from_env()?).await,
        Task::Admin(admin::Task::Create(wanted)) => admin::create(wanted, &Config::from_env()?).await,
        Task::User(user::Task::ResetPassword(wanted)) => {
            user::reset_password(wanted, &Config::from_env()?).await
        }
        Task::Backup(wanted) => backup::backup(wanted, &Config::from_env()?).await,
        Task::Restore(wanted) => restore::restore(wanted, &Config::from_env()?).await,
        Task::BenchCommit { folder, count } => bench::commit(&folder, &count).await,
        Task::DemoBench => bench::demo(&Config::from_env()?).await,
        Task::DemoBenchCountry => bench::country(&Config::from_env()?).await,
    }
}

/// That a SQLite file is there already; connecting would make it, and hide a wrong setting.
fn known(config: &Config) -> Result<(), Fault> {
    match store::sqlite::file(&config.database)? {
        Some(file) if !file.exists() => Err(format!("There is no database {}.", file.display()).into()),
        _ => Ok(()),
    }
}

async fn migrate(config: &Config) -> Result<(), Fault> {
    let db = Db::connect(&config.database).await?;
    db.migrate().await?;
    db.close().await;
    println!("The database is up to date.");
    Ok(())
}
