//! Many institutions at once, from a spreadsheet: every row is checked before anything is stored.

use std::collections::HashSet;

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
    sheet::{Checked, Faults, HeadFault, Line, Sheet, Unique},
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

/// Checks every row by itself, against what is there, and against the rows before it. A row that
/// repeats another names both.
///
/// # Errors
/// When the row of heads is not as it must be.
pub fn check_rows(sheet: &Sheet, taken: Taken) -> Result<Checked<NewInstitutionRow>, Box<HeadFault>> {
    let mut known = Known::new(taken);
    Checked::rows(sheet, &HEADS, MAX_ROWS, |line, faults| {
        let row = read(line, &mut known, faults);
        known.compare(line, faults);
        row
    })
}

/// What there is one of each, with what the rows before hold.
struct Known {
    names: Unique<(InstitutionKind, String)>,
    places: Unique<Place>,
    usernames: Unique<String>,
    emails: Unique<String>,
}

fn read(line: &Line<'_>, known: &mut Known, faults: &mut Faults) -> Option<NewInstitutionRow> {
    let name = faults.take(line.parsed(NAME, parse_name));
    let kind = faults.take(line.parsed(KIND, parse_kind));
    let place = kind.and_then(|kind| {
        let place = place(line, kind, faults);
        if let Some((place, region)) = &place {
            known.compare_place(line, kind, (place, region), faults);
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

impl Known {
    fn new(Taken { names, places, usernames, emails }: Taken) -> Self {
        Self {
            names: Unique::new(names),
            places: Unique::new(places),
            usernames: Unique::new(usernames),
            emails: Unique::new(emails),
        }
    }

    /// Also for a row with other faults, so that all of them are told at once.
    fn compare(&mut self, line: &Line<'_>, faults: &mut Faults) {
        if let (Ok(name), Ok(kind)) = (line.parsed(NAME, parse_name), line.parsed(KIND, parse_kind)) {
            let stored = || format!("{} dengan nama ini sudah terdaftar.", kind.label());
            self.names.check((kind, fold(&name)), (line, NAME), faults, stored, "Institusi ini ada dua kali");
        }
        if let Ok(username) = line.parsed(USERNAME, parse_username) {
            let stored = || "Username ini sudah dipakai.".to_owned();
            self.usernames.check(username, (line, USERNAME), faults, stored, "Username ini ada dua kali");
        }
        if let Ok(email) = line.parsed(EMAIL, parse_email) {
            let stored = || "Email ini sudah dipakai.".to_owned();
            self.emails.check(email, (line, EMAIL), faults, stored, "Email ini ada dua kali");
        }
    }

    /// One government for each place, whatever its name.
    fn compare_place(
        &mut self,
        line: &Line<'_>,
        kind: InstitutionKind,
        (place, region): (&Place, &str),
        faults: &mut Faults,
    ) {
        if kind.has_province() {
            let column = if place.regency.is_empty() { PROVINCE } else { REGENCY };
            let twice = format!("{} ini ada dua kali", kind.label());
            self.places.check(place.clone(), (line, column), faults, || place_taken(region), &twice);
        }
    }
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
