//! `sijapti user reset-password`: for whoever has lost theirs, also when nobody else could help.

use app::server::hash_password;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use domain::{
    activity::{Act, Activity, RecordKind},
    identity::{common::is_common, password::check_password, profile::RECOVERY_ALPHABET},
};
use rand::RngExt as _;
use store::{Db, identity};

use super::ask;
use crate::{Config, Fault, start, system};

#[derive(Debug, Subcommand)]
pub enum Task {
    /// Gives an account a new password, which its owner must change at the next login
    ResetPassword(ResetPassword),
}

#[derive(Debug, Args)]
pub struct ResetPassword {
    /// Whose password; all their sessions end
    username: String,
    /// Reads the password from standard input instead of asking for it twice
    #[arg(long, conflicts_with = "generate")]
    password_stdin: bool,
    /// Makes a one-time password and prints it
    #[arg(long)]
    generate: bool,
}

/// Sets the password.
///
/// # Errors
/// When there is no such account, the password cannot be taken, or the database fails.
pub async fn reset_password(wanted: ResetPassword, config: &Config) -> Result<(), Fault> {
    let username = wanted.username.trim().to_lowercase();
    let password = wanted.password()?;
    check_password(&password, &username, is_common).map_err(|sentence| format!("password: {sentence}"))?;
    super::known(config)?;
    let hash = hash_password(password.clone()).await?;
    let db = Db::connect(&config.database).await?;
    let done = set(&db, &username, &hash, start::clock()).await;
    db.close().await;
    done?;
    eprintln!("{username} has a new password, and must change it at the next login.");
    if wanted.generate {
        println!("{password}");
    }
    Ok(())
}

impl ResetPassword {
    fn password(&self) -> Result<String, Fault> {
        if self.generate {
            return Ok(one_time());
        }
        if self.password_stdin {
            return ask::password_from_stdin();
        }
        ask::terminal("--password-stdin or --generate")?;
        let (password, again) = ask::password()?;
        if password == again { Ok(password) } else { Err("The two passwords differ.".into()) }
    }
}

/// 79 bits, in signs that are not mistaken for each other when they are read out.
fn one_time() -> String {
    let signs = RECOVERY_ALPHABET.as_bytes();
    let mut random = rand::rng();
    let group =
        |_| (0..4).map(|_| char::from(signs[random.random_range(0..signs.len())])).collect::<String>();
    (0..4).map(group).collect::<Vec<_>>().join("-")
}

async fn set(db: &Db, username: &str, hash: &str, now: DateTime<Utc>) -> Result<(), Fault> {
    let mut tx = db.begin().await?;
    let user = identity::find_by_username(&mut tx, username).await?;
    let user = user.ok_or_else(|| format!("There is no account {username}."))?;
    identity::set_password(&mut tx, user.id, hash, true, None, now).await?;
    let after = serde_json::json!({ "username": user.username });
    let line = system::line(Act::ResetPassword, RecordKind::User, user.id.get(), now);
    let institution = user.institution.map(|institution| institution.id);
    let line = Activity { institution, after: Some(after.to_string()), ..line };
    store::activity::record(&mut tx, &line).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_time_passwords_are_taken_and_differ() {
        let password = one_time();
        assert_eq!(password.len(), 19);
        assert_eq!(check_password(&password, "jaksel", is_common), Ok(()));
        assert_ne!(password, one_time());
    }
}
