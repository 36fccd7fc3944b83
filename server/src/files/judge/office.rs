//! Word and Excel files: a zip whose own directory says what is in it.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek as _},
};

use domain::attachment::FileType;
use zip::ZipArchive;

/// More parts than any document has. Listing them costs memory before anything is checked.
const MAX_PARTS: usize = 10_000;
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
/// What the parts are is said in this one.
const TYPES: &str = "[content_types].xml";
/// No document needs more to say so, in bytes.
const MAX_TYPES: u64 = 1024 * 1024;
/// What the main part of a document is said to be, without and with macros.
const WORD: &[u8] = b"wordprocessingml.document.main+xml";
const EXCEL: &[u8] = b"spreadsheetml.sheet.main+xml";
const MACROS: &[u8] = b"macroenabled";
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
    file.rewind()?;
    if count(file, DIRECTORY_ENTRY, MAX_PARTS)? > MAX_PARTS {
        return Ok(Office::Other);
    }
    file.rewind()?;
    let Ok(mut zip) = ZipArchive::new(BufReader::new(file)) else { return Ok(Office::Other) };
    let name = |at| Some(zip.name_for_index(at)?.ok()?.replace('\\', "/").to_ascii_lowercase());
    let names: Vec<(usize, String)> = (0..zip.len()).filter_map(|at| Some((at, name(at)?))).collect();
    let any = |is: &dyn Fn(&str) -> bool| names.iter().any(|(_, name)| is(name));
    if any(&|name| name.ends_with("vbaproject.bin")) {
        return Ok(Office::Macros);
    }
    // Programs for Java are zips too, and a zip may be both.
    if any(&|name| name == "meta-inf/manifest.mf" || name.ends_with(".class")) {
        return Ok(Office::Other);
    }
    let Some((at, _)) = names.iter().find(|(_, name)| name == TYPES) else { return Ok(Office::Other) };
    let mut types = Vec::new();
    let Ok(part) = zip.by_index(*at) else { return Ok(Office::Other) };
    if part.take(MAX_TYPES).read_to_end(&mut types).is_err() {
        return Ok(Office::Other);
    }
    // Written with two bytes for each sign, every other one is zero.
    types.retain(|byte| *byte != 0);
    types.make_ascii_lowercase();
    let says = |word: &[u8]| types.windows(word.len()).any(|window| window == word);
    Ok(if says(MACROS) {
        Office::Macros
    } else if says(WORD) {
        Office::Document(FileType::Docx)
    } else if says(EXCEL) {
        Office::Document(FileType::Xlsx)
    } else {
        Office::Other
    })
}

/// Whether an old container holds a newer document that a password locks.
///
/// # Errors
/// When the file cannot be read.
pub fn is_locked(file: &mut File) -> io::Result<bool> {
    let name: Vec<u8> = LOCKED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    file.rewind()?;
    Ok(count(file, &name, 0)? > 0)
}

/// How often the word stands in what is read, counted to one more than `most`.
fn count(file: &mut File, word: &[u8], most: usize) -> io::Result<usize> {
    const PIECE: u64 = 256 * 1024;
    let mut found = 0;
    let mut piece = Vec::new();
    loop {
        // What ended the last piece may begin the word.
        let kept = piece.len().min(word.len() - 1);
        piece.drain(..piece.len() - kept);
        if file.by_ref().take(PIECE).read_to_end(&mut piece)? == 0 {
            return Ok(found);
        }
        found += piece.windows(word.len()).filter(|window| *window == word).take(most + 1).count();
        if found > most {
            return Ok(found);
        }
    }
}
