//! New files into the place of old ones, which stay beside them.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

use crate::Fault;

/// What SQLite may have left beside a database; beside another one it would be taken for a part of that.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// How it is told that the last step failed, and whether all is as it was.
pub const IN_PLACE: &str = "The backup cannot be put in place";

/// The folder that something lies in.
pub fn parent(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Refuses when there is a database or an attachment.
///
/// # Errors
/// The sentence that names it.
pub fn nothing_there(database: &Path, files: Option<&Path>) -> Result<(), Fault> {
    let there = if is_there(database) {
        database
    } else if let Some(files) = files
        && is_there(files)
        && fs::read_dir(files)?.next().is_some()
    {
        files
    } else {
        return Ok(());
    };
    Err(format!("{} is there already; --force moves it aside and keeps it.", there.display()).into())
}

/// Puts the new database into place, and the new folder into that of the old one, if one comes with it; answers where
/// the old ones are kept. When it cannot be done, what was moved is moved back.
///
/// # Errors
/// What could not be moved.
pub fn swap(
    new_database: &Path,
    database: &Path,
    files: Option<(&Path, &Path)>,
    now: DateTime<Utc>,
) -> Result<Vec<PathBuf>, Fault> {
    let stamp = now.format(".before-restore-%Y%m%dT%H%M%SZ").to_string();
    let mut moves = Moves::default();
    let mut all = || -> io::Result<()> {
        if let Some((new_files, files)) = files {
            moves.aside(files, &stamp)?;
            moves.rename(new_files, files)?;
        }
        for companion in COMPANIONS {
            moves.aside(&with(database, companion), &stamp)?;
        }
        moves.aside(database, &stamp)?;
        moves.rename(new_database, database)?;
        if let Some((_, files)) = files {
            File::open(parent(files))?.sync_all()?;
        }
        File::open(parent(database))?.sync_all()
    };
    match all() {
        Ok(()) => Ok(moves.kept),
        Err(error) => {
            let undone = moves.undo();
            let place = match undone {
                Ok(()) => "everything is as it was".to_owned(),
                Err(error) => format!("and could not be put back ({error}): look for names with {stamp}"),
            };
            Err(format!("{IN_PLACE}, {place}: {error}.").into())
        }
    }
}

/// What was moved, to be moved back.
#[derive(Debug, Default)]
struct Moves {
    done: Vec<(PathBuf, PathBuf)>,
    kept: Vec<PathBuf>,
}

impl Moves {
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to).map_err(|error| {
            io::Error::new(error.kind(), format!("{} to {}: {error}", from.display(), to.display()))
        })?;
        self.done.push((from.to_owned(), to.to_owned()));
        Ok(())
    }

    /// Moves something out of the way, if it is there.
    fn aside(&mut self, place: &Path, stamp: &str) -> io::Result<()> {
        if !is_there(place) {
            return Ok(());
        }
        let kept = with(place, stamp);
        if is_there(&kept) {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} is there", kept.display())));
        }
        self.rename(place, &kept)?;
        self.kept.push(kept);
        Ok(())
    }

    fn undo(&mut self) -> io::Result<()> {
        while let Some((from, to)) = self.done.pop() {
            fs::rename(to, from)?;
        }
        Ok(())
    }
}

/// The path with something after its last name; also one that ends in a slash.
fn with(place: &Path, suffix: &str) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    place.with_file_name(name)
}

/// Whether anything has that name, even if it leads nowhere.
fn is_there(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2016-08-10T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn what_was_there_is_kept_and_companions_go_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        for name in ["db", "db-wal", "new"] {
            fs::write(place(name), name).unwrap();
        }
        fs::create_dir(place("files")).unwrap();
        fs::create_dir(place("new-files")).unwrap();
        fs::write(place("files/a"), "old").unwrap();
        assert!(nothing_there(&place("none"), Some(&place("files"))).is_err());
        assert!(nothing_there(&place("none"), Some(&place("new-files"))).is_ok());

        let (new_files, files) = (place("new-files"), place("files"));
        let kept = swap(&place("new"), &place("db"), Some((&new_files, &files)), now()).unwrap();
        assert_eq!(kept.len(), 3);
        assert_eq!(fs::read_to_string(place("db")).unwrap(), "new");
        assert!(!is_there(&place("db-wal")) && !is_there(&place("files/a")));
        assert_eq!(fs::read_to_string(place("db.before-restore-20160810T080000Z")).unwrap(), "db");
        assert_eq!(fs::read_to_string(place("files.before-restore-20160810T080000Z/a")).unwrap(), "old");
    }

    #[test]
    fn half_a_swap_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::write(place("db"), "old").unwrap();
        fs::create_dir(place("files")).unwrap();
        fs::create_dir(place("new-files")).unwrap();
        fs::write(place("files/a"), "old").unwrap();
        let (new_files, files) = (place("new-files"), place("files"));
        let error = swap(&place("none"), &place("db"), Some((&new_files, &files)), now()).unwrap_err();
        assert!(error.to_string().contains("everything is as it was"), "{error}");
        assert_eq!(fs::read_to_string(place("db")).unwrap(), "old");
        assert_eq!(fs::read_to_string(place("files/a")).unwrap(), "old");
        assert!(is_there(&place("new-files")));
    }
}
