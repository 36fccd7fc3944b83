//! A sheet whose first row holds exactly the expected heads, in any order.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Cell, CellFault, Row, Sheet, column_letters, fault::excerpt};
use crate::{calendar::parse_date, field::Checker};

/// What is wrong with the row of heads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadFault {
    /// The heads there should be.
    pub expected: Vec<String>,
    /// Expected heads that are not there.
    pub missing: Vec<String>,
    /// Columns nobody asked for: letters, and the head unless the column has none.
    pub unknown: Vec<(String, Option<String>)>,
    /// Expected heads that are there more than once, with the letters of their columns.
    pub repeated: Vec<(String, Vec<String>)>,
}

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

    /// The trimmed text under a head, if it is a value at all.
    ///
    /// # Errors
    /// For formulas, errors, and numbers that have lost digits.
    pub fn text(&self, head: &str) -> Result<Cow<'a, str>, CellFault> {
        let reason = match self.cell(head) {
            Cell::Formula => "Sel berisi rumus; isikan nilainya.",
            Cell::Error => "Sel berisi galat; isikan nilainya.",
            Cell::Inexact(_) => {
                "Angka terlalu panjang sehingga digit terakhirnya hilang. Ubah format kolom menjadi Teks, \
                 lalu isikan lagi."
            }
            cell => return Ok(cell.text()),
        };
        Err(self.fault(head, reason))
    }

    /// Text that must be there, trimmed, at most `max` characters.
    ///
    /// # Errors
    /// As [`Line::text`], and when it is missing or too long.
    pub fn required(&self, head: &str, max: usize) -> Result<String, CellFault> {
        self.checked(head, |check, text| check.required(head, head, text, max))
    }

    /// Text that may be empty, trimmed, at most `max` characters.
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

impl HeadFault {
    /// What is wrong, in one sentence for each kind of mistake.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        if self.missing.len() == self.expected.len() {
            return vec![format!("Isi baris pertama dengan judul kolom {}.", listed(&self.expected))];
        }
        let mut sentences = Vec::new();
        if !self.missing.is_empty() {
            sentences.push(format!("Kolom {} belum ada; tambahkan judulnya.", listed(&self.missing)));
        }
        if !self.unknown.is_empty() {
            let names: Vec<String> = self.unknown.iter().map(unknown_name).collect();
            sentences.push(format!("Kolom {} tidak dikenal; hapus dari lembar ini.", listed(&names)));
        }
        for (head, letters) in &self.repeated {
            sentences.push(format!("Kolom {head} ada di {}; sisakan satu saja.", listed(letters)));
        }
        sentences
    }
}

fn find_columns(header: &[Cell], rows: &[Row], heads: &[&str]) -> Result<Vec<usize>, HeadFault> {
    let keys: Vec<String> = header.iter().map(|cell| key(&cell.text())).collect();
    let mut fault =
        HeadFault { expected: heads.iter().map(ToString::to_string).collect(), ..HeadFault::default() };
    let mut columns = Vec::new();
    for head in heads {
        let wanted = key(head);
        let found: Vec<usize> = (0..keys.len()).filter(|&at| keys.get(at) == Some(&wanted)).collect();
        match found.as_slice() {
            [] => fault.missing.push((*head).to_owned()),
            [column] => columns.push(*column),
            many => {
                let letters = many.iter().copied().map(column_letters).collect();
                fault.repeated.push(((*head).to_owned(), letters));
            }
        }
    }
    let known: Vec<String> = heads.iter().map(|head| key(head)).collect();
    // Data under no head would be lost without a word, so such a column is unknown as well.
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default().max(header.len());
    for column in (0..width).filter(|at| keys.get(*at).is_none_or(|key| !known.contains(key))) {
        let head = header.get(column).filter(|cell| !cell.is_blank());
        if head.is_some() || rows.iter().any(|row| !row.cell(column).is_blank()) {
            fault.unknown.push((column_letters(column), head.map(excerpt)));
        }
    }
    let fine = fault.missing.is_empty() && fault.unknown.is_empty() && fault.repeated.is_empty();
    if fine { Ok(columns) } else { Err(fault) }
}

/// What two spellings of a head have in common.
fn key(head: &str) -> String {
    let bare = head.trim().trim_end_matches(|c: char| c == '*' || c.is_whitespace());
    bare.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn unknown_name((letters, head): &(String, Option<String>)) -> String {
    match head {
        Some(head) => format!("“{head}” ({letters})"),
        None => format!("tanpa judul ({letters})"),
    }
}

/// `A`, `A dan B`, `A, B, dan C`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} dan {two}"),
        [most @ .., last] => format!("{}, dan {last}", most.join(", ")),
    }
}
