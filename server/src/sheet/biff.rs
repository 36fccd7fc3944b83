//! Takes the few records of an .xls that are read out of its stream.
//!
//! calamine reads every sheet, works out every formula, copies a shared string into
//! every cell that shows it, and has a place for every cell up to the last one. A made
//! up file turns each of that into gigabytes. So the records of one visible
//! sheet are copied into a new stream, as far as they are harmless: no formulas, each
//! shared string once, no cell beyond the limits. Hidden rows and merged cells are noted on the way.

use std::collections::HashMap;

use encoding_rs::{UTF_16LE, WINDOWS_1252};

use super::{
    MAX_SHEETS, SheetRefused,
    gather::{Area, Gather, Place},
};

const EOF: u16 = 0x000a;
const FORMULA: u16 = 0x0006;
const DATE_MODE: u16 = 0x0022;
const FILE_PASS: u16 = 0x002f;
const CONTINUE: u16 = 0x003c;
const CODE_PAGE: u16 = 0x0042;
const BOUND_SHEET: u16 = 0x0085;
const MULTIPLE_RK: u16 = 0x00bd;
const RICH_STRING: u16 = 0x00d6;
const XF: u16 = 0x00e0;
const MERGED_CELLS: u16 = 0x00e5;
const SHARED_STRINGS: u16 = 0x00fc;
const SHARED_STRING: u16 = 0x00fd;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_OR_ERROR: u16 = 0x0205;
const ROW: u16 = 0x0208;
const RK: u16 = 0x027e;
const FORMAT: u16 = 0x041e;
const BOF: u16 = 0x0809;

/// From this version on (Excel 97), names may hold any letter.
const FIRST_WIDE: u16 = 0x0600;
/// More pieces than any writer divides the shared strings into; joining them costs their square.
const MAX_PIECES: usize = 10_000;
/// The largest table of shared strings, in bytes; empty ones unfold eightfold.
const MAX_STRINGS: usize = 16 * 1024 * 1024;

/// A stream with one sheet of plain values, and what was left out of it.
#[derive(Debug, Default)]
pub struct Sifted {
    /// The stream.
    pub stream: Vec<u8>,
    /// Where formulas were.
    pub formulas: Vec<Place>,
    /// Cells that hold the same shared string as another: first that one, then the cell.
    pub copies: Vec<(Place, Place)>,
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    whole: &'a [u8],
}

/// The names of the visible worksheets, as many as are looked at.
///
/// # Errors
/// When the stream is protected or broken.
pub fn sheet_names(stream: &[u8]) -> Result<Vec<String>, SheetRefused> {
    let mut names = Vec::new();
    let mut is_wide = true;
    for record in records(stream) {
        match record.kind {
            EOF => return Ok(names),
            FILE_PASS => return Err(SheetRefused::Protected),
            BOF => is_wide = short(record.data, 0)? >= FIRST_WIDE,
            BOUND_SHEET if is_visible_worksheet(record.data) && names.len() < MAX_SHEETS => {
                names.push(sheet_name(record.data, is_wide));
            }
            _ => {}
        }
    }
    Err(SheetRefused::Broken)
}

