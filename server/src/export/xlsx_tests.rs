use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use chrono::NaiveDate;

use super::*;

const HEADS: [Head; 4] = [
    Head { text: "Nama", share: 1.0, kind: Kind::Text },
    Head { text: "NIP", share: 1.0, kind: Kind::Digits },
    Head { text: "Mulai", share: 1.0, kind: Kind::Day },
    Head { text: "Hari", share: 1.0, kind: Kind::Number },
];

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn read(file: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).unwrap();
    assert_eq!(book.sheet_names(), ["Daftar Pejabat"]);
    let range = book.worksheet_range("Daftar Pejabat").unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn a_nip_is_text_a_day_a_day_and_no_text_a_formula() {
    let day = NaiveDate::from_ymd_opt(2016, 8, 1).unwrap();
    let rows = vec![
        vec![text("=1+1"), text("000001011995011001"), Cell::Day(day), Cell::Number(7)],
        vec![
            text("Kandidat 2"),
            text(""),
            Cell::Day(NaiveDate::from_ymd_opt(1870, 1, 2).unwrap()),
            Cell::default(),
        ],
    ];
    let rows = read(write("Daftar Pejabat", &HEADS, rows).unwrap());
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0], ["Nama", "NIP", "Mulai", "Hari"].map(|head| Data::String(head.to_owned())));
    assert_eq!(rows[1][0], Data::String("=1+1".to_owned()));
    assert_eq!(rows[1][1], Data::String("000001011995011001".to_owned()));
    let Data::DateTime(at) = &rows[1][2] else { panic!("{:?} is no day", rows[1][2]) };
    assert!((at.as_f64() - 42_583.0).abs() < f64::EPSILON, "{at:?}");
    assert_eq!(rows[1][3], Data::Float(7.0));
    assert_eq!(rows[2][2], Data::String("02/01/1870".to_owned()));
    assert_eq!((&rows[2][1], &rows[2][3]), (&Data::Empty, &Data::Empty));
}

#[test]
fn a_list_without_rows_has_its_heads() {
    assert_eq!(read(write("Daftar Pejabat", &HEADS, Vec::new()).unwrap()).len(), 1);
}

#[test]
fn a_text_longer_than_a_cell_says_that_it_goes_on() {
    for long in ["a".repeat(CELL + 1), "😀".repeat(CELL)] {
        let short = bounded(long);
        assert!(short.ends_with('…') && short.encode_utf16().count() <= CELL);
        assert!(short.encode_utf16().count() > CELL - 3);
    }
    assert_eq!(bounded("a".repeat(CELL)).len(), CELL);
    let rows = vec![vec![text(&"b\u{0}".repeat(CELL))]];
    assert!(!read(write("Daftar Pejabat", &HEADS, rows).unwrap()).is_empty());
}
