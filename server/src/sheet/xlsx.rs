//! Excel since 2007: XML parts in a zip.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};
use domain::sheet::{Cell, Sheet};

use super::{
    Limits, SheetRefused,
    gather::{Gather, Place},
    unpack::unpack,
    value,
};

/// Reads the first visible worksheet, cell by cell: the ranges that calamine also offers
/// have a place for every cell up to the last one, which can be 17 billion.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Sheet, SheetRefused> {
    let plain = unpack(bytes, limits)?;
    let mut workbook = Xlsx::new(Cursor::new(plain)).map_err(refused)?;
    let seen = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let sheet = workbook.sheets_metadata().iter().find(seen);
    let name = sheet.ok_or(SheetRefused::NoSheet)?.name.clone();
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(refused)?;
    let mut gather = Gather::new(limits);
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(refused)? {
        if cell.formula.as_ref().is_some_and(is_formula) {
            gather.put(cell.pos, Cell::Formula)?;
        } else {
            put(&mut gather, cell.pos, &cell.value)?;
        }
    }
    Ok(gather.finish())
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

/// Some programs write an empty formula beside a plain value.
fn is_formula(formula: &XlsxFormulaMetadata) -> bool {
    !matches!(formula, XlsxFormulaMetadata::Normal { formula } if formula.trim().is_empty())
}

fn refused(error: XlsxError) -> SheetRefused {
    match error {
        XlsxError::CellError(text) => SheetRefused::StrangeError(text.chars().take(20).collect()),
        _ => SheetRefused::Broken,
    }
}
