//! A look over markup before anything parses it: one pass, no memory to speak of.
//!
//! A parser of HTML repairs what is wrong, and some repairs cost the square of what was sent, or more: elements
//! within elements, and formatting that is opened anew in every paragraph. So open elements and open formatting
//! are counted. Only an end that fits what was opened last takes back what it counted; after an end out of order
//! nothing is taken back any more.

/// The most that is parsed, in bytes. What is kept afterwards is shorter.
pub const MAX_BYTES: usize = 300_000;
/// Elements within elements.
const DEPTH: usize = 60;
/// Formatting within formatting.
const FORMATTING: usize = 16;
/// Elements altogether.
const ELEMENTS: usize = 6_000;
/// Attributes of one element; a parser compares each with those before.
const ATTRIBUTES_EACH: usize = 20;
/// Attributes altogether.
const ATTRIBUTES: usize = 10_000;
/// Character references (`&amp;`).
const REFERENCES: usize = 10_000;

/// What the editor leaves between the blocks; any other comment is no light matter.
const EDITORS_COMMENT: &[u8] = b"<!--block-->";
/// Elements that are never ended.
const VOID: [&[u8]; 14] = [
    b"br", b"hr", b"img", b"image", b"input", b"wbr", b"col", b"area", b"base", b"embed", b"link", b"meta",
    b"source", b"track",
];
/// Elements that a parser opens anew in each later block until they are ended.
const FORMATS: [&[u8]; 14] = [
    b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt",
    b"u",
];
/// Elements whose content is no markup. Others look for these: what stands in them goes anyway.
const RAW: [&[u8]; 2] = [b"script", b"style"];
/// Elements in which other rules hold than this look knows. No editor writes them.
const STRANGE: [&[u8]; 13] = [
    b"svg",
    b"math",
    b"select",
    b"template",
    b"plaintext",
    b"noscript",
    b"frameset",
    b"xmp",
    b"iframe",
    b"noembed",
    b"noframes",
    b"textarea",
    b"title",
];

/// Why markup is not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooHeavy {
    /// Too many bytes.
    Long,
    /// Too deep, or too many elements, attributes or references.
    Complex,
}

impl TooHeavy {
    /// What to say at the field.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Long => "Teks ini terlalu panjang; lampirkan sebagai berkas.",
            Self::Complex => "Format teks ini terlalu rumit; sederhanakan, atau lampirkan sebagai berkas.",
        }
    }
}

