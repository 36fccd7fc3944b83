//! Takes the few parts of an .xlsx that are read out of its zip, as far as they are harmless.
//!
//! A zip may claim anything and a library believes some of it: calamine sets memory
//! aside for as many strings as a file announces, and copies a font's name into every
//! style. So the parts are unpacked here first, within a budget, looked at, and put
//! into a plain new archive of known names, which is all that calamine gets to see.

use std::io::{Cursor, Read as _, Write as _};

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
const ROOT: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="a" Target="xl/workbook.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>"#,
    "</Relationships>"
);

/// A new, uncompressed archive of the parts that matter.
pub fn unpack(bytes: &[u8], limits: Limits) -> Result<Vec<u8>, SheetRefused> {
    let entries = bytes.windows(DIRECTORY_ENTRY.len()).filter(|window| *window == DIRECTORY_ENTRY);
    if entries.take(MAX_ENTRIES + 1).count() > MAX_ENTRIES {
        return Err(SheetRefused::TooLarge);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let parts: Vec<(usize, String, Look)> = (0..zip.len())
        .filter_map(|at| {
            let name = zip.name_for_index(at)?.ok()?.replace('\\', "/").to_lowercase();
            let look = Look::of(&name)?;
            Some((at, name, look))
        })
        .collect();
    if !parts.iter().any(|(_, _, look)| *look == Look::Workbook) {
        return Err(SheetRefused::UnknownType);
    }
    let mut plain = ZipWriter::new(Cursor::new(Vec::new()));
    add(&mut plain, "_rels/.rels", ROOT.as_bytes())?;
    let mut budget = limits.unpacked;
    for (at, name, look) in parts {
        let part = take(&mut zip, at, look.most(budget))?;
        look.check(&part, limits)?;
        budget = budget.saturating_sub(part.len());
        add(&mut plain, &name, &part)?;
    }
    Ok(plain.finish().map_err(broken)?.into_inner())
}

/// Unpacks a part. Its announced size is believed only where it is too much.
fn take(zip: &mut ZipArchive<Cursor<&[u8]>>, at: usize, most: usize) -> Result<Vec<u8>, SheetRefused> {
    let entry = zip.by_index(at).map_err(broken)?;
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    if entry.size() > most {
        return Err(SheetRefused::TooLarge);
    }
    let mut part = Vec::new();
    let mut entry = entry.take(most.saturating_add(1));
    entry.read_to_end(&mut part).map_err(|_| SheetRefused::Broken)?;
    if entry.limit() == 0 { Err(SheetRefused::TooLarge) } else { Ok(part) }
}

fn add(plain: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, part: &[u8]) -> Result<(), SheetRefused> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    plain.start_file(name, options).map_err(broken)?;
    plain.write_all(part).map_err(|_| SheetRefused::Broken)
}

/// What to look at in a part, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Workbook,
    Small,
    Strings,
    Sheet,
}

impl Look {
    /// The look for a name in small letters; none for what is not needed.
    fn of(name: &str) -> Option<Self> {
        match name {
            "xl/workbook.xml" => Some(Self::Workbook),
            "xl/_rels/workbook.xml.rels" | "xl/styles.xml" => Some(Self::Small),
            "xl/sharedstrings.xml" => Some(Self::Strings),
            name => {
                let sheet = name.strip_prefix("xl/worksheets/")?;
                (sheet.ends_with(".xml") && !sheet.contains('/')).then_some(Self::Sheet)
            }
        }
    }

    fn most(self, budget: usize) -> usize {
        match self {
            Self::Workbook | Self::Small => budget.min(SMALL),
            Self::Strings | Self::Sheet => budget,
        }
    }

    fn check(self, part: &[u8], limits: Limits) -> Result<(), SheetRefused> {
        let cells = usize::try_from(limits.rows.saturating_mul(limits.columns)).unwrap_or(usize::MAX);
        let mut strings = 0;
        match self {
            Self::Workbook | Self::Small => each_tag(part, |tag| tag.len() <= MAX_TAG),
            Self::Strings => each_tag(part, |tag| {
                strings += usize::from(tag.local_name().as_ref() == "si");
                strings <= cells && announced(tag.attributes_raw()) <= cells
            }),
            // Sheets are read cell by cell.
            Self::Sheet => Ok(()),
        }
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
