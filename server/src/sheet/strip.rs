//! Takes the cells that hold something out of a worksheet of an .xlsx, piece by piece.
//!
//! A sheet that is formatted down to its last row unfolds to hundreds of megabytes and says nothing with them. So the
//! part is read while it unpacks, and only cells with a value go on, each with its place spelt out. Formulas go no
//! further: where they were is all that is asked. On the way it is seen which rows are hidden and which cells are
//! merged.

use std::io::BufRead;

use domain::sheet::{Cell, cell_name};
use quick_xml::{
    Reader, Writer,
    events::{BytesStart, Event},
};

use super::{
    Ask, SheetRefused,
    gather::{Area, Gather, Place},
    gauge::Gauge,
};

/// The longest piece of XML: a cell's text is shorter, even with all of its characters spelt as numbers.
const MAX_PIECE: usize = 512 * 1024;
/// How many times the limit a sheet may unfold to: most of it is thrown away at once.
const UNFOLDED: usize = 8;
/// No sheet goes deeper, and the parser remembers every open tag.
const MAX_DEPTH: usize = 100;
/// The last row of an .xlsx.
const LAST_ROW: u32 = 1_048_576;
/// The last column of an .xlsx.
const LAST_COLUMN: u32 = 16_384;
/// So many pieces are read before it is asked again whether anybody still waits.
const PATIENCE: usize = 4096;

/// Copies a worksheet's filled cells; its formulas, hidden rows and merged cells go straight into `gather`. Rows from
/// `until` on are not looked at.
///
/// # Errors
/// When the part is broken, or holds more than `most` bytes of cells.
pub fn strip(
    part: impl BufRead,
    ask: &Ask<'_>,
    most: usize,
    until: u32,
    gather: &mut Gather,
) -> Result<Vec<u8>, SheetRefused> {
    let unfolded = ask.limits.unpacked.saturating_mul(UNFOLDED);
    let mut pieces = Pieces {
        reader: Reader::from_reader(Gauge::new(part, MAX_PIECE.min(unfolded), unfolded)),
        ask,
        depth: 0,
        count: 0,
    };
    let config = pieces.reader.config_mut();
    // As calamine reads it.
    config.check_end_names = false;
    config.check_comments = false;
    config.expand_empty_elements = true;
    let mut strip =
        Strip { kept: b"<worksheet><sheetData>".to_vec(), most, row: 0, column: 0, is_hidden: false };
    let mut buffer = Vec::new();
    let mut has_data = false;
    loop {
        match pieces.next(&mut buffer)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    strip.begin_row(&tag)?;
                    if strip.row >= until {
                        break;
                    }
                }
                "c" => {
                    let cell = Start::of(&tag, (strip.row, strip.column))?;
                    strip.column = cell.place.1.saturating_add(1);
                    strip.cell(&cell, &mut pieces, gather)?;
                }
                "mergeCell" => gather.merge(area(&attribute(&tag, "ref")?.unwrap_or_default())?)?,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "row" => {
                    strip.row = strip.row.saturating_add(1);
                    strip.column = 0;
                    strip.is_hidden = false;
                }
                "sheetData" => has_data = true,
                _ => {}
            },
            Event::Eof if has_data => break,
            Event::Eof => return Err(SheetRefused::Broken),
            _ => {}
        }
    }
    strip.kept.extend_from_slice(b"</sheetData></worksheet>");
    Ok(strip.kept)
}

/// The pieces of a part, each within bounds.
struct Pieces<'a, R> {
    reader: Reader<Gauge<R>>,
    ask: &'a Ask<'a>,
    depth: usize,
    count: usize,
}

impl<R: BufRead> Pieces<'_, R> {
    fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, SheetRefused> {
        self.count = self.count.wrapping_add(1);
        if self.count.is_multiple_of(PATIENCE) {
            self.ask.check()?;
        }
        buffer.clear();
        self.reader.get_mut().next_piece();
        match self.reader.read_event_into(buffer) {
            Ok(event) => {
                match event {
                    Event::Start(_) => self.depth += 1,
                    Event::End(_) => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                if self.depth > MAX_DEPTH { Err(SheetRefused::Broken) } else { Ok(event) }
            }
            Err(_) if self.reader.get_ref().ran_dry() => Err(SheetRefused::TooLarge),
            Err(_) => Err(SheetRefused::Broken),
        }
    }
}

/// A worksheet as far as it is copied.
struct Strip {
    kept: Vec<u8>,
    most: usize,
    /// Where a cell is that does not say it.
    row: u32,
    column: u32,
    is_hidden: bool,
}

/// What a cell's tag says.
struct Start {
    place: Place,
    style: Option<String>,
    kind: Option<String>,
}

impl Start {
    fn of(tag: &BytesStart<'_>, implied: Place) -> Result<Self, SheetRefused> {
        let place = match attribute(tag, "r")? {
            Some(name) => place(&name)?,
            None => implied,
        };
        Ok(Self { place, style: attribute(tag, "s")?, kind: attribute(tag, "t")? })
    }
}

