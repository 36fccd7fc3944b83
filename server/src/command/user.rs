//! `sijapti user reset-password`: for whoever has lost theirs, also when nobody else could help.

use app::ports::{hash_password, one_time_password};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use domain::{
    activity::{Act, Activity},
    identity::{common::is_common, password::check_password},
};
use store::{Db, identity};

use super::ask;
use crate::{Config, Fault, start};

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
    /// Takes the second factor away too, for whoever has lost phone and recovery codes
    #[arg(long)]
    remove_second_factor: bool,
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
    // A database of a newer program is none of this one's.
    db.migrate().await?;
    let done = set(&db, &username, &hash, wanted.remove_second_factor, start::clock()).await;
    db.close().await;
    done?;
    eprintln!("{username} has a new password, and must change it at the next login, within 72 hours.");
    if wanted.generate {
        println!("{password}");
    }
    Ok(())
}

impl ResetPassword {
    fn password(&self) -> Result<String, Fault> {
        if self.generate {
            return Ok(one_time_password());
        }
        if self.password_stdin {
            return ask::password_from_stdin();
        }
        ask::terminal("--password-stdin or --generate")?;
        let (password, again) = ask::password()?;
        if password == again { Ok(password) } else { Err("The two passwords differ.".into()) }
    }
}

async fn set(
    db: &Db,
    username: &str,
    hash: &str,
    remove_second_factor: bool,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let mut tx = db.begin().await?;
    let user = identity::find_by_username(&mut tx, username).await?;
    let user = user.ok_or_else(|| format!("There is no account {username}."))?;
    identity::set_password(&mut tx, user.id, hash, true, None, now).await?;
    let mut acts = vec![Act::ResetPassword];
    if remove_second_factor && user.second_factor {
        identity::second_factor::remove(&mut tx, user.id).await?;
        acts.push(Act::DisableTotp);
    }
    let after = serde_json::json!({ "username": user.username }).to_string();
    let institution = user.institution.map(|institution| institution.id);
    for act in acts {
        let line = Activity::of_system(act, user.id, now);
        let line = Activity { institution, after: Some(after.clone()), ..line };
        store::activity::record(&mut tx, &line).await?;
    }
    Ok(tx.commit().await?)
}
