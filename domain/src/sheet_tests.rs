use proptest::prelude::*;

use super::*;

const HEADS: [&str; 4] = ["Nama", "NIP", "Tanggal Mulai Periode", "Keterangan"];

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn row(number: u32, cells: impl Into<Vec<Cell>>) -> Row {
    Row { number, cells: cells.into() }
}

/// Heads in another order, spelled as people spell them.
fn heads() -> Row {
    row(2, [text(" nip * "), text("NAMA"), text("Keterangan"), text("Tanggal\nMulai  periode*")])
}

fn with(cells: impl Into<Vec<Cell>>) -> Sheet {
    Sheet { rows: vec![heads(), row(5, cells)], ..Sheet::default() }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2016, 8, 10).unwrap()
}

#[test]
fn columns_are_lettered_as_spreadsheets_do() {
    for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (16_383, "XFD")] {
        assert_eq!(column_letters(column), letters);
    }
}

#[test]
fn rows_are_read_by_head_in_any_order() {
    let sheet = with([text("7"), text(" Ani "), Cell::Empty, Cell::Date(day())]);
    let table = Table::new(&sheet, &HEADS).unwrap();
    let lines: Vec<Line<'_>> = table.lines().collect();
    let [line] = lines.as_slice() else { panic!("one line, not {}", lines.len()) };
    assert_eq!(line.number(), 5);
    assert_eq!(line.required("Nama", 10), Ok("Ani".to_owned()));
    assert_eq!(line.optional("Keterangan", 10), Ok(String::new()));
    assert_eq!(line.date("Tanggal Mulai Periode"), Ok(day()));
    assert_eq!(line.optional_date("Keterangan"), Ok(None));
    assert_eq!(line.parsed("NIP", |text| text.parse::<u8>().map_err(|e| e.to_string())), Ok(7));
}

#[test]
fn a_row_that_counts_the_columns_is_no_data() {
    let counted = row(3, [text("(1)"), text("(2)"), text("(3)"), text("(4)")]);
    let ani = row(4, [text("7"), text("Ani"), Cell::Empty, Cell::Date(day())]);
    let sheet = Sheet { rows: vec![heads(), counted, ani], ..Sheet::default() };
    let table = Table::new(&sheet, &HEADS).unwrap();
    assert_eq!(table.lines().map(|line| line.number()).collect::<Vec<_>>(), [4]);
    // Nor does it make a column of numbers something else.
    let mut numbered = sheet;
    for (row, number) in numbered.rows.iter_mut().zip(["No", "(5)", "1"]) {
        row.cells.push(text(number));
    }
    assert_eq!(Table::new(&numbered, &HEADS).unwrap().lines().count(), 1);
    let other = with([text("1"), text("2"), text("4"), Cell::Empty]);
    assert_eq!(Table::new(&other, &HEADS).unwrap().lines().count(), 1);
}

#[test]
fn dates_may_be_text() {
    for (cell, good) in [("10/08/2016", true), ("2016-08-10", true), ("08/13/2016", false), ("42592", false)]
    {
        let sheet = with([Cell::Empty, Cell::Empty, Cell::Empty, text(cell)]);
        let table = Table::new(&sheet, &HEADS).unwrap();
        let date = table.lines().next().unwrap().optional_date("Tanggal Mulai Periode");
        assert_eq!(date.ok(), good.then_some(Some(day())), "{cell}");
    }
}

#[test]
fn bad_cells_are_named_with_row_and_column() {
    let sheet = with([Cell::Inexact("197803152005011000".into()), Cell::Formula, Cell::Error, text("besok")]);
    let table = Table::new(&sheet, &HEADS).unwrap();
    let line = table.lines().next().unwrap();
    let fault = line.required("NIP", 18).unwrap_err();
    assert_eq!((fault.row, fault.column.as_str(), fault.letter.as_str()), (5, "NIP", "A"));
    assert_eq!(fault.value, "197803152005011000");
    assert!(fault.reason.contains("digit terakhirnya hilang"), "{}", fault.reason);

    let fault = line.required("Nama", 200).unwrap_err();
    assert_eq!((fault.value.as_str(), fault.letter.as_str()), ("(rumus)", "B"));
    assert_eq!(fault.reason, "Sel berisi rumus; isikan nilainya.");
    assert_eq!(line.optional("Keterangan", 9).unwrap_err().reason, "Sel berisi galat; isikan nilainya.");
    let fault = line.date("Tanggal Mulai Periode").unwrap_err();
    assert_eq!(fault.reason, "Tanggal Mulai Periode harus berupa tanggal, misalnya 21/09/2026.");
}

