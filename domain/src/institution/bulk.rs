//! Many institutions at once, from a spreadsheet: every row is checked before anything is stored.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{
    InstitutionKind,
    form::{Place, place_taken},
};
use crate::{
    field::one_line,
    fold::fold,
    identity::account::{parse_email, parse_username},
    region::{find_province, find_regency},
    sheet::{Faults, HeadFault, Line, Sheet, Table},
};

/// The columns.
pub const HEADS: [&str; 6] = [NAME, KIND, PROVINCE, REGENCY, USERNAME, EMAIL];
/// The columns as the template has them: a `*` says that the cell must be filled.
pub const TEMPLATE: [&str; 6] =
    ["Nama Institusi*", "Jenis*", "Provinsi", "Kabupaten/Kota", "Username*", "Email*"];
/// So many institutions can be registered at once; the country has some 700.
pub const MAX_ROWS: usize = 2000;

const NAME: &str = "Nama Institusi";
const KIND: &str = "Jenis";
const PROVINCE: &str = "Provinsi";
const REGENCY: &str = "Kabupaten/Kota";
const USERNAME: &str = "Username";
const EMAIL: &str = "Email";

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

/// What is there already.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Kinds and names of institutions, the names folded.
    pub names: HashSet<(InstitutionKind, String)>,
    /// Provinces, kabupaten and kota that have their government.
    pub places: HashSet<Place>,
    /// User names.
    pub usernames: HashSet<String>,
    /// E-mail addresses.
    pub emails: HashSet<String>,
}

/// What a spreadsheet holds: the rows that can be stored, and what is wrong with the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Rows without a fault.
    pub good: Vec<NewInstitutionRow>,
    /// Cells that cannot be taken.
    pub faults: Faults,
    /// Rows beyond [`MAX_ROWS`], which were not looked at.
    pub left_over: usize,
    /// How many rows are hidden in the spreadsheet, as by a filter; they count like the others.
    #[serde(default)]
    pub hidden: usize,
}

/// Checks every row by itself, against what is there, and against the rows before it. A row that
/// repeats another names both.
///
/// # Errors
/// When the row of heads is not as it must be.
pub fn check_rows(sheet: &Sheet, taken: &Taken) -> Result<Checked, Box<HeadFault>> {
    let table = Table::new(sheet, &HEADS)?;
    let mut seen = Seen::default();
    let mut checked = Checked { hidden: table.hidden_lines(), ..Checked::default() };
    for (index, line) in table.lines().enumerate() {
        if index >= MAX_ROWS {
            checked.left_over += 1;
            continue;
        }
        let before = checked.faults.total();
        let row = read(&line, taken, &mut seen, &mut checked.faults);
        compare(&line, taken, &mut seen, &mut checked.faults);
        checked.good.extend(row.filter(|_| checked.faults.total() == before));
    }
    Ok(checked)
}

/// The row at which each value stood first.
#[derive(Default)]
struct Seen {
    names: HashMap<(InstitutionKind, String), u32>,
    places: HashMap<Place, u32>,
    usernames: HashMap<String, u32>,
    emails: HashMap<String, u32>,
}

fn read(line: &Line<'_>, taken: &Taken, seen: &mut Seen, faults: &mut Faults) -> Option<NewInstitutionRow> {
    let name = faults.take(line.parsed(NAME, parse_name));
    let kind = faults.take(line.parsed(KIND, parse_kind));
    let place = kind.and_then(|kind| {
        let place = place(line, kind, faults);
        if let Some((place, region)) = &place {
            compare_place(line, kind, (place, region), taken, seen, faults);
        }
        place
    });
    let username = faults.take(line.parsed(USERNAME, parse_username));
    let email = faults.take(line.parsed(EMAIL, parse_email));
    let (place, region) = place?;
    Some(NewInstitutionRow {
        row: line.number(),
        name: name?,
        kind: kind?,
        place,
        region,
        username: username?,
        email: email?,
    })
}

