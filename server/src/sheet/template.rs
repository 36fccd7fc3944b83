//! An .xlsx to fill in: the heads of a table, and an example to look at.

use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet, XlsxError};

/// The last row of an .xlsx, counted from 0.
const LAST_ROW: u32 = 1_048_575;

/// Writes a template with these heads, each with what might stand under it.
///
/// Every column is text: a number would lose the last digits of a NIP and the zeros
/// before a code, and a date would follow the habits of whoever's machine it is. The
/// example is on a sheet of its own, so that nobody's example is taken for data.
///
/// # Errors
/// Heads or examples longer than Excel takes, more of them than it has columns.
pub fn template(heads: &[(&str, Option<&str>)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    write_heads(workbook.add_worksheet().set_name("Data")?, heads)?;
    if heads.iter().any(|(_, example)| example.is_some()) {
        let sheet = workbook.add_worksheet().set_name("Contoh")?;
        write_heads(sheet, heads)?;
        for (column, (_, example)) in (0..).zip(heads) {
            sheet.write_string_with_format(1, column, example.unwrap_or_default(), &text())?;
        }
    }
    workbook.save_to_buffer()
}

fn write_heads(sheet: &mut Worksheet, heads: &[(&str, Option<&str>)]) -> Result<(), XlsxError> {
    let bold = text().set_bold().set_text_wrap();
    let mut last = 0;
    for (column, (head, example)) in (0..).zip(heads) {
        let longest = head.chars().count().max(example.unwrap_or_default().chars().count());
        let width = u16::try_from(longest).unwrap_or(u16::MAX).saturating_add(4).clamp(14, 50);
        sheet.set_column_width(column, width)?;
        sheet.set_column_format(column, &text())?;
        sheet.write_string_with_format(0, column, *head, &bold)?;
        last = column;
    }
    sheet.set_freeze_panes(1, 0)?;
    // Digits as text are meant here; Excel would mark each with a green corner.
    sheet.ignore_error_range(1, 0, LAST_ROW, last, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn text() -> Format {
    Format::new().set_num_format("@")
}
