//! `sijapti admin create`: the first Admin, or a further one.

use app::ports::hash_password;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use domain::{
    activity::{Act, Activity},
    field::FieldErrors,
    id::JobTitleId,
    identity::{
        Role,
        admin::{AdminEntry, AdminForm},
        common::is_common,
    },
};
use store::{
    Db, StoreError, Tx,
    identity::{self, NewUser},
};

use super::ask;
use crate::{Config, Fault, start};

#[derive(Debug, Subcommand)]
pub enum Task {
    /// Makes an account with the role Admin; asks for what is not given
    Create(Create),
}

#[derive(Debug, Args)]
pub struct Create {
    /// What they log in with
    #[arg(long)]
    username: Option<String>,
    /// Their full name
    #[arg(long)]
    name: Option<String>,
    /// Their e-mail address
    #[arg(long)]
    email: Option<String>,
    /// Their Jabatan; it is added if there is none of that name
    #[arg(long, value_name = "TITLE")]
    job_title: Option<String>,
    /// Reads the password from standard input instead of asking for it twice
    #[arg(long)]
    password_stdin: bool,
}

/// Makes the account, and the tables before it where the database is new.
///
/// # Errors
/// When something typed cannot be taken, the user name or the e-mail address is in use, or the database fails.
pub async fn create(wanted: Create, config: &Config) -> Result<(), Fault> {
    let entry = wanted.form()?.validate(is_common).map_err(|errors| complaints(&errors))?;
    let hash = hash_password(entry.password.clone()).await?;
    let db = Db::connect(&config.database).await?;
    db.migrate().await?;
    let made = insert(&db, &entry, hash, start::clock()).await;
    db.close().await;
    made?;
    println!("The Admin {} can log in now.", entry.username);
    Ok(())
}

impl Create {
    fn form(self) -> Result<AdminForm, Fault> {
        let whole = self.username.is_some()
            && self.name.is_some()
            && self.email.is_some()
            && self.job_title.is_some();
        if !whole || !self.password_stdin {
            ask::terminal("--username, --name, --email, --job-title and --password-stdin")?;
        }
        if !whole && self.password_stdin {
            let needed = "--password-stdin needs --username, --name, --email and --job-title beside it.";
            return Err(needed.into());
        }
        let given = |given: Option<String>, question| given.map_or_else(|| ask::line(question), Ok);
        let mut form = AdminForm {
            username: given(self.username, "Username")?,
            name: given(self.name, "Name")?,
            email: given(self.email, "E-mail")?,
            job_title: given(self.job_title, "Job title (Jabatan)")?,
            ..AdminForm::default()
        };
        (form.password, form.confirmation) = if self.password_stdin {
            let password = ask::password_from_stdin()?;
            (password.clone(), password)
        } else {
            ask::password()?
        };
        Ok(form)
    }
}

/// One line for each field that cannot be taken, named as its option is.
fn complaints(errors: &FieldErrors) -> String {
    let line = |(field, sentence): (&str, &str)| format!("{}: {sentence}", field.replace('_', "-"));
    errors.iter().map(line).collect::<Vec<_>>().join("\n")
}

async fn insert(db: &Db, entry: &AdminEntry, hash: String, now: DateTime<Utc>) -> Result<(), Fault> {
    let mut tx = db.begin().await?;
    let job_title = job_title(&mut tx, &entry.job_title, now).await?;
    let new = NewUser {
        username: entry.username.clone(),
        name: entry.name.clone(),
        role: Role::Admin,
        institution: None,
        password_hash: hash,
        email: entry.email.clone(),
        job_title: Some(job_title),
        // They chose it themselves.
        must_change_password: false,
        at: now,
    };
    let id = identity::insert(&mut tx, &new).await.map_err(|error| taken(error, entry))?;
    let after = serde_json::json!({
        "username": entry.username,
        "name": entry.name,
        "role": Role::Admin.code(),
        "email": entry.email,
        "job_title": entry.job_title,
    });
    let line = Activity::of_system(Act::CreateOfficer, id, now);
    store::activity::record(&mut tx, &Activity { after: Some(after.to_string()), ..line }).await?;
    Ok(tx.commit().await?)
}

/// The Jabatan of that name, in whatever case; a new one if there is none.
async fn job_title(tx: &mut Tx, name: &str, now: DateTime<Utc>) -> Result<JobTitleId, Fault> {
    let known = identity::job_titles(tx).await?;
    if let Some(title) = known.iter().find(|title| title.name.to_lowercase() == name.to_lowercase()) {
        return Ok(title.id);
    }
    let id = identity::insert_job_title(tx, name).await?;
    let after = serde_json::json!({ "name": name });
    let line = Activity::of_system(Act::CreateJobTitle, id, now);
    store::activity::record(tx, &Activity { after: Some(after.to_string()), ..line }).await?;
    Ok(id)
}

fn taken(error: StoreError, entry: &AdminEntry) -> Fault {
    if error.is_unique("account_username_key") {
        format!("The user name {} is in use.", entry.username).into()
    } else if error.is_unique("account_email_key") {
        format!("The e-mail address {} is in use.", entry.email).into()
    } else {
        error.into()
    }
}