/// Whether parsing this markup is cheap.
///
/// # Errors
/// Why it is not.
pub fn look(html: &str) -> Result<(), TooHeavy> {
    if html.len() > MAX_BYTES {
        return Err(TooHeavy::Long);
    }
    let mut look = Look { rest: html.as_bytes(), ..Look::default() };
    while look.step() {
        if look.is_heavy() {
            return Err(TooHeavy::Complex);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Look<'a> {
    rest: &'a [u8],
    /// What is open, by name.
    open: Vec<&'a [u8]>,
    formatting: usize,
    /// An end did not fit: from now on nothing is taken back.
    astray: bool,
    /// What follows cannot be told by one look.
    strange: bool,
    elements: usize,
    attributes: usize,
    most_attributes: usize,
    references: usize,
}

impl<'a> Look<'a> {
    fn is_heavy(&self) -> bool {
        self.strange
            || self.open.len() > DEPTH
            || self.formatting > FORMATTING
            || self.elements > ELEMENTS
            || self.most_attributes > ATTRIBUTES_EACH
            || self.attributes > ATTRIBUTES
            || self.references > REFERENCES
    }

    /// One step further; false at the end.
    fn step(&mut self) -> bool {
        let Some(at) = self.rest.iter().position(|byte| matches!(byte, b'<' | b'&')) else { return false };
        self.skip(at);
        match self.rest {
            [b'&', ..] => {
                self.references += 1;
                self.skip(1);
            }
            [b'<', b'/', letter, ..] if letter.is_ascii_alphabetic() => {
                self.skip(2);
                let name = self.name();
                self.attributes();
                self.end(name);
            }
            [b'<', letter, ..] if letter.is_ascii_alphabetic() => {
                self.skip(1);
                let name = self.name();
                self.attributes();
                self.begin(name);
            }
            [b'<', b'!' | b'?' | b'/', _, ..] => {
                self.strange |= !self.rest.starts_with(EDITORS_COMMENT);
                self.skip(EDITORS_COMMENT.len());
            }
            _ => self.skip(1),
        }
        true
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn name(&mut self) -> &'a [u8] {
        let end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let length = self.rest.iter().position(end).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(length);
        self.rest = rest;
        name
    }

    /// Goes past the attributes and the `>`, in the states that the standard gives a tokenizer.
    fn attributes(&mut self) {
        let (mut state, mut count, mut length) = (Tag::BeforeName, 0, 0);
        for byte in self.rest {
            length += 1;
            self.references += usize::from(*byte == b'&');
            let next = state.after(*byte);
            let Some(next) = next else { break };
            count += usize::from(next == Tag::Name && state != Tag::Name);
            state = next;
        }
        self.skip(length);
        self.attributes += count;
        self.most_attributes = self.most_attributes.max(count);
    }

    fn begin(&mut self, name: &'a [u8]) {
        self.elements += 1;
        if is_one_of(name, &RAW) {
            self.raw(name);
        } else if !is_one_of(name, &VOID) {
            self.strange |= is_one_of(name, &STRANGE);
            self.open.push(name);
            self.formatting += usize::from(is_one_of(name, &FORMATS));
        }
    }

    /// Goes to the end of an element whose content is no markup.
    fn raw(&mut self, name: &[u8]) {
        let ends = |rest: &[u8]| {
            let after = rest.get(name.len() + 2);
            rest.starts_with(b"</")
                && rest.get(2..name.len() + 2).is_some_and(|end| end.eq_ignore_ascii_case(name))
                && after.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
        };
        let rest = self.rest;
        let length = (0..rest.len()).find(|at| rest.get(*at..).is_some_and(ends));
        let content = &rest[..length.unwrap_or(rest.len())];
        // Within a comment a script's end may be none.
        self.strange |= length.is_none() || content.windows(4).any(|four| four == b"<!--");
        self.skip(content.len() + 2 + name.len());
        self.attributes();
    }

    fn end(&mut self, name: &[u8]) {
        let fits = self.open.last().is_some_and(|last| last.eq_ignore_ascii_case(name));
        if !fits || self.astray {
            // An end without a beginning may make an element (`</p>`).
            self.astray = true;
            self.elements += 1;
            return;
        }
        self.open.pop();
        self.formatting -= usize::from(is_one_of(name, &FORMATS));
    }
}

/// Where one is within a tag, after its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Quoted(u8),
    AfterQuoted,
    Unquoted,
}

impl Tag {
    /// Where one is after this byte; nothing when the tag ends.
    fn after(self, byte: u8) -> Option<Self> {
        let blank = byte.is_ascii_whitespace();
        Some(match (self, byte) {
            (Self::Quoted(quote), byte) if byte == quote => Self::AfterQuoted,
            (Self::Quoted(_), _) => self,
            (_, b'>') => return None,
            (Self::BeforeValue, _) if blank => self,
            (Self::BeforeValue, b'"' | b'\'') => Self::Quoted(byte),
            (Self::BeforeValue, _) => Self::Unquoted,
            (Self::Unquoted, _) if !blank => self,
            (Self::Name | Self::AfterName, _) if blank => Self::AfterName,
            (_, b'/') => Self::BeforeName,
            (_, _) if blank => Self::BeforeName,
            (Self::Name | Self::AfterName, b'=') => Self::BeforeValue,
            _ => Self::Name,
        })
    }
}

fn is_one_of(name: &[u8], names: &[&[u8]]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
#[path = "look_tests.rs"]
mod tests;
