//! Collects cells, in whatever order they come, as far as the limits go.

use std::collections::{BTreeMap, BTreeSet};

use domain::sheet::{Cell, Row, Sheet, cell_name};

use super::{Limits, SheetRefused};

/// A cell's place: row and column, both counted from 0.
pub type Place = (u32, u32);

/// More merged areas than any sheet within the limits has.
const MAX_AREAS: usize = 100_000;

/// Cells from one corner to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub from: Place,
    pub to: Place,
}

/// The sheet so far. A row appears with its first filled cell, so blank rows never do.
#[derive(Debug)]
pub struct Gather {
    limits: Limits,
    rows: BTreeMap<u32, Vec<Cell>>,
    hidden: BTreeSet<u32>,
    merged: Vec<Area>,
    /// Bytes of all texts: one shared string can be in a million cells.
    text: usize,
    /// Whether cells beyond the limits are passed over, instead of refused.
    is_peek: bool,
}

impl Gather {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            rows: BTreeMap::new(),
            hidden: BTreeSet::new(),
            merged: Vec::new(),
            text: 0,
            is_peek: false,
        }
    }

    /// For a look at the first rows only.
    pub fn peek(limits: Limits, rows: u32) -> Self {
        Self { is_peek: true, ..Self::new(Limits { rows: rows.min(limits.rows), ..limits }) }
    }

    /// Whether this is only a look at the first rows.
    pub fn is_peek(&self) -> bool {
        self.is_peek
    }

    /// Whether a filled cell may be here; not where nobody looks.
    pub fn check_place(&self, place: Place) -> Result<bool, SheetRefused> {
        let (row, column) = place;
        if row < self.limits.rows && column < self.limits.columns {
            return Ok(true);
        }
        if self.is_peek {
            return Ok(false);
        }
        let cell = name(place);
        Err(if row >= self.limits.rows {
            SheetRefused::TooManyRows { limit: self.limits.rows, cell }
        } else {
            SheetRefused::TooManyColumns { limit: self.limits.columns, cell: Some(cell) }
        })
    }

    /// Keeps a text as far as it is one: blanks alone are nothing.
    pub fn put_text(&mut self, place: Place, text: &str) -> Result<(), SheetRefused> {
        if text.trim().is_empty() || !self.check_place(place)? {
            return Ok(());
        }
        self.count_text(text.len())?;
        // As many bytes as characters may be: no need to count.
        if text.len() > self.limits.cell_chars && text.chars().count() > self.limits.cell_chars {
            return Err(SheetRefused::CellTooLong { cell: name(place), limit: self.limits.cell_chars });
        }
        self.put(place, Cell::Text(tidy(text)))
    }

    /// Keeps a cell that is not blank; the last one at a place counts.
    pub fn put(&mut self, place: Place, cell: Cell) -> Result<(), SheetRefused> {
        if !cell.is_blank() && self.check_place(place)? {
            set(self.rows.entry(place.0).or_default(), place.1, cell);
        }
        Ok(())
    }

    /// Notes that a row is hidden.
    pub fn hide(&mut self, row: u32) {
        if row < self.limits.rows {
            self.hidden.insert(row);
        }
    }

    /// Notes that cells are merged.
    pub fn merge(&mut self, area: Area) -> Result<(), SheetRefused> {
        if self.is_peek || area.from.0 >= self.limits.rows || area.from.1 >= self.limits.columns {
            return Ok(());
        }
        if self.merged.len() >= MAX_AREAS {
            return Err(SheetRefused::TooLarge);
        }
        self.merged.push(area);
        Ok(())
    }

    /// What is at a place.
    pub fn get(&self, (row, column): Place) -> Option<&Cell> {
        self.rows.get(&row)?.get(usize::try_from(column).ok()?)
    }

    pub fn finish(mut self) -> Result<Sheet, SheetRefused> {
        self.fill_merged()?;
        let hidden = self.hidden.into_iter().filter(|row| self.rows.contains_key(row));
        let hidden = hidden.map(|row| row.saturating_add(1)).collect();
        let row = |(row, cells): (u32, Vec<Cell>)| Row { number: row.saturating_add(1), cells };
        Ok(Sheet { name: None, rows: self.rows.into_iter().map(row).collect(), hidden })
    }

    /// A value that is merged over several rows is each row's; over several columns it is only the first one's, and
    /// the others say so. Rows with nothing of their own but
    /// their number stay nothing.
    fn fill_merged(&mut self) -> Result<(), SheetRefused> {
        // Areas of a made-up file may cover the same cells again and again.
        let mut left =
            usize::try_from(self.limits.rows.saturating_mul(self.limits.columns)).unwrap_or(usize::MAX);
        for Area { from, to } in std::mem::take(&mut self.merged) {
            let Some(value) = self.get(from).filter(|cell| !cell.is_blank()).cloned() else { continue };
            let last = to.1.min(self.limits.columns.saturating_sub(1));
            if from.0 > to.0 || from.1 > last {
                continue;
            }
            let covered = Cell::Merged(index(from.1), from.0.saturating_add(1));
            let mut bytes = 0_usize;
            for (row, cells) in self.rows.range_mut(from.0..=to.0) {
                if *row > from.0 && cells.iter().all(is_at_most_numbered) {
                    continue;
                }
                for column in from.1..=last {
                    left = left.checked_sub(1).ok_or(SheetRefused::TooLarge)?;
                    let is_blank = cells.get(index(column)).is_none_or(Cell::is_blank);
                    if !is_blank {
                        continue;
                    }
                    if column > from.1 {
                        set(cells, column, covered.clone());
                    } else if *row > from.0 {
                        bytes = bytes.saturating_add(value.text().len());
                        if self.text.saturating_add(bytes) > self.limits.unpacked {
                            return Err(SheetRefused::TooLarge);
                        }
                        set(cells, column, value.clone());
                    }
                }
            }
            self.count_text(bytes)?;
        }
        Ok(())
    }

    fn count_text(&mut self, bytes: usize) -> Result<(), SheetRefused> {
        self.text = self.text.saturating_add(bytes);
        if self.text > self.limits.unpacked { Err(SheetRefused::TooLarge) } else { Ok(()) }
    }
}

/// Whether a cell says nothing of a row but which one it is, as where rows are numbered before they are filled.
fn is_at_most_numbered(cell: &Cell) -> bool {
    const DIGITS: usize = 5;
    match cell {
        Cell::Number(_) | Cell::Text(_) => {
            let text = cell.text();
            let number = text.trim_start_matches('(').trim_end_matches(['.', ')']);
            number.len() <= DIGITS && number.bytes().all(|sign| sign.is_ascii_digit())
        }
        other => other.is_blank(),
    }
}

fn set(cells: &mut Vec<Cell>, column: u32, cell: Cell) {
    let column = index(column);
    if cells.len() <= column {
        cells.resize(column.saturating_add(1), Cell::Empty);
    }
    if let Some(free) = cells.get_mut(column) {
        *free = cell;
    }
}

fn index(column: u32) -> usize {
    usize::try_from(column).unwrap_or(usize::MAX)
}

fn name((row, column): Place) -> String {
    cell_name(index(column), row.saturating_add(1))
}

/// One kind of line end, and no other control characters: PostgreSQL stores no NUL.
fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
