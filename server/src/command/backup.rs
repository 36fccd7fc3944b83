//! `sijapti backup`: a copy of all there is, of one moment, while the server runs.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use clap::Args;
use domain::{
    activity::{Act, Activity},
    id::AttachmentId,
    record::{RecordKind, RecordRef},
};
use store::{Db, attachment, sqlite};

use super::archive::{DATABASE_ALONE, FORMAT, Found, Manifest, Writer};
use crate::{Config, Fault, start};

/// So many rows at a time.
const AT_ONCE: u32 = 500;
const POSTGRES: &str = "This makes copies of SQLite only. Copy a PostgreSQL with pg_dump first, then the folder \
                        SIJAPTI_FILES; docs/operations.md has the commands.";

const BUCKET: &str = "The attachments lie in a bucket, which this does not copy: --database-only copies the database \
                      alone, and the bucket keeps versions or is replicated by its own means; docs/operations.md has \
                      more.";

#[derive(Debug, Args)]
pub struct Backup {
    /// The file to make; never one that is there already
    file: PathBuf,
    /// Goes on when attachments are lost or damaged, and names them
    #[arg(long)]
    keep_going: bool,
    /// Copies the database alone, where the attachments are kept safe otherwise
    #[arg(long)]
    database_only: bool,
}

/// Makes the copy. The database comes first: a file is stored before the row that names it, so each row of
/// the copy finds its file.
///
/// # Errors
/// When something cannot be copied; then nothing is left of it.
pub async fn backup(wanted: Backup, config: &Config) -> Result<(), Fault> {
    let database = sqlite::file(&config.database)?.ok_or(POSTGRES)?;
    let files = if wanted.database_only { None } else { Some(config.files.folder().ok_or(BUCKET)?) };
    super::known(config)?;
    let file = wanted.file.as_path();
    absent(file)?;
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Beside the archive, where there must be room anyhow; for its owner's eyes, and removed at the end.
    let workshop = tempfile::Builder::new()
        .prefix(".sijapti-backup-")
        .tempdir_in(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?;

    let at = start::clock();
    let copy = workshop.path().join("database.db");
    sqlite::copy(&database, &copy).await?;
    let lines =
        File::options().read(true).write(true).create_new(true).open(workshop.path().join("lines"))?;
    let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
    let mut writer = Writer::begin(part_of(file), lines, seconds)?;
    let manifest = Manifest {
        format: if files.is_some() { FORMAT } else { DATABASE_ALONE },
        version: env!("CARGO_PKG_VERSION").to_owned(),
        at,
        database: writer.database(&copy)?,
        rows: sqlite::rows(&copy).await?,
        files: 0,
    };
    // Opening the copy changes it: it is in the archive already. It may be of an older version.
    let copied = Db::open(&copy).await?;
    copied.migrate().await?;
    let complaints = match files {
        Some(files) => attachments(&copied, &mut writer, files, wanted.keep_going).await,
        None => Ok(Vec::new()),
    };
    copied.close().await;
    let complaints = complaints?;
    let part = writer.finish(manifest)?;
    let size = fs::metadata(&part)?.len();
    // Before it can be used: nobody has a copy that the log does not know of.
    if let Err(fault) = note(&database, file, size, at).await {
        _ = fs::remove_file(&part);
        return Err(fault);
    }
    put(&part, file)?;
    File::open(folder)?.sync_all()?;
    for sentence in complaints {
        eprintln!("{sentence}");
    }
    println!("{} holds everything up to {}.", file.display(), at.format("%Y-%m-%d %H:%M:%S UTC"));
    if files.is_none() {
        println!("It holds no attachment: keep those of that moment or later.");
    }
    println!(
        "The key {} is not in it. Keep a copy of the key too, but not together with the backup.",
        config.key.display()
    );
    Ok(())
}

fn part_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

fn absent(file: &Path) -> Result<(), Fault> {
    if fs::symlink_metadata(file).is_ok() {
        return Err(format!("{} is there already; a backup overwrites nothing.", file.display()).into());
    }
    Ok(())
}

/// Gives the finished file its name, unless somebody has taken it meanwhile.
fn put(part: &Path, file: &Path) -> Result<(), Fault> {
    let put = match fs::hard_link(part, file) {
        Ok(()) => return Ok(fs::remove_file(part)?),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => absent(file),
        // Some file systems know no second name for a file.
        Err(_) => absent(file).and_then(|()| Ok(fs::rename(part, file)?)),
    };
    if put.is_err() {
        _ = fs::remove_file(part);
    }
    put
}

/// Adds every attachment that a row of the copy names; answers what is wrong with some.
async fn attachments(
    copied: &Db,
    writer: &mut Writer,
    folder: &Path,
    keep_going: bool,
) -> Result<Vec<String>, Fault> {
    let mut tx = copied.read().await?;
    let mut complaints = Vec::new();
    let mut after = AttachmentId::from(0);
    loop {
        let page = attachment::contents(&mut tx, after, AT_ONCE).await?;
        let Some(last) = page.last() else { return Ok(complaints) };
        after = last.id;
        for content in &page {
            let what = match writer.attachment(folder, content)? {
                Found::Whole => continue,
                // The server has swept it since: it belonged to nothing.
                Found::Lost if !content.bound => continue,
                Found::Lost => "lost",
                Found::Changed => "not what was stored",
            };
            let sentence =
                format!("Attachment {} ({}, at {}) is {what}.", content.id, content.name, content.key);
            if !keep_going {
                return Err(format!("{sentence} --keep-going makes a backup all the same.").into());
            }
            complaints.push(sentence);
        }
    }
}

/// The log tells that somebody has a copy now.
async fn note(database: &Path, file: &Path, size: u64, at: DateTime<Utc>) -> Result<(), Fault> {
    let db = Db::open(database).await?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let after = serde_json::json!({ "file": name, "size": size, "at": at });
    let line = Activity::of_system(Act::Backup, RecordRef::only(RecordKind::System), start::clock());
    let mut tx = db.begin().await?;
    store::activity::record(&mut tx, &Activity { after: Some(after.to_string()), ..line }).await?;
    tx.commit().await?;
    db.close().await;
    Ok(())
}
