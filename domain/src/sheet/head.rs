//! The row of heads: every expected one once, and nothing else.

use serde::{Deserialize, Serialize};

use super::{Cell, Row, column_letters, fault::excerpt};

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

/// The column of each expected head.
pub(super) fn find_columns(header: &[Cell], rows: &[Row], heads: &[&str]) -> Result<Vec<usize>, HeadFault> {
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
