//! A sheet whose first row holds exactly the expected heads, in any order.

use chrono::NaiveDate;

use super::{
    Cell, CellFault, HeadFault, Row, Sheet, column_letters, fault::excerpt, head::find_columns, unguarded,
};
use crate::{
    calendar::parse_date,
    field::{Checker, one_line},
    selection::nip::LOST_DIGITS,
};

/// A sheet's data under its heads.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    heads: &'a [&'a str],
    /// The column of each head, in the order of `heads`.
    columns: Vec<usize>,
    rows: &'a [Row],
}

/// A row of data.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    table: &'a Table<'a>,
    row: &'a Row,
}

impl<'a> Table<'a> {
    /// Finds the columns of all `heads`. Capitals, blanks and an asterisk at the end
    /// (which marks what is required) make no difference.
    ///
    /// # Errors
    /// When heads are missing, unknown or there twice.
    pub fn new(sheet: &'a Sheet, heads: &'a [&'a str]) -> Result<Self, HeadFault> {
        let start = sheet.rows.iter().take_while(|row| row.is_blank()).count();
        let (header, rows) = match sheet.rows.get(start..) {
            Some([header, rows @ ..]) => (header.cells.as_slice(), rows),
            _ => (&[] as &[Cell], &[] as &[Row]),
        };
        let columns = find_columns(header, rows, heads)?;
        Ok(Self { heads, columns, rows })
    }

    /// Its rows of data that are not blank, from above.
    pub fn lines(&'a self) -> impl Iterator<Item = Line<'a>> {
        self.rows.iter().filter(|row| !row.is_blank()).map(move |row| Line { table: self, row })
    }

    /// The column of a head as it was given to [`Table::new`], counted from 0.
    fn column(&self, head: &str) -> Option<usize> {
        let at = self.heads.iter().position(|known| *known == head)?;
        self.columns.get(at).copied()
    }
}

impl<'a> Line<'a> {
    /// Its number as the spreadsheet shows it, from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.row.number
    }

    /// The cell under a head; empty when there is no such head.
    #[must_use]
    pub fn cell(&self, head: &str) -> &'a Cell {
        self.table.column(head).map_or(&Cell::Empty, |column| self.row.cell(column))
    }

    /// A complaint about the cell under a head.
    pub fn fault(&self, head: &str, reason: impl Into<String>) -> CellFault {
        CellFault {
            row: self.row.number,
            column: head.to_owned(),
            letter: self.table.column(head).map(column_letters).unwrap_or_default(),
            value: excerpt(self.cell(head)),
            reason: reason.into(),
        }
    }

    /// The text under a head, if it is a value at all: in one line, and without the apostrophe that an export puts
    /// before a formula's sign.
    ///
    /// # Errors
    /// For formulas, errors, and numbers that have lost digits.
    pub fn text(&self, head: &str) -> Result<String, CellFault> {
        let reason = match self.cell(head) {
            Cell::Formula => "Sel berisi rumus; isikan nilainya.",
            Cell::Error => "Sel berisi galat; isikan nilainya.",
            Cell::Inexact(_) => LOST_DIGITS,
            cell => return Ok(one_line(unguarded(&cell.text()))),
        };
        Err(self.fault(head, reason))
    }

    /// Text that must be there, in one line, at most `max` characters.
    ///
    /// # Errors
    /// As [`Line::text`], and when it is missing or too long.
    pub fn required(&self, head: &str, max: usize) -> Result<String, CellFault> {
        self.checked(head, |check, text| check.required(head, head, text, max))
    }

    /// Text that may be empty, in one line, at most `max` characters.
    ///
    /// # Errors
    /// As [`Line::text`], and when it is too long.
    pub fn optional(&self, head: &str, max: usize) -> Result<String, CellFault> {
        self.checked(head, |check, text| check.optional(head, head, text, max))
    }

    /// Text that a rule reads, such as a NIP; the rule's sentence becomes the complaint.
    ///
    /// # Errors
    /// As [`Line::text`], and when the rule says no.
    pub fn parsed<T>(
        &self,
        head: &str,
        rule: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, CellFault> {
        self.checked(head, |check, text| check.take(head, rule(text)))
    }

    /// A date that must be there: a real one or text such as `21/09/2026`.
    ///
    /// # Errors
    /// As [`Line::text`], and when it is missing or no date.
    pub fn date(&self, head: &str) -> Result<NaiveDate, CellFault> {
        self.parsed(head, |text| parse_date(head, text))
    }

    /// A date that may be missing.
    ///
    /// # Errors
    /// As [`Line::text`], and when it is no date.
    pub fn optional_date(&self, head: &str) -> Result<Option<NaiveDate>, CellFault> {
        self.parsed(head, |text| if text.is_empty() { Ok(None) } else { parse_date(head, text).map(Some) })
    }

    fn checked<T>(
        &self,
        head: &str,
        read: impl FnOnce(&mut Checker, &str) -> Option<T>,
    ) -> Result<T, CellFault> {
        let text = self.text(head)?;
        let mut check = Checker::new();
        let value = read(&mut check, &text);
        check.finish(|| value).map_err(|errors| self.fault(head, errors.get(head).unwrap_or_default()))
    }
}
