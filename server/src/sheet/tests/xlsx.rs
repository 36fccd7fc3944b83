use rust_xlsxwriter::{ExcelDateTime, Format, Formula};

use super::*;

#[test]
fn cells_come_as_entered() {
    let bytes = book(|sheet| {
        sheet.write(0, 0, "Nama")?;
        sheet.write(1, 0, " Ani ")?.write(1, 1, "197803152005011002")?;
        sheet.write(1, 2, 8.5)?.write(1, 3, 12)?.write(1, 4, true)?;
        let date = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_with_format(1, 5, ExcelDateTime::from_ymd(2016, 8, 10)?, &date)?;
        sheet.write(1, 6, 197_803_152_005_011_002_u64)?;
        Ok(())
    });
    let cells = vec![
        text(" Ani "),
        text("197803152005011002"),
        number("8.5"),
        number("12"),
        Cell::Bool(true),
        day(2016, 8, 10),
        Cell::Inexact("197803152005011000".to_owned()),
    ];
    assert_eq!(rows(&read_all(&bytes).unwrap()), [(1, vec![text("Nama")]), (2, cells)]);
}

#[test]
fn formulas_are_no_values() {
    let bytes = book(|sheet| {
        sheet.write(0, 0, Formula::new("1+1").set_result("2"))?;
        sheet.write(0, 1, Formula::new("\"a\"&\"b\"").set_result("ab"))?;
        sheet.write_array_formula(1, 0, 2, 1, Formula::new("{A1:B2*2}"))?;
        sheet.write(3, 0, "=1+1")?;
        Ok(())
    });
    let sheet = read_all(&bytes).unwrap();
    assert_eq!(sheet.rows[0].cells, [Cell::Formula, Cell::Formula]);
    assert_eq!(sheet.rows[1].cells[0], Cell::Formula);
    assert_eq!(sheet.rows.last().unwrap().cells, [text("=1+1")]);
}

#[test]
fn blank_rows_are_left_out_and_numbers_stay() {
    let bytes = book(|sheet| {
        sheet.write(2, 1, "a")?;
        sheet.write(3, 0, "  ")?.write(4, 0, "\u{a0}")?;
        sheet.write_blank(5, 40, &Format::new().set_bold())?;
        sheet.write(8, 0, "b")?;
        Ok(())
    });
    let sheet = read_all(&bytes).unwrap();
    assert_eq!(rows(&sheet), [(3, vec![Cell::Empty, text("a")]), (9, vec![text("b")])]);
}

#[test]
fn the_first_visible_sheet_counts() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_hidden(true).write(0, 0, "tersembunyi").unwrap();
    workbook.add_worksheet().set_name("Data & lain").unwrap().write(0, 0, "terlihat").unwrap();
    workbook.add_worksheet().set_active(true).write(0, 0, "sesudahnya").unwrap();
    let sheet = read_all(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(rows(&sheet), [(1, vec![text("terlihat")])]);
    assert_eq!(sheet.name.as_deref(), Some("Data & lain"));
}

#[test]
fn line_ends_are_one_and_control_characters_go() {
    let bytes = book(|sheet| {
        sheet.write(0, 0, "Jalan A\r\nBlok B\u{1}\u{0}")?;
        Ok(())
    });
    assert_eq!(rows(&read_all(&bytes).unwrap()), [(1, vec![text("Jalan A\nBlok B")])]);
}

#[test]
fn an_empty_workbook_is_empty() {
    assert_eq!(read_all(&book(|_| Ok(()))), Err(SheetRefused::Empty));
}

#[test]
fn limits_count_what_is_filled() {
    let limits = Limits { rows: 3, columns: 2, cell_chars: 5, ..Limits::default() };
    let at = |row, column, text: &str| {
        let bytes = book(|sheet| {
            sheet.write(0, 0, "a")?.write(row, column, text)?;
            sheet.write_blank(99, 99, &Format::new().set_bold())?;
            Ok(())
        });
        read(&bytes, limits).map(|sheet| sheet.rows.len())
    };
    assert_eq!(at(2, 1, "éééée"), Ok(2));
    assert_eq!(at(3, 1, "x"), Err(rows_end(3, "B4")));
    assert_eq!(at(2, 2, "x"), Err(columns_end(2, Some("C3"))));
    let too_long = SheetRefused::CellTooLong { cell: "B3".to_owned(), limit: 5 };
    assert_eq!(at(2, 1, "ééééee"), Err(too_long));
}

#[test]
fn a_template_keeps_the_digits_of_a_nip() {
    let heads = [("Nama *", Some("Ani Wijaya")), ("NIP *", Some("197803152005011002")), ("Catatan", None)];
    let bytes = template(&heads).unwrap();
    let sheet = read_all(&bytes).unwrap();
    // The example is on another sheet.
    assert_eq!(rows(&sheet), [(1, vec![text("Nama *"), text("NIP *"), text("Catatan")])]);
    let expected = ["Nama", "NIP", "Catatan"];
    assert_eq!(domain::sheet::Table::new(&sheet, &expected).unwrap().lines().count(), 0);
}

#[test]
fn a_template_of_many_columns_fits_the_limits() {
    let heads: Vec<(String, Option<&str>)> = (0..50).map(|n| (format!("Kolom {n}"), None)).collect();
    let heads: Vec<(&str, Option<&str>)> = heads.iter().map(|(head, none)| (head.as_str(), *none)).collect();
    assert_eq!(read_all(&template(&heads).unwrap()).unwrap().rows[0].cells.len(), 50);
    assert!(template(&[]).is_ok());
}
