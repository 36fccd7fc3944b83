//! The row of heads, found under title lines: every expected one once, and beside them only what can be left out.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Cell, Row, Sheet, column_letters, fault::excerpt};

/// The heads are looked for in so many filled rows; title lines and instructions are shorter.
pub const HEADS_WITHIN: usize = 30;
/// So many cells of a row are quoted.
const QUOTED: usize = 6;
/// What people write for a head, bare of all but letters and digits.
const OTHER_NAMES: [(&str, &[&str]); 3] = [
    ("nama", &["namalengkap", "namapelamar", "namapegawai", "namapeserta"]),
    ("nip", &["nippelamar", "nippegawai", "nipbaru", "nomorindukpegawai"]),
    ("instansi", &["instansiasal", "asalinstansi", "instansipelamar"]),
];
/// Heads of columns that only count the rows.
const NUMBERING: [&str; 4] = ["no", "nomor", "nourut", "nomorurut"];

/// What is wrong with the row of heads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadFault {
    /// The heads there should be.
    pub expected: Vec<String>,
    /// Expected heads that are not there.
    pub missing: Vec<String>,
    /// Columns nobody asked for that hold something: letters, and the head unless the column has none.
    pub unknown: Vec<(String, Option<String>)>,
    /// Expected heads that are there more than once, with the letters of their columns.
    pub repeated: Vec<(String, Vec<String>)>,
    /// Rows above the heads that look like data.
    pub above: Vec<u32>,
    /// The sheet that was looked at, where it has a name.
    pub sheet: Option<String>,
    /// The row that was taken for the heads; none in an empty sheet.
    pub row: Option<u32>,
    /// What stands in that row.
    pub found: Vec<String>,
}

impl HeadFault {
    /// What is wrong, in one sentence for each kind of mistake.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let Some(row) = self.row else {
            return vec![format!("Isi baris pertama dengan judul kolom {}.", listed(&self.expected))];
        };
        let place = match &self.sheet {
            Some(sheet) => format!("baris {row} lembar “{sheet}”"),
            None => format!("baris {row}"),
        };
        let found = if self.found.is_empty() { "tidak terbaca".to_owned() } else { quoted(&self.found) };
        if self.missing.len() == self.expected.len() {
            return vec![format!(
                "Judul kolom {} tidak ditemukan; di {place} tertulis {found}. Tulis judul itu dalam satu baris, tepat di atas datanya.",
                listed(&self.expected)
            )];
        }
        let mut sentences = Vec::new();
        if !self.missing.is_empty() {
            let missing = listed(&self.missing);
            sentences.push(format!(
                "Kolom {missing} belum ada di {place}, yang berisi {found}; tambahkan judulnya."
            ));
        }
        if !self.unknown.is_empty() {
            let names: Vec<String> = self.unknown.iter().map(unknown_name).collect();
            sentences.push(format!("Kolom {} tidak dikenal; hapus dari lembar ini.", listed(&names)));
        }
        for (head, letters) in &self.repeated {
            sentences.push(format!("Kolom {head} ada di {}; sisakan satu saja.", listed(letters)));
        }
        if !self.above.is_empty() {
            let rows: Vec<String> = self.above.iter().map(ToString::to_string).collect();
            sentences.push(format!(
                "Baris {} tampak berisi data, tetapi berada di atas judul kolom ({place}); pindahkan ke bawahnya atau hapus.",
                listed(&rows)
            ));
        }
        sentences
    }
}

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// Where the first row below the heads is among the sheet's rows.
    pub start: usize,
    /// The column of each expected head.
    pub of: Vec<usize>,
    /// Columns that only count the rows.
    pub numbering: Vec<usize>,
}

/// The row that holds most of the heads, the first of several, and how many those are.
pub(super) fn find_row(rows: &[Row], heads: &[&str]) -> (Option<usize>, usize) {
    let keys = Keys::of(heads);
    let filled = rows.iter().enumerate().filter(|(_, row)| !row.is_blank()).take(HEADS_WITHIN);
    let mut best = (None, 0);
    for (at, row) in filled {
        let found = keys.columns(&row.cells).iter().filter(|columns| !columns.is_empty()).count();
        if best.0.is_none() || found > best.1 {
            best = (Some(at), found);
        }
    }
    best
}

