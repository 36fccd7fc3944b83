//! Excel 97 to 2003, and anything else in an OLE2 container.

use std::io::{Cursor, Read as _, Write as _};

use calamine::{Data, Reader as _, Xls};
use cfb::{CompoundFile, Version};
use domain::sheet::{Cell, Sheet};

use super::{
    Ask, PEEK, SheetRefused,
    biff::{sheet_names, sift},
    choose,
    gather::{Gather, Place},
    value,
};

/// Reads the worksheet that is meant.
pub fn read(bytes: &[u8], ask: &Ask<'_>) -> Result<Sheet, SheetRefused> {
    let stream = workbook(bytes)?;
    let names = sheet_names(&stream)?;
    let at = match names.len() {
        0 => return Err(SheetRefused::NoSheet),
        1 => 0,
        many => {
            let peek = |at| sheet(&stream, at, ask, Gather::peek(ask.limits, PEEK));
            choose(ask, (0..many).map(peek).collect::<Result<Vec<Sheet>, _>>()?)
        }
    };
    let sheet = sheet(&stream, at, ask, Gather::new(ask.limits))?;
    Ok(Sheet { name: names.into_iter().nth(at), ..sheet })
}

/// Reads one of the visible worksheets.
fn sheet(stream: &[u8], at: usize, ask: &Ask<'_>, mut gather: Gather) -> Result<Sheet, SheetRefused> {
    ask.check()?;
    let sifted = sift(stream, at, &mut gather)?;
    let mut workbook = Xls::new(Cursor::new(wrap(&sifted.stream)?)).map_err(broken)?;
    let range = workbook.worksheet_range_at(0).ok_or(SheetRefused::NoSheet)?.map_err(broken)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place = (top.saturating_add(index(row)), left.saturating_add(index(column)));
        put(&mut gather, place, value)?;
    }
    for (from, to) in sifted.copies {
        if let Some(Cell::Text(text)) = gather.get(from).cloned() {
            gather.put_text(to, &text)?;
        }
    }
    for place in sifted.formulas {
        gather.put(place, Cell::Formula)?;
    }
    gather.finish()
}

/// The stream with the workbook, read by a library that minds chains without an end.
fn workbook(bytes: &[u8]) -> Result<Vec<u8>, SheetRefused> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    // A workbook of today, locked with a password.
    if file.exists("/EncryptedPackage") {
        return Err(SheetRefused::Protected);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let stream = file.open_stream(name.ok_or(SheetRefused::UnknownType)?).map_err(broken)?;
    // No stream is longer than the file it is in.
    if stream.len() > u64::try_from(bytes.len()).unwrap_or(u64::MAX) {
        return Err(SheetRefused::Broken);
    }
    let mut content = Vec::new();
    stream.take(u64::try_from(bytes.len()).unwrap_or(u64::MAX)).read_to_end(&mut content).map_err(broken)?;
    Ok(content)
}

/// Puts a stream into a container of its own.
fn wrap(stream: &[u8]) -> Result<Vec<u8>, SheetRefused> {
    let empty = Cursor::new(Vec::new());
    let mut file = CompoundFile::create_with_version(Version::V3, empty).map_err(broken)?;
    let mut target = file.create_stream("/Workbook").map_err(broken)?;
    target.write_all(stream).map_err(broken)?;
    target.flush().map_err(broken)?;
    drop(target);
    Ok(file.into_inner().into_inner())
}

fn put(gather: &mut Gather, place: Place, value: &Data) -> Result<(), SheetRefused> {
    let cell = match value {
        Data::String(text) | Data::DurationIso(text) => return gather.put_text(place, text),
        Data::Empty => return Ok(()),
        Data::Int(number) => value::number(*number as f64),
        Data::Float(number) => value::number(*number),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(date) => value::date(*date),
        Data::DateTimeIso(date) => value::iso_date(date),
        Data::Error(_) => Cell::Error,
    };
    gather.put(place, cell)
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn broken<E>(_: E) -> SheetRefused {
    SheetRefused::Broken
}
