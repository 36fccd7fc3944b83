//! The file that a backup is: a compressed tar of the database, the attachments and, last, the manifest.
//!
//! ```text
//! database.db          the copy of the database
//! files/<key>          each attachment that a row of the copy names
//! manifest.jsonl       first a line about the whole, then one for each attachment
//! ```
//!
//! The manifest has a line for each file, so that neither side ever holds a list of all of them.

mod read;
mod write;

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use read::{unpack, verify};
pub use write::{Found, Writer};

/// The way an archive is laid out; another number is another layout.
pub const FORMAT: u32 = 1;
/// The same without attachments, which lie elsewhere: a program that would take their absence for an empty folder
/// refuses it.
pub const DATABASE_ALONE: u32 = 2;
const DATABASE: &str = "database.db";
const FILES: &str = "files/";
const MANIFEST: &str = "manifest.jsonl";

/// The manifest's first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] or [`DATABASE_ALONE`].
    pub format: u32,
    /// The version of the program that wrote it.
    pub version: String,
    /// When the database was copied.
    pub at: DateTime<Utc>,
    /// The SHA-256 of the database.
    pub database: String,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
    /// How many attachments follow.
    pub files: u64,
}

/// A line of the manifest about an attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    /// Where it lies in the folder of attachments.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its content.
    pub sha256: String,
}

/// Whether a key stays inside the folder it is joined to, on any system.
fn is_inside(key: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    key.split('/').all(plain)
}

/// Passes on what is read, and hashes it.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
    size: u64,
}

impl<R: Read> Hashing<R> {
    fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new(), size: 0 }
    }

    /// Size and SHA-256 of what was read.
    fn finish(self) -> (u64, String) {
        (self.size, self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.size += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_inside() {
        assert!(is_inside("ab/abcdef0123456789") && is_inside("2016/08/surat.pdf"));
        let long = "a/".repeat(9);
        for key in ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/.", "a\\b", "c:x", "a\0b", &*long] {
            assert!(!is_inside(key), "{key:?}");
        }
    }
}
