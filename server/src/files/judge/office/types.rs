//! What a document says of its parts: of which type each is, and which one is the main one.

use std::{borrow::Cow, collections::HashMap};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesDecl, BytesStart, Event},
};

use super::container::plain;

/// More than any document says of its parts.
const MAX_TAGS: usize = 20_000;
/// The longest tag, in bytes.
const MAX_TAG: usize = 2048;
/// What stands in the types of macros, and of documents that hold some, in small letters.
const MACROS: [&str; 4] = ["vbaproject", "vbadata", "macroenabled", "macrosheet"];
/// How the link to the main part ends; what stands before depends on the edition of the standard.
const MAIN: &str = "/officeDocument";

/// The types of the parts.
#[derive(Debug, Default)]
pub struct Types {
    /// Whether one of them is that of macros.
    pub has_macros: bool,
    by_name: HashMap<String, String>,
    by_ending: HashMap<String, String>,
}

impl Types {
    /// Reads them, in small letters; nothing when they cannot be read, or one is said twice.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut types = Self::default();
        let mut is_clear = true;
        each_tag(bytes, |tag| {
            let Some(kind) = tag.get("ContentType") else { return };
            let kind = kind.trim().to_ascii_lowercase();
            types.has_macros |= MACROS.iter().any(|word| kind.contains(*word));
            let (known, key) = match tag.name.as_str() {
                "Override" => (&mut types.by_name, plain(tag.get("PartName").unwrap_or_default())),
                "Default" => {
                    (&mut types.by_ending, tag.get("Extension").unwrap_or_default().to_ascii_lowercase())
                }
                _ => return,
            };
            is_clear &= known.insert(key, kind).is_none();
        })?;
        // Said twice, it is up to the program which one counts.
        is_clear.then_some(types)
    }

    /// The type of a part.
    pub fn of(&self, name: &str) -> Option<&str> {
        let by_ending = || self.by_ending.get(name.rsplit_once('.')?.1);
        self.by_name.get(name).or_else(by_ending).map(String::as_str)
    }
}

/// The name of the main part, as [`plain`] writes it; nothing when there is none, or more than one.
pub fn main_part(links: &[u8]) -> Option<String> {
    let mut found = Vec::new();
    each_tag(links, |tag| {
        let is_main = tag.name == "Relationship" && tag.get("Type").is_some_and(|kind| kind.ends_with(MAIN));
        if is_main {
            found.push(plain(tag.get("Target").unwrap_or_default()));
        }
    })?;
    let [main] = <[String; 1]>::try_from(found).ok()?;
    Some(main)
}

/// A tag, its entities resolved.
#[derive(Debug)]
struct Tag {
    /// Its name, whatever its namespace.
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn read(tag: &BytesStart<'_>) -> Option<Self> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            attributes.push((attribute.key.into_inner().to_owned(), value.into_owned()));
        }
        Some(Self { name: tag.local_name().into_inner().to_owned(), attributes })
    }

    /// The attribute of just this name: one with a prefix is another.
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Looks at every tag; nothing when they cannot be read.
fn each_tag(bytes: &[u8], mut look: impl FnMut(&Tag)) -> Option<()> {
    let text = decode(bytes)?;
    let mut reader = Reader::from_str(&text);
    let mut count = 0;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                count += 1;
                if count > MAX_TAGS || tag.len() > MAX_TAG {
                    return None;
                }
                look(&Tag::read(&tag)?);
            }
            // It could give names to words, and put them anywhere.
            Event::DocType(_) => return None,
            Event::Decl(said) if !is_unicode(&said) => return None,
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// As the standard has it: UTF-8, or UTF-16 where a mark or the first sign shows it.
fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or(match bytes {
        [b'<', 0, ..] => (UTF_16LE, 0),
        [0, b'<', ..] => (UTF_16BE, 0),
        _ => (UTF_8, 0),
    });
    encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)
}

/// Whether no other alphabet is named, in which the same bytes would be other words.
fn is_unicode(said: &BytesDecl<'_>) -> bool {
    match said.encoding() {
        Some(Ok(name)) => name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf-16"),
        Some(Err(_)) => false,
        None => true,
    }
}
