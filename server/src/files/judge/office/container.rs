//! The container of a Word or Excel file, as every program that writes one makes it: the parts, one behind
//! the other from the first byte on, then their directory, then the end, and nothing behind that.
//!
//! Programs differ in what else they take for a zip, and in which end they believe when there is more than
//! one. A file that leaves them no choice is the same file to all of them.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
};

use flate2::read::DeflateDecoder;

/// More parts than any document has.
const MAX_PARTS: u16 = 10_000;
/// More than the directory of any document takes, in bytes.
const MAX_DIRECTORY: u64 = 4 * 1024 * 1024;
/// What a part, its entry in the directory, and the end begin with.
const PART: &[u8] = b"PK\x03\x04";
const ENTRY: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// How long these are without names and comments, in bytes.
const PART_LENGTH: usize = 30;
const ENTRY_LENGTH: usize = 46;
const END_LENGTH: usize = 22;
/// The end and the longest comment: programs look for the end in so many last bytes.
const TAIL: u64 = END_LENGTH as u64 + 0xffff;
/// What stands just before the end of very large files, and leads to another end that counts instead.
const LOCATOR: &[u8] = b"PK\x06\x07";
const LOCATOR_LENGTH: usize = 20;
/// The flags of parts that a password locks.
const LOCKED: u16 = 0x2041;
/// The flag of parts whose length and checksum stand behind them, written by a program that cannot go back.
const SUMS_BEHIND: u16 = 0x0008;
/// How long such a note is, in bytes: with and without a mark before it, with short and long numbers.
const SUMS_LENGTHS: [u64; 4] = [12, 16, 20, 24];
/// The ways to pack that documents use.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// A part.
#[derive(Debug)]
pub struct Part {
    /// Its name, as [`plain`] writes it.
    pub name: String,
    /// Where its content begins.
    at: u64,
    /// How long its content is as it lies there, in bytes.
    length: u64,
    is_deflated: bool,
}

impl Part {
    /// Unpacks its content; nothing when that is broken or longer than `most`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(&self, file: &mut File, most: u64) -> io::Result<Option<Vec<u8>>> {
        file.seek(SeekFrom::Start(self.at))?;
        let content = file.by_ref().take(self.length);
        let mut bytes = Vec::new();
        // One byte more shows that there is more.
        let unpacked = if self.is_deflated {
            DeflateDecoder::new(content).take(most + 1).read_to_end(&mut bytes)
        } else {
            content.take(most + 1).read_to_end(&mut bytes)
        };
        Ok((unpacked.is_ok() && bytes.len() as u64 <= most).then_some(bytes))
    }
}

/// A name as it is compared: in small letters, its folders parted by `/`, with none before the first.
pub fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Lists the parts; nothing when this is no such container.
///
/// # Errors
/// When the file cannot be read.
pub fn parts(file: &mut File) -> io::Result<Option<Vec<Part>>> {
    let length = file.seek(SeekFrom::End(0))?;
    let tail = read(file, length.saturating_sub(TAIL), TAIL)?;
    let Some(end) = End::of(&tail, length) else { return Ok(None) };
    let directory = read(file, end.at, end.length)?;
    let Some(entries) = entries(&directory, end.count) else { return Ok(None) };
    let Some(parts) = line_up(file, entries, end.at)? else { return Ok(None) };
    // Of two with the same name, each program may mean another.
    let names = parts.iter().map(|part| part.name.as_str()).collect::<HashSet<&str>>().len();
    Ok((names == parts.len()).then_some(parts))
}

/// What the end says of the directory.
#[derive(Debug)]
struct End {
    at: u64,
    length: u64,
    count: u16,
}

impl End {
    /// Reads the end of a file of this length; nothing when it is not the last thing there, or not alone.
    fn of(tail: &[u8], length: u64) -> Option<Self> {
        let at = tail.len().checked_sub(END_LENGTH)?;
        let (before, end) = tail.split_at_checked(at)?;
        let leads_on = before.last_chunk::<LOCATOR_LENGTH>().is_some_and(|last| last.starts_with(LOCATOR));
        // One disk with everything, and no comment.
        let is_ordinary = end.starts_with(END)
            && short(end, 4)? == 0
            && short(end, 6)? == 0
            && short(end, 8)? == short(end, 10)?
            && short(end, 20)? == 0;
        let found = Self { at: long(end, 16)?, length: long(end, 12)?, count: short(end, 10)? };
        let fits = found.at + found.length + END_LENGTH as u64 == length
            && found.length <= MAX_DIRECTORY
            && (1..=MAX_PARTS).contains(&found.count);
        let is_only = !(0..at).any(|place| ends_file(tail, place));
        (is_ordinary && fits && is_only && !leads_on).then_some(found)
    }
}

