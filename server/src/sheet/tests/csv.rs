use super::*;

fn csv(bytes: &[u8]) -> Vec<(u32, Vec<Cell>)> {
    rows(&read_all(bytes).unwrap())
}

#[test]
fn delimiters_encodings_and_quotes() {
    let expected = [(1, vec![text("Nama"), text("NIP")]), (2, vec![text("Ani; é"), text("1978")])];
    for bytes in [
        "\u{feff}Nama;NIP\r\n\"Ani; é\";1978\r\n".as_bytes(),
        "Nama,NIP\n\"Ani; é\",1978".as_bytes(),
        "Nama\tNIP\nAni; é\t1978\n".as_bytes(),
        b"Nama,NIP\nAni; \xe9,1978\n",
        b"Nama,NIP\rAni; \xe9,1978\r",
    ] {
        assert_eq!(csv(bytes), expected);
    }
    let utf16 = "\u{feff}Nama\tNIP\nAni; é\t1978".encode_utf16();
    let little: Vec<u8> = utf16.clone().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = utf16.flat_map(u16::to_be_bytes).collect();
    assert_eq!(csv(&little), expected);
    assert_eq!(csv(&big), expected);
}

#[test]
fn all_cells_are_text_but_numbers_that_were_cut() {
    assert_eq!(
        csv(b"a;b;c;d\n8,5;10/08/2016;TRUE;1,97803E+17"),
        [
            (1, vec![text("a"), text("b"), text("c"), text("d")]),
            (2, vec![text("8,5"), text("10/08/2016"), text("TRUE"), Cell::Inexact("1,97803E+17".to_owned())]),
        ]
    );
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["", "", "a;b", "", "\"c\nd\";e", ";", "f", "", ""].join(end);
        let sheet = read_all(text.as_bytes()).unwrap();
        let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [3, 5, 7], "{end:?}");
    }
}

#[test]
fn limits_hold() {
    let limits = Limits { rows: 2, columns: 3, cell_chars: 4, ..Limits::default() };
    assert!(read(b"a;b;c;;;;\nd", limits).is_ok());
    assert_eq!(read(b"a;b;c;;;;d", limits), Err(columns_end(3, Some("G1"))));
    assert_eq!(read(b"a\n\nb", limits), Err(rows_end(2, "A3")));
    let too_long = SheetRefused::CellTooLong { cell: "A1".to_owned(), limit: 4 };
    assert_eq!(read(b"abcde", limits), Err(too_long));
    let wide = "a;".repeat(1_000_000);
    assert_eq!(read(wide.as_bytes(), limits), Err(columns_end(3, None)));
    // A quote without an end takes the rest of the file into one cell.
    let open = format!("a;\"b\n{}", "c;d\n".repeat(100_000));
    assert!(matches!(read_all(open.as_bytes()), Err(SheetRefused::CellTooLong { .. })));
}
