//! Many institutions at once, from a spreadsheet: every row is checked before anything is stored.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{InstitutionKind, form::Place};
use crate::{
    identity::account::{parse_email, parse_username},
    region::{find_province, find_regency},
};

/// The columns of the spreadsheet, in order; a `*` says that the cell must be filled.
pub const COLUMNS: [&str; 6] =
    ["Nama Institusi*", "Jenis*", "Provinsi", "Kabupaten/Kota", "Username*", "Email*"];

/// One row as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkRow {
    /// Its number in the spreadsheet, from 1.
    pub row: u32,
    /// Nama Institusi.
    pub name: String,
    /// Jenis, as people write it.
    pub kind: String,
    /// Provinsi, by name or code.
    pub province: String,
    /// Kabupaten/Kota, by name or code.
    pub regency: String,
    /// Username of the first account.
    pub username: String,
    /// Email.
    pub email: String,
}

/// A row that can be stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInstitutionRow {
    /// Its number in the spreadsheet.
    pub row: u32,
    /// Nama.
    pub name: String,
    /// Jenis.
    pub kind: InstitutionKind,
    /// Provinsi and Kabupaten/Kota.
    pub place: Place,
    /// Wilayah.
    pub region: String,
    /// Username of the first account, in lower case.
    pub username: String,
    /// Email, in lower case.
    pub email: String,
}

/// A cell that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellFault {
    /// The row's number in the spreadsheet, from 1.
    pub row: u32,
    /// The column, one of [`COLUMNS`].
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why it cannot be taken: a sentence.
    pub reason: String,
}

/// What is there already.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Kinds and names of institutions, the names in lower case.
    pub names: HashSet<(InstitutionKind, String)>,
    /// User names.
    pub usernames: HashSet<String>,
    /// E-mail addresses.
    pub emails: HashSet<String>,
}

/// Checks every row by itself, against what is there, and against the rows before it. A row with a
/// fault is not among the good ones; a row that repeats another names both.
#[must_use]
pub fn check_rows(rows: &[BulkRow], taken: &Taken) -> (Vec<NewInstitutionRow>, Vec<CellFault>) {
    let mut seen = Seen::default();
    let (mut good, mut faults) = (Vec::new(), Vec::new());
    for row in rows {
        let mut cells = Cells { row, faults: Vec::new() };
        let read = cells.read();
        cells.compare(taken, &mut seen);
        good.extend(read.filter(|_| cells.faults.is_empty()));
        faults.append(&mut cells.faults);
    }
    (good, faults)
}

/// The row at which each value stood first.
#[derive(Default)]
struct Seen {
    names: HashMap<(InstitutionKind, String), u32>,
    usernames: HashMap<String, u32>,
    emails: HashMap<String, u32>,
}

struct Cells<'a> {
    row: &'a BulkRow,
    faults: Vec<CellFault>,
}

const NAME: usize = 0;
const KIND: usize = 1;
const PROVINCE: usize = 2;
const REGENCY: usize = 3;
const USERNAME: usize = 4;
const EMAIL: usize = 5;

