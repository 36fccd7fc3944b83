//! Rows of Panitia Seleksi and Jadwal, pasted from a spreadsheet.

use super::CommitteeElement;
use crate::{calendar::parse_date, fold::fold};

/// The cells of what was pasted, row by row; nothing when it is one cell, which goes where every text goes. Spreadsheets
/// part cells by tabs and rows by lines, and put into quotes what holds either.
#[must_use]
pub fn cells(text: &str) -> Option<Vec<Vec<String>>> {
    let mut rows = vec![vec![String::new()]];
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        let row = rows.last_mut()?;
        let cell = row.last_mut()?;
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' => {}
            _ => cell.push(if letter == '\n' { ' ' } else { letter }),
        }
    }
    for cell in rows.iter_mut().flatten() {
        *cell = cell.trim().to_owned();
    }
    while rows.len() > 1 && rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
        rows.pop();
    }
    (rows.len() > 1 || rows.first().is_some_and(|row| row.len() > 1)).then_some(rows)
}

/// The same without its first row, where that says what stands in the columns with these heads.
#[must_use]
pub fn without_heads<'a>(rows: &'a [Vec<String>], heads: &[&str]) -> &'a [Vec<String>] {
    match rows {
        [first, others @ ..] if !others.is_empty() && !first.is_empty() => {
            let mut cells = first.iter().zip(heads);
            let named = cells.all(|(cell, head)| fold(cell) == fold(head));
            if named { others } else { rows }
        }
        rows => rows,
    }
}

/// What a column takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Any text.
    Text,
    /// An Unsur, by its words, the beginning of them, or one that no other has.
    Element,
    /// A day, `10/08/2016` or `2016-08-10`.
    Day,
}

impl Column {
    /// The value of a cell that was pasted here.
    ///
    /// # Errors
    /// A sentence, without the cell's row.
    pub fn read(self, cell: &str) -> Result<String, String> {
        match self {
            _ if cell.is_empty() => Ok(String::new()),
            Self::Text => Ok(cell.to_owned()),
            Self::Element => {
                let words = fold(cell);
                let all = CommitteeElement::ALL.into_iter();
                let begins = |element: &CommitteeElement| {
                    element.code() == cell || fold(element.label()).starts_with(&words)
                };
                let says = |element: &CommitteeElement| {
                    fold(element.label())
                        .split(|letter: char| !letter.is_alphanumeric())
                        .any(|word| word == words)
                };
                let mut known = all.clone().filter(says);
                let only = known.next().filter(|_| known.next().is_none());
                all.clone().find(begins).or(only).map(|element| element.code().to_owned()).ok_or_else(|| {
                    let labels: Vec<_> = all.map(CommitteeElement::label).collect();
                    format!("“{cell}” bukan salah satu pilihan Unsur ({}).", labels.join("; "))
                })
            }
            Self::Day => parse_date("Tanggal", cell).map(crate::calendar::short_date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_is_no_table() {
        for text in ["", "Ani", "Ani\n", "Ani\r\n\r\n", "\"Ani\""] {
            assert_eq!(cells(text), None, "{text:?}");
        }
    }

    #[test]
    fn rows_and_columns_as_a_spreadsheet_copies_them() {
        let text = "Ani\tInternal instansi\r\n\"Budi\nS.E.\"\t\"kata \"\"ini\"\"\"\r\n\r\n";
        let rows = cells(text).unwrap();
        assert_eq!(rows, [["Ani", "Internal instansi"], ["Budi S.E.", "kata \"ini\""]]);
    }

    #[test]
    fn a_row_of_heads_is_no_person() {
        let rows = cells("Nama\tUnsur\nAni\tinternal").unwrap();
        assert_eq!(without_heads(&rows, &["Nama", "Unsur", "Keterangan"]).len(), 1);
        assert_eq!(without_heads(&rows, &["Kegiatan", "Unsur"]).len(), 2);
        assert_eq!(without_heads(&rows[..1], &["Nama"]).len(), 1, "nothing else was pasted");
    }

    #[test]
    fn a_column_says_what_it_does_not_take() {
        assert_eq!(Column::Element.read("Internal").as_deref(), Ok("internal"));
        assert_eq!(Column::Element.read("akademisi").as_deref(), Ok("expert"));
        assert_eq!(Column::Element.read("Pakar").as_deref(), Ok("expert"));
        assert_eq!(Column::Element.read("profesional").as_deref(), Ok("expert"));
        let refused = Column::Element.read("tetangga").unwrap_err();
        assert!(refused.starts_with("“tetangga” bukan salah satu pilihan Unsur ("), "{refused}");
        assert_eq!(Column::Day.read("2026-08-03").as_deref(), Ok("03/08/2026"));
        assert!(Column::Day.read("besok").is_err());
        assert_eq!(Column::Day.read("").as_deref(), Ok(""));
        assert_eq!(Column::Text.read("apa saja").as_deref(), Ok("apa saja"));
    }
}
