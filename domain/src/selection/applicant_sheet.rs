//! Applicants from a spreadsheet with the columns Nama, NIP and Instansi: all of its rows, or none.

use std::collections::HashMap;

use super::applicant::{MAX_LINES, Person, parse_nip};
use crate::{
    field::FieldErrors,
    sheet::{Cell, CellFault, Faults, Line, Sheet, Table},
};

/// The columns, as the template has them.
pub const HEADS: [&str; 3] = ["Nama", "NIP", "Instansi"];
/// The field that complaints stand at.
const FIELD: &str = "sheet";
/// So many complaints are told at once.
const TOLD: usize = 5;

/// What a spreadsheet holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// Everybody in it, also in hidden rows.
    pub people: Vec<Person>,
    /// How many of them stand in rows that are hidden, as by a filter: whoever imports may not know of them.
    pub hidden: usize,
}

/// Reads every row.
///
/// # Errors
/// Under `sheet`, a sentence that names the first bad cells by row and column.
pub fn people_of(sheet: &Sheet) -> Result<People, FieldErrors> {
    let refuse = |sentences: &[String]| FieldErrors::of(FIELD, sentences.join(" "));
    let table = Table::new(sheet, &HEADS).map_err(|fault| refuse(&fault.sentences()))?;
    if table.lines().next().is_none() {
        return Err(refuse(&["Spreadsheet ini belum berisi pelamar.".to_owned()]));
    }
    // Counted before anything is compared. Rows of nothing but formulas are told as such, not as too many.
    let count = table.lines().filter(holds_more_than_formulas).count();
    if count > MAX_LINES {
        let sentence = format!("Paling banyak {MAX_LINES} pelamar sekali impor; lembar ini berisi {count}.");
        return Err(refuse(&[sentence]));
    }
    let (mut people, mut known, mut faults) = (Vec::new(), HashMap::new(), Faults::new());
    for line in table.lines() {
        let Some(person) = person(&line, &mut faults) else { continue };
        let first = *known.entry(person.nip.clone()).or_insert(line.number());
        if first != line.number() {
            faults.push(line.fault(
                "NIP",
                format!("NIP ini tertulis dua kali: baris {first} dan baris {}.", line.number()),
            ));
        }
        people.push(person);
    }
    let hidden = table.hidden_lines();
    if faults.is_empty() { Ok(People { people, hidden }) } else { Err(refuse(&told(&faults))) }
}

fn holds_more_than_formulas(line: &Line<'_>) -> bool {
    HEADS.iter().any(|head| !matches!(line.cell(head), Cell::Formula) && !line.cell(head).is_blank())
}

fn person(line: &Line<'_>, faults: &mut Faults) -> Option<Person> {
    let name = faults.take(line.required("Nama", 200));
    let nip = faults.take(line.parsed("NIP", parse_nip));
    let agency = faults.take(line.required("Instansi", 200));
    Some(Person { name: name?, nip: nip?, agency: agency? })
}