/// Codes and words; cells that the kind has no use for are not looked at.
fn place(line: &Line<'_>, kind: InstitutionKind, faults: &mut Faults) -> Option<(Place, String)> {
    if !kind.has_province() {
        return Some((Place::default(), String::new()));
    }
    let label = kind.label();
    let province = faults.take(line.parsed(PROVINCE, |text| match text {
        "" => Err(format!("Provinsi wajib diisi untuk {label}.")),
        text => find_province(text).ok_or_else(|| "Provinsi tidak dikenal.".to_owned()),
    }))?;
    let code = province.code.clone();
    let Some(wanted) = kind.regency_kind() else {
        return Some((Place { province: code, regency: String::new() }, province.name.clone()));
    };
    let regency = faults.take(line.parsed(REGENCY, |text| {
        match text {
            "" => Err(format!("{label} wajib diisi.")),
            text => find_regency(text, &code, wanted)
                .ok_or_else(|| format!("Tidak ada {label} ini di Provinsi {}.", province.name)),
        }
    }))?;
    Some((Place { province: code, regency: regency.code.clone() }, regency.name.clone()))
}

/// Also for a row with other faults, so that all of them are told at once.
fn compare(line: &Line<'_>, taken: &Taken, seen: &mut Seen, faults: &mut Faults) {
    let row = line.number();
    let twice = |what: &str, first| format!("{what} ini ada dua kali: baris {first} dan baris {row}.");
    if let (Ok(name), Ok(kind)) = (line.parsed(NAME, parse_name), line.parsed(KIND, parse_kind)) {
        let key = (kind, fold(&name));
        if taken.names.contains(&key) {
            faults.push(line.fault(NAME, format!("{} dengan nama ini sudah terdaftar.", kind.label())));
        } else if let Some(first) = repeated(&mut seen.names, key, row) {
            faults.push(line.fault(NAME, twice("Institusi", first)));
        }
    }
    if let Ok(username) = line.parsed(USERNAME, parse_username) {
        if taken.usernames.contains(&username) {
            faults.push(line.fault(USERNAME, "Username ini sudah dipakai."));
        } else if let Some(first) = repeated(&mut seen.usernames, username, row) {
            faults.push(line.fault(USERNAME, twice("Username", first)));
        }
    }
    if let Ok(email) = line.parsed(EMAIL, parse_email) {
        if taken.emails.contains(&email) {
            faults.push(line.fault(EMAIL, "Email ini sudah dipakai."));
        } else if let Some(first) = repeated(&mut seen.emails, email, row) {
            faults.push(line.fault(EMAIL, twice("Email", first)));
        }
    }
}

/// One government for each place, whatever its name.
fn compare_place(
    line: &Line<'_>,
    kind: InstitutionKind,
    (place, region): (&Place, &str),
    taken: &Taken,
    seen: &mut Seen,
    faults: &mut Faults,
) {
    if !kind.has_province() {
        return;
    }
    let (row, column) = (line.number(), if place.regency.is_empty() { PROVINCE } else { REGENCY });
    if taken.places.contains(place) {
        faults.push(line.fault(column, place_taken(region)));
    } else if let Some(first) = repeated(&mut seen.places, place.clone(), row) {
        let sentence = format!("{} ini ada dua kali: baris {first} dan baris {row}.", kind.label());
        faults.push(line.fault(column, sentence));
    }
}

/// The row that had this first; nothing, and remembered, when it is new.
fn repeated<K: std::hash::Hash + Eq>(seen: &mut HashMap<K, u32>, key: K, row: u32) -> Option<u32> {
    let first = *seen.entry(key).or_insert(row);
    (first != row).then_some(first)
}

fn parse_name(text: &str) -> Result<String, String> {
    const MAX: usize = 200;
    let name = one_line(text).split_whitespace().collect::<Vec<_>>().join(" ");
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
