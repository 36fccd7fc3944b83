//! Formatting without content, formulas without results, and the stray cell far below.

use rust_xlsxwriter::Format;

use super::{
    hostile::{old, pack, parts},
    xls::record,
    *,
};

fn people(sheet: &mut Worksheet) -> Result<&mut Worksheet, XlsxError> {
    for (column, head) in (0..).zip(["Nama", "NIP", "Instansi"]) {
        sheet.write(0, column, head)?;
    }
    sheet.write(1, 0, "Ani")?.write(1, 1, "198503012010011999")?.write(1, 2, "Dinas")
}

#[test]
fn formatting_down_to_the_last_row_is_nothing() {
    // As many cells as fit into eight times the limit; their rows count for nothing too.
    let limits = Limits { unpacked: 1024 * 1024, ..Limits::default() };
    let person = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Nama</t></is></c></row>"#;
    let empty =
        |row: u32| format!(r#"<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"><v></v></c></row>"#);
    let rows_below: String = (1_000_000..=1_048_576).map(empty).collect();
    assert!(rows_below.len() > 3 * limits.unpacked);
    let sheet = read(&pack(&parts(&format!("{person}{rows_below}"))), limits).unwrap();
    assert_eq!(rows(&sheet), [(1, vec![text("Nama")])]);
}

#[test]
fn cells_may_leave_their_place_to_be_counted() {
    let cells = concat!(
        r#"<row><c s="0"/><c><v>1</v></c></row><row><c/><c/><c><v>2</v></c></row>"#,
        r#"<row r="9"><c r="B9"/><c><v>3</v></c></row><row><c><v>4</v></c></row>"#,
    );
    let expected = [
        (1, vec![Cell::Empty, number("1")]),
        (2, vec![Cell::Empty, Cell::Empty, number("2")]),
        (9, vec![Cell::Empty, Cell::Empty, number("3")]),
        (10, vec![number("4")]),
    ];
    assert_eq!(rows(&read_all(&pack(&parts(cells))).unwrap()), expected);
}

#[test]
fn the_far_cell_is_named() {
    let bytes = book(|sheet| {
        people(sheet)?.write(20_000, 0, "-")?;
        Ok(())
    });
    assert_eq!(read_people(&bytes), Err(rows_end(20_000, "A20001")));
}

#[test]
fn formulas_that_yield_nothing_are_nothing() {
    let formula =
        |row: u32, column: char| format!(r#"<c r="{column}{row}" t="str"><f>IF(1=1,"","")</f><v></v></c>"#);
    let row = |row: u32| ['A', 'B', 'C'].map(|column| formula(row, column)).concat();
    let below: String = (2..1000).map(row).collect();
    let cells = format!(r#"<c r="A1" t="inlineStr"><is><t>Nama</t></is></c>{below}"#);
    assert_eq!(rows(&read_all(&pack(&parts(&cells))).unwrap()), [(1, vec![text("Nama")])]);
    // One that was never worked out may yield anything.
    let cell = |kind: &str, result: &str| {
        let cell = format!(r#"<c r="A1"{kind}><f>A2&amp;B2</f>{result}</c><c r="B1"><v>1</v></c>"#);
        read_all(&pack(&parts(&cell))).unwrap().rows[0].cells[0].clone()
    };
    for result in ["", "<v></v>", "<v/>"] {
        assert_eq!(cell("", result), Cell::Formula);
        assert_eq!(cell(r#" t="str""#, result), Cell::Empty);
    }
    assert_eq!(cell(r#" t="str""#, "<v>x</v>"), Cell::Formula);
    assert_eq!(cell(r#" t="e""#, "<v>#N/A</v>"), Cell::Formula);
}

#[test]
fn formulas_stay_formulas_in_an_old_workbook() {
    let formula = |row: u16, result: [u8; 8]| {
        let head = [&row.to_le_bytes()[..], &[0, 0, 0, 0], &result, &[0; 8]].concat();
        record(0x0006, &head)
    };
    // Some programs write one that was never worked out as if it yielded an empty text.
    let empty = formula(0, [3, 0, 0, 0, 0, 0, 0xff, 0xff]);
    let number = formula(1, 3.0_f64.to_le_bytes());
    let sheet = read_all(&old(&[], &[empty, number].concat())).unwrap();
    assert_eq!(rows(&sheet), [(1, vec![Cell::Formula]), (2, vec![Cell::Formula])]);
}

#[test]
fn hidden_rows_are_noted() {
    let bytes = book(|sheet| {
        people(sheet)?;
        sheet.write(2, 0, "Budi")?.write(3, 0, "Citra")?;
        sheet.set_row_hidden(2)?.set_row_hidden(50)?;
        sheet.write_blank(50, 0, &Format::new().set_bold())?;
        Ok(())
    });
    assert_eq!(read_people(&bytes).unwrap().hidden, [3]);
    let row =
        |row: u16, flags: u8| record(0x0208, &[&row.to_le_bytes()[..], &[0; 10], &[flags, 1, 0, 0]].concat());
    let cell = |row: u16| record(0x0203, &[&row.to_le_bytes()[..], &[0; 4], &1.0_f64.to_le_bytes()].concat());
    let stream = [row(0, 0), row(1, 0x20), row(2, 0x20), cell(0), cell(1)].concat();
    assert_eq!(read_all(&old(&[], &stream)).unwrap().hidden, [2]);
}

#[test]
fn a_value_merged_over_rows_is_each_rows() {
    let bytes = book(|sheet| {
        people(sheet)?;
        sheet.write(2, 0, "Budi")?.write(3, 0, "Citra")?.write(3, 1, "7")?;
        sheet.merge_range(1, 2, 20, 2, "Dinas Uji", &Format::new())?;
        Ok(())
    });
    let sheet = read_people(&bytes).unwrap();
    // Rows of which nothing but the merged cell is left are nobody's.
    assert_eq!(sheet.rows.len(), 4);
    let numbered = book(|sheet| {
        people(sheet)?;
        sheet.write(2, 0, "Budi")?.write(3, 1, 2)?.write(4, 1, "3.")?;
        sheet.merge_range(1, 2, 20, 2, "Dinas Uji", &Format::new())?;
        Ok(())
    });
    let numbered = read_people(&numbered).unwrap();
    let filled = |row: usize| numbered.rows[row].cells.get(2) == Some(&text("Dinas Uji"));
    assert_eq!((1..5).map(filled).collect::<Vec<_>>(), [true, true, false, false], "numbered before filled");
    assert!(sheet.rows[1..].iter().all(|row| row.cells[2] == text("Dinas Uji")));
    let stream = [
        record(0x0203, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]),
        record(0x0203, &[1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x84, 0x2e, 0x41]),
        record(0x00e5, &[1, 0, 0, 0, 9, 0, 0, 0, 0, 0]),
    ];
    let sheet = read_all(&old(&[], &stream.concat())).unwrap();
    assert_eq!(rows(&sheet), [(1, vec![number("1")]), (2, vec![number("1"), number("1000000")])]);
}

#[test]
fn cells_merged_over_columns_say_with_which() {
    let bytes = book(|sheet| {
        people(sheet)?;
        sheet.write(2, 0, "Budi")?;
        sheet.merge_range(2, 1, 2, 2, "197803152005011002", &Format::new())?;
        Ok(())
    });
    let sheet = read_people(&bytes).unwrap();
    assert_eq!(sheet.rows[2].cells, [text("Budi"), text("197803152005011002"), Cell::Merged(1, 3)]);
}