fn told(faults: &Faults) -> Vec<String> {
    // One mistake many times, as a formula that was copied down, is one sentence.
    if let [first, others @ ..] = faults.shown()
        && others.len() >= TOLD
        && others.iter().all(|other| other.reason == first.reason)
    {
        let more = faults.total().saturating_sub(1);
        return vec![format!(
            "Baris {}, kolom {}, dan {more} sel lain: {}",
            first.row, first.column, first.reason
        )];
    }
    let sentence =
        |fault: &CellFault| format!("Baris {}, kolom {}: {}", fault.row, fault.column, fault.reason);
    let mut sentences: Vec<String> = faults.shown().iter().take(TOLD).map(sentence).collect();
    let more = faults.total().saturating_sub(sentences.len());
    if more > 0 {
        sentences.push(format!("Dan {more} sel lain."));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Row;

    const NIP: &str = "197803152005011002";

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let cells = |row: &[&str]| row.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        let rows = rows.iter().zip(1..).map(|(row, number)| Row { number, cells: cells(row) });
        Sheet { rows: rows.collect(), ..Sheet::default() }
    }

    fn complaint(rows: &[&[&str]]) -> String {
        people_of(&sheet(rows)).unwrap_err().get("sheet").unwrap().to_owned()
    }

    #[test]
    fn rows_become_people_whatever_the_columns_order() {
        let people =
            people_of(&sheet(&[&["NIP", "nama ", "Instansi"], &[NIP, "dr. Ani, M.Kes", "Dinas Kesehatan"]]));
        let ani = Person { name: "dr. Ani, M.Kes".into(), nip: NIP.into(), agency: "Dinas Kesehatan".into() };
        assert_eq!(people, Ok(People { people: vec![ani], hidden: 0 }));
    }

    #[test]
    fn bad_cells_are_named_by_row_and_column() {
        let text = complaint(&[&HEADS, &["Ani", "12", "A"], &["", NIP, "B"], &["Citra", NIP, "C"]]);
        assert!(text.contains("Baris 2, kolom NIP: NIP harus 18 angka."), "{text}");
        assert!(text.contains("Baris 3, kolom Nama:"), "{text}");
    }

    #[test]
    fn the_same_nip_twice_is_refused() {
        let text = complaint(&[&HEADS, &["Ani", NIP, "A"], &["Budi", NIP, "B"]]);
        assert!(
            text.contains("Baris 3, kolom NIP: NIP ini tertulis dua kali: baris 2 dan baris 3."),
            "{text}"
        );
    }

    #[test]
    fn a_number_that_lost_its_digits_is_no_nip() {
        let mut sheet = sheet(&[&HEADS, &["Ani", NIP, "A"]]);
        sheet.rows[1].cells[1] = Cell::Inexact("1.97803152005011e17".into());
        assert!(people_of(&sheet).is_err());
    }

    #[test]
    fn a_nip_is_freed_of_what_a_spreadsheet_put_around_it() {
        for spelt in ["'197803152005011002", "197803152005011002.0", "197803152005011002\n"] {
            assert_eq!(
                people_of(&sheet(&[&HEADS, &["Ani", spelt, "A"]])).unwrap().people[0].nip,
                NIP,
                "{spelt:?}"
            );
        }
        for cut in ["198503012010011000", "1.98503012010012e+17", "1,98503E+17"] {
            let text = complaint(&[&HEADS, &["Ani", cut, "A"]]);
            assert!(text.contains("digit terakhirnya hilang"), "{cut}: {text}");
        }
    }

    #[test]
    fn a_cell_of_several_lines_becomes_one_line_and_an_exports_apostrophe_goes() {
        let sheet = sheet(&[&HEADS, &["Ani Lestari\nS.E., M.Si", NIP, "'=Dinas\n\nUji"]]);
        let people = people_of(&sheet).unwrap().people;
        assert_eq!(
            (people[0].name.as_str(), people[0].agency.as_str()),
            ("Ani Lestari S.E., M.Si", "=Dinas Uji")
        );
    }

    #[test]
    fn people_in_hidden_rows_are_counted() {
        let mut sheet = sheet(&[&HEADS, &["Ani", NIP, "A"], &["Budi", "198001012006042001", "B"]]);
        sheet.hidden = vec![1, 3, 9];
        let read = people_of(&sheet).unwrap();
        assert_eq!((read.people.len(), read.hidden), (2, 1));
    }

    #[test]
    fn numbered_rows_without_a_name_are_nobody() {
        let heads: &[&str] = &["No", "Nama", "NIP", "Instansi", "Keterangan"];
        let rows = [heads, &["1", "Ani", NIP, "A", ""], &["2", "", "", "", ""], &["3.", "", "", "", ""]];
        assert_eq!(people_of(&sheet(&rows)).unwrap().people.len(), 1);
        let foot: &[&str] = &["Jumlah: 1 orang", "", "", "", ""];
        assert!(complaint(&[heads, rows[1], foot]).contains("Baris 3, kolom Nama: Nama wajib diisi."));
        assert!(
            complaint(&[heads, &["1", "Ani", NIP, "A", "baru"]]).contains("“Keterangan” (E) tidak dikenal")
        );
    }

    #[test]
    fn one_mistake_many_times_is_one_sentence() {
        let mut sheet = sheet(&[&HEADS, &["Ani", NIP, "A"]]);
        sheet.rows.extend((12..1000).map(|number| Row { number, cells: vec![Cell::Formula; 3] }));
        let complaint = people_of(&sheet).unwrap_err();
        let wanted = "Baris 12, kolom Nama, dan 2963 sel lain: Sel berisi rumus; isikan nilainya.";
        assert_eq!(complaint.get(FIELD), Some(wanted));
    }

    #[test]
    fn too_many_rows_are_counted_before_they_are_read() {
        let mut rows: Vec<&[&str]> = vec![&HEADS];
        rows.resize(20_000, &["Ani", "12", "A"]);
        assert_eq!(complaint(&rows), "Paling banyak 500 pelamar sekali impor; lembar ini berisi 19999.");
    }

    #[test]
    fn other_columns_and_no_rows_are_refused() {
        assert!(complaint(&[&["Nama", "NIP"]]).contains("Instansi"));
        assert!(complaint(&[&HEADS]).contains("belum berisi"));
    }
}
