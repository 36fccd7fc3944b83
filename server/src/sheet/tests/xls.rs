use std::io::{Cursor, Write as _};

use super::*;

/// Made with Python's xlwt 1.3; a hidden sheet comes first.
pub(super) const SAMPLE: &[u8] = include_bytes!("../../../tests/samples/pejabat.xls");

/// A container with one stream in it.
pub(super) fn container(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.into_inner().into_inner()
}

pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [kind.to_le_bytes().as_slice(), &length.to_le_bytes(), data].concat()
}

#[test]
fn an_old_workbook_is_read() {
    let heads = ["Nama", "NIP", "Mulai", "Skor", "Aktif", "Jumlah", "Galat", "Instansi"];
    let agency = || text("Dinas Kesehatan");
    let expected = [
        (1, heads.into_iter().map(text).collect()),
        (
            3,
            vec![
                text("dr. Ani Wijaya, M.Kes"),
                text("197803152005011002"),
                day(2016, 8, 10),
                number("8.5"),
                Cell::Bool(true),
                number("12"),
                Cell::Formula,
                agency(),
            ],
        ),
        (
            4,
            vec![
                text("Budi “Bung” Santoso"),
                Cell::Inexact("197803152005011000".to_owned()),
                day(2021, 2, 28),
                number("7.35"),
                Cell::Bool(false),
                number("-4"),
                Cell::Formula,
                agency(),
            ],
        ),
        (
            6,
            vec![
                text("Citra Dewi é"),
                text("198001012006042001"),
                day(1999, 12, 31),
                number("1234567.89"),
                Cell::Bool(true),
                number("0"),
                Cell::Error,
                agency(),
            ],
        ),
    ];
    assert_eq!(rows(&read_all(SAMPLE).unwrap()), expected);
}

#[test]
fn limits_hold() {
    let limits = Limits { rows: 5, ..Limits::default() };
    assert_eq!(read(SAMPLE, limits), Err(rows_end(5, "A6")));
    let limits = Limits { columns: 7, ..Limits::default() };
    assert_eq!(read(SAMPLE, limits), Err(columns_end(7, Some("H1"))));
    let limits = Limits { cell_chars: 20, ..Limits::default() };
    let too_long = SheetRefused::CellTooLong { cell: "A3".to_owned(), limit: 20 };
    assert_eq!(read(SAMPLE, limits), Err(too_long));
}

#[test]
fn locked_files_say_so() {
    let new = container("/EncryptedPackage", b"secret");
    assert_eq!(read_all(&new), Err(SheetRefused::Protected));
    let globals = [record(0x0809, &[0, 6, 5, 0]), record(0x002f, &[1; 6])].concat();
    assert_eq!(read_all(&container("/Workbook", &globals)), Err(SheetRefused::Protected));
}

#[test]
fn other_containers_are_no_sheets() {
    assert_eq!(read_all(&container("/WordDocument", b"text")), Err(SheetRefused::UnknownType));
    assert_eq!(read_all(&SAMPLE[..600]), Err(SheetRefused::Broken));
}