/// Finds the row of heads and the column of each.
pub(super) fn find_columns(sheet: &Sheet, heads: &[&str]) -> Result<Columns, Box<HeadFault>> {
    let at = find_row(&sheet.rows, heads).0;
    let (above, header, below) = match at.and_then(|at| Some((sheet.rows.split_at_checked(at)?, at))) {
        Some(((above, [header, below @ ..]), _)) => (above, Some(header), below),
        _ => (&[] as &[Row], None, &[] as &[Row]),
    };
    let cells = header.map(|row| row.cells.as_slice()).unwrap_or_default();
    let mut fault = HeadFault {
        expected: heads.iter().map(ToString::to_string).collect(),
        sheet: sheet.name.clone(),
        row: header.map(|row| row.number),
        found: cells.iter().filter(|cell| !cell.is_blank()).map(excerpt).collect(),
        ..HeadFault::default()
    };
    let mut of = Vec::new();
    for (head, found) in heads.iter().zip(Keys::of(heads).columns(cells)) {
        match found.as_slice() {
            [] => fault.missing.push((*head).to_owned()),
            [column] => of.push(*column),
            many => {
                let letters = many.iter().copied().map(column_letters).collect();
                fault.repeated.push(((*head).to_owned(), letters));
                of.extend(many);
            }
        }
    }
    // Data under no head would be lost without a word, so such a column is unknown. An empty one is nothing.
    let width = below.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let mut numbering = Vec::new();
    for column in (0..width).filter(|column| !of.contains(column)) {
        let head = cells.get(column).filter(|cell| !cell.is_blank());
        if head.is_some_and(is_numbering) && only_counts(column, &of, below) {
            numbering.push(column);
        } else if below.iter().any(|row| !row.cell(column).is_blank()) {
            fault.unknown.push((column_letters(column), head.map(excerpt)));
        }
    }
    fault.above = above.iter().filter(|row| looks_like_data(row, &of)).map(|row| row.number).collect();
    let is_fine = fault.missing.is_empty()
        && fault.unknown.is_empty()
        && fault.repeated.is_empty()
        && fault.above.is_empty();
    if is_fine {
        Ok(Columns { start: at.map_or(0, |at| at + 1), of, numbering })
    } else {
        Err(Box::new(fault))
    }
}

/// The heads as people may spell them.
struct Keys {
    /// The head of each spelling, and whether it is the very head.
    heads: HashMap<String, (usize, bool)>,
    count: usize,
}

impl Keys {
    fn of(heads: &[&str]) -> Self {
        let mut keys = HashMap::new();
        for (at, head) in heads.iter().enumerate() {
            let own = key(head);
            let others = OTHER_NAMES.iter().filter(|(name, _)| *name == own).flat_map(|(_, others)| *others);
            for other in others {
                keys.entry((*other).to_owned()).or_insert((at, false));
            }
            keys.insert(own, (at, true));
        }
        Self { heads: keys, count: heads.len() }
    }

    /// The columns of each head. Another name for it counts where the very head is missing.
    fn columns(&self, cells: &[Cell]) -> Vec<Vec<usize>> {
        let mut very = vec![Vec::new(); self.count];
        let mut other = very.clone();
        for (column, cell) in cells.iter().enumerate() {
            let Some((head, is_very)) = self.heads.get(&key(&cell.text())) else { continue };
            let columns = if *is_very { &mut very } else { &mut other };
            if let Some(columns) = columns.get_mut(*head) {
                columns.push(column);
            }
        }
        very.into_iter().zip(other).map(|(very, other)| if very.is_empty() { other } else { very }).collect()
    }
}

/// What two spellings of a head have in common: its letters and digits.
fn key(head: &str) -> String {
    // Longer than any head: no need to look at the rest.
    head.chars().take(100).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_numbering(head: &Cell) -> bool {
    let text = head.text();
    text == "#" || NUMBERING.contains(&key(&text).as_str())
}

/// Whether the column holds nothing but numbers where there is data.
fn only_counts(column: usize, of: &[usize], rows: &[Row]) -> bool {
    let is_data = |row: &&Row| of.iter().any(|column| !row.cell(*column).is_blank());
    rows.iter().filter(is_data).all(|row| is_count(row.cell(column)))
}

/// Whether a cell holds nothing but a row's number.
pub(super) fn is_count(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) | Cell::Formula => true,
        Cell::Text(text) => text
            .trim()
            .trim_start_matches('(')
            .trim_end_matches(['.', ')'])
            .chars()
            .all(|c| c.is_ascii_digit()),
        other => other.is_blank(),
    }
}

/// The number that a cell holds besides its signs.
pub(super) fn count(cell: &Cell) -> Option<u32> {
    cell.text().trim_start_matches('(').trim_end_matches(['.', ')']).parse().ok()
}

/// Title lines fill a cell or two; whoever sorts a table may take its heads along.
fn looks_like_data(row: &Row, of: &[usize]) -> bool {
    let filled = of.iter().filter(|column| !row.cell(**column).is_blank()).count();
    of.len() > 1 && filled * 2 > of.len()
}

fn unknown_name((letters, head): &(String, Option<String>)) -> String {
    match head {
        Some(head) => format!("“{head}” ({letters})"),
        None => format!("tanpa judul ({letters})"),
    }
}

fn quoted(texts: &[String]) -> String {
    let mut shown: Vec<String> = texts.iter().take(QUOTED).map(|text| format!("“{text}”")).collect();
    if texts.len() > QUOTED {
        shown.push(format!("{} lainnya", texts.len() - QUOTED));
    }
    listed(&shown)
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
