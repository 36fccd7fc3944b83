//! Collects cells, in whatever order they come, as far as the limits go.

use std::collections::BTreeMap;

use domain::sheet::{Cell, Row, Sheet, column_letters};

use super::{Limits, SheetRefused};

/// A cell's place: row and column, both counted from 0.
pub type Place = (u32, u32);

/// The sheet so far. A row appears with its first filled cell, so blank rows never do.
#[derive(Debug)]
pub struct Gather {
    limits: Limits,
    rows: BTreeMap<u32, Vec<Cell>>,
    /// Bytes of all texts: one shared string can be in a million cells.
    text: usize,
}

impl Gather {
    pub fn new(limits: Limits) -> Self {
        Self { limits, rows: BTreeMap::new(), text: 0 }
    }

    /// Whether a filled cell may be here.
    pub fn check_place(&self, (row, column): Place) -> Result<(), SheetRefused> {
        if row >= self.limits.rows {
            return Err(SheetRefused::TooManyRows(self.limits.rows));
        }
        if column >= self.limits.columns {
            return Err(SheetRefused::TooManyColumns(self.limits.columns));
        }
        Ok(())
    }

    /// Keeps a text as far as it is one: blanks alone are nothing.
    pub fn put_text(&mut self, place: Place, text: &str) -> Result<(), SheetRefused> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.check_place(place)?;
        self.text = self.text.saturating_add(text.len());
        if self.text > self.limits.unpacked {
            return Err(SheetRefused::TooLarge);
        }
        // As many bytes as characters may be: no need to count.
        if text.len() > self.limits.cell_chars && text.chars().count() > self.limits.cell_chars {
            return Err(self.too_long(place));
        }
        self.put(place, Cell::Text(tidy(text)))
    }

    /// Keeps a cell that is not blank; the last one at a place counts.
    pub fn put(&mut self, place: Place, cell: Cell) -> Result<(), SheetRefused> {
        if cell.is_blank() {
            return Ok(());
        }
        self.check_place(place)?;
        let cells = self.rows.entry(place.0).or_default();
        let column = usize::try_from(place.1).unwrap_or(usize::MAX);
        if cells.len() <= column {
            cells.resize(column.saturating_add(1), Cell::Empty);
        }
        if let Some(free) = cells.get_mut(column) {
            *free = cell;
        }
        Ok(())
    }

    /// What is at a place.
    pub fn get(&self, (row, column): Place) -> Option<&Cell> {
        self.rows.get(&row)?.get(usize::try_from(column).ok()?)
    }

    pub fn finish(self) -> Sheet {
        let row = |(row, cells): (u32, Vec<Cell>)| Row { number: row.saturating_add(1), cells };
        Sheet { rows: self.rows.into_iter().map(row).collect() }
    }

    fn too_long(&self, (row, column): Place) -> SheetRefused {
        let letters = column_letters(usize::try_from(column).unwrap_or_default());
        SheetRefused::CellTooLong {
            cell: format!("{letters}{}", row.saturating_add(1)),
            limit: self.limits.cell_chars,
        }
    }
}

/// One kind of line end, and no other control characters: PostgreSQL stores no NUL.
fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