#[test]
fn missing_and_long_texts_are_refused() {
    let sheet = with([text(&"9".repeat(300)), text("  "), text("x")]);
    let table = Table::new(&sheet, &HEADS).unwrap();
    let line = table.lines().next().unwrap();
    assert_eq!(line.required("Nama", 200).unwrap_err().reason, "Nama wajib diisi.");
    let fault = line.optional("NIP", 18).unwrap_err();
    assert_eq!(fault.reason, "NIP paling banyak 18 karakter; sekarang 300.");
    assert_eq!(fault.value.chars().count(), 80);
    assert!(fault.value.ends_with('…'));
}

#[test]
fn wrong_heads_are_each_named() {
    let below = [Cell::Empty, Cell::Empty, Cell::Empty, text("B"), text("x"), text("y"), text("z")];
    let sheet = Sheet {
        name: Some("Data".to_owned()),
        rows: vec![
            row(3, [text("NIP"), text("Nama"), text("nip*"), text("Alamat"), Cell::Empty, Cell::Formula]),
            row(4, below),
        ],
        ..Sheet::default()
    };
    let fault = Table::new(&sheet, &HEADS).unwrap_err();
    assert_eq!(
        fault.sentences(),
        [
            "Kolom Tanggal Mulai Periode dan Keterangan belum ada di baris 3 lembar “Data”, yang berisi “NIP”, \
             “Nama”, “nip*”, “Alamat”, dan “(rumus)”; tambahkan judulnya.",
            "Kolom “Alamat” (D), tanpa judul (E), “(rumus)” (F), dan tanpa judul (G) tidak dikenal; \
             hapus dari lembar ini.",
            "Kolom NIP ada di A dan C; sisakan satu saja.",
        ]
    );
}

#[test]
fn a_sheet_without_heads_says_which_and_what_stands_there() {
    let all = "Nama, NIP, Tanggal Mulai Periode, dan Keterangan";
    let sentence = [format!("Isi baris pertama dengan judul kolom {all}.")];
    assert_eq!(Table::new(&Sheet::default(), &HEADS).unwrap_err().sentences(), sentence);
    let mut sheet =
        Sheet { rows: vec![row(2, [text("Ani\nL."), Cell::Empty, text("7")])], ..Sheet::default() };
    let found = "tertulis “Ani L.” dan “7”. Tulis judul itu dalam satu baris, tepat di atas datanya.";
    let sentence = [format!("Judul kolom {all} tidak ditemukan; di baris 2 {found}")];
    assert_eq!(Table::new(&sheet, &HEADS).unwrap_err().sentences(), sentence);
    sheet.name = Some("Petunjuk".to_owned());
    let sentence = [format!("Judul kolom {all} tidak ditemukan; di baris 2 lembar “Petunjuk” {found}")];
    assert_eq!(Table::new(&sheet, &HEADS).unwrap_err().sentences(), sentence);
}

const PEOPLE: [&str; 3] = ["Nama", "NIP", "Instansi"];

fn sheet_of(rows: &[&[&str]]) -> Sheet {
    let cells = |cells: &[&str]| cells.iter().map(|cell| text(cell)).collect::<Vec<_>>();
    let rows = (1..).zip(rows).map(|(number, cells_of)| row(number, cells(cells_of)));
    Sheet { rows: rows.collect(), ..Sheet::default() }
}

fn read_people(rows: &[&[&str]]) -> Result<Vec<(u32, String)>, Vec<String>> {
    let sheet = sheet_of(rows);
    let table = Table::new(&sheet, &PEOPLE).map_err(|fault| fault.sentences())?;
    Ok(table.lines().map(|line| (line.number(), line.text("Nama").unwrap())).collect())
}

#[test]
fn heads_are_found_under_title_lines_beside_numbers_and_empty_columns() {
    let ani = |number| Ok(vec![(number, "Ani".to_owned())]);
    let titles: &[&[&str]] = &[
        &["DAFTAR PELAMAR"],
        &["Instansi:", "Dinas Uji"],
        &[],
        &["No", "Nama", "NIP", "Instansi", "Keterangan"],
        &["1", "Ani", "7", "Dinas"],
        &["2"],
        &["3)"],
    ];
    assert_eq!(read_people(titles), ani(5));
    assert_eq!(read_people(&[&["Nama Lengkap", "N I P", "Instansi Asal"], &["Ani", "7", "Dinas"]]), ani(2));
    assert_eq!(read_people(&[&["N.I.P. *", "INSTANSI", "nama"], &["7", "Dinas", "Ani"]]), ani(2));
    // The very head counts before another name for it.
    let both: &[&[&str]] = &[&["Nama", "NIP", "Instansi", "Nama Lengkap"], &["Ani", "7", "Dinas"]];
    assert_eq!(read_people(both), ani(2));
}

