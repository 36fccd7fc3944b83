//! Many holidays at once, from a spreadsheet: every row is checked before anything is stored.

use std::collections::HashSet;

use super::{Holiday, HolidayKind, Place, form::fitting};
use crate::{
    bounds,
    calendar::short_date,
    region::find_province,
    sheet::{Checked, Faults, HeadFault, Line, Sheet, Unique},
};

/// The columns.
pub const HEADS: [&str; 5] = [DATE, NAME, KIND, DECREE, PROVINCE];
/// The columns as the template has them, each with what might stand under it: a `*` says that the cell must be filled.
pub const TEMPLATE: [(&str, Option<&str>); 5] = [
    ("Tanggal*", Some("17/08/2027")),
    ("Nama*", Some("Proklamasi Kemerdekaan")),
    ("Jenis*", Some("Libur nasional")),
    ("Dasar hukum*", Some("SKB 3 Menteri 1205/2026, 3/2026, 2/2026")),
    ("Provinsi", Some("")),
];
/// So many holidays can be imported at once; a year has less than thirty, and each province a few.
pub const MAX_ROWS: usize = 500;

const DATE: &str = "Tanggal";
const NAME: &str = "Nama";
const KIND: &str = "Jenis";
const DECREE: &str = "Dasar hukum";
const PROVINCE: &str = "Provinsi";

/// Checks every row by itself, against what is there, and against the rows before it.
///
/// # Errors
/// When the row of heads is not as it must be.
pub fn check_rows(sheet: &Sheet, taken: HashSet<Place>) -> Result<Checked<Holiday>, Box<HeadFault>> {
    let mut places = Unique::new(taken);
    Checked::rows(sheet, &HEADS, MAX_ROWS, |line, faults| {
        let holiday = read(line, faults)?;
        let day = short_date(holiday.date);
        let stored = || format!("{day} sudah ada dalam daftar hari libur untuk wilayah ini.");
        let twice = format!("{day} ada dua kali untuk wilayah ini");
        places.check(holiday.place(), (line, DATE), faults, stored, &twice);
        Some(holiday)
    })
}

fn read(line: &Line<'_>, faults: &mut Faults) -> Option<Holiday> {
    let date = faults.take(line.date(DATE));
    let name = faults.take(line.required(NAME, bounds::NAME));
    let kind = faults.take(line.parsed(KIND, parse_kind));
    let decree = faults.take(line.required(DECREE, bounds::NAME));
    let province =
        kind.and_then(|kind| faults.take(line.parsed(PROVINCE, |text| parse_province(kind, text))));
    Some(Holiday { date: date?, name: name?, kind: kind?, decree: decree?, province: province? })
}

/// Jenis by its words or its code, whatever its capitals.
fn parse_kind(text: &str) -> Result<HolidayKind, String> {
    let wanted = text.to_lowercase();
    HolidayKind::ALL
        .into_iter()
        .find(|kind| kind.code() == wanted || kind.label().to_lowercase() == wanted)
        .ok_or_else(|| {
            format!("Jenis harus salah satu dari: {}.", HolidayKind::ALL.map(HolidayKind::label).join(", "))
        })
}

fn parse_province(kind: HolidayKind, text: &str) -> Result<Option<String>, String> {
    let found = match text {
        "" => None,
        text => Some(find_province(text).ok_or_else(|| "Provinsi tidak dikenal.".to_owned())?.code.clone()),
    };
    fitting(kind, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Cell, Row};

    fn sheet(rows: &[[&str; 5]]) -> Sheet {
        let cells = |texts: &[&str]| texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        let head = Row { number: 1, cells: cells(&TEMPLATE.map(|(head, _)| head)) };
        let rows = rows.iter().zip(2..).map(|(texts, number)| Row { number, cells: cells(texts) });
        Sheet { rows: std::iter::once(head).chain(rows).collect(), ..Sheet::default() }
    }

    #[test]
    fn good_rows_are_taken_and_the_others_named_by_cell() {
        let taken = HashSet::from([("2027-01-01".parse().unwrap(), None)]);
        let checked = check_rows(
            &sheet(&[
                ["17/08/2027", "Proklamasi", "libur nasional", "SKB", ""],
                ["17/08/2027", "HUT", "Libur daerah", "Pergub", "Jawa Barat"],
                ["17/08/2027", "Lagi", "Cuti bersama", "SKB", ""],
                ["01/01/2027", "Tahun Baru", "Libur nasional", "SKB", ""],
                ["31/02/2027", "", "Hari raya", "SKB", "Atlantis"],
                ["02/01/2027", "Daerah", "Libur daerah", "Pergub", ""],
                ["03/01/2027", "Nasional", "Libur nasional", "SKB", "Aceh"],
            ]),
            taken,
        )
        .unwrap();
        let good: Vec<_> =
            checked.good.iter().map(|day| (day.name.as_str(), day.province.as_deref())).collect();
        assert_eq!(good, [("Proklamasi", None), ("HUT", Some("32"))]);
        let faults: Vec<_> =
            checked.faults.shown().iter().map(|fault| (fault.row, fault.column.as_str())).collect();
        assert_eq!(
            faults,
            [(4, DATE), (5, DATE), (6, DATE), (6, NAME), (6, KIND), (7, PROVINCE), (8, PROVINCE)]
        );
        let twice = &checked.faults.shown()[0].reason;
        assert!(twice.contains("baris 2 dan baris 4"), "{twice}");
    }

    #[test]
    fn so_many_rows_are_looked_at_and_no_more() {
        let rows = vec![["01/01/2027", "Tahun Baru", "Libur nasional", "SKB", ""]; MAX_ROWS + 2];
        let checked = check_rows(&sheet(&rows), HashSet::new()).unwrap();
        assert_eq!((checked.good.len(), checked.left_over), (1, 2));
    }
}
