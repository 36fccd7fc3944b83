//! A sheet with a row that holds the expected heads, in any order.

use chrono::NaiveDate;

use super::{
    Cell, CellFault, HeadFault, Row, Sheet, cell_name, column_letters,
    fault::excerpt,
    head::{count, find_columns, is_count},
    unguarded,
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
    /// Columns that only count the rows.
    numbering: Vec<usize>,
    rows: &'a [Row],
    /// The numbers of hidden rows, in order.
    hidden: &'a [u32],
}

/// A row of data.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    table: &'a Table<'a>,
    row: &'a Row,
}

impl<'a> Table<'a> {
    /// Finds the row of heads, under title lines if there are any, and the columns of all `heads`. Of their spelling
    /// only letters and digits count. Columns that number the rows, and empty ones, are left out.
    ///
    /// # Errors
    /// When heads are missing or there twice, or data stand under no head or above the heads.
    pub fn new(sheet: &'a Sheet, heads: &'a [&'a str]) -> Result<Self, Box<HeadFault>> {
        let columns = find_columns(sheet, heads)?;
        let rows = sheet.rows.get(columns.start..).unwrap_or_default();
        Ok(Self { heads, columns: columns.of, numbering: columns.numbering, rows, hidden: &sheet.hidden })
    }

    /// Its rows of data that hold more than their number, from above.
    pub fn lines(&'a self) -> impl Iterator<Item = Line<'a>> {
        self.rows.iter().filter(|row| self.is_filled(row)).map(move |row| Line { table: self, row })
    }

    /// How many of its lines are hidden in the spreadsheet.
    #[must_use]
    pub fn hidden_lines(&self) -> usize {
        let is_hidden = |row: &&Row| self.hidden.binary_search(&row.number).is_ok();
        self.rows.iter().filter(is_hidden).filter(|row| self.is_filled(row)).count()
    }

    fn is_filled(&self, row: &Row) -> bool {
        if self.rows.first().is_some_and(|first| first.number == row.number) && numbers_columns(row) {
            return false;
        }
        let counts = |column: usize, cell: &Cell| self.numbering.contains(&column) && is_count(cell);
        row.cells.iter().enumerate().any(|(column, cell)| !cell.is_blank() && !counts(column, cell))
    }

    /// The column of a head as it was given to [`Table::new`], counted from 0.
    fn column(&self, head: &str) -> Option<usize> {
        let at = self.heads.iter().position(|known| *known == head)?;
        self.columns.get(at).copied()
    }
}

/// Whether a row below the heads counts the columns, as in `(1) (2) (3)`.
fn numbers_columns(row: &Row) -> bool {
    let filled = || row.cells.iter().filter(|cell| !cell.is_blank());
    filled().count() > 2 && filled().map(count).zip(1_u32..).all(|(count, at)| count == Some(at))
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
        let mut reason = reason.into();
        if let Cell::Merged(column, row) = self.cell(head) {
            let other = cell_name(*column, *row);
            reason +=
                &format!(" Sel ini tergabung dengan {other}; pisahkan (Unmerge Cells), lalu isi sel ini.");
        }
        CellFault {
            row: self.row.number,
            column: head.to_owned(),
            letter: self.table.column(head).map(column_letters).unwrap_or_default(),
            value: excerpt(self.cell(head)),
            reason,
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
            cell => return Ok(one_line(&unguarded(&cell.text()))),
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
