//! `sijapti restore`: puts a backup in the place of what is there.

mod swap;

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use clap::Args;
use domain::{
    activity::{Act, Activity},
    record::{RecordKind, RecordRef},
};
use store::{
    Db, StoreError,
    sqlite::{self, Hold},
};
use tempfile::TempDir;

use super::archive::{self, Manifest};
use crate::{Config, Fault, key, start};

const POSTGRES: &str = "This restores SQLite only. Restore a PostgreSQL with pg_restore, and the folder SIJAPTI_FILES \
                        beside it; docs/operations.md has the commands.";

const BUCKET: &str = "it holds attachments, which go into a folder, and SIJAPTI_FILES names a bucket: restore it where \
                      that is a folder, or restore a backup of the database alone; docs/operations.md has more";

/// What everybody wants to know first.
const NOTHING: &str = "Nothing was replaced";

#[derive(Debug, Args)]
pub struct Restore {
    /// The file that `sijapti backup` made
    file: PathBuf,
    /// Moves the database and the attachments that are there aside
    #[arg(long)]
    force: bool,
}

/// Puts a backup in place, all of it or nothing. What was there before is kept beside it.
///
/// # Errors
/// When something is there and may not be moved, somebody uses it, or the backup is damaged; then everything
/// is as it was.
pub async fn restore(wanted: Restore, config: &Config) -> Result<(), Fault> {
    put_in_place(wanted, config).await.map_err(|fault| nothing_replaced(&*fault))
}

/// Whatever it was: that it was refused is half of what somebody who restores wants to know.
fn nothing_replaced(fault: &(dyn Error + 'static)) -> Fault {
    let text = super::told(fault);
    let text = text.trim_end_matches('.');
    if text.contains(NOTHING) || text.contains(swap::IN_PLACE) {
        return format!("{text}.").into();
    }
    format!("{text}. {NOTHING}.").into()
}

async fn put_in_place(wanted: Restore, config: &Config) -> Result<(), Fault> {
    let database = sqlite::file(&config.database)?.ok_or(POSTGRES)?;
    let place = config.files.folder();
    if !wanted.force {
        swap::nothing_there(&database, None)?;
    }
    // From here on no server can start on it either.
    let held = hold(&database).await?;
    let now = start::clock();
    // Beside what they replace, so that they only need to be renamed.
    let (new_database, new_files) = (beside(&database)?, beside(place.unwrap_or(&database))?);
    let (copy, folder) = (new_database.path().join("database.db"), new_files.path().join("files"));
    let manifest = check(&wanted.file, &copy, &folder, new_database.path())
        .await
        .map_err(|fault| format!("{} cannot be restored: {}", wanted.file.display(), super::told(&*fault)))?;
    let files = match (manifest.format, place) {
        // They lie where they have always been.
        (archive::DATABASE_ALONE, _) => None,
        (_, Some(place)) => Some((folder.as_path(), place)),
        (_, None) => return Err(format!("{} cannot be restored: {BUCKET}", wanted.file.display()).into()),
    };
    // Only now it is known whether attachments are replaced at all.
    if !wanted.force {
        swap::nothing_there(&database, files.map(|(_, place)| place))?;
    }
    let renewed = renew(&copy, &manifest, now, config).await;
    let complaint = renewed.map_err(|fault| refused(&wanted.file, &manifest, &*fault))?;
    let kept = swap::swap(&copy, &database, files, now)?;
    if let Some(held) = held {
        held.release().await?;
    }
    println!("Restored everything up to {}.", manifest.at.format("%Y-%m-%d %H:%M:%S UTC"));
    if files.is_none() {
        println!("The backup holds no attachment; those that are there were left alone.");
    }
    println!("Everybody has to log in again.");
    if let Some(complaint) = complaint {
        println!("{complaint}. Until then the server does not start.");
    }
    for kept in kept {
        println!("What was there before is kept: {}", kept.display());
    }
    Ok(())
}

/// Why the copy's tables could not be brought up to date.
fn refused(file: &Path, manifest: &Manifest, fault: &(dyn Error + 'static)) -> Fault {
    let (file, theirs) = (file.display(), &manifest.version);
    if let Some(StoreError::Newer { database, known, program }) = fault.downcast_ref() {
        return format!(
            "{file} was made by a newer program, version {theirs} with migration {database}; this is version {program}, \
             which knows none after {known}. Restore it with the version that made it, or a newer one"
        )
        .into();
    }
    format!("{file} cannot be restored: {}", super::told(fault)).into()
}

/// Keeps everybody else from the database that is there, if one is.
async fn hold(database: &Path) -> Result<Option<sqlite::Held>, Fault> {
    if !database.exists() {
        return Ok(None);
    }
    match sqlite::hold(database).await? {
        Hold::Held(held) => Ok(Some(held)),
        Hold::Unreadable => Ok(None),
        Hold::InUse => {
            Err(format!("{} is in use: stop the server, then restore.", database.display()).into())
        }
    }
}

fn beside(place: &Path) -> Result<TempDir, Fault> {
    let folder = swap::parent(place);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let made = tempfile::Builder::new().prefix(".sijapti-restore-").tempdir_in(folder);
    made.map_err(|error| format!("{}: {error}", folder.display()).into())
}

/// Unpacks the backup, and makes sure that it is what was copied and that the database is whole.
async fn check(file: &Path, database: &Path, files: &Path, rest: &Path) -> Result<Manifest, Fault> {
    std::fs::create_dir(files)?;
    archive::unpack(file, database, files, rest)?;
    let manifest = archive::verify(database, files, rest)?;
    if let Some(complaint) = sqlite::complaint(database).await? {
        return Err(format!("its database is not whole, {complaint}").into());
    }
    if sqlite::rows(database).await? != manifest.rows {
        return Err("its database has other rows than its manifest counts".into());
    }
    Ok(manifest)
}

/// Brings the tables up to date, ends the sessions of that day, some of which may have been ended since for a
/// reason, and notes in the log what happened: the lines from then until now are missing.
///
/// Answers what is wrong with the key that lies here: it is in no backup.
async fn renew(
    database: &Path,
    manifest: &Manifest,
    now: DateTime<Utc>,
    config: &Config,
) -> Result<Option<String>, Fault> {
    let db = Db::open(database).await?;
    db.migrate().await?;
    let mut tx = db.begin().await?;
    store::session::end_all(&mut tx).await?;
    let after = serde_json::json!({ "at": manifest.at, "version": manifest.version });
    let line = Activity::of_system(Act::Restore, RecordRef::only(RecordKind::System), now);
    store::activity::record(&mut tx, &Activity { after: Some(after.to_string()), ..line }).await?;
    tx.commit().await?;
    let complaint = key::complaint(&config.key, &db).await;
    db.close().await;
    complaint
}
