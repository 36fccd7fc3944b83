//! The rows of an uploaded spreadsheet, as read and as a table under known heads.
//!
//! Files are read elsewhere; here are only rows and what is wrong with their cells.

mod disguise;
mod fault;
mod guard;
mod head;
mod import;
mod table;

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::calendar::short_date;

pub use disguise::Disguise;
pub use fault::{CellFault, Faults};
pub use guard::{is_formula_sign, unguarded};
pub use head::{HEADS_WITHIN, HeadFault};
pub use import::{Checked, Unique};
pub use table::{Line, Table};

/// A cell as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing in it.
    #[default]
    Empty,
    /// Text as entered, untrimmed.
    Text(String),
    /// A number as a person writes it, with a point before its decimals: `8.5`, `12`.
    Number(String),
    /// A number whose last digits the spreadsheet has lost: it keeps 15, a NIP has 18.
    Inexact(String),
    /// A date; a time of day beside it is left out.
    Date(NaiveDate),
    /// True or false.
    Bool(bool),
    /// A formula instead of a value. Its last result may be stale, so it is not taken.
    Formula,
    /// An error such as `#N/A`.
    Error,
    /// Nothing of its own: it is merged with the cell in this column, counted from 0, and row, counted from 1.
    Merged(usize, u32),
}

impl Cell {
    /// What a person reads in the cell, trimmed; nothing for formulas and errors.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Inexact(text) => Cow::Borrowed(text.trim()),
            Self::Date(day) => Cow::Owned(short_date(*day)),
            Self::Bool(value) => Cow::Borrowed(if *value { "TRUE" } else { "FALSE" }),
            Self::Empty | Self::Formula | Self::Error | Self::Merged(..) => Cow::Borrowed(""),
        }
    }

    /// Whether there is nothing in it but blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty | Self::Merged(..) => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// A row that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells from column A on; those after the last filled one are left out.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in a column, counted from 0.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// Whether all its cells are blank.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// One worksheet, without its blank rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, where it has one: text files have none.
    pub name: Option<String>,
    /// Its rows from above.
    pub rows: Vec<Row>,
    /// The numbers of those of its rows that a filter or a person has hidden, from above.
    pub hidden: Vec<u32>,
}

impl Sheet {
    /// How many of these heads stand together in the row that has most of them: which sheet of a workbook is meant,
    /// and in which row its table begins.
    #[must_use]
    pub fn heads_found(&self, heads: &[&str]) -> usize {
        head::find_row(&self.rows, heads).1
    }
}

/// A cell's name as the spreadsheet shows it, from its column, counted from 0, and its row, counted from 1: `B7`.
#[must_use]
pub fn cell_name(column: usize, row: u32) -> String {
    format!("{}{row}", column_letters(column))
}

/// The letters over a column, counted from 0: `A`, `Z`, `AA`.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = Some(column);
    while let Some(column) = rest {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        // There is no letter for zero: after Z comes AA.
        rest = (column / 26).checked_sub(1);
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
