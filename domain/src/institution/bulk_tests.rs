use super::*;
use crate::region::{RegencyKind, provinces, regencies};

fn row(number: u32, cells: [&str; 6]) -> BulkRow {
    let [name, kind, province, regency, username, email] = cells.map(str::to_owned);
    BulkRow { row: number, name, kind, province, regency, username, email }
}

fn check(rows: &[BulkRow]) -> (Vec<NewInstitutionRow>, Vec<CellFault>) {
    check_rows(rows, &Taken::default())
}

#[test]
fn every_kind_is_read() {
    let rows = [
        row(2, ["Kementerian  Sosial", "Kementerian", "", "", "kemensos", "biro@kemsos.go.id"]),
        row(3, ["BKN", "Lembaga Pemerintah Non-Kementerian", "", "", "bkn", "biro@bkn.go.id"]),
        row(4, ["Komnas HAM", "lns", "", "", "komnasham", "biro@komnasham.go.id"]),
        row(5, ["Jawa Barat", "PROVINSI", "Jawa Barat", "", "jabar", "bkd@jabarprov.go.id"]),
        row(6, ["Bandung", "Kab.", "32", "Kab. Bandung", "kab.bandung", "bkd@bandungkab.go.id"]),
        row(7, ["Bandung", "Kota", "jawa barat", "Bandung", "kota.bandung", "BKD@bandung.go.id"]),
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
    let rows = [row(9, ["", "Dinas", "", "", "1x", "tanpa at"])];
    let (good, faults) = check(&rows);
    assert!(good.is_empty());
    let seen: Vec<(u32, &str, &str)> =
        faults.iter().map(|fault| (fault.row, fault.column.as_str(), fault.value.as_str())).collect();
    assert_eq!(
        seen,
        [
            (9, "Nama Institusi*", ""),
            (9, "Jenis*", "Dinas"),
            (9, "Username*", "1x"),
            (9, "Email*", "tanpa at"),
        ]
    );
    for fault in &faults {
        assert!(fault.reason.starts_with(char::is_uppercase) && fault.reason.ends_with('.'), "{fault:?}");
    }
}

#[test]
fn a_place_must_exist_and_fit() {
    let place = |kind: &str, province: &str, regency: &str| {
        let rows = [row(2, ["X", kind, province, regency, "xyz", "x@x.go.id"])];
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
    let cells = ["BKN", "LPNK", "", "", "bkn", "biro@bkn.go.id"];
    let rows = [row(2, cells), row(7, cells)];
    let (good, faults) = check(&rows);
    assert_eq!(good.len(), 1);
    assert_eq!(faults.len(), 3);
    assert!(faults.iter().all(|fault| fault.row == 7 && fault.reason.contains("baris 2 dan baris 7")));
    let taken = Taken {
        names: [(InstitutionKind::Agency, "bkn".to_owned())].into(),
        usernames: ["bkn".to_owned()].into(),
        emails: ["biro@bkn.go.id".to_owned()].into(),
    };
    let (good, faults) = check_rows(&rows[..1], &taken);
    assert!(good.is_empty());
    assert_eq!(faults.len(), 3);
    // The same name is another institution when its kind is another.
    let other = [row(2, ["BKN", "LNS", "", "", "bkn2", "bkn2@x.go.id"])];
    assert_eq!(check_rows(&other, &taken).0.len(), 1);
}

#[test]
fn all_regional_governments_are_taken() {
    let mut rows = Vec::new();
    for province in provinces() {
        let user = format!("prov{}", province.code);
        let email = format!("{user}@x.go.id");
        rows.push(row(0, [&province.name, "Provinsi", &province.name, "", &user, &email]));
    }
    for regency in regencies() {
        let user = format!("kab{}", regency.code);
        let email = format!("{user}@x.go.id");
        let kind = if regency.kind == RegencyKind::City { "Kota" } else { "Kabupaten" };
        let province = provinces().iter().find(|province| province.code == regency.province).unwrap();
        rows.push(row(0, [regency.bare_name(), kind, &province.name, &regency.name, &user, &email]));
    }
    for (index, row) in rows.iter_mut().enumerate() {
        row.row = u32::try_from(index).unwrap() + 2;
    }
    let (good, faults) = check(&rows);
    assert_eq!(faults, []);
    assert_eq!(good.len(), 552);
}
