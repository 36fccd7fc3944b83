//! Which sheet and which row a table begins in.

use rust_xlsxwriter::Format;

use super::{
    hostile::{pack, parts},
    xls::{container, record},
    *,
};

const PERSON: [&str; 3] = ["Ani", "198503012010011999", "Dinas"];

fn write(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write(row, column, *cell).unwrap();
    }
}

fn names(bytes: &[u8]) -> Vec<String> {
    let sheet = read_people(bytes).unwrap();
    let table = domain::sheet::Table::new(&sheet, &["Nama", "NIP", "Instansi"]).unwrap();
    table.lines().map(|line| line.text("Nama").unwrap()).collect()
}

#[test]
fn title_lines_and_a_column_of_numbers_are_passed_over() {
    let bytes = book(|sheet| {
        sheet.merge_range(0, 0, 0, 3, "DAFTAR PELAMAR", &Format::new())?;
        write(sheet, 1, &["Badan Kepegawaian Daerah"]);
        write(sheet, 3, &["No", "Nama", "NIP", "Instansi", "Keterangan"]);
        write(sheet, 4, &["1", PERSON[0], PERSON[1], PERSON[2]]);
        Ok(())
    });
    assert_eq!(names(&bytes), ["Ani"]);
    for file in [
        "DAFTAR PELAMAR, Dinas A, B\n\nNo;Nama;NIP;Instansi\n1;Ani, S.E., M.Si;198503012010011999;Dinas\n",
        "Daftar; 2026\nNo,Nama,NIP,Instansi\n1,\"Ani, S.E., M.Si\",198503012010011999,Dinas\n",
        "Daftar; 2026\nNama,NIP,Instansi\n\"Ani, S.E., M.Si\",198503012010011999,Dinas",
        "Daftar; pelamar, 2026\nNama\tNIP\tInstansi\nAni, S.E., M.Si\t198503012010011999\tDinas\n",
    ] {
        assert_eq!(names(file.as_bytes()), ["Ani, S.E., M.Si"], "{file}");
    }
}

#[test]
fn a_sheet_of_instructions_is_passed_over() {
    let mut workbook = Workbook::new();
    write(workbook.add_worksheet().set_name("Petunjuk").unwrap(), 0, &["Petunjuk", "Kolom Nama wajib"]);
    write(workbook.add_worksheet().set_name("Kosong").unwrap(), 0, &[]);
    let data = workbook.add_worksheet().set_name("Data").unwrap();
    write(data, 0, &["Nama", "NIP", "Instansi"]);
    write(data, 1, &PERSON);
    write(workbook.add_worksheet().set_name("Contoh").unwrap(), 0, &["Nama", "NIP", "Instansi"]);
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(names(&bytes), ["Ani"]);
    assert_eq!(read_people(&bytes).unwrap().name.as_deref(), Some("Data"));
    // Without heads to look for, the first that is not empty.
    assert_eq!(read_all(&bytes).unwrap().name.as_deref(), Some("Petunjuk"));
}

#[test]
fn what_is_wrong_with_another_sheet_does_not_matter() {
    let mut workbook = Workbook::new();
    let other = workbook.add_worksheet().set_name("Petunjuk").unwrap();
    other.write(0, 60, "jauh").unwrap().write(30_000, 0, "jauh").unwrap();
    let data = workbook.add_worksheet().set_name("Data").unwrap();
    write(data, 0, &["Nama", "NIP", "Instansi"]);
    write(data, 1, &PERSON);
    assert_eq!(names(&workbook.save_to_buffer().unwrap()), ["Ani"]);
}

#[test]
fn the_sheet_that_is_meant_is_found_in_an_old_workbook() {
    let label = |row: u16, column: u16, cell: &str| {
        let length = u16::try_from(cell.len()).unwrap();
        let head = [row, column, 0, length].map(u16::to_le_bytes).concat();
        record(0x0204, &[head.as_slice(), &[0], cell.as_bytes()].concat())
    };
    let line = |row, cells: &[&str]| {
        (0..).zip(cells).flat_map(|(at, cell)| label(row, at, cell)).collect::<Vec<u8>>()
    };
    let sheets = [
        ("Petunjuk", line(0, &["Isi lembar Data"])),
        ("Data", [line(0, &["Nama", "NIP", "Instansi"]), line(1, &PERSON)].concat()),
    ];
    let bof = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let eof = record(0x000a, &[]);
    let bound = |at: usize, name: &str| {
        let place = u32::try_from(at).unwrap().to_le_bytes();
        record(0x0085, &[&place[..], &[0, 0, u8::try_from(name.len()).unwrap(), 0], name.as_bytes()].concat())
    };
    let bodies = sheets.clone().map(|(_, cells)| [bof.as_slice(), &cells, &eof].concat());
    let start = bof.len() + bound(0, "Petunjuk").len() + bound(0, "Data").len() + eof.len();
    let bounds = [bound(start, "Petunjuk"), bound(start + bodies[0].len(), "Data")].concat();
    let stream = [bof.as_slice(), &bounds, &eof, &bodies[0], &bodies[1]].concat();
    let bytes = container("/Workbook", &stream);
    assert_eq!(names(&bytes), ["Ani"]);
    assert_eq!(read_people(&bytes).unwrap().name.as_deref(), Some("Data"));
}

#[test]
fn other_kinds_of_workbook_are_told_apart() {
    let mut binary = parts("");
    binary[1].0 = "xl/workbook.bin";
    assert_eq!(read_all(&pack(&binary)), Err(SheetRefused::Binary));
}
