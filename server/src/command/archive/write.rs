//! Writing an archive, piece by piece.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Seek as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use store::attachment::Content;
use tar::{Builder, Header};

use super::{DATABASE, FILES, FileLine, Hashing, MANIFEST, Manifest, is_inside};
use crate::Fault;

/// How an attachment was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// As it was stored.
    Whole,
    /// Other than it was stored; the archive has it as it is.
    Changed,
    /// Not at all.
    Lost,
}

/// An archive that is being written. Dropping it before [`Writer::finish`] removes what was written.
pub struct Writer {
    path: PathBuf,
    builder: Option<Builder<GzEncoder<BufWriter<File>>>>,
    lines: BufWriter<File>,
    files: u64,
    /// Written into each entry, so that it does not depend on anything else.
    seconds: u64,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("path", &self.path).field("files", &self.files).finish_non_exhaustive()
    }
}

impl Writer {
    /// Begins a file that only its owner can read; `lines` keeps the manifest's lines meanwhile.
    ///
    /// # Errors
    /// When the file is there already, or cannot be made.
    pub fn begin(path: PathBuf, lines: File, seconds: u64) -> Result<Self, Fault> {
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let file = made.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => format!(
                "{} is there: another backup is under way, or was cut short. If none is, remove it.",
                path.display()
            ),
            _ => format!("{}: {error}", path.display()),
        })?;
        // Most attachments are compressed already, and a server is at work beside this.
        let encoder = GzEncoder::new(BufWriter::new(file), Compression::fast());
        let builder = Some(Builder::new(encoder));
        Ok(Self { path, builder, lines: BufWriter::new(lines), files: 0, seconds })
    }

    /// Adds the database; answers its SHA-256.
    ///
    /// # Errors
    /// When it cannot be read, or the archive not be written.
    pub fn database(&mut self, file: &Path) -> Result<String, Fault> {
        let file = File::open(file)?;
        let size = file.metadata()?.len();
        let (_, sha256) = self.append(DATABASE, size, file)?;
        Ok(sha256)
    }

    /// Adds an attachment that lies in `folder`, as it is found there.
    ///
    /// # Errors
    /// When it cannot be read, or the archive not be written.
    pub fn attachment(&mut self, folder: &Path, content: &Content) -> Result<Found, Fault> {
        let Content { id, key, .. } = content;
        if !is_inside(key) {
            return Err(format!("Attachment {id} lies at {key:?}, outside the folder.").into());
        }
        let file = match File::open(folder.join(key)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Lost),
            Err(error) => return Err(format!("{}: {error}", folder.join(key).display()).into()),
        };
        let length = file.metadata()?.len();
        let (size, sha256) = self.append(&format!("{FILES}{key}"), length, file)?;
        let whole = size == content.size && sha256 == content.sha256;
        serde_json::to_writer(&mut self.lines, &FileLine { key: key.clone(), size, sha256 })?;
        self.lines.write_all(b"\n")?;
        self.files += 1;
        Ok(if whole { Found::Whole } else { Found::Changed })
    }

    /// Adds the manifest, whose number of files is filled in here, and makes it all last.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn finish(mut self, manifest: Manifest) -> Result<PathBuf, Fault> {
        let manifest = Manifest { files: self.files, ..manifest };
        let mut first = serde_json::to_vec(&manifest)?;
        first.push(b'\n');
        self.lines.flush()?;
        let mut lines = self.lines.get_ref().try_clone()?;
        let size = first.len() as u64 + lines.metadata()?.len();
        lines.rewind()?;
        self.append(MANIFEST, size, first.chain(BufReader::new(lines)))?;
        if let Some(builder) = self.builder.take() {
            let done = builder.into_inner().and_then(GzEncoder::finish).and_then(|buffer| {
                let file = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.sync_all()
            });
            if let Err(error) = done {
                _ = std::fs::remove_file(&self.path);
                return Err(error.into());
            }
        }
        Ok(self.path.clone())
    }

    fn append(&mut self, name: &str, size: u64, content: impl Read) -> Result<(u64, String), Fault> {
        let mut header = Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.seconds);
        let builder = self.builder.as_mut().ok_or("the archive is finished")?;
        // No more than was announced, or whatever comes next would be taken for a header.
        let mut content = Hashing::new(content.take(size));
        builder.append_data(&mut header, name, &mut content)?;
        let (read, sha256) = content.finish();
        if read != size {
            return Err(format!("{name} became shorter while it was read.").into());
        }
        Ok((read, sha256))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Some(builder) = self.builder.take() {
            drop(builder);
            // Half a backup is none.
            _ = std::fs::remove_file(&self.path);
        }
    }
}
