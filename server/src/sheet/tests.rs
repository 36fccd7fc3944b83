//! Files as people upload them, and files as nobody should.

mod csv;
mod formatted;
mod hostile;
mod mutated;
mod tables;
mod xls;
mod xlsx;

use chrono::NaiveDate;
use domain::sheet::{Cell, Sheet};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::*;

/// A workbook with one sheet.
fn book(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet()).unwrap();
    workbook.save_to_buffer().unwrap()
}

fn read_all(bytes: &[u8]) -> Result<Sheet, SheetRefused> {
    read(bytes, Limits::default())
}

fn rows_end(limit: u32, cell: &str) -> SheetRefused {
    SheetRefused::TooManyRows { limit, cell: cell.to_owned() }
}

fn columns_end(limit: u32, cell: Option<&str>) -> SheetRefused {
    SheetRefused::TooManyColumns { limit, cell: cell.map(str::to_owned) }
}

/// Reads the table of applicants.
fn read_people(bytes: &[u8]) -> Result<Sheet, SheetRefused> {
    let ask = Ask { limits: Limits::default(), heads: &["Nama", "NIP", "Instansi"], is_void: &|| false };
    read_table(bytes, &ask)
}

/// Rows as number and cells, for comparing.
fn rows(sheet: &Sheet) -> Vec<(u32, Vec<Cell>)> {
    sheet.rows.iter().map(|row| (row.number, row.cells.clone())).collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn number(text: &str) -> Cell {
    Cell::Number(text.to_owned())
}

fn day(year: i32, month: u32, day: u32) -> Cell {
    Cell::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

#[test]
fn what_is_no_sheet_is_told_by_content() {
    for bytes in [b"%PDF-1.7\n\x00\x01\x02".as_slice(), b"\x89PNG\r\n\x1a\n", b"<lain>", b"MZ\x90\x00\x03"] {
        assert_eq!(read_all(bytes), Err(SheetRefused::UnknownType));
    }
    for (bytes, what) in [
        (b"<!DOCTYPE html><table><tr><td>Nama</td></tr></table>".as_slice(), Disguise::WebPage),
        (b"\xef\xbb\xbf<html><table>", Disguise::WebPage),
        (b"MIME-Version: 1.0\r\n\r\n<html>", Disguise::WebArchive),
        (b"  \n<?xml version=\"1.0\"?>", Disguise::Xml),
    ] {
        assert_eq!(read_all(bytes), Err(SheetRefused::Disguised(what)));
    }
    assert_eq!(read_all(b""), Err(SheetRefused::Empty));
    assert_eq!(read_all(b"\xef\xbb\xbf;;\n \n"), Err(SheetRefused::Empty));
    assert_eq!(read(b"12345", Limits { unpacked: 4, ..Limits::default() }), Err(SheetRefused::TooLarge));
}

#[test]
fn every_refusal_says_what_to_do() {
    for refused in [
        SheetRefused::UnknownType,
        SheetRefused::Disguised(Disguise::WebPage),
        SheetRefused::Broken,
        SheetRefused::Protected,
        SheetRefused::TooLarge,
        rows_end(20_000, "A20001"),
        columns_end(50, Some("AY1")),
        columns_end(50, None),
        SheetRefused::CellTooLong { cell: "B7".to_owned(), limit: 9 },
        SheetRefused::StrangeError("#SPILL!".to_owned()),
        SheetRefused::NoSheet,
        SheetRefused::Binary,
        SheetRefused::TookTooLong,
        SheetRefused::Empty,
    ] {
        let sentence = refused.sentence();
        assert!(sentence.ends_with('.') && sentence.contains(". "), "{sentence}");
    }
    let sentence = rows_end(20_000, "A20001").sentence();
    assert!(sentence.contains("Sel A20001") && sentence.contains("20.000 baris"), "{sentence}");
}
