use super::*;
use crate::{
    region::{RegencyKind, provinces, regencies},
    sheet::{Cell, CellFault, Row},
};

type Texts = [&'static str; 6];

fn sheet(rows: &[(u32, [&str; 6])]) -> Sheet {
    let cells = |texts: &[&str]| texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
    let header = Row { number: 1, cells: cells(&TEMPLATE) };
    let rows = rows.iter().map(|(number, texts)| Row { number: *number, cells: cells(texts) });
    Sheet { rows: std::iter::once(header).chain(rows).collect(), ..Sheet::default() }
}

fn check_with(rows: &[(u32, [&str; 6])], taken: &Taken) -> (Vec<NewInstitutionRow>, Vec<CellFault>) {
    let checked = check_rows(&sheet(rows), taken.clone()).unwrap();
    (checked.good, checked.faults.shown().to_vec())
}

fn check(rows: &[(u32, [&str; 6])]) -> (Vec<NewInstitutionRow>, Vec<CellFault>) {
    check_with(rows, &Taken::default())
}

#[test]
fn every_kind_is_read() {
    let rows = [
        (2, ["Kementerian  Sosial", "Kementerian", "", "", "kemensos", "biro@kemsos.go.id"]),
        (3, ["BKN", "Lembaga Pemerintah Non-Kementerian", "", "", "bkn", "biro@bkn.go.id"]),
        (4, ["Komnas HAM", "lns", "", "", "komnasham", "biro@komnasham.go.id"]),
        (5, ["Jawa Barat", "PROVINSI", "Jawa Barat", "", "jabar", "bkd@jabarprov.go.id"]),
        (6, ["Bandung", "Kab.", "32", "Kab. Bandung", "kab.bandung", "bkd@bandungkab.go.id"]),
        (7, ["Bandung", "Kota", "jawa barat", "Bandung", "kota.bandung", "BKD@bandung.go.id"]),
    ];
    let (good, faults) = check(&rows);
    assert_eq!(faults, []);
    assert_eq!(good.iter().map(|row| row.kind).collect::<Vec<_>>(), InstitutionKind::ALL);
    assert_eq!(good[0].name, "Kementerian Sosial");
    let regions: Vec<&str> = good.iter().map(|row| row.region.as_str()).collect();
    assert_eq!(regions, ["", "", "", "Jawa Barat", "Kabupaten Bandung", "Kota Bandung"]);
    assert_eq!(good[5].place, Place { province: "32".into(), regency: "32.73".into() });
    assert_eq!(good[5].email, "bkd@bandung.go.id");
}

#[test]
fn every_bad_cell_is_named_with_row_column_value_and_reason() {
    let rows = [(9, ["", "Dinas", "", "", "1x", "tanpa at"])];
    let (good, faults) = check(&rows);
    assert!(good.is_empty());
    let seen: Vec<(u32, &str, &str)> =
        faults.iter().map(|fault| (fault.row, fault.column.as_str(), fault.value.as_str())).collect();
    assert_eq!(
        seen,
        [(9, "Nama Institusi", ""), (9, "Jenis", "Dinas"), (9, "Username", "1x"), (9, "Email", "tanpa at"),]
    );
    for fault in &faults {
        assert!(fault.reason.starts_with(char::is_uppercase) && fault.reason.ends_with('.'), "{fault:?}");
    }
}

#[test]
fn a_place_must_exist_and_fit() {
    let place = |kind: &str, province: &str, regency: &str| {
        let rows = [(2, ["X", kind, province, regency, "xyz", "x@x.go.id"])];
        check(&rows).1.pop().map(|fault| (fault.column, fault.reason)).unwrap()
    };
    assert_eq!(place("Kota", "", "Bandung").0, "Provinsi");
    assert_eq!(place("Kota", "Atlantis", "Bandung").1, "Provinsi tidak dikenal.");
    assert_eq!(place("Kota", "Jawa Barat", "").1, "Kota wajib diisi.");
    assert_eq!(place("Kota", "Bali", "Bandung").1, "Tidak ada Kota ini di Provinsi Bali.");
    assert_eq!(place("Kabupaten", "Jawa Barat", "Kota Bandung").0, "Kabupaten/Kota");
}

#[test]
fn doubles_in_the_sheet_name_both_rows_and_what_is_there_is_refused() {
    let cells: Texts = ["BKN", "LPNK", "", "", "bkn", "biro@bkn.go.id"];
    let rows = [(2, cells), (7, cells)];
    let (good, faults) = check(&rows);
    assert_eq!(good.len(), 1);
    assert_eq!(faults.len(), 3);
    assert!(faults.iter().all(|fault| fault.row == 7 && fault.reason.contains("baris 2 dan baris 7")));
    let taken = Taken {
        names: [(InstitutionKind::Agency, "bkn".to_owned())].into(),
        usernames: ["bkn".to_owned()].into(),
        emails: ["biro@bkn.go.id".to_owned()].into(),
        ..Taken::default()
    };
    let (good, faults) = check_with(&rows[..1], &taken);
    assert!(good.is_empty());
    assert_eq!(faults.len(), 3);
    // The same name is another institution when its kind is another.
    let other = [(2, ["BKN", "LNS", "", "", "bkn2", "bkn2@x.go.id"])];
    assert_eq!(check_with(&other, &taken).0.len(), 1);
}

#[test]
fn a_place_has_one_government_whatever_its_name() {
    let rows = [
        (2, ["Jawa Barat", "Provinsi", "Jawa Barat", "", "jabar", "a@x.go.id"]),
        (3, ["Bandung", "Kabupaten", "Jawa Barat", "Bandung", "kab.bandung", "b@x.go.id"]),
        (4, ["Bandung", "Kota", "Jawa Barat", "Bandung", "kota.bandung", "c@x.go.id"]),
        // Told together with whatever else is wrong.
        (5, ["Pemkab Bandung", "Kabupaten", "Jawa Barat", "Kab. Bandung", "pemkab", "tanpa at"]),
        (6, ["Provinsi Jawa Barat", "Provinsi", "32", "", "pemprov", "e@x.go.id"]),
    ];
    let seen = |faults: &[CellFault]| -> Vec<(u32, String, String)> {
        faults.iter().map(|fault| (fault.row, fault.column.clone(), fault.reason.clone())).collect()
    };
    let (good, faults) = check(&rows);
    assert_eq!(good.len(), 3);
    let bad_email = parse_email("tanpa at").unwrap_err();
    let twice = |what: &str, first, row| format!("{what} ini ada dua kali: baris {first} dan baris {row}.");
    assert_eq!(
        seen(&faults),
        [
            (5, "Kabupaten/Kota".to_owned(), twice("Kabupaten", 3, 5)),
            (5, "Email".to_owned(), bad_email.clone()),
            (6, "Provinsi".to_owned(), twice("Provinsi", 2, 6))
        ]
    );
    let taken = Taken { places: good.iter().map(|row| row.place.clone()).collect(), ..Taken::default() };
    let (good, faults) = check_with(&rows[3..], &taken);
    assert!(good.is_empty());
    assert_eq!(
        seen(&faults),
        [
            (5, "Kabupaten/Kota".to_owned(), "Kabupaten Bandung sudah terdaftar.".to_owned()),
            (5, "Email".to_owned(), bad_email),
            (6, "Provinsi".to_owned(), "Jawa Barat sudah terdaftar.".to_owned())
        ]
    );
}

#[test]
fn all_regional_governments_are_taken() {
    let mut texts: Vec<[String; 6]> = Vec::new();
    for province in provinces() {
        let (name, user) = (province.name.clone(), format!("prov{}", province.code));
        let email = format!("{user}@x.go.id");
        texts.push([name.clone(), "Provinsi".into(), name, String::new(), user, email]);
    }
    for regency in regencies() {
        let (user, email) = (format!("kab{}", regency.code), format!("kab{}@x.go.id", regency.code));
        let kind = if regency.kind == RegencyKind::City { "Kota" } else { "Kabupaten" };
        let province = provinces().iter().find(|province| province.code == regency.province).unwrap();
        let (name, province) = (regency.bare_name().to_owned(), province.name.clone());
        texts.push([name, kind.into(), province, regency.name.clone(), user, email]);
    }
    let rows: Vec<(u32, [&str; 6])> =
        (2..).zip(&texts).map(|(number, texts)| (number, texts.each_ref().map(String::as_str))).collect();
    let (good, faults) = check(&rows);
    assert_eq!(faults, []);
    assert_eq!(good.len(), 552);
}

#[test]
fn a_wrong_head_and_a_formula_are_refused() {
    let mut wrong = sheet(&[(2, ["BKN", "LPNK", "", "", "bkn", "biro@bkn.go.id"])]);
    wrong.rows[1].cells[0] = Cell::Formula;
    let checked = check_rows(&wrong, Taken::default()).unwrap();
    assert!(checked.good.is_empty());
    assert_eq!(checked.faults.total(), 1);
    wrong.rows[0].cells[4] = Cell::Text("Nama Pengguna".into());
    let fault = check_rows(&wrong, Taken::default()).unwrap_err();
    assert_eq!(fault.missing, ["Username"]);
}

#[test]
fn hidden_rows_are_counted_and_names_of_several_lines_become_one() {
    let mut sheet =
        sheet(&[(2, ["Kementerian\n Sosial", "Kementerian", "", "", "kemensos", "biro@kemsos.go.id"])]);
    sheet.hidden = vec![2];
    let checked = check_rows(&sheet, Taken::default()).unwrap();
    assert_eq!((checked.hidden, checked.good[0].name.as_str()), (1, "Kementerian Sosial"));
}

#[test]
fn rows_beyond_the_limit_are_counted() {
    let rows: Vec<(u32, [&str; 6])> = (2..2004).map(|number| (number, ["", "", "", "", "", "x"])).collect();
    let checked = check_rows(&sheet(&rows), Taken::default()).unwrap();
    assert_eq!((checked.left_over, checked.good.len()), (2, 0));
    assert_eq!(checked.faults.total(), 2000 * 4);
}