impl Strip {
    fn begin_row(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetRefused> {
        if let Some(number) = attribute(tag, "r")? {
            let number: u32 = number.parse().map_err(|_| SheetRefused::Broken)?;
            self.row = number.checked_sub(1).filter(|row| *row < LAST_ROW).ok_or(SheetRefused::Broken)?;
        }
        self.is_hidden =
            attribute(tag, "hidden")?.is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"));
        Ok(())
    }

    /// Reads on to the end of a cell, and keeps it if there is something in it.
    fn cell<R: BufRead>(
        &mut self,
        start: &Start,
        pieces: &mut Pieces<'_, R>,
        gather: &mut Gather,
    ) -> Result<(), SheetRefused> {
        let from = self.kept.len();
        self.begin_cell(start)?;
        let (mut has_value, mut is_formula, mut in_formula) = (false, false, false);
        let mut buffer = Vec::new();
        loop {
            let event = pieces.next(&mut buffer)?;
            match &event {
                Event::Start(tag) if tag.local_name().as_ref() == "f" => {
                    in_formula = true;
                    // Some programs write an empty formula beside a plain value.
                    is_formula |= attribute(tag, "t")?.is_some_and(|kind| kind != "normal");
                    continue;
                }
                Event::End(tag) if tag.local_name().as_ref() == "f" => {
                    in_formula = false;
                    continue;
                }
                Event::End(tag) if tag.local_name().as_ref() == "c" => break,
                Event::Eof => return Err(SheetRefused::Broken),
                _ => {}
            }
            let is_filled = match &event {
                Event::Text(text) => !text.trim().is_empty(),
                Event::CData(text) => !text.trim().is_empty(),
                Event::GeneralRef(_) => true,
                _ => false,
            };
            if in_formula {
                is_formula |= is_filled;
                continue;
            }
            has_value |= is_filled;
            Writer::new(&mut self.kept).write_event(event).map_err(|_| SheetRefused::Broken)?;
            if self.kept.len() > self.most {
                return Err(SheetRefused::TooLarge);
            }
        }
        if is_formula || !has_value {
            self.kept.truncate(from);
        } else {
            self.kept.extend_from_slice(b"</c>");
        }
        // A formula whose last result is an empty text yields nothing; without any result it was never worked out.
        let yields_nothing = !has_value && start.kind.as_deref() == Some("str");
        if is_formula && !yields_nothing {
            gather.put(start.place, Cell::Formula)?;
        }
        if self.is_hidden && has_value {
            gather.hide(start.place.0);
        }
        Ok(())
    }

    fn begin_cell(&mut self, start: &Start) -> Result<(), SheetRefused> {
        let (row, column) = start.place;
        let name = cell_name(usize::try_from(column).unwrap_or(usize::MAX), row.saturating_add(1));
        self.kept.extend_from_slice(format!(r#"<c r="{name}""#).as_bytes());
        for (key, value) in [("s", &start.style), ("t", &start.kind)] {
            let Some(value) = value else { continue };
            if value.len() > 20 || !value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(SheetRefused::Broken);
            }
            self.kept.extend_from_slice(format!(r#" {key}="{value}""#).as_bytes());
        }
        self.kept.push(b'>');
        Ok(())
    }
}

/// An attribute of a tag, whatever its namespace.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, SheetRefused> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| SheetRefused::Broken)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            return value.map(|value| Some(value.into_owned())).map_err(|_| SheetRefused::Broken);
        }
    }
    Ok(None)
}

/// The place of `B12`.
fn place(name: &str) -> Result<Place, SheetRefused> {
    let name = name.trim();
    let (letters, digits) = name.split_at(name.bytes().take_while(u8::is_ascii_alphabetic).count());
    if letters.is_empty() || letters.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(SheetRefused::Broken);
    }
    let column =
        letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'@'));
    let row = digits.parse::<u32>().ok().and_then(|row| row.checked_sub(1)).filter(|row| *row < LAST_ROW);
    if column > LAST_COLUMN {
        Err(SheetRefused::Broken)
    } else {
        Ok((row.ok_or(SheetRefused::Broken)?, column - 1))
    }
}

/// The area of `C2:C6`.
fn area(name: &str) -> Result<Area, SheetRefused> {
    let (from, to) = name.split_once(':').unwrap_or((name, name));
    Ok(Area { from: place(from)?, to: place(to)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        assert_eq!(place("A1"), Ok((0, 0)));
        assert_eq!(place("xfd1048576"), Ok((1_048_575, 16_383)));
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A-1", "A1x", "A99999999999"] {
            assert_eq!(place(wrong), Err(SheetRefused::Broken), "{wrong}");
        }
        assert_eq!(area("C2:C6"), Ok(Area { from: (1, 2), to: (5, 2) }));
        assert_eq!(area("C2"), Ok(Area { from: (1, 2), to: (1, 2) }));
    }
}
