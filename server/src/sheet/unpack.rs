//! Takes parts of an .xlsx out of its zip, as far as they are harmless, and puts them into a new one.
//!
//! A zip may claim anything and a library believes some of it: calamine sets memory
//! aside for as many strings as a file announces, and copies a font's name into every
//! style. So parts are unpacked here first, within a budget, looked at, and put
//! into a plain new archive of known names, which is all that calamine gets to see.

use std::{
    collections::HashMap,
    io::{BufReader, Cursor, Read, Write as _},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{Limits, SheetRefused};

const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
/// More files than any workbook has. Listing them costs memory before anything is checked.
const MAX_ENTRIES: usize = 10_000;
/// The largest of the small parts, in bytes.
const SMALL: usize = 1024 * 1024;
/// The longest tag in a small part, in bytes: names in it may be copied per style.
const MAX_TAG: usize = 2048;

/// The parts of an .xlsx, packed.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Where each part is, by its name in small letters.
    places: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    /// Lists the parts.
    pub fn open(bytes: &'a [u8]) -> Result<Self, SheetRefused> {
        let entries = bytes.windows(DIRECTORY_ENTRY.len()).filter(|window| *window == DIRECTORY_ENTRY);
        if entries.take(MAX_ENTRIES + 1).count() > MAX_ENTRIES {
            return Err(SheetRefused::TooLarge);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        let name = |at| Some(zip.name_for_index(at)?.ok()?.replace('\\', "/").to_lowercase());
        let places = (0..zip.len()).filter_map(|at| Some((name(at)?, at))).collect();
        Ok(Self { zip, places })
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// A part that is small in every workbook; none when it is missing.
    pub fn small(&mut self, name: &str, budget: usize) -> Result<Option<Vec<u8>>, SheetRefused> {
        let Some(part) = self.take(name, budget.min(SMALL))? else { return Ok(None) };
        each_tag(&part, |tag| tag.len() <= MAX_TAG)?;
        Ok(Some(part))
    }

    /// The texts that cells share; none when they are missing.
    pub fn strings(&mut self, limits: Limits, budget: usize) -> Result<Option<Vec<u8>>, SheetRefused> {
        let Some(part) = self.take("xl/sharedstrings.xml", budget)? else { return Ok(None) };
        let cells = usize::try_from(limits.rows.saturating_mul(limits.columns)).unwrap_or(usize::MAX);
        let mut strings = 0;
        each_tag(&part, |tag| {
            strings += usize::from(tag.local_name().as_ref() == "si");
            strings <= cells && announced(tag.attributes_raw()) <= cells
        })?;
        Ok(Some(part))
    }

    /// A part to be read while it unpacks.
    pub fn stream(&mut self, name: &str) -> Result<BufReader<impl Read + '_>, SheetRefused> {
        let at = *self.places.get(name).ok_or(SheetRefused::Broken)?;
        Ok(BufReader::new(self.zip.by_index(at).map_err(broken)?))
    }

    /// Unpacks a part. Its announced size is believed only where it is too much.
    fn take(&mut self, name: &str, most: usize) -> Result<Option<Vec<u8>>, SheetRefused> {
        let Some(at) = self.places.get(name).copied() else { return Ok(None) };
        let entry = self.zip.by_index(at).map_err(broken)?;
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        if entry.size() > most {
            return Err(SheetRefused::TooLarge);
        }
        let mut part = Vec::new();
        let mut entry = entry.take(most.saturating_add(1));
        entry.read_to_end(&mut part).map_err(|_| SheetRefused::Broken)?;
        if entry.limit() == 0 { Err(SheetRefused::TooLarge) } else { Ok(Some(part)) }
    }
}

/// A new archive, uncompressed.
pub struct Plain(ZipWriter<Cursor<Vec<u8>>>);

impl Plain {
    pub fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    pub fn add(&mut self, name: &str, part: &[u8]) -> Result<(), SheetRefused> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.0.start_file(name, options).map_err(broken)?;
        self.0.write_all(part).map_err(|_| SheetRefused::Broken)
    }

    pub fn finish(self) -> Result<Vec<u8>, SheetRefused> {
        Ok(self.0.finish().map_err(broken)?.into_inner())
    }
}

/// Looks at every tag with the parser that calamine uses, set up in the same way: two
/// parsers might not agree on where a tag ends.
fn each_tag(part: &[u8], mut is_harmless: impl FnMut(&BytesStart<'_>) -> bool) -> Result<(), SheetRefused> {
    let mut reader = Reader::from_reader(part);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(tag) if !is_harmless(&tag) => return Err(SheetRefused::TooLarge),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The largest number behind `uniqueCount` among attributes.
fn announced(attributes: &str) -> usize {
    let numbers = attributes.split("uniqueCount").skip(1).map(|rest| {
        let digits = rest.bytes().skip_while(|b| !b.is_ascii_digit()).take_while(u8::is_ascii_digit);
        digits.fold(0_usize, |sum, digit| sum.saturating_mul(10).saturating_add((digit - b'0').into()))
    });
    numbers.max().unwrap_or_default()
}

fn broken<E>(_: E) -> SheetRefused {
    SheetRefused::Broken
}
