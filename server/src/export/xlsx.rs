//! A list as an .xlsx file: one worksheet, its heads fixed and with filters.

use chrono::Datelike as _;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet,
    XlsxError,
};

use super::source::{Cell, Head, Kind, Rows};

/// More UTF-16 units than this no cell of Excel holds.
const CELL: usize = 32_767;
/// The narrowest and the widest column, in characters. What is longer goes on below.
const WIDTHS: (usize, usize) = (8, 60);
/// What takes a head its sign of a filter.
const SIGN: usize = 4;

/// Writes the list.
///
/// This computes, and holds all of it: call it where it may block, for as many rows as are bounded.
///
/// # Errors
/// More rows or columns than Excel has, which no list has.
pub fn write(title: &str, heads: &[Head], rows: Rows) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(title).set_author("SIJAPTI"));
    let sheet = workbook.add_worksheet().set_name(title)?;
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color("#E9EEF7")
        .set_border_bottom(FormatBorder::Thin);
    let mut longest: Vec<usize> = heads.iter().map(|head| head.text.chars().count() + SIGN).collect();
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, head.text, &bold)?;
    }
    let formats: Vec<Format> = heads.iter().map(|head| format(head.kind)).collect();
    let mut last = 0;
    for (row, cells) in (1..).zip(rows) {
        for ((column, cell), (format, longest)) in (0..).zip(cells).zip(formats.iter().zip(&mut longest)) {
            *longest = (*longest).max(length(&cell));
            put(sheet, (row, column), cell, format)?;
        }
        last = row;
    }
    let right = u16::try_from(heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (column, longest) in (0..).zip(longest) {
        let width = longest.saturating_add(1).clamp(WIDTHS.0, WIDTHS.1);
        sheet.set_column_width(column, u16::try_from(width).unwrap_or(u16::MAX))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, right)?;
    // A NIP as text is meant; Excel would mark each with a green corner.
    sheet.ignore_error_range(0, 0, last, right, IgnoreError::NumberStoredAsText)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    workbook.save_to_buffer()
}

/// Whoever writes into a cell of digits later writes text as well.
fn format(kind: Kind) -> Format {
    let top = Format::new().set_align(FormatAlign::Top);
    match kind {
        Kind::Text => top.set_text_wrap(),
        Kind::Digits => top.set_num_format("@"),
        Kind::Day => top.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
        Kind::Number => top,
    }
}

/// In characters; of a text with several lines, its longest.
fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or_default(),
        Cell::Day(_) => "31/12/2016".len(),
        Cell::Number(number) => number.to_string().len(),
    }
}

/// A text is written as text, whatever it begins with: it is no formula.
fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) if text.is_empty() => sheet.write_blank(row, column, format)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, bounded(text), format)?,
        Cell::Number(number) => sheet.write_number_with_format(row, column, number, format)?,
        Cell::Day(day) => {
            let date = u16::try_from(day.year()).ok().and_then(|year| {
                let (month, day) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
                ExcelDateTime::from_ymd(year, month, day).ok()
            });
            match date {
                Some(date) => sheet.write_datetime_with_format(row, column, &date, format)?,
                // Before 1900 Excel has no days.
                None => sheet.write_string_with_format(row, column, cell.text(), format)?,
            }
        }
    };
    Ok(())
}

/// As much of a text as a cell holds; where some is left out, that is said.
fn bounded(text: String) -> String {
    if text.len() <= CELL || text.encode_utf16().count() <= CELL {
        return text;
    }
    let mut room = CELL - 1;
    let mut short: String = text
        .chars()
        .take_while(|sign| room.checked_sub(sign.len_utf16()).map(|rest| room = rest).is_some())
        .collect();
    short.push('…');
    short
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
mod tests;
