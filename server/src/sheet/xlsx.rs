//! Excel since 2007: XML parts in a zip.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use domain::sheet::{Cell, Sheet};

use super::{
    Ask, PEEK, SheetRefused, choose,
    gather::{Gather, Place},
    strip::strip,
    unpack::{Package, Plain},
    value,
    workbook::{Tab, Workbook},
};

/// Reads the worksheet that is meant, cell by cell: the ranges that calamine also offers
/// have a place for every cell up to the last one, which can be 17 billion.
pub fn read(bytes: &[u8], ask: &Ask<'_>) -> Result<Sheet, SheetRefused> {
    let mut package = Package::open(bytes)?;
    let workbook = Workbook::read(&mut package, ask.limits.unpacked)?;
    let tabs: Vec<&Tab> = workbook.tabs.iter().collect();
    let at = match tabs.as_slice() {
        [] => return Err(SheetRefused::NoSheet),
        [_] => 0,
        many => {
            let gathers = many.iter().map(|_| Gather::peek(ask.limits, PEEK)).collect();
            choose(ask, sheets(&mut package, &workbook, many, ask, PEEK, gathers)?)
        }
    };
    let tab = *tabs.get(at).ok_or(SheetRefused::NoSheet)?;
    let gathers = vec![Gather::new(ask.limits)];
    let sheet = sheets(&mut package, &workbook, &[tab], ask, u32::MAX, gathers)?.pop();
    Ok(Sheet { name: Some(tab.name.clone()), ..sheet.ok_or(SheetRefused::NoSheet)? })
}

/// Reads these worksheets, each into its own gatherer, down to row `until`.
fn sheets(
    package: &mut Package<'_>,
    workbook: &Workbook,
    tabs: &[&Tab],
    ask: &Ask<'_>,
    until: u32,
    mut gathers: Vec<Gather>,
) -> Result<Vec<Sheet>, SheetRefused> {
    let mut plain = Plain::new();
    for (name, part) in workbook.anew(tabs.len()) {
        plain.add(name, part.as_bytes())?;
    }
    let mut budget = ask.limits.unpacked;
    if let Some(styles) = package.small("xl/styles.xml", budget)? {
        budget = budget.saturating_sub(styles.len());
        plain.add("xl/styles.xml", &styles)?;
    }
    if let Some(strings) = package.strings(ask.limits, budget)? {
        budget = budget.saturating_sub(strings.len());
        plain.add("xl/sharedStrings.xml", &strings)?;
    }
    for (at, (tab, gather)) in tabs.iter().zip(&mut gathers).enumerate() {
        let cells = strip(package.stream(&tab.part)?, ask, budget, until, gather)?;
        budget = budget.saturating_sub(cells.len());
        plain.add(&format!("xl/worksheets/{at}.xml"), &cells)?;
    }
    let mut file = Xlsx::new(Cursor::new(plain.finish()?)).map_err(refused)?;
    for (at, gather) in gathers.iter_mut().enumerate() {
        let mut cells = file.worksheet_cells_reader(&at.to_string()).map_err(refused)?;
        loop {
            match cells.next_cell().map_err(refused) {
                Ok(Some(cell)) => put(gather, cell.get_position(), cell.get_value())?,
                // What is wrong with a sheet matters if it is the one that is read.
                Err(SheetRefused::StrangeError(_)) if gather.is_peek() => break,
                Ok(None) => break,
                Err(refused) => return Err(refused),
            }
        }
    }
    gathers.into_iter().map(Gather::finish).collect()
}

fn put(gather: &mut Gather, place: Place, value: &DataRef<'_>) -> Result<(), SheetRefused> {
    let cell = match value {
        DataRef::String(text) | DataRef::DurationIso(text) => return gather.put_text(place, text),
        DataRef::SharedString(text) => return gather.put_text(place, text),
        DataRef::Empty => return Ok(()),
        DataRef::Int(number) => value::number(*number as f64),
        DataRef::Float(number) => value::number(*number),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(date) => value::date(*date),
        DataRef::DateTimeIso(date) => value::iso_date(date),
        DataRef::Error(_) => Cell::Error,
    };
    gather.put(place, cell)
}

fn refused(error: XlsxError) -> SheetRefused {
    match error {
        XlsxError::CellError(text) => SheetRefused::StrangeError(text.chars().take(20).collect()),
        _ => SheetRefused::Broken,
    }
}
