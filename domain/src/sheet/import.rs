//! Many records at once, from a spreadsheet: every row is checked before anything is stored.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use super::{Faults, HeadFault, Line, Sheet, Table};

/// What a spreadsheet holds: the rows that can be stored, and what is wrong with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T> {
    /// What the rows without a fault say.
    pub good: Vec<T>,
    /// Cells that cannot be taken.
    pub faults: Faults,
    /// Rows beyond the most that are read, which were not looked at.
    pub left_over: usize,
    /// How many rows are hidden in the spreadsheet, as by a filter; they count like the others.
    pub hidden: usize,
}

impl<T> Checked<T> {
    /// Reads the rows under these heads from above, at most so many of them. A row is good when `read` finds no fault in it.
    ///
    /// # Errors
    /// When the row of heads is not as it must be.
    pub fn rows(
        sheet: &Sheet,
        heads: &[&str],
        most: usize,
        mut read: impl FnMut(&Line<'_>, &mut Faults) -> Option<T>,
    ) -> Result<Self, Box<HeadFault>> {
        let table = Table::new(sheet, heads)?;
        let mut checked =
            Self { good: Vec::new(), faults: Faults::new(), left_over: 0, hidden: table.hidden_lines() };
        for (index, line) in table.lines().enumerate() {
            if index >= most {
                checked.left_over += 1;
                continue;
            }
            let before = checked.faults.total();
            let row = read(&line, &mut checked.faults);
            checked.good.extend(row.filter(|_| checked.faults.total() == before));
        }
        Ok(checked)
    }

    /// Whether every row can be stored.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty() && self.left_over == 0
    }
}

/// Values of which there is one each: those that are stored, and those of the rows before.
#[derive(Clone, Debug)]
pub struct Unique<K> {
    stored: HashSet<K>,
    /// The row that each stood in first.
    seen: HashMap<K, u32>,
}

impl<K: Eq + Hash> Unique<K> {
    /// With what is stored.
    #[must_use]
    pub fn new(stored: HashSet<K>) -> Self {
        Self { stored, seen: HashMap::new() }
    }

    /// Complains at a cell of the row when its value is stored already, with this sentence, or stood in a row before it:
    /// then both rows are named behind `twice`, as in `NIP ini ada dua kali`.
    pub fn check(
        &mut self,
        key: K,
        (line, head): (&Line<'_>, &str),
        faults: &mut Faults,
        stored: impl FnOnce() -> String,
        twice: &str,
    ) {
        if self.stored.contains(&key) {
            faults.push(line.fault(head, stored()));
            return;
        }
        let row = line.number();
        let first = *self.seen.entry(key).or_insert(row);
        if first != row {
            faults.push(line.fault(head, format!("{twice}: baris {first} dan baris {row}.")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Cell, Row};

    fn sheet(names: &[&str]) -> Sheet {
        let row = |(name, number): (&&str, u32)| Row { number, cells: vec![Cell::Text((*name).to_owned())] };
        Sheet { rows: std::iter::once(&"Nama").chain(names).zip(1..).map(row).collect(), ..Sheet::default() }
    }

    fn names(sheet: &Sheet, most: usize) -> Checked<String> {
        let mut unique = Unique::new(HashSet::from(["Ani".to_owned()]));
        Checked::rows(sheet, &["Nama"], most, |line, faults| {
            let name = faults.take(line.required("Nama", 5))?;
            unique.check(name.clone(), (line, "Nama"), faults, || "Sudah ada.".to_owned(), "Ada dua kali");
            Some(name)
        })
        .unwrap()
    }

    #[test]
    fn a_row_is_good_when_it_has_no_fault() {
        let checked = names(&sheet(&["Budi", "Ani", "Citra Dewi", "Budi", "Edi"]), 9);
        assert_eq!(checked.good, ["Budi", "Edi"]);
        let faults = checked.faults.shown().iter().map(|fault| (fault.row, fault.reason.as_str()));
        let faults: Vec<_> = faults.collect();
        assert_eq!((faults.len(), faults[0], faults[1].0), (3, (3, "Sudah ada."), 4));
        assert_eq!(faults[2], (5, "Ada dua kali: baris 2 dan baris 5."));
        assert!(!checked.is_whole());
    }

    #[test]
    fn so_many_rows_are_looked_at_and_no_more() {
        let checked = names(&sheet(&["Budi", "Citra", "Dewi"]), 2);
        assert_eq!((checked.good.len(), checked.left_over, checked.is_whole()), (2, 1, false));
        assert!(names(&sheet(&["Budi"]), 1).is_whole());
    }
}
