//! The key that seals what the database must keep and its reader must not know. It lies in a file of its own, outside
//! the database and outside every backup.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use app::ports::{KEY_BYTES, SEALED, Vault, unhex};
use store::{Db, StoreError, identity::second_factor, setting};

use crate::Fault;

/// The setting that tells which key the database was sealed with: a word, sealed.
pub const MARK: &str = "key.mark";
const WORD: &str = "sijapti";
/// So many secrets are sealed at once.
const AT_ONCE: u32 = 200;

/// Where the key lies when it was not said: beside a SQLite file, or in the folder of data.
#[must_use]
pub fn beside(database: &str) -> PathBuf {
    match store::sqlite::file(database) {
        Ok(Some(file)) => file.with_extension("key"),
        _ => "data/sijapti.key".into(),
    }
}

/// Opens the key, and makes one where there never was any. Whatever the database still holds in the open is sealed.
///
/// # Errors
/// When the key is missing although the database was sealed with one, is another one, or cannot be read.
pub async fn open(file: &Path, db: &Db) -> Result<Vault, Fault> {
    if let Some(complaint) = complaint(file, db).await? {
        return Err(complaint.into());
    }
    let key = match read(file)? {
        Some(key) => key,
        None => make(file)?,
    };
    let vault = Vault::new(key);
    mark(&vault, file, db).await?;
    seal(&vault, db).await?;
    Ok(vault)
}

/// What keeps the database from being served with this key; nothing when it fits, or none was used yet.
///
/// # Errors
/// When the database or the file cannot be read.
pub async fn complaint(file: &Path, db: &Db) -> Result<Option<String>, Fault> {
    let mut tx = db.read().await?;
    let Some(mark) = setting::find(&mut tx, MARK).await? else { return Ok(None) };
    drop(tx);
    let Some(key) = read(file)? else {
        return Ok(Some(format!(
            "The key {} is missing, and this database was sealed with one. Put the file back, or name its place in \
             SIJAPTI_KEY_FILE. If it is lost for good, `sijapti key forget --remove-second-factors` makes room for a \
             new one",
            file.display()
        )));
    };
    let fits = Vault::new(key).open(MARK, &mark.value).is_ok_and(|word| word == WORD.as_bytes());
    Ok((!fits).then(|| {
        format!(
            "The key {} is not the one that this database was sealed with. Put that one in its place, or name its \
             place in SIJAPTI_KEY_FILE",
            file.display()
        )
    }))
}

/// The key in a file; nothing when there is no such file.
fn read(file: &Path) -> Result<Option<[u8; KEY_BYTES]>, Fault> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("The key {}: {error}", file.display()).into()),
    };
    warn_if_open(file);
    let key = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
    key.map(Some).ok_or_else(|| {
        format!("The key {} must hold {} hexadecimal digits and nothing else", file.display(), KEY_BYTES * 2)
            .into()
    })
}

#[cfg(unix)]
fn warn_if_open(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    if fs::metadata(file).is_ok_and(|found| found.permissions().mode() & 0o077 != 0) {
        tracing::warn!(file = %file.display(), "others than its owner can read the key: chmod 600");
    }
}

#[cfg(not(unix))]
fn warn_if_open(_: &Path) {}

/// Makes a key for its owner's eyes alone; the one of whoever was quicker, if somebody was.
fn make(file: &Path) -> Result<[u8; KEY_BYTES], Fault> {
    let told = |error: io::Error| format!("The key {} cannot be made: {error}", file.display());
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(told)?;
    let key = Vault::new_key();
    // A temporary file is readable by its owner only.
    let mut part = tempfile::NamedTempFile::new_in(folder).map_err(told)?;
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    writeln!(part, "{text}").map_err(told)?;
    part.as_file().sync_all().map_err(told)?;
    match part.persist_noclobber(file) {
        Ok(_) => {
            fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(told)?;
            tracing::warn!(file = %file.display(), "made a new key: keep a copy of it, apart from the backups");
            Ok(key)
        }
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            read(file)?.ok_or_else(|| format!("The key {} has gone", file.display()).into())
        }
        Err(error) => Err(told(error.error).into()),
    }
}

/// Notes which key the database is sealed with.
async fn mark(vault: &Vault, file: &Path, db: &Db) -> Result<(), Fault> {
    let mark = vault.seal(MARK, WORD.as_bytes())?;
    let mut tx = db.begin().await?;
    if setting::find(&mut tx, MARK).await?.is_some() {
        return Ok(());
    }
    match setting::set(&mut tx, MARK, &mark, 0).await {
        Ok(()) => Ok(tx.commit().await?),
        // Another server was quicker, maybe with another key.
        Err(StoreError::Stale) => {
            drop(tx);
            complaint(file, db).await?.map_or(Ok(()), |complaint| Err(complaint.into()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Seals the secrets of authenticators that were stored before there was a key.
async fn seal(vault: &Vault, db: &Db) -> Result<(), Fault> {
    loop {
        let mut tx = db.read().await?;
        let readable = second_factor::readable(&mut tx, SEALED, AT_ONCE).await?;
        drop(tx);
        if readable.is_empty() {
            return Ok(());
        }
        let sealed = readable
            .iter()
            .map(|(user, secret)| vault.seal_totp(*user, secret))
            .collect::<Result<Vec<_>, _>>()?;
        let mut tx = db.begin().await?;
        for ((user, secret), sealed) in readable.iter().zip(sealed) {
            second_factor::seal(&mut tx, *user, secret, &sealed).await?;
        }
        tx.commit().await?;
        tracing::info!(secrets = readable.len(), "sealed the secrets of second factors");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lies_beside_the_database() {
        assert_eq!(beside("sqlite:data/sijapti.db"), Path::new("data/sijapti.key"));
        assert_eq!(beside("postgres://localhost/sijapti"), Path::new("data/sijapti.key"));
    }

    #[test]
    fn a_new_one_is_its_owners_alone_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("within/sijapti.key");
        assert_eq!(read(&file).unwrap(), None);
        let key = make(&file).unwrap();
        assert_eq!(read(&file).unwrap(), Some(key));
        assert_eq!(make(&file).unwrap(), key, "nobody overwrites it");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(&file, "bukan kunci").unwrap();
        assert!(read(&file).unwrap_err().to_string().contains("64 hexadecimal digits"));
    }
}