impl Cells<'_> {
    fn fail(&mut self, column: usize, reason: impl Into<String>) {
        let row = self.row;
        let value = [&row.name, &row.kind, &row.province, &row.regency, &row.username, &row.email][column];
        self.faults.push(CellFault {
            row: row.row,
            column: COLUMNS[column].to_owned(),
            value: value.clone(),
            reason: reason.into(),
        });
    }

    fn take<T>(&mut self, column: usize, parsed: Result<T, String>) -> Option<T> {
        parsed.map_err(|reason| self.fail(column, reason)).ok()
    }

    fn read(&mut self) -> Option<NewInstitutionRow> {
        let row = self.row;
        let name = self.take(NAME, parse_name(&row.name));
        let kind = self.take(KIND, parse_kind(&row.kind));
        let place = kind.and_then(|kind| self.place(kind));
        let username = self.take(USERNAME, parse_username(&row.username));
        let email = self.take(EMAIL, parse_email(&row.email));
        let (place, region) = place?;
        Some(NewInstitutionRow {
            row: row.row,
            name: name?,
            kind: kind?,
            place,
            region,
            username: username?,
            email: email?,
        })
    }

    fn place(&mut self, kind: InstitutionKind) -> Option<(Place, String)> {
        let (province_text, regency_text) = (self.row.province.trim(), self.row.regency.trim());
        if !kind.has_province() {
            return Some((Place::default(), String::new()));
        }
        if province_text.is_empty() {
            self.fail(PROVINCE, format!("Provinsi wajib diisi untuk {}.", kind.label()));
            return None;
        }
        let Some(province) = find_province(province_text) else {
            self.fail(PROVINCE, "Provinsi tidak dikenal.");
            return None;
        };
        let code = province.code.clone();
        let Some(wanted) = kind.regency_kind() else {
            return Some((Place { province: code, regency: String::new() }, province.name.clone()));
        };
        let label = kind.label();
        if regency_text.is_empty() {
            self.fail(REGENCY, format!("{label} wajib diisi."));
            return None;
        }
        let Some(regency) = find_regency(regency_text, &code, wanted) else {
            self.fail(REGENCY, format!("Tidak ada {label} ini di Provinsi {}.", province.name));
            return None;
        };
        Some((Place { province: code, regency: regency.code.clone() }, regency.name.clone()))
    }

    /// Also for a row with other faults, so that all of them are told at once.
    fn compare(&mut self, taken: &Taken, seen: &mut Seen) {
        let row = self.row;
        if let (Ok(name), Ok(kind)) = (parse_name(&row.name), parse_kind(&row.kind)) {
            let key = (kind, name.to_lowercase());
            if taken.names.contains(&key) {
                self.fail(NAME, format!("{} dengan nama ini sudah terdaftar.", kind.label()));
            } else if let Some(first) = repeated(&mut seen.names, key, row.row) {
                self.fail(NAME, format!("Institusi ini ada dua kali: baris {first} dan baris {}.", row.row));
            }
        }
        if let Ok(username) = parse_username(&row.username) {
            if taken.usernames.contains(&username) {
                self.fail(USERNAME, "Username ini sudah dipakai.");
            } else if let Some(first) = repeated(&mut seen.usernames, username, row.row) {
                self.fail(
                    USERNAME,
                    format!("Username ini ada dua kali: baris {first} dan baris {}.", row.row),
                );
            }
        }
        if let Ok(email) = parse_email(&row.email) {
            if taken.emails.contains(&email) {
                self.fail(EMAIL, "Email ini sudah dipakai.");
            } else if let Some(first) = repeated(&mut seen.emails, email, row.row) {
                self.fail(EMAIL, format!("Email ini ada dua kali: baris {first} dan baris {}.", row.row));
            }
        }
    }
}

/// The row that had this first; nothing, and remembered, when it is new.
fn repeated<K: std::hash::Hash + Eq>(seen: &mut HashMap<K, u32>, key: K, row: u32) -> Option<u32> {
    let first = *seen.entry(key).or_insert(row);
    (first != row).then_some(first)
}

fn parse_name(text: &str) -> Result<String, String> {
    const MAX: usize = 200;
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err("Nama Institusi wajib diisi.".to_owned()),
        length if length > MAX => {
            Err(format!("Nama Institusi paling banyak {MAX} karakter; sekarang {length}."))
        }
        _ => Ok(name),
    }
}

/// Jenis as people write it, short or in full.
fn parse_kind(text: &str) -> Result<InstitutionKind, String> {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    Ok(match letters.as_str() {
        "kementerian" => InstitutionKind::Ministry,
        "lpnk" | "lembagapemerintahnonkementerian" => InstitutionKind::Agency,
        "lns" | "lembaganonstruktural" => InstitutionKind::NonStructural,
        "provinsi" => InstitutionKind::Province,
        "kabupaten" | "kab" => InstitutionKind::Regency,
        "kota" => InstitutionKind::City,
        "" => return Err("Jenis wajib diisi.".to_owned()),
        _ => {
            let labels = InstitutionKind::ALL.map(InstitutionKind::label).join(", ");
            return Err(format!("Jenis harus salah satu dari: {labels}."));
        }
    })
}

#[cfg(test)]
#[path = "bulk_tests.rs"]
mod tests;
