//! The words after `sijapti`: what it does besides serving.

mod admin;
mod archive;
mod ask;
mod backup;
mod key;
mod migrate;
mod restore;
mod user;

use std::{error::Error, iter::successors, path::PathBuf};

use crate::{Config, Fault, bench, logging, shutdown, start};
use clap::{Parser, Subcommand};

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
    Migrate(migrate::Migrate),
    /// Makes accounts for the commission's Admins
    #[command(subcommand)]
    Admin(admin::Task),
    /// Helps people into their accounts
    #[command(subcommand)]
    User(user::Task),
    /// Helps when the key is lost that seals second factors
    #[command(subcommand)]
    Key(key::Task),
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
    /// The same with a nation's plans and their due dates, and what a change of the calendar takes
    DemoBenchClocks,
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
        Task::Migrate(wanted) => migrate::migrate(wanted, &Config::from_env()?).await,
        Task::Admin(admin::Task::Create(wanted)) => admin::create(wanted, &Config::from_env()?).await,
        Task::User(user::Task::ResetPassword(wanted)) => {
            user::reset_password(wanted, &Config::from_env()?).await
        }
        Task::Key(key::Task::Forget(wanted)) => key::forget(wanted, &Config::from_env()?).await,
        Task::Backup(wanted) => backup::backup(wanted, &Config::from_env()?).await,
        Task::Restore(wanted) => restore::restore(wanted, &Config::from_env()?).await,
        Task::BenchCommit { folder, count } => bench::commit(&folder, &count).await,
        Task::DemoBench => bench::demo(&Config::from_env()?).await,
        Task::DemoBenchCountry => bench::country(&Config::from_env()?).await,
        Task::DemoBenchClocks => bench::clocks(&Config::from_env()?).await,
    }
}

/// The fault and what caused it, on one line. What a file or a setting brought into it can neither break the
/// line nor steer the terminal.
pub fn told(fault: &(dyn Error + 'static)) -> String {
    let causes = successors(Some(fault), |&error| error.source());
    let text = causes.map(ToString::to_string).fold(String::new(), |text, cause| {
        // Many an error repeats its cause in its own words.
        if text.is_empty() {
            cause
        } else if text.contains(&cause) {
            text
        } else {
            format!("{text}: {cause}")
        }
    });
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// That a SQLite file is there already; connecting would make it, and hide a wrong setting.
fn known(config: &Config) -> Result<(), Fault> {
    match store::sqlite::file(&config.database)? {
        Some(file) if !file.exists() => Err(format!("There is no database {}.", file.display()).into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Outer(std::io::Error);

    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("It cannot be read")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_fault_is_told_with_its_cause_on_one_line() {
        let fault = Outer(std::io::Error::other("no\nhead\u{1b}[2J"));
        assert_eq!(told(&fault), "It cannot be read: no head [2J");
        let repeated = store::StoreError::from(sqlx::Error::Protocol("it is gone".to_owned()));
        assert_eq!(told(&repeated).matches("it is gone").count(), 1);
    }
}