#[test]
fn what_stands_beside_or_above_the_heads_is_not_lost_without_a_word() {
    let refused = |rows: &[&[&str]]| read_people(rows).unwrap_err().join(" ");
    let heads: &[&str] = &["No", "Nama", "NIP", "Instansi"];
    let counted = refused(&[heads, &["a1", "Ani", "7", "Dinas"]]);
    assert_eq!(counted, "Kolom “No” (A) tidak dikenal; hapus dari lembar ini.");
    // Sorted together with its heads.
    let sorted =
        refused(&[&["1", "Ani", "7", "Dinas"], &["2", "Budi", "8", ""], heads, &["3", "Citra", "9", "D"]]);
    assert_eq!(
        sorted,
        "Baris 1 dan 2 tampak berisi data, tetapi berada di atas judul kolom (baris 3); \
         pindahkan ke bawahnya atau hapus."
    );
    let mut deep: Vec<&[&str]> = vec![&["Petunjuk"]; HEADS_WITHIN];
    deep.extend([heads, &["3", "Citra", "9", "D"]]);
    assert!(refused(&deep).contains("di baris 1 tertulis “Petunjuk”"));
}

#[test]
fn the_sheet_with_most_heads_is_known() {
    assert_eq!(sheet_of(&[&["Petunjuk"], &["Kolom Nama wajib"]]).heads_found(&PEOPLE), 0);
    assert_eq!(sheet_of(&[&["Judul"], &["Nama", "NIP"]]).heads_found(&PEOPLE), 2);
    assert_eq!(sheet_of(&[&["Nama"], &["Nama", "NIP", "instansi"]]).heads_found(&PEOPLE), 3);
    assert_eq!(Sheet::default().heads_found(&PEOPLE), 0);
}

#[test]
fn a_merged_cell_says_with_which() {
    let sheet = with([text("7"), Cell::Merged(0, 5), Cell::Merged(0, 5)]);
    let table = Table::new(&sheet, &HEADS).unwrap();
    let line = table.lines().next().unwrap();
    assert_eq!(line.optional("Keterangan", 9), Ok(String::new()));
    assert_eq!(
        line.required("Nama", 9).unwrap_err().reason,
        "Nama wajib diisi. Sel ini tergabung dengan A5; pisahkan (Unmerge Cells), lalu isi sel ini."
    );
}

#[test]
fn hidden_lines_are_counted() {
    let mut sheet = sheet_of(&[&["No", "Nama", "NIP", "Instansi"], &["1", "Ani", "7", "D"], &["2"]]);
    sheet.hidden = vec![1, 2, 3];
    assert_eq!(Table::new(&sheet, &PEOPLE).unwrap().hidden_lines(), 1);
}

#[test]
fn blank_rows_and_columns_are_passed_over() {
    let mut sheet = with([text("7"), text("Ani"), Cell::Empty, Cell::Empty, text(" ")]);
    sheet.rows.insert(0, row(1, [text("  ")]));
    sheet.rows.push(row(6, [Cell::Empty, text("\u{a0}")]));
    let table = Table::new(&sheet, &HEADS).unwrap();
    assert_eq!(table.lines().map(|line| line.number()).collect::<Vec<_>>(), [5]);
}

#[test]
fn faults_are_counted_beyond_those_shown() {
    let sheet = with([Cell::Formula]);
    let table = Table::new(&sheet, &HEADS).unwrap();
    let line = table.lines().next().unwrap();
    let mut faults = Faults::new();
    assert_eq!(faults.take(line.optional("Nama", 9)), Some(String::new()));
    assert!(faults.is_empty());
    for _ in 0..201 {
        assert_eq!(faults.take(line.required("NIP", 18)), None);
    }
    assert_eq!((faults.total(), faults.shown().len()), (201, 200));
    let sent = serde_json::to_string(&faults).unwrap();
    assert_eq!(serde_json::from_str::<Faults>(&sent).unwrap(), faults);
}

proptest! {
    #[test]
    fn letters_count_up(column in 0_usize..20_000) {
        let back = column_letters(column).bytes().fold(0, |sum, b| sum * 26 + usize::from(b - b'A') + 1);
        prop_assert_eq!(back, column + 1);
    }

    #[test]
    fn no_head_is_lost(names in proptest::collection::vec("[ A-Za-z*\u{a0}]{0,6}", 0..8)) {
        let sheet = Sheet {
            rows: vec![row(1, names.iter().map(|n| text(n)).collect::<Vec<_>>())],
            ..Sheet::default()
        };
        // Whatever stands there, it is taken or complained about.
        match Table::new(&sheet, &HEADS) {
            Ok(_) => prop_assert!(names.iter().filter(|n| !n.trim().is_empty()).count() == HEADS.len()),
            Err(fault) => prop_assert!(!fault.sentences().is_empty()),
        }
    }
}
