//! Reading an archive: unpacked beside what it is to replace, then compared with its manifest.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, BufRead as _, BufReader, BufWriter, Read, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::Path,
};

use flate2::bufread::GzDecoder;
use tar::{Archive, EntryType};

use super::{DATABASE, DATABASE_ALONE, FILES, FORMAT, FileLine, Hashing, MANIFEST, Manifest, is_inside};
use crate::Fault;

/// More than any line of a manifest is long.
const LINE: u64 = 1024 * 1024;

/// Unpacks an archive: the database to `database`, attachments into the folder `files`, the manifest into
/// `rest`. All of them are new. Whatever else is in it is refused, above all what would lie elsewhere.
///
/// # Errors
/// When it is no archive of ours, or is damaged; or when something cannot be written.
pub fn unpack(archive: &Path, database: &Path, files: &Path, rest: &Path) -> Result<(), Fault> {
    let file = File::open(archive).map_err(|error| format!("{}: {error}", archive.display()))?;
    let mut unzipped = BufReader::new(GzDecoder::new(BufReader::new(file)));
    let mut tar = Archive::new(&mut unzipped);
    for entry in tar.entries()? {
        // The library's own words quote the bytes it could not read.
        let mut entry = entry.map_err(|_| "it is damaged, or no backup")?;
        let name = String::from_utf8(entry.path_bytes().into_owned())?;
        let key = name.strip_prefix(FILES).filter(|key| is_inside(key));
        if entry.header().entry_type() != EntryType::Regular {
            return Err(format!("{name:?} is no plain file").into());
        }
        let target = match (name.as_str(), key) {
            (DATABASE, _) => database.to_owned(),
            (MANIFEST, _) => rest.join(MANIFEST),
            (_, Some(key)) => files.join(key),
            _ => return Err(format!("{name:?} has no place in a backup").into()),
        };
        if let Some(folder) = target.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&target)?;
        let mut made = BufWriter::new(made);
        let written = io::copy(&mut entry, &mut made)?;
        made.flush()?;
        made.get_ref().sync_all()?;
        if written != entry.size() {
            return Err(format!("{name:?} is cut short").into());
        }
    }
    // To the very end: the sum over all of it stands there.
    io::copy(&mut unzipped, &mut io::sink())?;
    Ok(())
}

/// Compares what was unpacked with its manifest, byte by byte; answers the manifest.
///
/// # Errors
/// What is missing, too much, or different.
pub fn verify(database: &Path, files: &Path, rest: &Path) -> Result<Manifest, Fault> {
    let manifest = File::open(rest.join(MANIFEST)).map_err(|_| "it has no manifest")?;
    let mut lines = BufReader::new(manifest);
    let first = line(&mut lines)?.ok_or("its manifest is empty")?;
    let manifest: Manifest = serde_json::from_str(&first)?;
    if ![FORMAT, DATABASE_ALONE].contains(&manifest.format) {
        return Err(format!(
            "it is of format {}, written by version {}; this program reads formats {FORMAT} and {DATABASE_ALONE}",
            manifest.format, manifest.version
        )
        .into());
    }
    let (_, found) = hash(database).map_err(|_| "it has no database")?;
    if found != manifest.database {
        return Err("its database is not the one that was copied".into());
    }
    let mut listed = 0;
    while let Some(text) = line(&mut lines)? {
        let FileLine { key, size, sha256 } = serde_json::from_str(&text)?;
        if !is_inside(&key) || hash(&files.join(&key)).ok() != Some((size, sha256)) {
            return Err(format!("its attachment {key} is not the one that was copied").into());
        }
        listed += 1;
    }
    if listed != manifest.files || count(files)? != listed {
        return Err("it holds other attachments than its manifest lists".into());
    }
    Ok(manifest)
}

fn line(lines: &mut impl io::BufRead) -> io::Result<Option<String>> {
    let mut text = String::new();
    let read = lines.take(LINE).read_line(&mut text)?;
    Ok((read > 0).then_some(text))
}

fn hash(file: &Path) -> io::Result<(u64, String)> {
    let mut content = Hashing::new(File::open(file)?);
    io::copy(&mut content, &mut io::sink())?;
    Ok(content.finish())
}

/// How many files a folder holds, at any depth.
fn count(folder: &Path) -> io::Result<u64> {
    let mut files = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files += if entry.file_type()?.is_dir() { count(&entry.path())? } else { 1 };
    }
    Ok(files)
}
