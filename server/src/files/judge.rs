//! What an uploaded file is, told by all of it: its name decides nothing, nor does how fast it came.

mod jpeg;
mod office;
mod pdf;
mod png;
mod sniff;

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek as _, SeekFrom, Write},
};

use domain::{
    attachment::{FileRefusal, FileType, Purpose, check_type, fitting_name},
    sheet::Disguise,
};
use sha2::{Digest as _, Sha256};

use self::{office::Office, sniff::Start};

/// So many bytes at the start are looked at before the rest is there.
pub const HEAD: usize = 64 * 1024;

/// Why a file is not kept.
#[derive(Debug)]
pub enum Flaw {
    /// It cannot be taken; the sentence says why.
    Refused(FileRefusal),
    /// It could not be read back.
    Broken(io::Error),
}

impl From<FileRefusal> for Flaw {
    fn from(refusal: FileRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Flaw {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// A file that is taken.
#[derive(Debug)]
pub struct Judged {
    /// Its type.
    pub kind: FileType,
    /// Its name, with an ending that fits.
    pub name: String,
    /// What is kept in its place: the same picture without what it tells about whoever took it.
    pub cleaned: Option<Cleaned>,
}

/// A file that was written anew.
#[derive(Debug)]
pub struct Cleaned {
    /// Its content.
    pub file: File,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256: 64 hexadecimal digits.
    pub sha256: String,
}

/// Refuses what its first [`HEAD`] bytes, or all of fewer, show to be nothing that is taken: the rest need not come.
///
/// # Errors
/// The refusal that the whole file would meet.
pub fn check_start(name: &str, purpose: Purpose, head: &[u8]) -> Result<(), FileRefusal> {
    if let Some(what) = Disguise::of(head).filter(|_| purpose == Purpose::Sheet) {
        return Err(FileRefusal::NoWorkbook { name: name.to_owned(), what });
    }
    match sniff::start(head, purpose) {
        Start::Known(kind) => check_type(name, Some(kind), purpose).map(drop),
        // Their parts tell, and those are listed at the end.
        Start::Zip | Start::Ole2 => Ok(()),
        Start::Picture(format) => Err(FileRefusal::Picture { name: name.to_owned(), format }),
        Start::Unknown => check_type(name, None, purpose).map(drop),
    }
}

/// Judges a whole file. This takes as long as reading it does: call it where it may block.
///
/// # Errors
/// Why it is not kept.
pub fn judge(name: &str, purpose: Purpose, file: &mut File) -> Result<Judged, Flaw> {
    let mut head = Vec::new();
    file.rewind()?;
    (&*file).take(HEAD as u64).read_to_end(&mut head)?;
    check_start(name, purpose, &head)?;
    let content = match sniff::start(&head, purpose) {
        Start::Known(kind) => Some(kind),
        Start::Zip => match office::look(file)? {
            Office::Document(kind) => Some(kind),
            Office::Macros => return Err(FileRefusal::Macros(name.to_owned()).into()),
            Office::Other => None,
        },
        Start::Ole2 if office::is_locked(file)? => return Err(FileRefusal::Locked(name.to_owned()).into()),
        Start::Ole2 => (purpose == Purpose::Sheet).then_some(FileType::Xls),
        Start::Picture(_) | Start::Unknown => None,
    };
    let kind = check_type(name, content, purpose)?;
    file.rewind()?;
    let cleaned = match kind {
        FileType::Pdf if pdf::is_locked(&mut *file)? => {
            return Err(FileRefusal::Locked(name.to_owned()).into());
        }
        FileType::Jpeg => clean(name, file, jpeg::strip)?,
        FileType::Png => clean(name, file, png::strip)?,
        _ => None,
    };
    file.rewind()?;
    Ok(Judged { kind, name: fitting_name(name, kind), cleaned })
}

/// Whether a picture was changed, or that it cannot be read.
type Stripped = Result<bool, Unreadable>;

/// A picture whose parts do not follow each other as they must.
#[derive(Debug)]
enum Unreadable {
    Picture,
    Io(io::Error),
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        // It ends where something should follow.
        if error.kind() == io::ErrorKind::UnexpectedEof { Self::Picture } else { Self::Io(error) }
    }
}

/// Writes a picture anew without what it tells about whoever took it; nothing when there is no such thing in it.
fn clean(
    name: &str,
    file: &mut File,
    strip: impl FnOnce(&mut File, &mut Hashed<BufWriter<File>>) -> Stripped,
) -> Result<Option<Cleaned>, Flaw> {
    let mut target = Hashed { inner: BufWriter::new(tempfile::tempfile()?), size: 0, hash: Sha256::new() };
    match strip(file, &mut target) {
        Ok(false) => Ok(None),
        Ok(true) => {
            target.flush()?;
            let mut file = target.inner.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.seek(SeekFrom::Start(0))?;
            Ok(Some(Cleaned { file, size: target.size, sha256: hex(&target.hash.finalize()) }))
        }
        Err(Unreadable::Picture) => Err(FileRefusal::Unreadable(name.to_owned()).into()),
        Err(Unreadable::Io(error)) => Err(error.into()),
    }
}

/// Counts and hashes what is written.
struct Hashed<W> {
    inner: W,
    size: u64,
    hash: Sha256,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.size += written as u64;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// As hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
