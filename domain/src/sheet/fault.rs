//! Cells that cannot be taken, for a preview that names each.

use serde::{Deserialize, Serialize};

use super::Cell;
use crate::field::one_line;

/// So many are kept for showing; whoever has more has one mistake many times.
const SHOWN: usize = 200;
/// So much of a cell is shown, in characters.
const EXCERPT: usize = 80;

/// Why one cell cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellFault {
    /// The row's number as the spreadsheet shows it.
    pub row: u32,
    /// The head of the column.
    pub column: String,
    /// The letters over the column.
    pub letter: String,
    /// What is in the cell, shortened.
    pub value: String,
    /// A sentence that says what to do.
    pub reason: String,
}

/// Reads cells one by one and gathers what is wrong with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults {
    shown: Vec<CellFault>,
    total: usize,
}

impl Faults {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what was read, or keeps the complaint.
    pub fn take<T>(&mut self, read: Result<T, CellFault>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                self.push(fault);
                None
            }
        }
    }

    /// Adds a complaint.
    pub fn push(&mut self, fault: CellFault) {
        self.total += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(fault);
        }
    }

    /// Whether nothing was wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// The first ones, at most 200.
    #[must_use]
    pub fn shown(&self) -> &[CellFault] {
        &self.shown
    }
}

/// What stands in a cell, short enough for a table of complaints.
pub(super) fn excerpt(cell: &Cell) -> String {
    let text = match cell {
        Cell::Formula => "(rumus)".to_owned(),
        Cell::Error => "(galat)".to_owned(),
        other => one_line(&other.text()),
    };
    if text.chars().count() <= EXCERPT {
        return text;
    }
    text.chars().take(EXCERPT - 1).chain(['…']).collect()
}
