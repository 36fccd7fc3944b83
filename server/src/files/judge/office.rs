//! Word and Excel files: a container whose parts say what they are.
//!
//! Nothing is told by words that merely stand somewhere in the file: a comment may hold the right ones, and a
//! number may stand for a letter of the wrong ones.

mod container;
mod types;

use std::{
    fs::File,
    io::{self, Read as _, Seek as _},
};

use domain::attachment::FileType;

use self::{container::Part, types::Types};

/// What the parts are is said in this one, and which of them is the main one in the other.
const TYPES: &str = "[content_types].xml";
const LINKS: &str = "_rels/.rels";
/// No document needs more to say so, in bytes.
const MAX_SAID: u64 = 1024 * 1024;
/// What the main part of a document without macros is said to be.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
/// Endings of documents with macros, which may lie in another one.
const ARMED: [&str; 9] = ["docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppsm", "ppam"];
/// Endings of what runs when it is opened, here or on a telephone. No document has such a part.
const PROGRAMS: [&str; 15] = [
    "exe", "dll", "com", "scr", "bat", "cmd", "js", "vbs", "ps1", "msi", "hta", "lnk", "jar", "class", "dex",
];
/// What makes a program for Java of a zip: one file may be both.
const MANIFEST: &str = "meta-inf/manifest.mf";
/// The stream in which a document with a password lies, as its container writes the name.
const LOCKED: &str = "EncryptedPackage";

/// What a zip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// A Word or Excel file.
    Document(FileType),
    /// One with macros.
    Macros,
    /// Anything else.
    Other,
}

/// Looks at the parts of a zip.
///
/// # Errors
/// When the file cannot be read; what is no zip after all is [`Office::Other`].
pub fn look(file: &mut File) -> io::Result<Office> {
    let Some(parts) = container::parts(file)? else { return Ok(Office::Other) };
    if parts.iter().any(|part| names_macros(&part.name)) {
        return Ok(Office::Macros);
    }
    if parts.iter().any(|part| names_program(&part.name)) {
        return Ok(Office::Other);
    }
    let Some(said) = content(file, &parts, TYPES)?.and_then(|bytes| Types::read(&bytes)) else {
        return Ok(Office::Other);
    };
    if said.has_macros {
        return Ok(Office::Macros);
    }
    let Some(main) = content(file, &parts, LINKS)?.and_then(|bytes| types::main_part(&bytes)) else {
        return Ok(Office::Other);
    };
    if !parts.iter().any(|part| part.name == main) {
        return Ok(Office::Other);
    }
    Ok(match said.of(&main) {
        Some(WORD) => Office::Document(FileType::Docx),
        Some(EXCEL) => Office::Document(FileType::Xlsx),
        _ => Office::Other,
    })
}

/// The content of the part with this name; nothing when there is none, or it is too long.
fn content(file: &mut File, parts: &[Part], name: &str) -> io::Result<Option<Vec<u8>>> {
    match parts.iter().find(|part| part.name == name) {
        Some(part) => part.read(file, MAX_SAID),
        None => Ok(None),
    }
}

/// Whether a part is one that only documents with macros have.
fn names_macros(name: &str) -> bool {
    name.contains("vbaproject") || name.starts_with("xl/macrosheets/") || ends_in(name, &ARMED)
}

/// Whether a part is a program, or makes one of the file.
fn names_program(name: &str) -> bool {
    name.ends_with(MANIFEST) || ends_in(name, &PROGRAMS)
}

/// Whether a name has one of these endings. Windows drops dots and spaces behind it.
fn ends_in(name: &str, endings: &[&str]) -> bool {
    let ending = name.trim_end_matches(['.', ' ']).rsplit_once('.');
    ending.is_some_and(|(_, ending)| endings.contains(&ending))
}

/// Whether an old container holds a newer document that a password locks.
///
/// # Errors
/// When the file cannot be read.
pub fn is_locked(file: &mut File) -> io::Result<bool> {
    let name: Vec<u8> = LOCKED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    file.rewind()?;
    holds(file, &name)
}

/// Whether the word stands in what is read.
fn holds(file: &mut File, word: &[u8]) -> io::Result<bool> {
    const PIECE: u64 = 256 * 1024;
    let mut piece = Vec::new();
    loop {
        // What ended the last piece may begin the word.
        let kept = piece.len().min(word.len() - 1);
        piece.drain(..piece.len() - kept);
        if file.by_ref().take(PIECE).read_to_end(&mut piece)? == 0 {
            return Ok(false);
        }
        if piece.windows(word.len()).any(|window| window == word) {
            return Ok(true);
        }
    }
}
