//! What is stored is its owner's alone: the database, the attachments, the backups.

use std::{
    fs::{self, Permissions},
    io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use rustix::{fs::Mode, process::umask};

/// Rights of anybody but the owner.
const OTHERS: u32 = 0o077;

/// Files that are made from now on are their owner's alone.
pub fn from_now_on() {
    umask(Mode::from_raw_mode(OTHERS));
}

/// Takes from everybody else what an earlier version let them read: the database and what SQLite keeps beside
/// it, and the folder of attachments with all in it, if they lie in one.
///
/// # Errors
/// What could not be changed, with its name.
pub fn tighten(database: Option<&Path>, files: Option<&Path>) -> io::Result<()> {
    for beside in ["", "-wal", "-shm"] {
        let Some(database) = database else { break };
        let mut name = database.as_os_str().to_owned();
        name.push(beside);
        one(Path::new(&name))?;
    }
    let Some(files) = files else { return Ok(()) };
    // Nobody else comes into a folder that is closed; it is closed last, so that what was cut short goes on.
    if !is_open(files)? {
        return Ok(());
    }
    let mut folders: Vec<PathBuf> = vec![files.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let entry = entry?;
            one(&entry.path())?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    one(files)
}

fn is_open(folder: &Path) -> io::Result<bool> {
    match fs::metadata(folder) {
        Ok(about) => Ok(about.permissions().mode() & OTHERS != 0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes from everybody else one file or folder; one that is not there, or leads elsewhere, is fine.
fn one(path: &Path) -> io::Result<()> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let about = match fs::symlink_metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(named(error)),
    };
    let mode = about.permissions().mode();
    if about.is_symlink() || mode & OTHERS == 0 {
        return Ok(());
    }
    match fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS)) {
        // Removed meanwhile.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done.map_err(named),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_could_read_is_the_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (database, files) = (folder.path().join("a.db"), folder.path().join("files"));
        fs::create_dir_all(files.join("ab")).unwrap();
        let all = [database.clone(), folder.path().join("a.db-wal"), files.join("ab/c")];
        for file in &all {
            fs::write(file, "x").unwrap();
            fs::set_permissions(file, Permissions::from_mode(0o644)).unwrap();
        }
        fs::set_permissions(&files, Permissions::from_mode(0o755)).unwrap();
        tighten(Some(&database), Some(&files)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert!(all.iter().all(|file| mode(file) == 0o600));
        assert_eq!((mode(&files), mode(&files.join("ab"))), (0o700, 0o700));
        tighten(Some(&folder.path().join("none.db")), Some(&folder.path().join("none"))).unwrap();
        tighten(None, None).unwrap();
    }
}
