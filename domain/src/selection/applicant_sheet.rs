//! Applicants from a spreadsheet with the columns Nama, NIP and Instansi: all of its rows, or none.

use super::applicant::{MAX_LINES, Person, parse_nip};
use crate::{
    field::FieldErrors,
    sheet::{CellFault, Faults, Line, Sheet, Table},
};

/// The columns, as the template has them.
pub const HEADS: [&str; 3] = ["Nama", "NIP", "Instansi"];
/// The field that complaints stand at.
const FIELD: &str = "sheet";
/// So many complaints are told at once.
const TOLD: usize = 5;

/// Reads every row.
///
/// # Errors
/// Under `sheet`, a sentence that names the first bad cells by row and column.
pub fn people_of(sheet: &Sheet) -> Result<Vec<Person>, FieldErrors> {
    let refuse = |sentences: &[String]| FieldErrors::of(FIELD, sentences.join(" "));
    let table = Table::new(sheet, &HEADS).map_err(|fault| refuse(&fault.sentences()))?;
    let (mut people, mut faults) = (Vec::<Person>::new(), Faults::new());
    for line in table.lines() {
        let Some(person) = person(&line, &mut faults) else { continue };
        if people.iter().any(|known| known.nip == person.nip) {
            faults.push(line.fault("NIP", "NIP ini tertulis dua kali."));
        }
        people.push(person);
    }
    if !faults.is_empty() {
        return Err(refuse(&told(&faults)));
    }
    match people.len() {
        0 => Err(refuse(&["Spreadsheet ini belum berisi pelamar.".to_owned()])),
        1..=MAX_LINES => Ok(people),
        _ => Err(refuse(&[format!("Paling banyak {MAX_LINES} pelamar sekali impor.")])),
    }
}

fn person(line: &Line<'_>, faults: &mut Faults) -> Option<Person> {
    let name = faults.take(line.required("Nama", 200));
    let nip = faults.take(line.parsed("NIP", parse_nip));
    let agency = faults.take(line.required("Instansi", 200));
    Some(Person { name: name?, nip: nip?, agency: agency? })
}

fn told(faults: &Faults) -> Vec<String> {
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
    use crate::sheet::{Cell, Row};

    const NIP: &str = "197803152005011002";

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let cells = |row: &[&str]| row.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        let rows = rows.iter().zip(1..).map(|(row, number)| Row { number, cells: cells(row) });
        Sheet { rows: rows.collect() }
    }

    fn complaint(rows: &[&[&str]]) -> String {
        people_of(&sheet(rows)).unwrap_err().get("sheet").unwrap().to_owned()
    }

    #[test]
    fn rows_become_people_whatever_the_columns_order() {
        let people =
            people_of(&sheet(&[&["NIP", "nama ", "Instansi"], &[NIP, "dr. Ani, M.Kes", "Dinas Kesehatan"]]));
        let ani = Person { name: "dr. Ani, M.Kes".into(), nip: NIP.into(), agency: "Dinas Kesehatan".into() };
        assert_eq!(people, Ok(vec![ani]));
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
        assert!(text.contains("Baris 3, kolom NIP: NIP ini tertulis dua kali."), "{text}");
    }

    #[test]
    fn a_number_that_lost_its_digits_is_no_nip() {
        let mut sheet = sheet(&[&HEADS, &["Ani", NIP, "A"]]);
        sheet.rows[1].cells[1] = Cell::Inexact("1.97803152005011e17".into());
        assert!(people_of(&sheet).is_err());
    }

    #[test]
    fn other_columns_and_no_rows_are_refused() {
        assert!(complaint(&[&["Nama", "NIP"]]).contains("Instansi"));
        assert!(complaint(&[&HEADS]).contains("belum berisi"));
    }
}
