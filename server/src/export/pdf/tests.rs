//! Whole lists: what comes onto which page, and that every list ends up as a file.

use krilla::configure::{Accessibility, ConfigurationBuilder};

use super::{
    Align, Column, List, draw,
    flow::Piece,
    font::Faces,
    layout::{BOTTOM, TOP, plan},
    write,
};

const COLUMNS: [Column<'static>; 3] = [
    Column { head: "No", share: 1.0, align: Align::Right, whole: false },
    Column { head: "Nama Jabatan", share: 6.0, align: Align::Left, whole: false },
    Column { head: "Status", share: 2.0, align: Align::Center, whole: false },
];
const LIST: List<'static> =
    List { title: "DAFTAR SELEKSI", notes: &[], columns: &COLUMNS, footer: "SIJAPTI" };

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn rows(count: usize) -> Vec<Vec<String>> {
    (1..=count).map(|number| row(&[&number.to_string(), "Kepala Dinas Sosial", "Usulan"])).collect()
}

/// The pieces of every sheet, all of which stand on paper and below a head.
fn pieces(list: &List<'_>, rows: Vec<Vec<String>>) -> Vec<Vec<Piece>> {
    let faces = Faces::read().unwrap();
    let plan = plan(list, rows, &faces);
    for sheet in &plan.sheets {
        for piece in &sheet.pieces {
            assert!(sheet.head.is_some_and(|head| head < piece.top));
            assert!(piece.top > TOP && piece.top + piece.height <= BOTTOM + 0.01, "{piece:?}");
        }
    }
    plan.sheets.into_iter().map(|sheet| sheet.pieces).collect()
}

/// Whether the file has these bytes where it is not compressed.
fn has(file: &[u8], part: &str) -> bool {
    file.windows(part.len()).any(|bytes| bytes == part.as_bytes())
}

#[test]
fn a_small_list_is_a_pdf_with_title_language_and_tags() {
    let notes = ["Institusi: Kota Surabaya".to_owned()];
    let file = write(&List { notes: &notes, ..LIST }, rows(3)).unwrap();
    assert!(file.starts_with(b"%PDF-"));
    for part in ["<xmpTPg:NPages>1</xmpTPg:NPages>", "/Title(DAFTAR SELEKSI)", "/Lang(id)", "/S/TH", "/S/TD"]
    {
        assert!(has(&file, part), "{part}");
    }
}

/// krilla refuses a file that lacks what PDF/UA-1 asks for and a program can check.
#[test]
fn a_list_is_accessible() {
    let faces = Faces::read().unwrap();
    let high = row(&["", &"baris\n".repeat(200)]);
    for rows in [Vec::new(), rows(60), vec![high]] {
        let plan = plan(&LIST, rows, &faces);
        let standard = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
        draw::file(&LIST, &plan, standard.finish().unwrap()).unwrap();
    }
}

#[test]
fn the_same_list_is_the_same_file() {
    assert_eq!(write(&LIST, rows(50)).unwrap(), write(&LIST, rows(50)).unwrap());
}

#[test]
fn every_row_stands_once_and_whole_on_as_few_pages_as_it_takes() {
    let sheets = pieces(&LIST, rows(100));
    assert_eq!(sheets.iter().map(Vec::len).collect::<Vec<_>>(), [25, 26, 26, 23]);
    let all: Vec<_> = sheets.iter().flatten().map(|piece| (piece.row, piece.lines.clone())).collect();
    assert_eq!(all, (0..100).map(|row| (row, 0..1)).collect::<Vec<_>>());
    assert!(has(&write(&LIST, rows(100)).unwrap(), "<xmpTPg:NPages>4</xmpTPg:NPages>"));
}

#[test]
fn a_row_that_does_not_fit_goes_to_the_next_page_as_a_whole() {
    let mut rows = rows(24);
    rows.push(row(&["25", "satu\ndua\ntiga\nempat\nlima", "Usulan"]));
    let sheets = pieces(&LIST, rows);
    assert_eq!(sheets.iter().map(Vec::len).collect::<Vec<_>>(), [24, 1]);
    assert!(sheets.iter().flatten().any(|piece| piece.row == 24 && piece.lines == (0..5)));
}

#[test]
fn a_row_higher_than_a_page_is_parted_between_its_lines() {
    let mut rows = rows(5);
    rows.insert(2, row(&["3", &"baris\n".repeat(200), "Usulan"]));
    let sheets = pieces(&LIST, rows.clone());
    let high: Vec<_> = sheets.iter().flatten().filter(|piece| piece.row == 2).collect();
    assert_eq!(high.len(), 5);
    assert!(high.windows(2).all(|two| two[0].lines.end == two[1].lines.start));
    assert_eq!(high.last().unwrap().lines.end, 200);
    assert!(has(&write(&LIST, rows).unwrap(), "<xmpTPg:NPages>5</xmpTPg:NPages>"));
}

#[test]
fn an_empty_list_says_so() {
    let faces = Faces::read().unwrap();
    let plan = plan(&LIST, Vec::new(), &faces);
    let said = plan.blocks.last().and_then(|block| block.text.line(0)).map(|(text, _)| text);
    assert_eq!(said, Some("Tidak ada data."));
    assert!(has(&write(&LIST, Vec::new()).unwrap(), "<xmpTPg:NPages>1</xmpTPg:NPages>"));
}

#[test]
fn no_text_is_too_odd() {
    let long = "A".repeat(5_000);
    for text in ["中文 العربية 🙂", "\0\u{1b}\t\r\n", "e\u{301}", "\u{200b}", &long, " - / - ", "\u{10ffff}"]
    {
        let list = List { title: text, notes: &[text.to_owned()], footer: text, columns: &COLUMNS };
        write(&list, vec![row(&[text, text, text])]).unwrap();
    }
    write(&List { title: "", footer: "", ..LIST }, rows(1)).unwrap();
}

#[test]
fn no_shape_is_too_odd() {
    let column = |share| Column { head: "Nama Jabatan", share, align: Align::Right, whole: true };
    let notes = vec!["Catatan".to_owned(); 100];
    let shares: [&[f32]; 5] = [&[], &[0.0], &[f32::NAN, 1.0], &[f32::MAX, f32::INFINITY, -1.0], &[1.0; 200]];
    for shares in shares {
        let columns: Vec<_> = shares.iter().map(|share| column(*share)).collect();
        let list = List { columns: &columns, notes: &notes, ..LIST };
        pieces(&list, vec![row(&["a b c d e f g"; 4]), Vec::new(), row(&["x"; 300])]);
        write(&list, vec![row(&["a b c d e f g"; 4]), Vec::new(), row(&["x"; 300])]).unwrap();
    }
}

#[test]
fn a_very_long_list_has_no_tags() {
    assert!(has(&write(&LIST, rows(2_000)).unwrap(), "/StructTreeRoot"));
    assert!(!has(&write(&LIST, rows(2_001)).unwrap(), "/StructTreeRoot"));
}

#[test]
fn a_number_of_a_person_stays_whole_however_small_its_share() {
    let nip = "197001011995011001";
    let faces = Faces::read().unwrap();
    let lines = |whole| {
        let columns = [
            Column { head: "Nama", share: 20.0, align: Align::Left, whole: false },
            Column { head: "NIP", share: 1.0, align: Align::Left, whole },
        ];
        let list = List { columns: &columns, ..LIST };
        plan(&list, vec![row(&["Kandidat 1", nip])], &faces).rows[0].cells[1].len()
    };
    assert!(lines(false) > 1);
    assert_eq!(lines(true), 1);
}