fn sheet_name(data: &[u8], is_wide: bool) -> String {
    let length = data.get(6).copied().map_or(0, usize::from);
    let (from, each) = match data.get(7) {
        Some(flags) if is_wide => (8, 1 + usize::from(flags & 1)),
        _ => (7, 1),
    };
    let rest = data.get(from..).unwrap_or_default();
    let bytes = rest.get(..length * each).unwrap_or(rest);
    let encoding = if each == 2 { UTF_16LE } else { WINDOWS_1252 };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Copies what is needed of a workbook's stream to read one of its visible worksheets, counted from 0.
///
/// # Errors
/// When it is protected, broken, has no such sheet, or the sheet goes beyond the limits.
pub fn sift(stream: &[u8], at: usize, gather: &mut Gather) -> Result<Sifted, SheetRefused> {
    let mut sifted = Sifted::default();
    let (from, pointer) = sifted.globals(stream, at)?;
    // The sheet comes right behind: this is where the workbook has to point now.
    let start = u32::try_from(sifted.stream.len()).map_err(|_| SheetRefused::TooLarge)?;
    if let Some(at) = sifted.stream.get_mut(pointer..pointer + 4) {
        at.copy_from_slice(&start.to_le_bytes());
    }
    sifted.sheet(stream.get(from..).ok_or(SheetRefused::Broken)?, gather)?;
    Ok(sifted)
}

/// The table of shared strings, which goes on in further records.
#[derive(Default)]
struct Pieces {
    open: bool,
    count: usize,
    bytes: usize,
}

impl Pieces {
    fn count(&mut self, record: &Record<'_>) -> Result<(), SheetRefused> {
        self.open = record.kind == SHARED_STRINGS || (self.open && record.kind == CONTINUE);
        if self.open {
            self.count += 1;
            self.bytes += record.data.len();
        }
        if self.count > MAX_PIECES || self.bytes > MAX_STRINGS {
            return Err(SheetRefused::TooLarge);
        }
        Ok(())
    }
}

impl Sifted {
    /// Copies what all sheets share. Gives where the visible one with this number begins, and where
    /// the new stream says so.
    fn globals(&mut self, stream: &[u8], at: usize) -> Result<(usize, usize), SheetRefused> {
        let mut sheet = None;
        let mut visible = 0;
        let mut strings = Pieces::default();
        for record in records(stream) {
            strings.count(&record)?;
            match record.kind {
                EOF => {
                    self.keep(&record);
                    return sheet.ok_or(SheetRefused::NoSheet);
                }
                FILE_PASS => return Err(SheetRefused::Protected),
                BOUND_SHEET if is_visible_worksheet(record.data) => {
                    if visible == at {
                        let from = usize::try_from(long(record.data, 0)?).unwrap_or(usize::MAX);
                        sheet = Some((from, self.stream.len() + 4));
                        self.keep(&record);
                    }
                    visible += 1;
                }
                CONTINUE if strings.open && !record.data.is_empty() => self.keep(&record),
                BOF | CODE_PAGE | DATE_MODE => {
                    // Each begins with a number that is read without a look at the length.
                    short(record.data, 0)?;
                    self.keep(&record);
                }
                FORMAT | XF | SHARED_STRINGS => self.keep(&record),
                _ => {}
            }
        }
        Err(SheetRefused::Broken)
    }

    fn sheet(&mut self, stream: &[u8], gather: &mut Gather) -> Result<(), SheetRefused> {
        let mut first: HashMap<u32, Place> = HashMap::new();
        // A chart inside the sheet has a beginning and an end of its own.
        let mut depth = 0_u32;
        for record in records(stream) {
            match record.kind {
                BOF => depth = depth.saturating_add(1),
                EOF => depth = depth.saturating_sub(1),
                _ if depth != 1 => continue,
                _ => {}
            }
            match record.kind {
                EOF if depth == 0 => {
                    self.keep(&record);
                    return Ok(());
                }
                BOF if depth == 1 => self.keep(&record),
                FORMULA => {
                    let place = place(record.data)?;
                    if gather.check_place(place)? {
                        self.formulas.push(place);
                    }
                }
                ROW if is_hidden(record.data) => gather.hide(place(record.data)?.0),
                MERGED_CELLS => {
                    for area in record.data.get(2..).unwrap_or_default().chunks_exact(8) {
                        let at = |at| short(area, at).map(u32::from);
                        gather.merge(Area { from: (at(0)?, at(4)?), to: (at(2)?, at(6)?) })?;
                    }
                }
                SHARED_STRING => {
                    let place = place(record.data)?;
                    if !gather.check_place(place)? {
                        continue;
                    }
                    match first.get(&long(record.data, 6)?) {
                        Some(same) => self.copies.push((*same, place)),
                        None => {
                            first.insert(long(record.data, 6)?, place);
                            self.keep(&record);
                        }
                    }
                }
                NUMBER | RK | BOOL_OR_ERROR | LABEL | RICH_STRING | MULTIPLE_RK => {
                    let counts = gather.check_place(last_place(&record)?)?;
                    if counts {
                        self.keep(&record);
                    }
                }
                _ => {}
            }
        }
        Err(SheetRefused::Broken)
    }

    fn keep(&mut self, record: &Record<'_>) {
        self.stream.extend_from_slice(record.whole);
    }
}

/// The last cell of a record, where it is honest about its length.
fn last_place(record: &Record<'_>) -> Result<Place, SheetRefused> {
    let (row, column) = place(record.data)?;
    match record.kind {
        // Memory is set aside for as many characters as are announced.
        LABEL | RICH_STRING if usize::from(short(record.data, 6)?) > record.data.len() => {
            Err(SheetRefused::Broken)
        }
        MULTIPLE_RK => {
            let last = record.data.len().checked_sub(2).ok_or(SheetRefused::Broken)?;
            let last = u32::from(short(record.data, last)?);
            if last < column { Err(SheetRefused::Broken) } else { Ok((row, last)) }
        }
        _ => Ok((row, column)),
    }
}

fn place(data: &[u8]) -> Result<Place, SheetRefused> {
    Ok((short(data, 0)?.into(), short(data, 2)?.into()))
}

fn is_hidden(data: &[u8]) -> bool {
    data.get(12).is_some_and(|flags| flags & 0x20 != 0)
}

fn is_visible_worksheet(data: &[u8]) -> bool {
    data.get(4).is_some_and(|state| state & 0x3f == 0) && data.get(5) == Some(&0)
}

/// The records of a stream, up to where it breaks off.
fn records(mut rest: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let kind = short(rest, 0).ok()?;
        let end = 4 + usize::from(short(rest, 2).ok()?);
        let (whole, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(Record { kind, data: whole.get(4..)?, whole })
    })
}

fn short(data: &[u8], at: usize) -> Result<u16, SheetRefused> {
    let bytes = data.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map(|bytes| u16::from_le_bytes(*bytes)).ok_or(SheetRefused::Broken)
}

fn long(data: &[u8], at: usize) -> Result<u32, SheetRefused> {
    let bytes = data.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map(|bytes| u32::from_le_bytes(*bytes)).ok_or(SheetRefused::Broken)
}