/// Whether an end stands at this place whose comment reaches to the end of the file. A workbook behind a
/// chart lies in the document with its own end, which does not reach that far.
fn ends_file(tail: &[u8], place: usize) -> bool {
    let Some(end) = tail.get(place..).filter(|end| end.starts_with(END)) else { return false };
    short(end, 20).is_none_or(|comment| END_LENGTH + usize::from(comment) >= end.len())
}

/// What the directory says of a part.
#[derive(Debug)]
struct Entry<'a> {
    name: &'a [u8],
    flags: u16,
    method: u16,
    length: u64,
    at: u64,
}

/// Reads the directory; nothing when it does not hold just so many entries.
fn entries(mut directory: &[u8], count: u16) -> Option<Vec<Entry<'_>>> {
    let mut entries = Vec::new();
    for _ in 0..count {
        let name_end = ENTRY_LENGTH + usize::from(short(directory, 28)?);
        let end = name_end + usize::from(short(directory, 30)?) + usize::from(short(directory, 32)?);
        let entry = Entry {
            name: directory.get(ENTRY_LENGTH..name_end)?,
            flags: short(directory, 8)?,
            method: short(directory, 10)?,
            length: long(directory, 20)?,
            at: long(directory, 42)?,
        };
        let is_ordinary = directory.starts_with(ENTRY)
            && entry.flags & LOCKED == 0
            && matches!(entry.method, STORED | DEFLATED)
            && short(directory, 34)? == 0
            && !entry.name.iter().any(u8::is_ascii_control);
        if !is_ordinary {
            return None;
        }
        entries.push(entry);
        directory = directory.get(end..)?;
    }
    directory.is_empty().then_some(entries)
}

/// Follows the parts from the first byte to the directory; nothing when something lies between them.
fn line_up(file: &mut File, mut entries: Vec<Entry<'_>>, directory: u64) -> io::Result<Option<Vec<Part>>> {
    entries.sort_unstable_by_key(|entry| entry.at);
    let mut parts = Vec::new();
    // Where the last one ends.
    let mut end = 0;
    let mut has_sums = false;
    for entry in entries {
        if !is_next(end, has_sums, entry.at) {
            return Ok(None);
        }
        let header = read(file, entry.at, (PART_LENGTH + entry.name.len()) as u64)?;
        let Some(at) = entry.content(&header) else { return Ok(None) };
        end = at + entry.length;
        has_sums = entry.flags & SUMS_BEHIND != 0;
        let name = plain(&String::from_utf8_lossy(entry.name));
        parts.push(Part { name, at, length: entry.length, is_deflated: entry.method == DEFLATED });
    }
    Ok(is_next(end, has_sums, directory).then_some(parts))
}

/// Whether what lies at `at` follows what ends at `end`, or the note behind that.
fn is_next(end: u64, has_sums: bool, at: u64) -> bool {
    at.checked_sub(end).is_some_and(|gap| gap == 0 || (has_sums && SUMS_LENGTHS.contains(&gap)))
}

impl Entry<'_> {
    /// Where the content begins; nothing when the part itself says something else than its entry.
    fn content(&self, header: &[u8]) -> Option<u64> {
        let flags = short(header, 6)?;
        let length = long(header, 18)?;
        let name_length = usize::from(short(header, 26)?);
        let is_same = header.starts_with(PART)
            && (flags ^ self.flags) & (LOCKED | SUMS_BEHIND) == 0
            && short(header, 8)? == self.method
            // Some programs keep room there for a longer number.
            && (flags & SUMS_BEHIND != 0 || length == self.length || length == u64::from(u32::MAX))
            && name_length == self.name.len()
            && header.ends_with(self.name);
        let skipped = PART_LENGTH + name_length + usize::from(short(header, 28)?);
        is_same.then_some(self.at + skipped as u64)
    }
}

/// So many bytes from there on, or as many as there are.
fn read(file: &mut File, at: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.by_ref().take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A number of two bytes.
fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk::<2>().copied().map(u16::from_le_bytes)
}

/// A number of four bytes.
fn long(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk::<4>().copied().map(u32::from_le_bytes).map(u64::from)
}
